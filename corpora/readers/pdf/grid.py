"""Tables whose cells are ruled: the grid that their strokes draw, and what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .drawings import Box, Drawings
from .runs import Run

_NEAR = 3.0
"""How far strokes may miss each other and still meet, in points."""
_MOST_LINES = 400
"""Most strokes each way of one page; more are a chart or a pattern."""
_MOST_CELLS = 4000

Stroke = tuple[float, float, float]
"""From, to, and where across."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, and the runs in it."""

    box: Box
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: where it stands, and its cells row by row from the left."""

    box: Box
    cells: tuple[Cell, ...]


def find_grids(
    drawings: Drawings, runs: Sequence[Run], page: tuple[float, float]
) -> tuple[list[Grid], list[Run]]:
    """The ruled tables of a page from the top, and the runs that stand in none of them.

    Args:
        drawings: of the page.
        runs: of the page.
        page: its width and height; a frame around most of it is no table.
    """
    level, upright = merged(drawings.level), merged(drawings.upright)
    if len(level) < 2 or not upright or max(len(level), len(upright)) > _MOST_LINES:
        return [], list(runs)
    grids: list[Grid] = []
    rest = list(runs)
    for rows, columns in _together(level, upright):
        boxes = _cells(rows, columns)
        if len(boxes) < 2 or any(_area(box) > 0.5 * page[0] * page[1] for box in boxes):
            continue
        cells = [Cell(box, tuple(run for run in rest if _holds(box, run))) for box in boxes]
        filled = [cell for cell in cells if cell.runs]
        if len(filled) < 2:
            continue
        taken = {id(run) for cell in filled for run in cell.runs}
        rest = [run for run in rest if id(run) not in taken]
        grids.append(Grid(_around(boxes), tuple(filled)))
    grids.sort(key=lambda grid: -grid.box[3])
    return grids, rest


def merged(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Strokes on one line that touch, put together."""
    found: list[Stroke] = []
    for start, end, place in sorted(strokes, key=lambda one: (round(one[2] / _NEAR), one[0])):
        if found:
            first, last, where = found[-1]
            if abs(where - place) <= _NEAR and start <= last + _NEAR:
                found[-1] = (first, max(last, end), where)
                continue
        found.append((start, end, place))
    return found


def _together(
    level: Sequence[Stroke], upright: Sequence[Stroke]
) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Strokes that cross or touch, group by group."""
    home = list(range(len(level) + len(upright)))

    def root(one: int) -> int:
        while home[one] != one:
            home[one] = home[home[one]]
            one = home[one]
        return one

    for n, (left, right, height) in enumerate(level):
        for m, (bottom, top, place) in enumerate(upright):
            if left - _NEAR <= place <= right + _NEAR and bottom - _NEAR <= height <= top + _NEAR:
                home[root(n)] = root(len(level) + m)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for n in range(len(home)):
        group = groups.setdefault(root(n), ([], []))
        if n < len(level):
            group[0].append(level[n])
        else:
            group[1].append(upright[n - len(level)])
    return [(rows, columns) for rows, columns in groups.values() if len(rows) > 1 and columns]


def _cells(level: Sequence[Stroke], upright: Sequence[Stroke]) -> list[Box]:
    """The boxes between strokes; where no stroke parts two of them, they are one cell."""
    # A table may be open at its sides.
    ends = [end for stroke in level for end in stroke[:2]]
    feet = [end for stroke in upright for end in stroke[:2]]
    xs = _places([*(stroke[2] for stroke in upright), min(ends), max(ends)])
    ys = _places([*(stroke[2] for stroke in level), min(feet), max(feet)])
    across, along = len(xs) - 1, len(ys) - 1
    if across < 1 or along < 1 or across * along > _MOST_CELLS:
        return []
    home = list(range(across * along))

    def root(one: int) -> int:
        while home[one] != one:
            one = home[one]
        return one

    for row in range(along):
        for column in range(across):
            here = row * across + column
            middle = (ys[row] + ys[row + 1]) / 2
            if column + 1 < across and not _is_drawn(upright, xs[column + 1], middle):
                home[root(here + 1)] = root(here)
            middle = (xs[column] + xs[column + 1]) / 2
            if row + 1 < along and not _is_drawn(level, ys[row + 1], middle):
                home[root(here + across)] = root(here)
    boxes: dict[int, Box] = {}
    for row in range(along):
        for column in range(across):
            box = (xs[column], ys[row], xs[column + 1], ys[row + 1])
            whole = root(row * across + column)
            boxes[whole] = _around([boxes[whole], box]) if whole in boxes else box
    return sorted(boxes.values(), key=lambda box: (-round(box[3] / _NEAR), box[0]))


def _places(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2 * _NEAR:
            found.append(value)
    return found


def _is_drawn(strokes: Sequence[Stroke], place: float, at: float) -> bool:
    return any(
        abs(where - place) <= 2 * _NEAR and start - _NEAR <= at <= end + _NEAR
        for start, end, where in strokes
    )


def _holds(box: Box, run: Run) -> bool:
    middle = (run.left + run.right) / 2
    height = run.base + 0.3 * run.size
    return box[0] <= middle <= box[2] and box[1] <= height <= box[3]


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
