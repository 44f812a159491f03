"""Groups of segments in one table that are each looked at as if the others were not there."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Groups = Ints | None
"""The group of each segment, by number and rising; None where all segments see each other."""


def hide(
    table: Floats,
    groups: tuple[Groups, Groups],
    ranges: tuple[tuple[int, int], tuple[int, int]],
    counts: tuple[Ints, Ints],
    value: float,
) -> None:
    """Put a value, in place, where units of two groups meet.

    Args:
        table: (units of one side, units of the other).
        groups: of the segments of each side.
        ranges: first segment and end, on each side.
        counts: units of each of these segments.
    """
    if groups[0] is not None and groups[1] is not None:
        own = np.repeat(groups[0][slice(*ranges[0])], counts[0])
        table[own[:, None] != np.repeat(groups[1][slice(*ranges[1])], counts[1])] = value


def average(weights: Floats, start: Ints, groups: Groups, ends: Ints) -> float | Floats:
    """Weight of an average segment, of all or of the group in which each bead ends, (cells, 1).

    Args:
        weights: of the units of one side.
        start: number of units before each segment, (segments + 1,).
        groups: of the segments.
        ends: number of segments before the end of each bead, (cells,).
    """
    if groups is None:
        return float(weights.sum()) / max(len(start) - 1, 1)
    own = groups[np.maximum(ends, 1) - 1]
    numbers = int(own.min()), int(own.max()) + 1
    first, last = np.searchsorted(groups, numbers)
    near = groups[first:last] - numbers[0]
    units = np.repeat(near, np.diff(start[first : last + 1]))
    mass = np.bincount(units, weights[start[first] : start[last]], numbers[1] - numbers[0])
    own = own - numbers[0]
    return np.asarray(mass[own] / np.bincount(near)[own], np.float32)[:, None]
