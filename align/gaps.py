"""Anchors in gaps: long stretches in which none were found between two texts as a whole.

In a whole text many segments compete with the right one. Between two anchors that are far
apart only those of the stretch do, and in a stretch that is longer still, those beside its
diagonal. What is found there keeps the corridor narrow where it would be hundreds of segments
wide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from .anchors import Vectors, heaviest_chain, mutual, supported
from .corridor import LARGEST_RECTANGLE, OBLONG

Point = tuple[int, int]

WIDE = 10_000
"""Pairs of segments between two anchors from which more anchors are looked for."""

ROUNDS = 2
"""How often they are looked for, each time between those of the time before."""


def bridged(
    anchors: Sequence[Point], zh: Vectors, en: Vectors, rounds: int = ROUNDS
) -> list[Point]:
    """Anchors, with more of them in wide gaps.

    Where text seems to be missing on a side, none are looked for.

    Args:
        anchors: points, rising on both sides.
        zh, en: centred vectors of all segments.
    """
    found = list(anchors)
    for _ in range(rounds):
        points = [(0, 0), *found, (len(zh), len(en))]
        new = [point for gap in pairwise(points) for point in _inside(*gap, zh, en)]
        if not new:
            break
        found = sorted({*found, *new})
    return found


def _inside(begin: Point, end: Point, zh: Vectors, en: Vectors) -> list[Point]:
    height, breadth = end[0] - begin[0], end[1] - begin[1]
    if height * breadth < WIDE or max(height, breadth) > OBLONG * min(height, breadth):
        return []
    rows, columns, weights = [], [], []
    for upper, left, inner in _stretches(begin, end):
        i, j, weight = mutual(zh[slice(*upper)], en[slice(*left)])
        kept = (i + upper[0] >= inner[0]) & (i + upper[0] < inner[1])
        rows.append(i[kept] + upper[0])
        columns.append(j[kept] + left[0])
        weights.append(weight[kept])
    chain = heaviest_chain(np.concatenate(rows), np.concatenate(columns), np.concatenate(weights))
    return [(row + 1, column + 1) for row, column in supported(chain)]


def _stretches(begin: Point, end: Point) -> Iterator[tuple[Point, Point, Point]]:
    """Rectangles along the diagonal: rows, columns, and the rows whose pairs are taken from it."""
    height, breadth = end[0] - begin[0], end[1] - begin[1]
    step = max(height * int(LARGEST_RECTANGLE**0.5) // max(height, breadth), 1)
    for first in range(0, height, step):
        last = min(first + step, height)
        upper = max(first - step // 2, 0), min(last + step // 2, height)
        left = upper[0] * breadth // height, -(-upper[1] * breadth // height)
        yield (
            (begin[0] + upper[0], begin[0] + upper[1]),
            (begin[1] + left[0], begin[1] + left[1]),
            (begin[0] + first, begin[0] + last),
        )
