"""How much of one side of a bead is met on the other side.

A segment holds units: clauses, words. A unit may be similar to units of the other
text. Of a bead's units we ask what the window opposite covers, what it leaves uncovered,
and what would be covered if the window grew by a segment at either end, which says that
a border is in the wrong place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .corridor import Ints

Floats = npt.NDArray[np.float32]

SHARPNESS = 20.0
"""By how much a unit prefers the more similar of two units opposite (log odds for each 1)."""

NOWHERE = 0.35
"""Similarity that the possibility of having no counterpart is worth."""


@dataclass(frozen=True, slots=True)
class Ends:
    """Where beads end on the two sides, and their shapes, from one side's view.

    Attributes:
        own, other: number of segments before the end, in the block, (cells,).
        own_shape, other_shape: segments of the bead on each side, (shapes,).
    """

    own: Ints
    other: Ints
    own_shape: Ints
    other_shape: Ints


def best_cover(
    similar: Floats, weights: Floats, own: Ints, other: Ints, ends: Ends, average: float | Floats
) -> list[Floats]:
    """Coverage where each unit counts with the best unit in the window.

    Args:
        similar: (own units, other units), between 0 and 1.
        weights: (own units,).
        own, other: units in each segment of the block, (segments,).
        ends: the beads.
        average: weight of an average segment, of all or for each cell, (cells, 1).

    Returns:
        Covered share, uncovered mass and leak, each of shape (cells, shapes), masses
        counted in average segments.
    """
    segments, height = len(other), len(own) + 1
    last = ends.own[:, None]
    first = np.maximum(last - ends.own_shape, 0)
    mass = np.zeros(height, np.float32)
    np.cumsum(_sums(weights, own), out=mass[1:])
    mass_inside = mass[last] - mass[first]
    # A unit that is like nothing near adds nothing.
    met: npt.NDArray[np.bool_] = np.asarray(similar.any(axis=1), bool)
    if not met.any():
        nothing = np.zeros(first.shape, np.float32)
        return _relative(nothing, mass_inside, nothing, average)
    if not met.all():
        own = _sums(np.asarray(met, np.float64), own).astype(np.int64)
        similar, weights = similar[met], weights[met]
    reach = int(ends.other_shape.max()) + 1
    single = _largest(similar, other)
    gathered = np.zeros((reach, height, segments), np.float32)
    window = single.copy()
    weights = weights[:, None]
    filled = np.flatnonzero(own > 0)
    starts = (np.cumsum(own) - own)[filled]
    for step in range(reach):
        if step:
            np.maximum(window[:, step:], single[:, :-step], out=window[:, step:])
        gathered[step, filled + 1] = np.add.reduceat(window * weights, starts, axis=0)
    np.cumsum(gathered, axis=1, out=gathered)
    place = np.clip(ends.other - 1, 0, segments - 1)[:, None]
    following = np.minimum(place + 1, segments - 1) - place
    # Places in the flat table of sums: window, segments up to here, last segment of the window.
    flat = gathered.ravel()
    until = ((ends.other_shape - 1) * height + last) * segments + place
    before = until - (last - first) * segments
    covered = flat.take(until) - flat.take(before)
    until, before = until + height * segments, before + height * segments
    left = flat.take(until) - flat.take(before)
    right = flat.take(until + following) - flat.take(before + following)
    right = np.where(following > 0, right, covered)
    leak = np.maximum(left - covered, 0) + np.maximum(right - covered, 0)
    return _relative(covered, mass_inside, leak, average)


def _largest(values: Floats, counts: Ints) -> Floats:
    """The largest of the units of each segment, (…, segments); 0 for one without units."""
    if (counts == 1).all():
        return values
    result = np.zeros((len(values), len(counts)), np.float32)
    filled = counts > 0
    starts = (np.cumsum(counts) - counts)[filled]
    result[:, filled] = np.maximum.reduceat(values, starts, axis=1)
    return result


def likely_cover(
    similar: Floats, weights: Floats, own: Ints, other: Ints, ends: Ends, average: float | Floats
) -> list[Floats]:
    """Coverage where each unit is shared out among all units near, by how similar they are.

    Args, Returns: as `best_cover`, with raw cosines.
    """
    share = similar.astype(np.float64)
    share -= NOWHERE
    share *= SHARPNESS
    np.exp(share, out=share)
    share *= (weights / (share.sum(axis=1) + 1))[:, None]
    width = len(other) + 1
    gathered = np.zeros((len(own) + 1, width))
    gathered[1:, 1:] = _sums(_sums(share, own).T, other).T.cumsum(axis=0).cumsum(axis=1)
    mass = np.zeros(len(own) + 1)
    np.cumsum(_sums(weights, own), out=mass[1:])
    last, end = ends.own[:, None], ends.other[:, None]
    first = np.maximum(last - ends.own_shape, 0)
    begin = np.maximum(end - ends.other_shape, 0)

    flat, until, before = gathered.ravel(), last * width, first * width

    def between(left: Ints, right: Ints) -> npt.NDArray[np.float64]:
        inside: npt.NDArray[np.float64] = (
            flat.take(until + right) - flat.take(before + right) - flat.take(until + left)
        ) + flat.take(before + left)
        return inside

    leak = between(np.maximum(begin - 1, 0), begin) + between(end, np.minimum(end + 1, len(other)))
    return _relative(between(begin, end), mass[last] - mass[first], leak, average)


def _sums(values: npt.NDArray[np.floating], counts: Ints) -> npt.NDArray[np.floating]:
    """Sums over the units of each segment; 0 for a segment without units.

    Args:
        values: (units, …).
        counts: units of each segment.
    """
    result = np.zeros((len(counts), *values.shape[1:]), values.dtype)
    filled = counts > 0
    if filled.any():
        starts = (np.cumsum(counts) - counts)[filled]
        result[filled] = np.add.reduceat(values, starts, axis=0)
    return result


def _relative(
    covered: npt.NDArray[np.floating],
    mass: npt.NDArray[np.floating],
    leak: npt.NDArray[np.floating],
    average: float | Floats,
) -> list[Floats]:
    unit = np.maximum(average, 1e-6)
    values = (covered / (mass + 0.1 * unit), (mass - covered) / unit, leak / unit)
    return [np.asarray(value, np.float32) for value in values]
