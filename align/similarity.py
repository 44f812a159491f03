"""Cosines of beads, and of their sides with the segments next to the other side."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .corridor import Ints
from .shapes import Shapes

Floats = npt.NDArray[np.float32]


def similarities(
    joins: tuple[Floats, Floats],
    singles: tuple[Floats, Floats],
    points: tuple[Ints, Ints],
    offsets: tuple[int, int],
    near: tuple[int, int],
    counts: tuple[int, int],
    shapes: Shapes,
) -> tuple[Floats, Floats]:
    """Cosine of each bead, and the mean cosine of its sides with their wrong neighbours.

    A side's wrong neighbours are the single segments just before and just after the
    other side. A bead is named by the point at which it ends and its shape; the values
    of beads that would begin before the text are without meaning. Of everything, the
    Chinese side comes first.

    Args:
        joins: vectors of neighbours joined, each (longest, segments, dimension).
        singles: vectors of single segments, each (segments, dimension).
        points: rows and columns at which beads end, each (cells,).
        offsets: segment for which the first join of each side stands.
        near: segment for which the first single vector of each side stands.
        counts: number of segments in each text.
        shapes: of the beads.

    Returns:
        Two arrays of shape (cells, shapes).
    """
    joined = _product(*joins)
    outward = _product(joins[0], singles[1])
    inward = _product(joins[1], singles[0])
    rows, columns = points
    inside = ((rows > 0) & (columns > 0))[:, None]
    i = np.where(inside, rows[:, None] - 1 - offsets[0], 0)
    j = np.where(inside, columns[:, None] - 1 - offsets[1], 0)
    p, q = shapes.zh[None, :] - 1, shapes.en[None, :] - 1
    there = _beside(outward, (p, i), columns, shapes.en, near[1], counts[1])
    back = _beside(inward, (q, j), rows, shapes.zh, near[0], counts[0])
    _, height, longest, width = joined.shape
    cosine = np.where(inside, joined.ravel().take(((p * height + i) * longest + q) * width + j), 0)
    neighbour = np.where(inside, (there + back) / 2, 0)
    return np.asarray(cosine, np.float32), np.asarray(neighbour, np.float32)


def _product(first: Floats, second: Floats) -> Floats:
    dimension = first.shape[-1]
    product: Floats = first.reshape(-1, dimension) @ second.reshape(-1, dimension).T
    return product.reshape(*first.shape[:-1], *second.shape[:-1])


def _beside(
    table: Floats, index: tuple[Ints, Ints], ends: Ints, shape: Ints, offset: int, count: int
) -> Floats:
    """Mean cosine with the single segments after and before the other side."""
    total = np.zeros((len(ends), len(shape)), np.float32)
    number = np.zeros_like(total)
    flat, begin = table.ravel(), (index[0] * table.shape[1] + index[1]) * table.shape[2]
    for positions in (ends[:, None] + 0 * shape, ends[:, None] - shape - 1):
        exists = (positions >= 0) & (positions < count)
        place = np.clip(positions - offset, 0, table.shape[-1] - 1)
        total += np.where(exists, flat.take(begin + place), 0)
        number += exists
    return np.asarray(total / np.maximum(number, 1), np.float32)
