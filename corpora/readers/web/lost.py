"""Characters of a page counted in and out: what its parser has lost is listed."""

from __future__ import annotations

import re
from html import unescape

from lxml.html import HtmlElement

from duizhao.corpora.document import Change

_NOT_TEXT = re.compile(
    r"<!--(?:(?!-->).)*+-->|<(script|style|title|textarea|noscript|template)\b[^>]*+>"
    r"(?:(?!</\1).)*+|<[!?/A-Za-z](?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>",
    re.I | re.S,
)
_LETTERS = re.compile(r"\w+")


def lost(text: str, root: HtmlElement) -> list[Change]:
    """One change for the text that stands in a page and not in its tree; none as a rule.

    Only letters and figures are counted, and only a loss of a hundred or more, since parsers
    differ about what is text in broken tags.
    """
    inside = len("".join(_LETTERS.findall(unescape(_NOT_TEXT.sub(" ", text)))))
    outside = sum(len("".join(_LETTERS.findall(str(piece)))) for piece in root.itertext())
    missing = inside - outside
    if missing < 100:
        return []
    return [Change("skipped", f"{missing:,} characters lost by the parser, at the end", "", "page")]
