"""The part of the table that the path may run through.

A point (i, j) of the table stands between segments: i Chinese and j English segments lie
before it. A row i holds the points with columns ``low[i] … high[i]``; the points of all
rows, one row after the other, are the corridor's cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

WIDTH = 6
"""Segments that the corridor reaches on either side of the line through the anchors."""

LARGEST_RECTANGLE = 250_000
"""Cells between two anchors above which the corridor holds a part of them only."""

OBLONG = 8
"""How many times longer than broad a gap between two anchors is that text is missing from."""


@dataclass(frozen=True, slots=True)
class Corridor:
    """Columns of each row, bounds included; they never fall from a row to the next.

    Attributes:
        low, high: shape (m + 1,).
        start: position of each row's first cell, shape (m + 2,); the last entry is the
            number of cells.
    """

    low: Ints
    high: Ints
    start: Ints

    @property
    def rows(self) -> int:
        """Number of Chinese segments."""
        return len(self.low) - 1

    @property
    def columns(self) -> int:
        """Number of English segments."""
        return int(self.high[-1])

    @property
    def cells(self) -> int:
        """Number of points."""
        return int(self.start[-1])

    def points(self, first: int, last: int) -> tuple[Ints, Ints]:
        """Row and column of every cell of the rows ``first … last - 1``."""
        counts = (self.high - self.low + 1)[first:last]
        rows = np.repeat(np.arange(first, last), counts)
        columns = np.arange(len(rows)) + np.repeat(
            self.low[first:last] - (self.start[first:last] - self.start[first]), counts
        )
        return rows, columns

    def locate(self, rows: Ints, columns: Ints) -> Ints:
        """Cell of each point, or -1 where the point lies outside."""
        inside = (rows >= 0) & (rows <= self.rows)
        row = np.where(inside, rows, 0)
        inside &= (columns >= self.low[row]) & (columns <= self.high[row])
        return np.where(inside, self.start[row] + columns - self.low[row], -1)


def along(anchors: Sequence[tuple[int, int]], m: int, n: int, width: int = WIDTH) -> Corridor:
    """The corridor through points that the path is believed to pass.

    Args:
        anchors: points, rising on both sides.
        m, n: number of segments on each side.
        width: how far it reaches on either side of the line through the anchors.
    """
    low = np.full(m + 1, n, np.int64)
    high = np.zeros(m + 1, np.int64)

    def widen(first: int, last: int, left: int, right: int) -> None:
        rows = slice(max(0, first), min(m, last) + 1)
        low[rows] = np.minimum(low[rows], max(0, left))
        high[rows] = np.maximum(high[rows], min(n, right))

    points = [(0, 0), *(point for point in anchors if (0, 0) < point < (m, n)), (m, n)]
    for (row, column), (next_row, next_column) in pairwise(points):
        height, breadth = next_row - row, next_column - column
        if height * breadth <= LARGEST_RECTANGLE or breadth <= 4 * width:
            widen(row, next_row, column - width, next_column + width)
            continue
        corners = (row, column), (next_row, next_column)
        if breadth > OBLONG * height:
            left, right = _flat(*corners, width)
        elif height > OBLONG * breadth:
            left, right = _tall(*corners, width)
        else:
            left, right = _diagonal(*corners)
        rows = slice(row, next_row + 1)
        low[rows] = np.minimum(low[rows], np.maximum(left, max(0, column - width)))
        high[rows] = np.maximum(high[rows], np.minimum(right, min(n, next_column + width)))
    for row, column in points:
        widen(row - width // 2, row + width // 2, column - width // 2, column + width // 2)
    low = np.minimum.accumulate(low[::-1])[::-1]
    high = np.maximum.accumulate(high)
    low[0], high[m] = 0, n
    return bounded(low, high)


Point = tuple[int, int]


def _diagonal(begin: Point, end: Point) -> tuple[Ints, Ints]:
    """First and last column of each row of a band about the line between two points."""
    (row, column), (next_row, next_column) = begin, end
    rows = np.arange(row, next_row + 1)
    slope = (next_column - column) / (next_row - row)
    reach = int(max(slope, LARGEST_RECTANGLE / (2 * len(rows)))) + 1
    middle = (column + (rows - row) * slope).astype(np.int64)
    return middle - reach, middle + reach


def _flat(begin: Point, end: Point, width: int) -> tuple[Ints, Ints]:
    """Columns where English text has no counterpart, which the path leaves out in one row.

    That is one of the middle rows; the path leads to them beside the first point, and from
    them beside the second one.
    """
    (row, column), (next_row, next_column) = begin, end
    rows = np.arange(row, next_row + 1)
    full = max(LARGEST_RECTANGLE // (next_column - column), 1)
    first = row + max(next_row - row - full, 0) // 2
    right = np.where(rows < first, column + 2 * (rows - row) + width, next_column + width)
    left = next_column - 2 * (next_row - rows) - width
    return np.where(rows >= first + full, left, column - width), right


def _tall(begin: Point, end: Point, width: int) -> tuple[Ints, Ints]:
    """Columns where Chinese text has no counterpart, which the path leaves out in one column.

    That is one of the middle columns, as in `_flat`.
    """
    (row, column), (next_row, next_column) = begin, end
    rows = np.arange(row, next_row + 1)
    full = max(LARGEST_RECTANGLE // (next_row - row), width)
    first = column + max(next_column - column - full, 0) // 2
    left = np.minimum(column + (rows - row) // 2 - width, first)
    right = np.maximum(next_column - (next_row - rows) // 2 + width, first + full)
    return left, right


def bounded(low: Ints, high: Ints) -> Corridor:
    """A corridor from the first and last column of each row."""
    start = np.zeros(len(low) + 1, np.int64)
    np.cumsum(high - low + 1, out=start[1:])
    return Corridor(low, high, start)
