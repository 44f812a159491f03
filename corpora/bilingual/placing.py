"""A translation put into a file of XLIFF with the tags of its source.

Tags before and after the text of the source stand before and after it in the target. Those
inside it stand where the memory has them, if its source has the same ones; else nobody can
tell, and they follow the text, so that the translator has them at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .inline import Inline, fill, tokens_of
from .tmx.tags import InlineTag, inner, places_in, tags_of

if TYPE_CHECKING:
    from lxml import etree

_FOLLOW = "tags inside the source follow the translation"
_PROTECTED = "text that is not to be translated is missing"


def place(
    source: etree._Element,
    target: etree._Element,
    text: str,
    contents: tuple[str, str] = ("", ""),
) -> str:
    """Fill `target` with a text and the tags of `source`.

    Args:
        source: a segment.
        target: where the text goes; what is in it is lost.
        text: the translation.
        contents: source and target of the memory's unit as content of TMX, where it has tags.

    Returns:
        What is not where it belongs, or "".
    """
    tokens = tokens_of(source)
    reason = "" if _is_protected(tokens, text) else _PROTECTED
    tokens = [token for token in tokens if token.kind != "mark"]
    tags, whole = _as_tags(tokens)
    inside = {place for place, tag in tags.items() if tag in inner(whole, tuple(tags.values()))}
    places = [index for index, token in enumerate(tokens) if token.text.strip()]
    first, last = (places[0], places[-1]) if places else (len(tokens), len(tokens))
    # Space at the edges of a segment belongs to the document, not to the sentence.
    head = tokens[first].text if places else ""
    foot = tokens[last].text if places else ""
    middle = [Inline("text", text.strip())]
    codes = [tokens[index] for index in sorted(inside)]
    if codes:
        wanted = [tags[index] for index in sorted(inside)]
        placed = _placed((whole, wanted), codes, text.strip(), contents)
        middle = placed or [*middle, *codes]
        reason = reason or ("" if placed else _FOLLOW)
    body = [
        *(token for index, token in enumerate(tokens[:first]) if index not in inside),
        Inline("text", head[: len(head) - len(head.lstrip())]),
        *middle,
        Inline("text", foot[len(foot.rstrip()) :]),
        *(t for index, t in enumerate(tokens) if index > last and index not in inside),
    ]
    fill(target, [token for token in body if token.kind != "text" or token.text])
    return reason


def _is_protected(tokens: Sequence[Inline], text: str) -> bool:
    """Whether all that is marked as not to be translated is in the translation."""
    inside: list[tuple[etree._Element, str]] = []
    for token in tokens:
        if token.kind == "mark" and token.element is not None:
            if token.opens:
                inside.append((token.element, ""))
                continue
            element, words = inside.pop()
            protected = element.get("mtype") == "protected" or element.get("translate") == "no"
            if protected and words.strip() not in text:
                return False
            if inside:
                inside[-1] = (inside[-1][0], inside[-1][1] + words)
        elif token.text and inside:
            inside[-1] = (inside[-1][0], inside[-1][1] + token.text)
    return True


def _as_tags(tokens: Sequence[Inline]) -> tuple[dict[int, InlineTag], str]:
    """Tokens that are tags, by their place among all, and the text."""
    found: dict[int, InlineTag] = {}
    at = 0
    for index, token in enumerate(tokens):
        if token.kind in ("open", "close", "code"):
            pair = "" if token.pair is None else str(id(token.pair) if token.around else token.pair)
            found[index] = InlineTag(token.kind, at, str(index), pair)
        at += len(token.text)
    return found, "".join(token.text for token in tokens)


def _placed(
    source: tuple[str, Sequence[InlineTag]],
    codes: Sequence[Inline],
    text: str,
    contents: tuple[str, str],
) -> list[Inline] | None:
    """The text with the tags where the memory has them; None where it has others."""
    memory, source_tags = tags_of(contents[0])
    known = inner(memory, source_tags)
    whole, wanted = source
    same_kinds = [one.kind for one in known] == [one.kind for one in wanted]
    if not same_kinds and places_in(memory, known) != places_in(whole, wanted):
        return None
    translation, tags = tags_of(contents[1])
    waiting: dict[tuple[str, str], list[int]] = {}
    for number, tag in enumerate(known):
        waiting.setdefault((tag.kind, tag.name), []).append(number)
    offset = _offsets(translation, text)
    found: list[tuple[int, Inline]] = []
    for tag in tags:
        numbers = waiting.get((tag.kind, tag.name))
        if numbers:
            found.append((offset[tag.at], codes[numbers.pop(0)]))
    if len(found) != len(codes) or not _nest([token for _, token in found]):
        return None
    pieces: list[Inline] = []
    at = 0
    for place, token in found:
        place = max(place, at)
        pieces += [Inline("text", text[at:place]), token]
        at = place
    return [*pieces, Inline("text", text[at:])]


def _nest(tokens: Sequence[Inline]) -> bool:
    """Whether elements around text open and close in order."""
    inside: list[object] = []
    for token in tokens:
        if not token.around:
            continue
        if token.opens:
            inside.append(token.pair)
        elif not inside or inside.pop() != token.pair:
            return False
    return not inside


def _offsets(old: str, new: str) -> list[int]:
    """For each place in a text (its end included) the place in a text that is nearly the same."""
    if old == new:
        return list(range(len(old) + 1))
    from rapidfuzz.distance import Levenshtein

    places = [0] * (len(old) + 1)
    for change in Levenshtein.opcodes(old, new):
        for at in range(change.src_start, change.src_end):
            step = at - change.src_start if change.tag == "equal" else 0
            places[at] = change.dest_start + step
    places[len(old)] = len(new)
    return places
