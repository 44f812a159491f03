"""Inline codes: what stands at a place in a text and is no text of its own.

A client (OmegaT, Trados, memoQ) shows a run of formatting, a note reference or a line break as
a tag, and an automatic number not at all. A reader notes where each is; the text itself stays
as a person reads it on the page, with numbers and marks written out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class CodeKind(StrEnum):
    """What a code stands for."""

    NUMBER = "number"
    NOTE = "note"
    BREAK = "break"
    SIGN = "sign"
    RAISED = "raised"
    OPEN = "open"
    CLOSE = "close"
    SEAM = "seam"


@dataclass(frozen=True, slots=True)
class Code:
    """One code.

    Attributes:
        start, end: the characters that show it in the text; equal where nothing shows it.
        kind: ``number`` (automatic, with the space after it), ``note`` (a reference), ``break``
            (line break or tab), ``sign`` (a character that the format keeps as an element),
            ``raised`` (typed superscript that the text shows in raised characters), ``open``
            and ``close`` (formatting), ``seam`` (a border between runs of equal formatting).
        data: the formatting (``bold``), the kind of break, or what was typed (``raised``).
        tag: 0-based number of the gap in the paragraph's text that it stands in, as a client
            counts its tags; -1 before the first character and after the last.
    """

    start: int
    end: int
    kind: CodeKind
    data: str = ""
    tag: int = -1

    @property
    def is_text(self) -> bool:
        """Whether a client shows its characters as text."""
        return self.kind is CodeKind.RAISED


def packed(codes: Iterable[Code]) -> list[list[Any]]:
    """Codes as lists of plain values; `unpacked` reads them."""
    return [[code.start, code.end, str(code.kind), code.data, code.tag] for code in codes]


def unpacked(values: Iterable[Sequence[Any]]) -> tuple[Code, ...]:
    """The way back from `packed`."""
    return tuple(
        Code(start, end, CodeKind(kind), data, tag) for start, end, kind, data, tag in values
    )


def moved(codes: Iterable[Code], by: int) -> tuple[Code, ...]:
    """The same codes in a text that has `by` more characters in front."""
    return tuple(replace(code, start=code.start + by, end=code.end + by) for code in codes)


def within(codes: Iterable[Code], start: int, end: int) -> tuple[Code, ...]:
    """The codes of a piece of text, counted from its beginning.

    A closing code at the very start and an opening one at the very end belong to the text
    outside.
    """
    found = []
    for code in codes:
        if not start <= code.start <= code.end <= end:
            continue
        if code.start == code.end == start and start > 0 and code.kind is CodeKind.CLOSE:
            continue
        if code.start == code.end == end and code.kind is CodeKind.OPEN:
            continue
        found.append(code)
    return moved(found, -start)


def carried(codes: Sequence[Code], old: str, new: str) -> tuple[Code, ...]:
    """Codes of a text as codes of the same text with other white space.

    Args:
        codes: of `old`.
        old, new: equal but for white space; `new` may be a beginning of `old`.
    """
    if old == new or not codes:
        return tuple(codes)
    places: list[int] = []
    at = 0
    for char in old:
        if char.isspace():
            places.append(at)
            continue
        while at < len(new) and new[at].isspace():
            at += 1
        places.append(at)
        at += at < len(new)
    places.append(at)
    found = []
    for code in codes:
        start, end = places[code.start], places[code.end]
        # The space that a line break became.
        if code.kind is CodeKind.BREAK and start == end and new[end : end + 1].isspace():
            end += 1
        found.append(replace(code, start=start, end=end))
    return tuple(found)


def tagged(text: str, codes: Sequence[Code]) -> tuple[Code, ...]:
    """Codes of a whole paragraph, numbered by the gap in the text that they stand in."""
    ordered = sorted(codes, key=lambda code: (code.start, code.end))
    shown, total = _shown_before(text, ordered)
    found: list[Code] = []
    tag = gap = -1
    for code, before in zip(ordered, shown, strict=True):
        if code.is_text or code.kind is CodeKind.NUMBER or not 0 < before < total:
            found.append(code)
            continue
        if before != gap:
            tag, gap = tag + 1, before
        found.append(replace(code, tag=tag))
    return tuple(found)


def gaps(coded: Coded) -> list[list[Code]]:
    """Codes with no text between them, together; those at the ends of the text too."""
    ordered = sorted(coded.codes, key=lambda code: (code.start, code.end))
    found: dict[int, list[Code]] = {}
    for code, before in zip(ordered, _shown_before(coded.text, ordered)[0], strict=True):
        if not code.is_text and code.kind is not CodeKind.NUMBER:
            found.setdefault(before, []).append(code)
    return list(found.values())


def _shown_before(text: str, ordered: Sequence[Code]) -> tuple[list[int], int]:
    """How many characters a client shows before each code, and in all."""
    shown: list[int] = []
    count = at = 0
    for code in ordered:
        count += max(code.start - at, 0)
        at = max(at, code.start)
        shown.append(count)
        if not code.is_text:
            at = max(at, code.end)
    return shown, count + len(text) - at


@dataclass(frozen=True, slots=True)
class Coded:
    """A text with its codes."""

    text: str
    codes: tuple[Code, ...] = ()


def cut(coded: Coded, kinds: Collection[CodeKind]) -> tuple[Coded, list[int]]:
    """A text without the characters that show codes of some kinds.

    A number goes with its code; of a note reference the code stays, as a place in the text.

    Returns:
        The text left, and for each position of the old text (its end included) the new one.
    """
    gone = bytearray(len(coded.text))
    for code in coded.codes:
        if code.kind in kinds:
            gone[code.start : code.end] = b"\1" * (code.end - code.start)
    places = [0]
    for flag in gone:
        places.append(places[-1] + (not flag))
    text = "".join(char for char, flag in zip(coded.text, gone, strict=True) if not flag)
    codes = tuple(
        replace(code, start=places[code.start], end=places[code.end])
        for code in coded.codes
        if not (code.kind is CodeKind.NUMBER and code.kind in kinds)
    )
    return Coded(text, codes), places
