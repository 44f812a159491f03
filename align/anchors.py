"""Points that the path is believed to pass: mutual nearest neighbours that rise together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .encode.protocol import Vectors

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

NEIGHBOURS = 4
"""Neighbours among which a nearest one has to stand out."""

MARGIN = 1.12
"""How many times more similar than the mean neighbour a nearest one has to be."""

LEAST = 0.3
"""Least cosine of an anchor."""


def nearest(queries: Vectors, vectors: Vectors, count: int = NEIGHBOURS) -> tuple[Floats, Ints]:
    """The most similar rows of `vectors` for each query, most similar first.

    Returns:
        Cosines and positions, each of shape (queries, min(count, len(vectors))).
    """
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors, np.float32))
    cosines, positions = index.search(
        np.ascontiguousarray(queries, np.float32), min(count, len(vectors))
    )
    return cosines, positions


def mutual(zh: Vectors, en: Vectors) -> tuple[Ints, Ints, Floats]:
    """Pairs that are each other's nearest neighbour and stand out among the neighbours.

    Returns:
        Chinese and English positions and weights, by rising Chinese position.
    """
    there, there_at = nearest(zh, en)
    back, back_at = nearest(en, zh)
    positions = np.arange(len(zh))
    partner = there_at[:, 0]
    mean = (there.mean(axis=1) + back.mean(axis=1)[partner]) / 2
    stands_out = there[:, 0] > MARGIN * np.maximum(mean, 1e-6)
    good = (back_at[partner, 0] == positions) & stands_out & (there[:, 0] > LEAST)
    weight = there[:, 0] * there[:, 0] / np.maximum(mean, 1e-6)
    return positions[good], partner[good], weight[good]


def heaviest_chain(zh: Ints, en: Ints, weights: Floats) -> list[tuple[int, int]]:
    """The heaviest run of pairs that rises on both sides.

    Args:
        zh: rising positions.
        en: the position opposite each.
        weights: above zero.
    """
    ends: list[int] = []  # rising English positions at which a best chain ends …
    totals: list[float] = []  # … its weight, rising as well …
    last: list[int] = []  # … and its last pair
    before: list[int] = []
    for pair, (column, weight) in enumerate(zip(en.tolist(), weights.tolist(), strict=True)):
        place = bisect_right(ends, column - 1)
        total = weight + (totals[place - 1] if place else 0.0)
        before.append(last[place - 1] if place else -1)
        stop = place
        while stop < len(ends) and totals[stop] <= total:
            stop += 1
        if place < len(ends) and ends[place] == column and totals[place] > total:
            continue
        ends[place:stop], totals[place:stop], last[place:stop] = [column], [total], [pair]
    chain = []
    pair = last[-1] if last else -1
    while pair >= 0:
        chain.append((int(zh[pair]), int(en[pair])))
        pair = before[pair]
    return chain[::-1]


def supported(chain: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs of a chain that at least two of their four neighbours agree with."""
    kept = []
    for place, (row, column) in enumerate(chain):
        around = (*chain[max(0, place - 2) : place], *chain[place + 1 : place + 3])
        steps = [(abs(i - row), abs(j - column)) for i, j in around]
        if (
            sum(down <= 30 and right <= 40 and abs(down - right) <= 18 for down, right in steps)
            >= 2
        ):
            kept.append((row, column))
    return kept


def anchors(zh: Vectors, en: Vectors) -> list[tuple[int, int]]:
    """Points behind the segments of trusted pairs, rising on both sides.

    Args:
        zh, en: centred vectors of the segments, at least one on each side.
    """
    chain = supported(heaviest_chain(*mutual(zh, en)))
    return [(row + 1, column + 1) for row, column in chain]
