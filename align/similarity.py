"""Cosines of beads, and of their sides with the segments next to the other side."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .corridor import Corridor, Ints
from .shapes import Shapes

Floats = npt.NDArray[np.float32]
Joins = npt.NDArray[np.float32]
"""Shape (longest, segments, dimension): see `align.encode.protocol.Encoder.encode_joins`."""

BLOCK = 32
"""Rows whose similarities are multiplied out together."""


def centre(joins: Joins) -> Joins:
    """Vectors with the mean of the single segments taken off, of length 1 again.

    What all segments of a document share says nothing about which belong together.
    A vector of zeros stays one.
    """
    empty = np.asarray(~joins.any(axis=-1))
    singles = joins[0][~empty[0]]
    centred = joins - singles.mean(axis=0) if len(singles) > 1 else joins.copy()
    centred[empty] = 0
    length = np.linalg.norm(centred, axis=-1, keepdims=True)
    result: Joins = (centred / np.maximum(length, 1e-9)).astype(np.float32)
    return result


def similarities(
    zh: Joins, en: Joins, corridor: Corridor, shapes: Shapes, first: int, last: int
) -> tuple[Floats, Floats]:
    """Cosine of each bead, and the mean cosine of its sides with their wrong neighbours.

    A side's wrong neighbours are the single segments just before and just behind the
    other side. A bead is named by the point at which it ends and its shape; the
    values of beads that would begin before the text are without meaning.

    Returns:
        Two arrays of shape (cells of the rows, shapes).
    """
    size = int(corridor.start[last] - corridor.start[first])
    cosine = np.zeros((size, len(shapes)), np.float32)
    neighbour = np.zeros_like(cosine)
    for begin in range(first, last, BLOCK):
        end = min(begin + BLOCK, last)
        rows, columns = corridor.points(begin, end)
        place = slice(
            int(corridor.start[begin] - corridor.start[first]),
            int(corridor.start[end] - corridor.start[first]),
        )
        _block(zh, en, rows, columns, shapes, cosine[place], neighbour[place])
    return cosine, neighbour


def _block(
    zh: Joins,
    en: Joins,
    rows: Ints,
    columns: Ints,
    shapes: Shapes,
    cosine: Floats,
    neighbour: Floats,
) -> None:
    """Fill the values of one block of points."""
    zh_ends, zh_near, zh_table = _tables(zh, rows, shapes.longest)
    en_ends, en_near, en_table = _tables(en, columns, shapes.longest)
    joined = _product(zh_table, en_table)  # (longest, rows, longest, columns)
    outward = _product(zh_table, en[:1, en_near])  # joined Chinese, single English
    inward = _product(zh[:1, zh_near], en_table)  # single Chinese, joined English
    i = (rows - 1 - zh_ends[0])[:, None]
    j = (columns - 1 - en_ends[0])[:, None]
    inside = (rows > 0) & (columns > 0)
    i, j = np.where(inside[:, None], i, 0), np.where(inside[:, None], j, 0)
    p, q = shapes.zh[None, :] - 1, shapes.en[None, :] - 1
    cosine[:] = joined[p, i, q, j]
    # Single segments just behind and just before each side, where there are any.
    behind, before = columns[:, None], columns[:, None] - shapes.en[None, :] - 1
    there = _mean_of(outward[:, :, 0, :], (p, i), (behind, before), int(en_near[0]), en.shape[1])
    behind, before = rows[:, None], rows[:, None] - shapes.zh[None, :] - 1
    turned = inward[0].transpose(1, 2, 0)
    back = _mean_of(turned, (q, j), (behind, before), int(zh_near[0]), zh.shape[1])
    neighbour[:] = (there + back) / 2
    cosine[~inside] = 0
    neighbour[~inside] = 0


def _tables(joins: Joins, points: Ints, longest: int) -> tuple[Ints, Ints, Joins]:
    """Segments that may end a bead at the points, single ones near them, and the joins."""
    low, high, count = int(points.min()), int(points.max()), joins.shape[1]
    ends = np.arange(max(low - 1, 0), max(high, 1))
    near = np.arange(max(low - longest - 1, 0), min(high + 1, count))
    return ends, near, joins[:longest, ends[0] : ends[-1] + 1]


def _product(first: Joins, second: Joins) -> Floats:
    dimension = first.shape[-1]
    product: Floats = first.reshape(-1, dimension) @ second.reshape(-1, dimension).T
    return product.reshape(*first.shape[:-1], *second.shape[:-1])


def _mean_of(
    table: Floats,
    index: tuple[Ints, Ints],
    neighbours: tuple[Ints, Ints],
    offset: int,
    count: int,
) -> Floats:
    total = np.zeros(np.broadcast_shapes(*(part.shape for part in index)), np.float32)
    number = np.zeros_like(total)
    for positions in neighbours:
        exists = (positions >= 0) & (positions < count)
        place = np.clip(positions - offset, 0, table.shape[-1] - 1)
        total += np.where(exists, table[(*index, place)], 0)
        number += exists
    return np.asarray(total / np.maximum(number, 1), np.float32)
