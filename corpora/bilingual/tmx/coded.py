"""Texts with inline codes as the content of segments.

Two ways of writing them: as TMX has it (``bpt``, ``ept``, ``ph``, ``it``), and as OmegaT itself
writes a memory (``<t0/>`` as text), which is the only one that it finds again: it skips the
elements of a memory that another program made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from duizhao.corpora.codes import Code, Coded, CodeKind, gaps

from .markup import escape

Style = Literal["none", "tmx", "omegat"]
"""How codes are written: not at all, as TMX elements, or as OmegaT writes them."""

_FORMATS = {
    "bold": ("bold", "b"),
    "italic": ("italic", "i"),
    "underlined": ("ulined", "u"),
    "struck": ("x-struck", "s"),
    "superscript": ("x-superscript", "sup"),
    "subscript": ("x-subscript", "sub"),
    "link": ("link", "a"),
    "code": ("x-code", "code"),
}
"""Formatting by name: the type of the TMX element, and what its content says."""

_PLACES = {
    CodeKind.NOTE: ("fnote", "note"),
    CodeKind.BREAK: ("lb", "br"),
    CodeKind.SIGN: ("x-sign", "sign"),
}


def contents(source: Coded, target: Coded, style: Style) -> tuple[str, str]:
    """Both texts as content of ``<seg>``, codes of the target linked to those of the source."""
    if style == "none" or not (source.codes or target.codes):
        return escape(source.text), escape(target.text)
    if style == "omegat":
        return _for_omegat(source, target)
    first, second = _marks(source), _marks(target)
    numbers = _linked([_name(mark.code) for mark in first], [_name(mark.code) for mark in second])
    return _tagged(source, first, numbers[0]), _tagged(target, second, numbers[1])


@dataclass(frozen=True, slots=True)
class _Mark:
    """A code that is written, with the position of the one that it belongs to, or None."""

    code: Code
    other: int | None = None


def _marks(coded: Coded) -> list[_Mark]:
    """Codes that are written: none around the whole text, and no seams."""
    codes = [
        code
        for code in sorted(coded.codes, key=lambda code: (code.start, code.end))
        if code.kind not in (CodeKind.SEAM, CodeKind.NUMBER, CodeKind.RAISED)
    ]
    other: dict[int, int] = {}
    waiting: dict[str, list[int]] = defaultdict(list)
    for place, code in enumerate(codes):
        if code.kind is CodeKind.OPEN:
            waiting[code.data].append(place)
        elif code.kind is CodeKind.CLOSE and waiting[code.data]:
            opening = waiting[code.data].pop()
            other[place], other[opening] = opening, place
    keep = [place for place in range(len(codes)) if _is_inside(codes, place, other, coded.text)]
    new = {place: number for number, place in enumerate(keep)}
    return [_Mark(codes[place], new.get(other.get(place, -1))) for place in keep]


def _is_inside(codes: Sequence[Code], place: int, other: dict[int, int], text: str) -> bool:
    code = codes[place]
    partner = codes[other[place]] if place in other else code
    start, end = min(code.start, partner.start), max(code.end, partner.end)
    if code.kind in (CodeKind.OPEN, CodeKind.CLOSE):
        return (start < end and (start > 0 or end < len(text))) or (
            partner is code and 0 < start < len(text)
        )
    return code.kind is CodeKind.NOTE or (start > 0 and end < len(text))


def _name(code: Code) -> tuple[str, str]:
    return str(code.kind), code.data


def _linked(
    first: Sequence[tuple[str, str]], second: Sequence[tuple[str, str]]
) -> tuple[list[int], list[int]]:
    """A number for each code; equal where the two sides have the same code."""
    numbers = list(range(1, len(first) + 1))
    waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, name in zip(numbers, first, strict=True):
        waiting[name].append(number)
    following = len(first)
    found = []
    for name in second:
        if waiting[name]:
            found.append(waiting[name].pop(0))
        else:
            following += 1
            found.append(following)
    return numbers, found


def _tagged(coded: Coded, marks: Sequence[_Mark], numbers: Sequence[int]) -> str:
    elements = [
        _element(mark, place, number)
        for place, (mark, number) in enumerate(zip(marks, numbers, strict=True))
    ]
    return _written(
        coded, [(mark.code, element) for mark, element in zip(marks, elements, strict=True)]
    )


def _element(mark: _Mark, place: int, number: int) -> str:
    code = mark.code
    if code.kind in _PLACES:
        kind, name = _PLACES[code.kind]
        return f'<ph x="{number}" type="{kind}">&lt;{name}/&gt;</ph>'
    kind, name = _FORMATS.get(code.data, (f"x-{code.data}", "span"))
    closing = code.kind is CodeKind.CLOSE
    native = f"&lt;/{name}&gt;" if closing else f"&lt;{name}&gt;"
    if mark.other is None:
        side = "end" if closing else "begin"
        return f'<it pos="{side}" x="{number}" type="{kind}">{native}</it>'
    pair = min(place, mark.other) + 1
    if closing:
        return f'<ept i="{pair}">{native}</ept>'
    return f'<bpt i="{pair}" x="{number}" type="{kind}">{native}</bpt>'


def _written(coded: Coded, codes: Sequence[tuple[Code, str]]) -> str:
    """The text, escaped, with each code in its place instead of the characters that show it."""
    shown = list(coded.text)
    for code in coded.codes:
        if code.end > code.start:
            typed = code.data if code.is_text else ""
            shown[code.start : code.end] = [typed, *[""] * (code.end - code.start - 1)]
    inserted: dict[int, list[str]] = defaultdict(list)
    for code, element in codes:
        inserted[code.start].append(element)
    pieces: list[str] = []
    for start, end in pairwise(sorted({0, len(shown), *inserted})):
        pieces += inserted[start]
        pieces.append(escape("".join(shown[start:end])))
    return "".join(pieces + inserted[len(shown)])


def _for_omegat(source: Coded, target: Coded) -> tuple[str, str]:
    groups = [group for group in gaps(source) if group[0].tag >= 0]
    codes = [(group[0], escape(f"<t{group[0].tag}/>")) for group in groups]
    return _written(source, codes), _written(target, _placed(groups, source, target))


def _placed(
    groups: Sequence[Sequence[Code]], source: Coded, target: Coded
) -> list[tuple[Code, str]]:
    """Every tag of the source in the target: where it has the same code, else in proportion.

    Tags keep their order, since the client checks it.
    """
    places = _counterparts([_signature(group) for group in groups], gaps(target))
    found = []
    least = 0
    for number, group in enumerate(groups):
        place = places[number]
        if place is None:
            most = min((p for p in places[number + 1 :] if p is not None), default=len(target.text))
            share = group[0].start / max(len(source.text), 1)
            place = _border(target.text, min(max(round(share * len(target.text)), least), most))
        least = max(least, place)
        found.append((Code(place, place, CodeKind.SEAM), escape(f"<t{group[0].tag}/>")))
    return found


def _counterparts(
    wanted: Sequence[tuple[str, ...]], groups: Sequence[Sequence[Code]]
) -> list[int | None]:
    """For each signature the place of the next group that has it too."""
    found: list[int | None] = []
    following = 0
    for signature in wanted:
        match = None
        if signature:
            match = next(
                (n for n in range(following, len(groups)) if _signature(groups[n]) == signature),
                None,
            )
        found.append(None if match is None else groups[match][0].start)
        following = following if match is None else match + 1
    return found


def _signature(group: Sequence[Code]) -> tuple[str, ...]:
    """What a tag stands for, seams apart."""
    return tuple(sorted(f"{c.kind} {c.data}" for c in group if c.kind is not CodeKind.SEAM))


def _border(text: str, place: int) -> int:
    """The nearest place from here on that is not inside a Latin word or a number."""
    while 0 < place < len(text) and text[place - 1].isascii() and text[place].isascii():
        if not (text[place - 1].isalnum() and text[place].isalnum()):
            break
        place += 1
    return place
