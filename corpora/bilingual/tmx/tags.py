"""The tags in the content of a segment, by kind and place in its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lxml import etree

TagKind = Literal["open", "close", "code"]


@dataclass(frozen=True, slots=True)
class InlineTag:
    """A tag.

    Attributes:
        kind: an opening or closing half, or a code on its own.
        at: its place in the text.
        name: what it has in common with its counterpart in the other language.
        pair: what both halves of a pair have in common, or "".
    """

    kind: TagKind
    at: int
    name: str
    pair: str = ""


@lru_cache(maxsize=1024)
def tags_of(content: str) -> tuple[str, tuple[InlineTag, ...]]:
    """The text of a content, and its tags in their order.

    Content that is not well formed has none.
    """
    from .markup import plain

    if "<" not in content:
        return plain(content), ()
    from lxml import etree

    try:
        parser = etree.XMLParser(resolve_entities=False, remove_comments=True, remove_pis=True)
        root = etree.fromstring(f"<seg>{content}</seg>".encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return plain(content), ()
    pieces: list[str] = []
    found: list[InlineTag] = []
    _collect(root, pieces, found, {})
    return "".join(pieces), tuple(found)


def _collect(
    element: etree._Element, pieces: list[str], found: list[InlineTag], names: dict[str, str]
) -> None:
    pieces.append(element.text or "")
    for child in element:
        at = sum(map(len, pieces))
        number, x = child.get("i") or "", child.get("x") or ""
        match child.tag:
            case "bpt":
                # Without an x, the same i on both sides is all that there is.
                names[number] = x or f"i{number}"
                found.append(InlineTag("open", at, names[number], number))
            case "ept":
                found.append(InlineTag("close", at, names.get(number, f"i{number}"), number))
            case "it":
                begins = child.get("pos") in ("begin", "open")
                found.append(InlineTag("open" if begins else "close", at, x))
            case "hi":
                pair = f"hi{len(found)}"
                name = x or f"hi {child.get('type') or ''}"
                found.append(InlineTag("open", at, name, pair))
                _collect(child, pieces, found, names)
                found.append(InlineTag("close", sum(map(len, pieces)), name, pair))
            case _:
                found.append(InlineTag("code", at, x or "".join(map(str, child.itertext()))))
        pieces.append(child.tail or "")


def inner(text: str, tags: tuple[InlineTag, ...]) -> list[InlineTag]:
    """Tags inside the text: not those at its edges, nor pairs around all of it."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())

    def edge(tag: InlineTag) -> bool:
        return tag.at <= start or tag.at >= end

    inside = {tag.pair for tag in tags if tag.pair and not edge(tag)}
    return [tag for tag in tags if not edge(tag) or (tag.pair and tag.pair in inside)]


def skeleton(content: str) -> tuple[int, ...]:
    """Places of the tags inside a content, white space not counted.

    Equal for two contents with the same text where tags stand at the same places; tools differ
    in what they call an opening half and what a code.
    """
    text, tags = tags_of(content)
    return places_in(text, inner(text, tags))


def places_in(text: str, tags: Sequence[InlineTag]) -> tuple[int, ...]:
    """How many signs of a text stand before each tag, white space not counted."""
    return tuple(len("".join(text[: tag.at].split())) for tag in tags)
