"""The text of a segment, and the segment of a text."""

from __future__ import annotations

import re

from duizhao.corpora.patterns import lazy

# Elements whose content is code of the client, not text: it goes with its tags. The content
# of <hi> is text; a <sub> inside a code is text of another segment.
_CODES = "bpt|ept|ph|it|ut"
_EDGE = lazy(rf"<(/?)(?:{_CODES})(?:\s[^<>]*?)?(/?)>")
_TAG = lazy(r"<\?.*?\?>|</?[A-Za-z_][^<>]*>", re.DOTALL)
HIDDEN = lazy(r"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
"""A comment, or text in CDATA (group 1), in neither of which a tag is a tag."""
_REFERENCE = lazy(r"&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def escape(text: str) -> str:
    """Text as content of a segment; a carriage return would else be read as a line feed."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if "\r" in text:
        text = text.replace("\r", "&#13;")
    return text


def escape_attribute(text: str) -> str:
    """Text as the value of an attribute between double quotes."""
    text = escape(text).replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")


def unescape(text: str) -> str:
    """What a run of text stands for once its references are resolved.

    Only the five names of XML are known, since no DTD is ever read; a number may stand for
    any character, for those too that XML forbids, so that a memory with them is not lost.
    """
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    number = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(number) if number <= 0x10FFFF else match[0]


def plain(content: str) -> str:
    """The text of a segment without its tags.

    Args:
        content: what stands between ``<seg>`` and ``</seg>``, well formed.
    """
    if "<" not in content:
        return unescape(content)
    content = HIDDEN.sub(lambda match: escape(match[1] or ""), content)
    pieces: list[str] = []
    depth = end = 0
    for edge in _EDGE.finditer(content):
        if depth == 0:
            pieces.append(content[end : edge.start()])
        if not edge[2]:
            depth += -1 if edge[1] else 1
        end = edge.end()
    pieces.append(content[end:])
    return unescape(_TAG.sub("", "".join(pieces)))
