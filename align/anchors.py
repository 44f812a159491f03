"""Points that the path is believed to pass: mutual nearest neighbours that rise together.

Two texts of up to `EXACT` pairs of segments are searched as a whole. Above, the cost of that
grows with the square of the length (at 100,000 segments a side it is some minutes, far more
than everything else together), so that it is done in two steps. `SAMPLE` Chinese segments
are searched against the whole English text and their answers against the whole Chinese
text, exactly; the heaviest chain of those that agree is a coarse path. Between two points
of it, and as far again on either side, all segments are searched against each other,
once more in two steps where that is still much. An outlier of the coarse path therefore does
no harm as long as its neighbours are right, and a block that is missing on one side is a
rectangle like any other. The cost grows as n log n.

At 30,000 segments a side (made of UN text, see `scripts/bench_align.py`) searching everything
costs 9 times, and an index of cells (FAISS's ``IVF,SQ8``, 64 cells looked at) 7 times as much
processor time, and both find a third fewer anchors, since in a whole text more segments
compete with the right one; of the anchors of all three, at least .9999 are right.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import cast

import numpy as np
import numpy.typing as npt

from .threads import one_thread

Floats = npt.NDArray[np.float32]
Vectors = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]
Pairs = tuple[Ints, Ints, Floats]
_Search = Callable[[Floats, int], tuple[Floats, Ints]]

NEIGHBOURS = 4
"""Neighbours among which a nearest one has to stand out."""

MARGIN = 1.12
"""How many times more similar than the mean neighbour a nearest one has to be."""

LEAST = 0.3
"""Least cosine of an anchor."""

EXACT = 100_000_000
"""Pairs of segments up to which two texts are searched as a whole."""

SAMPLE = 800
"""Chinese segments that stand for a longer text."""

FEW = 8
"""Points below which a coarse path is not relied on."""

DEPTH = 4
"""How often a stretch is taken apart before its sample has to do."""

QUERIES = 4096
"""Segments that are searched together."""

DIRECT = 4_000_000
"""Pairs of segments up to which FAISS takes longer to load than the search takes without it."""

TABLE = 1_000_000
"""Products that are kept at once where FAISS is not used."""


def nearest(queries: Vectors, vectors: Vectors, count: int = NEIGHBOURS) -> tuple[Floats, Ints]:
    """The most similar rows of `vectors` for each query, most similar first.

    On one thread: products that are shared out among threads are rounded in another way,
    and which of two like neighbours is the nearest must not depend on that.

    Args:
        queries, vectors: of any floating type; at least one each.

    Returns:
        Cosines and positions, each of shape (queries, min(count, len(vectors))).
    """
    count = min(count, len(vectors))
    cosines = np.empty((len(queries), count), np.float32)
    positions = np.empty((len(queries), count), np.int64)
    if len(queries) * len(vectors) <= DIRECT:
        search, together = _multiplied(vectors), TABLE // len(vectors)
    else:
        search, together = _indexed(vectors), QUERIES
    with one_thread():
        for first in range(0, len(queries), max(together, 1)):
            part = slice(first, first + max(together, 1))
            found = search(np.ascontiguousarray(queries[part], np.float32), count)
            cosines[part], positions[part] = found
    return cosines, positions


def _multiplied(vectors: Vectors) -> _Search:
    """All products of queries and vectors; of equal ones, the first counts as nearer."""
    columns = np.asarray(vectors, np.float32).T

    def search(queries: Floats, count: int) -> tuple[Floats, Ints]:
        products = queries @ columns
        rows = np.arange(len(queries))
        cosines, positions = [], []
        for _ in range(count):
            positions.append(products.argmax(axis=1))
            cosines.append(products[rows, positions[-1]])
            products[rows, positions[-1]] = -np.inf
        return np.stack(cosines, axis=1), np.stack(positions, axis=1)

    return search


def _indexed(vectors: Vectors) -> _Search:
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    for first in range(0, len(vectors), QUERIES):
        index.add(np.ascontiguousarray(vectors[first : first + QUERIES], np.float32))
    return cast(_Search, index.search)


def mutual(zh: Vectors, en: Vectors, depth: int = DEPTH) -> tuple[Ints, Ints, Floats]:
    """Pairs that are each other's nearest neighbour and stand out among the neighbours.

    Args:
        zh, en: centred vectors, of any floating type.
        depth: how often long texts may be taken apart.

    Returns:
        Chinese and English positions and weights, by rising Chinese position.
    """
    if len(zh) * len(en) <= EXACT:
        return _among(zh, en, np.arange(len(zh)))
    every = len(zh) / SAMPLE
    rows = np.unique((np.arange(min(SAMPLE, len(zh))) * max(every, 1.0)).astype(np.int64))
    i, j, weight = _among(zh, en, rows)
    coarse = heaviest_chain(i, j, weight)
    if len(coarse) < FEW or not depth:
        return i, j, weight
    found = [(i, j, weight)]
    for upper, left, inner in _windows(coarse, len(zh), len(en)):
        part = mutual(zh[slice(*upper)], en[slice(*left)], depth - 1)
        rows = part[0] + upper[0]
        keep = (rows >= inner[0]) & (rows < inner[1])
        found.append((rows[keep], part[1][keep] + left[0], part[2][keep]))
    i, j, weight = (np.concatenate(each) for each in zip(*found, strict=True))
    # Of a pair that was found in both steps, the first.
    _, kept = np.unique(i * len(en) + j, return_index=True)
    return i[kept], j[kept], weight[kept]


def _among(zh: Vectors, en: Vectors, rows: Ints) -> tuple[Ints, Ints, Floats]:
    """What `mutual` looks for, of some Chinese segments."""
    there, there_at = nearest(zh[rows], en)
    partners, place = np.unique(there_at[:, 0], return_inverse=True)
    back, back_at = nearest(en[partners], zh)
    partner = there_at[:, 0]
    mean = (there.mean(axis=1) + back.mean(axis=1)[place]) / 2
    stands_out = there[:, 0] > MARGIN * np.maximum(mean, 1e-6)
    good = (back_at[place, 0] == rows) & stands_out & (there[:, 0] > LEAST)
    weight = there[:, 0] * there[:, 0] / np.maximum(mean, 1e-6)
    return rows[good], partner[good], weight[good]


def _windows(
    coarse: Sequence[tuple[int, int]], m: int, n: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int], tuple[int, int]]]:
    """Stretches of both texts that are searched against each other.

    Yields:
        Chinese and English stretch, each first and last + 1, and the Chinese stretch in the
        middle of which the pairs are taken from this window.
    """
    points = [(0, 0), *coarse, (m, n)]
    last = len(points) - 1
    for number in range(last):
        (top, left) = points[max(number - 1, 0)]
        (bottom, right) = points[min(number + 2, last)]
        if points[number][0] < points[number + 1][0]:
            yield (top, bottom), (left, right), (points[number][0], points[number + 1][0])


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


def anchors(pairs: Pairs, likely: Pairs | None = None) -> list[tuple[int, int]]:
    """Points after the segments of trusted pairs, rising on both sides.

    Args:
        pairs: mutual nearest neighbours, as `mutual` gives them.
        likely: further pairs that may be right, as `duizhao.align.labelling.labelled_pairs` gives
            them; they too count only where a rising run of pairs supports them.
    """
    i, j, weight = pairs
    if likely is not None and len(likely[0]):
        i, j = np.concatenate([i, likely[0]]), np.concatenate([j, likely[1]])
        weight = np.concatenate([weight, likely[2]])
        # Of the pairs of one row, the later columns first: a chain takes one of them at most.
        order = np.lexsort((-j, i))
        i, j, weight = i[order], j[order], weight[order]
    chain = supported(heaviest_chain(i, j, weight))
    return [(row + 1, column + 1) for row, column in chain]
