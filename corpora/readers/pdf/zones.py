"""What at the head and foot of a page is no body text: running heads, page numbers, notes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from ..marks import lower_mark, raise_mark
from .columns import Stretch
from .rows import PdfRow

_DIGITS = re.compile(r"\d{1,9}", re.ASCII)
_NUMBER = re.compile(
    r"(?:[-–—~]\s*)?(?:page\s*|第\s*)?(?:(?P<page>\d{1,4})|[ivxlc]{1,6})"
    r"(?:\s*(?:/|of|页，?共)\s*(?P<of>\d{1,4}))?(?:\s*页)?(?:\s*[-–—~])?",
    re.IGNORECASE | re.ASCII,
)
_RULE_TEXT = re.compile(r"[_\-–—―─━]{5,}")
_MARK = re.compile(
    r"(?P<raised>[⁰¹²³⁴-⁹ᵃ-ᶻ]{1,3}|[*†‡§]{1,4}|[①-⑳])\s*|(?P<plain>\d{1,3}|[a-z])[).]?\s+(?=\S)"
    r"|(?P<glued>\d{1,3})(?=[\u3400-\u9fff《“‘A-Z])"
)
DEPTH = 4
"""How many rows at each end of a page may be running heads."""


def furniture_of(pages: Mapping[int, Sequence[PdfRow]]) -> set[PdfRow]:
    """Running heads and page numbers.

    A running head comes again at the same height of another page, word for word except for
    numbers that count with the pages. Two pages may also begin with the same heading by chance:
    where a third has text of its own at that height, they prove nothing.
    """
    groups: dict[tuple[str, int], list[PdfRow]] = defaultdict(list)
    found = set()
    for rows in pages.values():
        ordered = sorted(rows, key=lambda row: -row.base)
        for row in (*ordered[:DEPTH], *ordered[-DEPTH:]):
            groups[_key(row)].append(row)
            if _is_page_number(row, ordered, max(pages)):
                found.add(row)
    twice = set()
    for form, height in list(groups):
        here = groups[form, height]
        near = [row for step in (-1, 0, 1) for row in groups.get((form, height + step), ())]
        for row in here:
            again = {other.page for other in near if _is_repeated(row, other)}
            if len(row.text) < 150 and again:
                found.add(row)
                if len(again) == 1:
                    twice.add(row)
    edges = [
        height
        for rows in pages.values()
        if (heights := [row.base for row in rows if row not in found])
        for height in (min(heights), max(heights))
    ]
    found -= {row for row in twice if any(abs(row.base - height) < 6 for height in edges)}
    # Running heads stand at the edge of a page; a line of text inside may come again too.
    return {row for rows in pages.values() for row in _at_edges(rows, found)}


def _at_edges(rows: Sequence[PdfRow], found: set[PdfRow]) -> set[PdfRow]:
    """Of the rows found, those with nothing but such lines between them and an edge."""
    kept: set[PdfRow] = set()
    for sign in (1, -1):
        line: list[PdfRow] = []
        for row in [*sorted(rows, key=lambda row: sign * row.base), None]:
            if row is not None and (not line or abs(row.base - line[0].base) < 0.3 * row.size):
                line.append(row)
                continue
            here = {one for one in line if one in found}
            if not here:
                break
            kept |= here
            line = [row] if row is not None else []
    return kept


def _key(row: PdfRow) -> tuple[str, int]:
    return _DIGITS.sub("#", row.text), round(row.base / 6)


def _is_repeated(row: PdfRow, other: PdfRow) -> bool:
    if row.page == other.page:
        return False
    numbers = zip(_DIGITS.findall(row.text), _DIGITS.findall(other.text), strict=False)
    return all(a == b or int(a) - int(b) == row.page - other.page for a, b in numbers)


def _is_page_number(row: PdfRow, ordered: Sequence[PdfRow], pages: int) -> bool:
    """Whether a row at the edge of its page is nothing but a page number."""
    match = _NUMBER.fullmatch(row.text)
    if match is None or len(ordered) < 2:
        return False
    if match["of"] and int(match["of"]) >= pages > 1 and int(match["page"] or 0) == row.page:
        return row is ordered[0] or row is ordered[-1]
    for edge, next_one in ((ordered[0], ordered[1]), (ordered[-1], ordered[-2])):
        if row is edge and abs(edge.base - next_one.base) > 1.2 * max(edge.size, next_one.size):
            return True
    return False


def split(
    stretches: Sequence[Stretch],
    rules: Sequence[tuple[float, float, float]],
    body_size: float,
    marks: Counter[str],
) -> list[int]:
    """Where the notes begin in each stretch of a page; its length where it has none.

    Notes stand at the foot of the page or of a column: below them is nothing but notes.

    Args:
        stretches: in reading order.
        rules: horizontal strokes of the page.
        body_size: size of most text of the document.
        marks: raised marks that stand inside the document's text.
    """
    starts = [len(stretch.rows) for stretch in stretches]
    for number in sorted(range(len(stretches)), key=lambda n: stretches[n].rows[-1].base):
        stretch = stretches[number]
        foot = stretch.rows[-1].base
        if any(
            starts[other]
            and below.rows[0].base < foot
            and below.left < stretch.right
            and stretch.left < below.right
            for other, below in enumerate(stretches)
            if other != number
        ):
            continue
        starts[number] = _notes_start(stretch.rows, rules, body_size, marks)
    return starts


def is_separator(row: PdfRow) -> bool:
    """Whether a row is a line drawn with characters."""
    return _RULE_TEXT.fullmatch(row.text) is not None


def _notes_start(
    rows: Sequence[PdfRow],
    rules: Sequence[tuple[float, float, float]],
    body_size: float,
    marks: Counter[str],
) -> int:
    """Position of the first row of the notes at the foot of a page."""
    if not rows:
        return 0
    lowest = len(rows)
    # Small print at the foot, as far up as it goes.
    while lowest and rows[lowest - 1].size < 0.93 * body_size:
        lowest -= 1
    small = next(
        (
            position
            for position in range(lowest, len(rows))
            if _RULE_TEXT.fullmatch(rows[position].text) or note_mark(rows[position], marks)
        ),
        None,
    )
    ruled = _below_line(rows, rules, marks)
    if small is not None:
        # Not every note need look smaller than the text, above all where it was recognised.
        runs_on = ruled < small and _number(rows[ruled], marks) < _number(rows[small], marks)
        return ruled if runs_on else small
    if lowest < len(rows) and _below_rule(rows, lowest, rules):
        return lowest  # a note that goes on from the page before
    return ruled


def _below_line(
    rows: Sequence[PdfRow],
    rules: Sequence[tuple[float, float, float]],
    marks: Counter[str],
) -> int:
    """Where notes of any size begin: below a short rule, with a mark of the text."""
    for position in range(len(rows) - 1, 0, -1):
        row = rows[position]
        if _RULE_TEXT.fullmatch(row.text) and position + 1 < len(rows):
            if note_mark(rows[position + 1], marks):
                return position
        elif _below_rule(rows, position, rules) and note_mark(row, marks):
            return position
    return len(rows)


def _number(row: PdfRow, marks: Counter[str]) -> int:
    """The number of a note by its first row; 0 where it has none."""
    mark = note_mark(row, marks)
    plain = lower_mark(mark[0]) if mark else ""
    return int(plain) if plain.isdecimal() else 0


def _below_rule(
    rows: Sequence[PdfRow], position: int, rules: Sequence[tuple[float, float, float]]
) -> bool:
    row = rows[position]
    above = rows[position - 1].base if position else row.base + 10 * row.size
    width = max(r.right for r in rows) - min(r.left for r in rows)
    return any(
        row.base < height < above and right - left < 0.75 * width for left, right, height in rules
    )


def note_mark(row: PdfRow, marks: Counter[str]) -> tuple[str, str] | None:
    """The raised mark at the head of a note's first row and the text behind it, or None."""
    match = _MARK.match(row.text)
    if match is None or match.end() >= len(row.text):
        return None
    text = row.text[match.end() :]
    if match["raised"]:
        return match["raised"], text
    # Text recognition loses the gap after a mark.
    mark = raise_mark(match["plain"] or match["glued"])
    return (mark, text) if mark in marks else None
