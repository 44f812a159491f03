"""The best path through the corridor: Viterbi over beads and affine runs of nulls.

A path is made of beads, of runs of Chinese segments without counterpart, and of runs of
English ones. Opening a run and each segment in it have scores of their own, so that a
long omission costs little more than a short one. Where both kinds of run meet, the
Chinese one comes first, so that each set of beads is one path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .corridor import Corridor, Ints
from .shapes import Shapes

Doubles = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]

IMPOSSIBLE = -1e30
BEAD, ZH_RUN, EN_RUN = 0, 1, 2

ROWS = 256
"""Rows for which it is worked out together where beads begin and end."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Log-scores of everything that a path is made of.

    Attributes:
        beads: by cell in which the bead ends and shape, (cells, shapes).
        zh_null, en_null: of each segment when it has no counterpart, (segments,).
        zh_open, en_open: of beginning such a run.
    """

    beads: Floats
    zh_null: Doubles
    en_null: Doubles
    zh_open: float
    en_open: float


@dataclass(frozen=True, slots=True)
class Step:
    """A bead of a path: the point at which it ends and its segments on each side."""

    row: int
    column: int
    zh: int
    en: int


def predecessors(corridor: Corridor, shapes: Shapes, first: int, last: int) -> Ints:
    """Cell in which each bead begins; the number of cells where there is none."""
    rows, columns = corridor.points(first, last)
    cells = corridor.locate(rows[:, None] - shapes.zh, columns[:, None] - shapes.en)
    return np.where(cells < 0, corridor.cells, cells)


def successors(corridor: Corridor, shapes: Shapes, first: int, last: int) -> Ints:
    """Cell in which each bead ends that begins in a cell; the number of cells for none."""
    rows, columns = corridor.points(first, last)
    cells = corridor.locate(rows[:, None] + shapes.zh, columns[:, None] + shapes.en)
    return np.where(cells < 0, corridor.cells, cells)


def row_by_row(
    cells_of: Callable[[Corridor, Shapes, int, int], Ints],
    corridor: Corridor,
    shapes: Shapes,
    *,
    backward: bool = False,
) -> Iterator[tuple[int, slice, Ints]]:
    """Each row with its cells and their predecessors or successors, worked out for many rows."""
    count = corridor.rows + 1
    starts = range(0, count, ROWS)
    step = -1 if backward else 1
    for first in starts[::step]:
        last = min(first + ROWS, count)
        related = cells_of(corridor, shapes, first, last)
        borders = corridor.start[first : last + 1].tolist()
        for row in range(first, last)[::step]:
            place = slice(borders[row - first], borders[row - first + 1])
            yield row, place, related[place.start - borders[0] : place.stop - borders[0]]


def bounds(corridor: Corridor) -> tuple[list[int], list[int], list[int]]:
    """First column, last column and first cell of each row, as numbers that are fast to look up."""
    return corridor.low.tolist(), corridor.high.tolist(), corridor.start.tolist()


def best_path(scores: Scores, corridor: Corridor, shapes: Shapes) -> list[Step]:
    """The path of the highest total score from corner to corner."""
    cells = corridor.cells
    total = np.full((3, cells + 1), IMPOSSIBLE)
    best = np.full(cells + 1, IMPOSSIBLE)  # of the three states
    shape_at = np.zeros(cells, np.int8)
    en_total = np.concatenate([[0.0], np.cumsum(scores.en_null)])
    low, high, _ = limits = bounds(corridor)
    zh_null = scores.zh_null.tolist()
    bead_total, zh_total, en_run = total
    for row, place, before in row_by_row(predecessors, corridor, shapes):
        bead, run = bead_total[place], zh_total[place]
        if row == 0:
            bead[0] = 0.0
        else:
            through = best.take(before)
            through += scores.beads[place]
            shape_at[place] = through.argmax(axis=1)
            np.maximum.reduce(through, axis=1, out=bead)
            above = above_of(limits, row)
            if above.start < above.stop:
                reached = np.maximum(bead_total[above] + scores.zh_open, zh_total[above])
                run[: len(reached)] = reached + zh_null[row - 1]
        better = np.maximum(bead, run)
        passed = en_total[low[row] : high[row] + 1]
        if len(passed) > 1:
            enter = better + scores.en_open
            enter -= passed
            np.maximum.accumulate(enter, out=enter)
            en_run[place.start + 1 : place.stop] = enter[:-1] + passed[1:]
        np.maximum(better, en_run[place], out=best[place])
    return _trace(total, shape_at, scores, corridor, shapes)


def above_of(limits: tuple[list[int], list[int], list[int]], row: int) -> slice:
    """Cells of the row before that have a cell of this row right below.

    Args:
        limits: as `bounds` gives them.
        row: not the first.
    """
    low, _, start = limits
    begin = start[row - 1] + low[row] - low[row - 1]
    return slice(min(begin, start[row]), start[row])


def _trace(
    total: Doubles,
    shape_at: npt.NDArray[np.int8],
    scores: Scores,
    corridor: Corridor,
    shapes: Shapes,
) -> list[Step]:
    row, column = corridor.rows, corridor.columns
    state = int(total[:, corridor.cells - 1].argmax())
    steps = []
    while row or column:
        cell = int(corridor.start[row]) + column - int(corridor.low[row])
        if state == BEAD:
            shape = shape_at[cell]
            zh, en = int(shapes.zh[shape]), int(shapes.en[shape])
        else:
            zh, en = (1, 0) if state == ZH_RUN else (0, 1)
        steps.append(Step(row, column, zh, en))
        row, column = row - zh, column - en
        cell = int(corridor.start[row]) + column - int(corridor.low[row])
        if state == BEAD:
            state = int(total[:, cell].argmax())
        elif state == ZH_RUN:
            state = ZH_RUN if total[ZH_RUN, cell] > total[BEAD, cell] + scores.zh_open else BEAD
        else:
            entered = float(total[:EN_RUN, cell].max()) + scores.en_open
            before = int(total[:EN_RUN, cell].argmax())
            state = EN_RUN if total[EN_RUN, cell] > entered else before
    return steps[::-1]
