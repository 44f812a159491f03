"""Columns: a page cut into stretches of running text that are read one after the other.

The page is cut at the widest white strip that runs down between two bodies of text, as in the
recursive X-Y cut (Nagy & Seth, "Hierarchical representation of optically scanned documents",
1984), then above, below and at both sides of it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from .rows import PdfRow, lines_of, rows_of, with_cells
from .runs import Run

_FEWEST = 5
"""Lines that a column has at least where nothing else shows it."""
_STEP = 2.0
"""Points; how finely white strips are looked for."""
_MOST_STEPS = 600
_NARROWEST = 0.7
"""Narrowest white strip, in ems."""
_NARROWER = 0.4
"""The same where the text on its right has a straight left edge."""
_MANY = 8
"""Lines that show a straight edge."""
_DEEPEST = 6
_HALF_EMPTY = "，。、；：！？）》〉」』】〕］｝”’"
"""Full-width punctuation whose right half is white."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of one column that stand below each other, and what they are a part of.

    Attributes:
        rows: from the top.
        follows: whether the column goes on from the stretch before it.
        left, right: edges of its text.
    """

    rows: tuple[PdfRow, ...]
    follows: bool
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class PdfLine:
    """Runs on one baseline, from left to right."""

    runs: tuple[Run, ...]
    base: float
    size: float


def in_columns(
    runs: Sequence[Run], page: int, known: Sequence[float] = ()
) -> tuple[list[Stretch], list[float]]:
    """The text of a page in reading order.

    Args:
        runs: without running heads and tables.
        page: 1-based.
        known: where other pages part their columns; fewer lines prove it then.

    Returns:
        A list for each stretch of one column, and where columns part.
    """
    gutters: list[float] = []
    found = list(_cut(_lines(runs), page, tuple(known), gutters, 0, False))
    return found, gutters


def _lines(runs: Sequence[Run]) -> list[PdfLine]:
    lines = []
    for line in lines_of(runs):
        main = max(line, key=lambda run: len(run.text))
        ordered = tuple(sorted(line, key=lambda run: run.left))
        lines.append(PdfLine(ordered, main.base, main.size))
    return sorted(lines, key=lambda line: -line.base)


def _cut(
    lines: Sequence[PdfLine],
    page: int,
    known: tuple[float, ...],
    gutters: list[float],
    depth: int,
    follows: bool,
) -> Iterator[Stretch]:
    if not lines:
        return
    strip = _strip(lines, known) if depth < _DEEPEST else None
    if strip is None:
        rows = with_cells(rows_of([run for line in lines for run in line.runs], page))
        if rows:
            left, right = min(row.left for row in rows), max(row.right for row in rows)
            yield Stretch(tuple(rows), follows, left, right)
        return
    first, last, place = strip
    gutters.append(place)
    yield from _cut(lines[:first], page, known, gutters, depth + 1, follows)
    sides: tuple[list[Run], list[Run]] = ([], [])
    for line in lines[first : last + 1]:
        for run in line.runs:
            sides[run.left >= place].append(run)
    yield from _cut(_lines(sides[0]), page, known, gutters, depth + 1, False)
    yield from _cut(_lines(sides[1]), page, known, gutters, depth + 1, True)
    yield from _cut(lines[last + 1 :], page, known, gutters, depth + 1, False)


def _strip(lines: Sequence[PdfLine], known: Sequence[float]) -> tuple[int, int, float] | None:
    """First and last line beside a white strip, and its middle; None without columns.

    Of all places across the page, the one along which most lines in a row leave it white.
    """
    start = min(line.runs[0].left for line in lines)
    end = max(run.right for line in lines for run in line.runs)
    span = end - start
    if span < 120 or len(lines) < 2:
        return None
    # A stray character far from the page must not make this slow.
    step = max(_STEP, span / _MOST_STEPS)
    bins = int(span / step) + 1
    first_bin, last_bin = int(0.2 * bins), int(0.8 * bins)
    clear_from = [0] * bins
    longest: list[tuple[int, int]] = [(0, -1)] * bins
    for number, line in enumerate(lines):
        for run in line.runs:
            low = max(int((run.left - start) / step), first_bin)
            high = min(int((_inked(run) - start) / step), last_bin)
            for place in range(low, high + 1):
                if number - clear_from[place] > longest[place][1] - longest[place][0] + 1:
                    longest[place] = (clear_from[place], number - 1)
                clear_from[place] = number + 1
    for place in range(first_bin, last_bin + 1):
        if len(lines) - clear_from[place] > longest[place][1] - longest[place][0] + 1:
            longest[place] = (clear_from[place], len(lines) - 1)
    size = median(line.size for line in lines)
    best: tuple[int, int, int, float] | None = None
    for narrowest in (_NARROWEST, _NARROWER):
        wide = max(int(narrowest * size / step), 2)
        for place in range(first_bin, last_bin + 2 - wide):
            low = max(longest[place + n][0] for n in range(wide))
            high = min(longest[place + n][1] for n in range(wide))
            count = high - low + 1
            if count >= 2 and (best is None or count > best[0]):
                where = start + (place + wide / 2) * step
                tried = _trimmed(lines, low, high, where)
                if tried is None or not _are_columns(lines, tried, where, span, known):
                    continue
                if narrowest == _NARROWEST or _is_edge(lines[tried[0] : tried[1] + 1], where):
                    best = (count, *tried, where)
    return None if best is None else best[1:]


def _is_edge(lines: Sequence[PdfLine], place: float) -> bool:
    """Whether nearly all lines begin at one distance right of a place."""
    starts = [run.left for line in lines for run in line.runs if run.left >= place]
    aligned = sum(left - min(starts) < 1 for left in starts)
    return aligned >= _MANY and aligned >= 0.9 * len(starts)


def _inked(run: Run) -> float:
    """Where a run ends to the eye.

    Chinese punctuation at a line's end may be set half wide, but keeps the box of a whole em.
    """
    return run.right - 0.5 * run.size if run.text[-1] in _HALF_EMPTY else run.right


def _trimmed(
    lines: Sequence[PdfLine], first: int, last: int, place: float
) -> tuple[int, int] | None:
    """The lines of a strip without those at its ends that have nothing on the right.

    A short last line of the text above, or a heading, leaves the strip white as well.
    """
    right = [n for n in range(first, last + 1) if lines[n].runs[-1].left >= place]
    if not right:
        return None
    above = right[0]
    size = lines[above].size
    # Of the left column's first line the baseline may differ from that of the right one.
    while above > first and lines[above - 1].base - lines[right[0]].base < 0.9 * size:
        above -= 1
    return above, last


def _are_columns(
    lines: Sequence[PdfLine],
    within: tuple[int, int],
    place: float,
    span: float,
    known: Sequence[float],
) -> bool:
    """Whether running text stands on both sides, and not the cells of a table."""
    some = lines[within[0] : within[1] + 1]
    proven = any(abs(place - other) < 12 for other in known)
    fewest = 2 if proven else _FEWEST
    shares = []
    for right in (False, True):
        rows = [
            (side[0].left, side[-1].right)
            for line in some
            if (side := [run for run in line.runs if (run.left >= place) == right])
        ]
        if len(rows) < fewest:
            return False
        room = max(row[1] for row in rows) - min(row[0] for row in rows)
        # Running text fills its column; the cells of a table do not.
        if room < 0.2 * span or median(row[1] - row[0] for row in rows) < 0.6 * room:
            return False
        shares.append(len(rows))
    return min(shares) >= 0.2 * max(shares)
