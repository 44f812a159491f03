"""The path model as a segment-level conditional random field: examples, and their best weights.

The likelihood is maximised with L-BFGS under a quadratic penalty. For speed, beads that a simple
score finds hopeless are left out of the sums while training; scoring always uses all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from stress import Chapter

from duizhao.align.anchors import anchors, mutual
from duizhao.align.bead import Bead
from duizhao.align.bitext import Bitext, bitext_of
from duizhao.align.corridor import along
from duizhao.align.dictionary import built_in
from duizhao.align.features import NAMES, blocks
from duizhao.align.labelling import labelled_pairs
from duizhao.align.model import Model, null_evidence
from duizhao.align.nulls import NAMES as NULLS
from duizhao.align.path import Scores
from duizhao.align.posterior import posterior
from duizhao.align.shapes import shapes
from duizhao.align.side import both_sides
from duizhao.corpora.document import Segment

Doubles = npt.NDArray[np.float64]
SHAPES = shapes()

PENALTY = 4.0
"""Of the squared weights, each in the measure of its feature's spread. Few texts and many features
that say much the same call for more than 1; much more costs novels what it gives to others."""


@dataclass(frozen=True, slots=True)
class Work:
    """A text to train on.

    Attributes:
        kind, name: of the text that it was made of.
        how: in what way; ``clean`` for the text itself.
        share: weight of the example.
    """

    kind: str
    name: str
    how: str
    chapter: Chapter
    share: float


@dataclass
class Example:
    """A pair of texts with the beads that training looks at."""

    name: str
    pair: Bitext
    gold: tuple[Bead, ...]
    cells: npt.NDArray[np.int64]
    shape: npt.NDArray[np.int64]
    features: Doubles
    nulls: tuple[Doubles, Doubles]
    gold_edges: npt.NDArray[np.int64]
    gold_nulls: tuple[list[int], list[int]]
    gold_runs: tuple[int, int]
    arcs: tuple[npt.NDArray[np.int64], ...]


def monotone(gold: Sequence[Bead], m: int, n: int) -> list[Bead]:
    """Gold as a path: beads with gaps or crossings merged, nulls between beads."""
    boxes: list[list[int]] = []
    for bead in sorted((b for b in gold if not b.is_null), key=lambda b: (b.zh[0], b.en[0])):
        box = [bead.zh[0], bead.zh[-1], bead.en[0], bead.en[-1]]
        while boxes and (box[0] <= boxes[-1][1] or box[2] <= boxes[-1][3]):
            last = boxes.pop()
            box = [
                min(box[0], last[0]),
                max(box[1], last[1]),
                min(box[2], last[2]),
                max(box[3], last[3]),
            ]
        boxes.append(box)
    path: list[Bead] = []
    i = j = 0
    for a, b, c, d in [*boxes, [m, m - 1, n, n - 1]]:
        path += [Bead((place,), ()) for place in range(i, a)]
        path += [Bead((), (place,)) for place in range(j, c)]
        if a < m or c < n:
            path.append(Bead(tuple(range(a, b + 1)), tuple(range(c, d + 1))))
        i, j = b + 1, d + 1
    return path


def example(name: str, chapter: Chapter, encoder: Any) -> Example:
    """Features of everything in a chapter that may become a bead."""
    zh, en = both_sides(
        [Segment(text) for text in chapter.zh],
        [Segment(text) for text in chapter.en],
        encoder,
        built_in(),
    )
    points = anchors(mutual(zh.singles, en.singles), labelled_pairs(zh.labels, en.labels))
    corridor = along(points, len(zh), len(en))
    pair = bitext_of(zh, en, corridor, SHAPES, len(points))
    parts, cosine = [], np.zeros((corridor.cells, len(SHAPES)), np.float32)
    rough = np.zeros_like(cosine)
    stored = []
    for cells, values, similar in blocks(pair):
        cosine[cells] = similar
        rough[cells] = 7 * values[:, :, NAMES.index("fit")]
        stored.append((cells, values))
    keep = (
        posterior(
            Scores(rough, np.full(len(zh), -0.5), np.full(len(en), -0.5), -2.0, -2.0),
            corridor,
            SHAPES,
        ).beads()
        > 1e-4
    )
    wanted: list[tuple[int, int]] = []
    runs = [0, 0]
    nulls: tuple[list[int], list[int]] = ([], [])
    i = j = 0
    before = ""
    for bead in monotone(chapter.gold, len(zh), len(en)):
        i, j = i + len(bead.zh), j + len(bead.en)
        if bead.is_null:
            now = 0 if bead.zh else 1
            nulls[now].extend(bead.zh or bead.en)
            runs[now] += before != str(now)
            before = str(now)
            continue
        before = "bead"
        shape = SHAPES.index(len(bead.zh), len(bead.en))
        cell = int(corridor.locate(np.array(i), np.array(j)))
        if shape is not None and cell >= 0:
            keep[cell, shape] = True
            wanted.append((cell, shape))
    rows, columns = corridor.points(0, corridor.rows + 1)
    ends, shape_of = np.nonzero(keep)
    start = corridor.locate(rows[ends] - SHAPES.zh[shape_of], columns[ends] - SHAPES.en[shape_of])
    ends, shape_of, start = (each[start >= 0] for each in (ends, shape_of, start))
    for cells, values in stored:
        here = slice(*np.searchsorted(ends, (cells.start, cells.stop)))
        parts.append(values[ends[here] - cells.start, shape_of[here]])
    key = ends * len(SHAPES) + shape_of
    gold_edges = np.searchsorted(key, [c * len(SHAPES) + s for c, s in wanted])
    left = np.where(columns > 0, corridor.locate(rows, columns - 1), -1)
    arcs = (
        start,
        np.searchsorted(ends, np.arange(corridor.cells + 1)),
        corridor.locate(rows - 1, columns),
        left,
        np.maximum(rows - 1, 0),
        np.maximum(columns - 1, 0),
    )
    zh_null, en_null = null_evidence(pair, cosine[:, 0])
    return Example(
        name,
        pair,
        chapter.gold,
        ends,
        shape_of,
        np.concatenate(parts).astype(np.float64),
        (zh_null.astype(np.float64), en_null.astype(np.float64)),
        gold_edges,
        (nulls[0], nulls[1]),
        (runs[0], runs[1]),
        arcs,
    )


def _sums() -> Callable[..., tuple[float, float, float]]:
    """Forward–backward over the kept beads, compiled."""
    from numba import njit

    @njit(cache=True)
    def add(a: float, b: float) -> float:
        if a < b:
            a, b = b, a
        return a if b < -1e29 else a + np.log1p(np.exp(b - a))

    @njit(cache=True)
    def sums(s, start, first, up, left, zseg, eseg, zn, en, zo, eo, pb, pz, pe):  # type: ignore
        count = len(first) - 1
        f = np.full((3, count), -1e30)
        t = np.full(count, -1e30)
        f[0, 0] = 0.0
        for c in range(count):
            v = f[0, c]
            for e in range(first[c], first[c + 1]):
                v = add(v, t[start[e]] + s[e])
            f[0, c] = v
            if up[c] >= 0:
                f[1, c] = add(f[0, up[c]] + zo, f[1, up[c]]) + zn[zseg[c]]
            if left[c] >= 0:
                b = left[c]
                f[2, c] = add(add(f[0, b], f[1, b]) + eo, f[2, b]) + en[eseg[c]]
            t[c] = add(add(f[0, c], f[1, c]), f[2, c])
        z = t[count - 1]
        g = np.full((3, count), -1e30)
        g[:, count - 1] = 0.0
        zr = 0.0
        er = 0.0
        for c in range(count - 1, -1, -1):
            if g[0, c] > -1e29:
                for e in range(first[c], first[c + 1]):
                    x = s[e] + g[0, c]
                    pb[e] = np.exp(t[start[e]] + x - z)
                    for k in range(3):
                        g[k, start[e]] = add(g[k, start[e]], x)
            if up[c] >= 0 and g[1, c] > -1e29:
                u = up[c]
                x = g[1, c] + zn[zseg[c]]
                pz[zseg[c]] += np.exp(f[1, c] + g[1, c] - z)
                zr += np.exp(f[0, u] + zo + x - z)
                g[0, u] = add(g[0, u], x + zo)
                g[1, u] = add(g[1, u], x)
            if left[c] >= 0 and g[2, c] > -1e29:
                b = left[c]
                x = g[2, c] + en[eseg[c]]
                pe[eseg[c]] += np.exp(f[2, c] + g[2, c] - z)
                er += np.exp(add(f[0, b], f[1, b]) + eo + x - z)
                g[0, b] = add(g[0, b], x + eo)
                g[1, b] = add(g[1, b], x + eo)
                g[2, b] = add(g[2, b], x)
        return z, zr, er

    return sums


def fit(
    examples: Sequence[Example],
    penalty: float = PENALTY,
    weights: Sequence[float] = (),
    near: Model | None = None,
) -> Model:
    """Weights of the highest penalised likelihood.

    Args:
        examples: at least one.
        weights: of the examples, 1 each by default.
        near: weights from which the search begins; they change its length, not its end.
    """
    from scipy.optimize import minimize

    sums = _sums()
    share = list(weights) or [1.0] * len(examples)
    scale = np.concatenate([each.features for each in examples]).std(axis=0)
    scale[scale < 1e-3] = 1
    names = NAMES
    beads, nulls = len(names), len(NULLS)
    matrices = [(each.features / scale).astype(np.float32) for each in examples]
    seen = np.zeros(beads + 2 * nulls + 2)
    for each, matrix, part in zip(examples, matrices, share, strict=True):
        seen[:beads] += part * matrix[each.gold_edges].sum(axis=0)
        for number in (0, 1):
            place = slice(beads + number * nulls, beads + (number + 1) * nulls)
            seen[place] += part * each.nulls[number][each.gold_nulls[number]].sum(axis=0)
            seen[beads + 2 * nulls + number] += part * each.gold_runs[number]

    def loss(w: Doubles) -> tuple[float, Doubles]:
        total, slope = -float(seen @ w), -seen.copy()
        zh, en = w[beads : beads + nulls], w[beads + nulls : beads + 2 * nulls]
        for each, matrix, part in zip(examples, matrices, share, strict=True):
            pb = np.zeros(len(matrix))
            pz, pe = np.zeros(len(each.nulls[0])), np.zeros(len(each.nulls[1]))
            z, zh_runs, en_runs = sums(
                (matrix @ w[:beads].astype(np.float32)).astype(np.float64),
                *each.arcs,
                each.nulls[0] @ zh,
                each.nulls[1] @ en,
                w[-2],
                w[-1],
                pb,
                pz,
                pe,
            )
            total += part * z
            slope[:beads] += part * (pb.astype(np.float32) @ matrix)
            slope[beads : beads + nulls] += part * (pz @ each.nulls[0])
            slope[beads + nulls : beads + 2 * nulls] += part * (pe @ each.nulls[1])
            slope[-2] += part * zh_runs
            slope[-1] += part * en_runs
        return total + penalty / 2 * float(w @ w), slope + penalty * w

    begin = np.zeros(beads + 2 * nulls + 2)
    begin[[beads, beads + nulls]] = -3
    if near is not None:
        begin[:beads] = [near.beads[name] for name in names] * scale
        begin[beads : beads + nulls] = [near.zh_null[name] for name in NULLS]
        begin[beads + nulls : -2] = [near.en_null[name] for name in NULLS]
        begin[-2:] = near.zh_open, near.en_open
    w = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x

    def named(names: Sequence[str], values: Doubles) -> dict[str, float]:
        return {name: round(float(value), 5) for name, value in zip(names, values, strict=True)}

    return Model(
        named(names, w[:beads] / scale),
        named(NULLS, w[beads : beads + nulls]),
        named(NULLS, w[beads + nulls : beads + 2 * nulls]),
        round(float(w[-2]), 5),
        round(float(w[-1]), 5),
    )
