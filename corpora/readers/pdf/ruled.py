"""Tables with level rules only, as books set them: at the head and foot, or between rows.

Columns are the strips that no line of the table crosses. A row ends at a rule, at a wider gap
between lines where such gaps part rows, and otherwise before each line that fills the first
column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from duizhao.corpora.layout.marks import label_of

from .grid import Cell, Grid, Stroke, merged
from .rows import lines_of
from .runs import Run

_SAME = 4.0
"""How far ends of rules of one table may differ, in points."""
_STRIP = 0.3
"""Narrowest white strip between columns, in ems; the spaces of a text are inside its runs."""
_MOST_RULES = 60
_MOST_COLUMNS = 20
_HEAD_LINES = 4
"""Most lines between the first two rules of a table that has only these two, or three."""
_WIDER = 1.3
"""How much wider than the least gap between lines one is that parts rows."""

Line = list[Run]
Span = tuple[float, float]


def find_ruled(level: Sequence[Stroke], runs: Sequence[Run]) -> tuple[list[Grid], list[Run]]:
    """The tables of a page, and the runs that stand in none of them.

    Args:
        level: horizontal strokes of the page.
        runs: of the page, without those in grids.
    """
    found: list[Grid] = []
    rest = list(runs)
    for rules in _alike(level):
        at = 0
        while at + 1 < len(rules):
            table = None
            for last in range(len(rules) - 1, at, -1):
                table = _table(rules[at : last + 1], rest)
                if table is not None:
                    found.append(table)
                    taken = {id(run) for cell in table.cells for run in cell.runs}
                    rest = [run for run in rest if id(run) not in taken]
                    at = last
                    break
            at += table is None
    return found, rest


def _alike(level: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """Rules of equal extent, from the top."""
    left = sorted(merged(level), key=lambda stroke: -stroke[2])
    if len(left) > _MOST_RULES:
        return
    while left:
        first = left[0]
        same = [s for s in left if max(abs(s[0] - first[0]), abs(s[1] - first[1])) <= _SAME]
        left = [stroke for stroke in left if stroke not in same]
        if len(same) > 1:
            yield same


def _table(rules: Sequence[Stroke], runs: Sequence[Run]) -> Grid | None:
    """What stands between the first and the last of some rules, if it is a table."""
    left, right = rules[0][0] - _SAME, rules[0][1] + _SAME
    heights = [stroke[2] for stroke in rules]
    inside = [
        run for run in runs if run.left >= left and run.right <= right and run.base < heights[0]
    ]
    if len(rules) == 2:
        # No rule at the foot: the table goes as far as its columns do.
        head = _between(inside, heights[0], heights[1])
        below = _lines([run for run in inside if run.base < heights[1]])
        heights.append(_foot(_lines(head), below))
    inside = [run for run in inside if run.base > heights[-1]]
    bands = [_lines(_between(inside, top, foot)) for top, foot in pairwise(heights)]
    if not all(bands) or (len(bands) < 3 and len(bands[0]) > _HEAD_LINES):
        return None
    columns = _columns([bands[0][-1:], *bands[1:]])
    if not 2 <= len(columns) <= _MOST_COLUMNS or _is_text(columns, bands[1:]):
        return None
    whole = len(bands) > 3 and all(len(band) <= _HEAD_LINES for band in bands)
    rows = [bands[0]]
    for band in bands[1:]:
        rows += [band] if whole else _rows(band, columns)
    if len(rows) < 3:
        return None
    cells = [cell for row in rows for cell in _cells(row, columns)]
    return Grid((rules[0][0], heights[-1], rules[0][1], heights[0]), tuple(cells))


def _between(runs: Sequence[Run], top: float, foot: float) -> list[Run]:
    return [run for run in runs if foot < run.base + 0.3 * run.size <= top]


def _lines(runs: Sequence[Run]) -> list[Line]:
    return lines_of(runs) if runs else []


def _foot(head: Sequence[Line], below: Sequence[Line]) -> float:
    """Height below the last line that leaves the strips between the cells of the head white."""
    if not head or not below:
        return 0.0
    size = median(run.size for run in head[-1])
    strips = _strips([head[-1]], size)
    steps = [_base(before) - _base(after) for before, after in pairwise(below)]
    usual = median(steps) if steps else 0.0
    last = _base(head[-1])
    for number, line in enumerate(below):
        strips = _whiter(strips, line, size)
        if not strips or (number and steps[number - 1] > 2.5 * usual):
            break
        last = _base(line)
    return last - 0.3 * size


def _base(line: Line) -> float:
    return max(line, key=lambda run: len(run.text)).base


def _strips(lines: Sequence[Line], size: float) -> list[Span]:
    """The white strips between the first and the last run of lines."""
    start = min(run.left for line in lines for run in line)
    end = max(run.right for line in lines for run in line)
    strips = [(start, end)]
    for line in lines:
        strips = _cut(strips, line)
    return [(a, b) for a, b in strips if b - a >= _STRIP * size and a > start and b < end]


def _whiter(strips: Sequence[Span], line: Line, size: float) -> list[Span]:
    """Strips as a further line leaves them; none where it crosses one of them."""
    cut = [_cut([strip], line) for strip in strips]
    widest = [max(parts, key=lambda part: part[1] - part[0], default=(0, 0)) for parts in cut]
    return widest if all(b - a >= _STRIP * size for a, b in widest) else []


def _cut(strips: Sequence[Span], line: Line) -> list[Span]:
    """What is left of strips without the places of runs."""
    left = list(strips)
    for run in line:
        left = [
            part
            for a, b in left
            for part in ((a, min(b, run.left)), (max(a, run.right), b))
            if part[0] < part[1]
        ]
    return left


def _columns(bands: Sequence[Sequence[Line]]) -> list[Span]:
    """Where columns begin and end."""
    lines = [line for band in bands for line in band]
    size = median(run.size for line in lines for run in line)
    strips = _strips(lines, size)
    if not strips:
        return []
    start = min(run.left for line in lines for run in line)
    end = max(run.right for line in lines for run in line)
    edges = [start, *(edge for strip in strips for edge in strip), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _is_text(columns: Sequence[Span], bands: Sequence[Sequence[Line]]) -> bool:
    """Whether lines in columns are running text, or a list with its numbers on the left."""
    lines = [line for band in bands for line in band]
    filled = []
    for left, right in columns:
        inside = [[run for run in line if left <= run.left < right] for line in lines]
        widths = [max(r.right for r in some) - min(r.left for r in some) for some in inside if some]
        filled.append(bool(widths) and median(widths) > 0.75 * (right - left) and len(widths) > 5)
    span = columns[-1][1] - columns[0][0]
    wide = [right - left > 0.25 * span for left, right in columns]
    if all(filled) and all(wide):
        return True
    if len(columns) > 2 or not filled[1]:
        return False
    heads = ["".join(r.text for r in line if r.left < columns[0][1]).strip() for line in lines]
    heads = [head for head in heads if head]
    return all(label_of(head + " ") == head for head in heads)


def _rows(lines: Sequence[Line], columns: Sequence[Span]) -> list[list[Line]]:
    """Lines gathered to rows."""
    steps = [_base(before) - _base(after) for before, after in pairwise(lines)]
    bases = [_bases(lines, column) for column in columns]
    least = min((a - b for column in bases for a, b in pairwise(column)), default=0.0)
    if steps and max(steps) > _WIDER * least > 0:
        rows = _split(lines, [step > _WIDER * least for step in steps])
        if all(any(_filled(row, column) == 1 for column in columns) for row in rows):
            return rows
    if _filled([lines[0]], columns[0]) or len(bases[0]) < 2:
        return _split(lines, [_filled([line], columns[0]) > 0 for line in lines[1:]])
    # Its cells stand at half the height of their rows.
    borders = [_border(max(bases, key=len), *pair) for pair in pairwise(bases[0])]
    heights = [sum(_base(line) > border for border in borders) for line in lines]
    return _split(lines, [before != after for before, after in pairwise(heights)])


def _bases(lines: Sequence[Line], column: Span) -> list[float]:
    return [_base(line) for line in lines if _filled([line], column)]


def _border(bases: Sequence[float], above: float, below: float) -> float:
    """Height of the widest gap between lines of a column, between two cells of the first."""
    middle = (above + below) / 2
    gaps = [
        (upper - lower, -abs((upper + lower) / 2 - middle), (upper + lower) / 2)
        for upper, lower in pairwise(bases)
        if above > (upper + lower) / 2 > below
    ]
    return max(gaps, default=(0.0, 0.0, middle))[2]


def _split(lines: Sequence[Line], begins: Sequence[bool]) -> list[list[Line]]:
    rows = [[lines[0]]]
    for line, begin in zip(lines[1:], begins, strict=True):
        if begin:
            rows.append([])
        rows[-1].append(line)
    return rows


def _filled(lines: Sequence[Line], column: Span) -> int:
    """In how many lines a column has text."""
    return sum(any(column[0] <= run.left < column[1] for run in line) for line in lines)


def _cells(row: Sequence[Line], columns: Sequence[Span]) -> Iterator[Cell]:
    runs = [run for line in row for run in line]
    top = max(run.base + run.size for run in runs)
    foot = min(run.base for run in runs)
    for number, (left, right) in enumerate(columns):
        # What spans several columns belongs to its first one.
        least = left if number else float("-inf")
        most = columns[number + 1][0] if number + 1 < len(columns) else float("inf")
        inside = tuple(run for run in runs if least <= run.left + 0.01 < most)
        if inside:
            yield Cell((left, foot, right, top), inside)
