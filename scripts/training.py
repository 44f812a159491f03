"""The path model as a segment-level conditional random field: examples, and their best weights.

The likelihood is maximised with L-BFGS under a quadratic penalty, in coordinates in which its
curvature at the beginning is about the same in every direction: some tens of steps are enough,
where plain ones take hundreds. For speed, beads that a simple score finds hopeless are left out of
the sums while training; scoring always uses all of them.
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
from duizhao.align.bitext import bitext_of
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

STEPS = 300
"""Most steps of the search; it ends before."""


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
        out = np.full(count, -1e30)  # of the beads that begin in a cell, whatever reached it
        out[count - 1] = 0.0
        zr = 0.0
        er = 0.0
        for c in range(count - 1, -1, -1):
            for k in range(3):
                g[k, c] = add(g[k, c], out[c])
            if g[0, c] > -1e29:
                for e in range(first[c], first[c + 1]):
                    x = s[e] + g[0, c]
                    pb[e] = np.exp(t[start[e]] + x - z)
                    out[start[e]] = add(out[start[e]], x)
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


def _spread(features: npt.NDArray[Any], sure: Doubles) -> Doubles:
    """What independent beads or nulls of these probabilities add to the curvature."""
    variance = np.clip(sure * (1 - sure), 0, None)
    kept = variance > 1e-4
    scaled = features[kept] * np.sqrt(variance[kept])[:, None].astype(features.dtype)
    return np.asarray(scaled.T @ scaled, np.float64)


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

    both = slice(beads, beads + nulls), slice(beads + nulls, beads + 2 * nulls)

    def loss(w: Doubles, curvature: Doubles | None = None) -> tuple[float, Doubles]:
        """Of some weights, with its slope; adds to what is known of the curvature if asked."""
        total, slope = -float(seen @ w), -seen.copy()
        for each, matrix, part in zip(examples, matrices, share, strict=True):
            pb = np.zeros(len(matrix))
            empty = np.zeros(len(each.nulls[0])), np.zeros(len(each.nulls[1]))
            z, *runs = sums(
                (matrix @ w[:beads].astype(np.float32)).astype(np.float64),
                *each.arcs,
                *(own @ w[place] for own, place in zip(each.nulls, both, strict=True)),
                *w[-2:],
                pb,
                *empty,
            )
            total += part * z
            slope[:beads] += part * (pb.astype(np.float32) @ matrix)
            slope[-2:] += part * np.array(runs)
            for own, place, sure in zip(each.nulls, both, empty, strict=True):
                slope[place] += part * (sure @ own)
            if curvature is not None:
                curvature[:beads, :beads] += part * _spread(matrix, pb)
                for own, place, sure in zip(each.nulls, both, empty, strict=True):
                    curvature[place, place] += part * _spread(own, sure)
                curvature[[-2, -1], [-2, -1]] += part * np.array(runs) / 2
        return total + penalty / 2 * float(w @ w), slope + penalty * w

    begin = np.zeros(beads + 2 * nulls + 2)
    begin[[beads, beads + nulls]] = -3
    begin[names.index("fit")] = 7 * scale[names.index("fit")]
    if near is not None:
        begin[:beads] = [near.beads.get(name, 0.0) for name in names] * scale
        begin[both[0]] = [near.zh_null.get(name, 0.0) for name in NULLS]
        begin[both[1]] = [near.en_null.get(name, 0.0) for name in NULLS]
        begin[-2:] = near.zh_open, near.en_open
    curvature = np.diag(np.full(len(begin), penalty))
    loss(begin, curvature)
    axes = np.linalg.inv(np.linalg.cholesky(curvature)).T

    def turned(u: Doubles) -> tuple[float, Doubles]:
        value, slope = loss(axes @ u)
        return value, axes.T @ slope

    start = np.linalg.solve(axes, begin)
    options: Any = {"maxiter": STEPS, "ftol": 1e-9, "gtol": 0.02}
    w = axes @ minimize(turned, start, jac=True, method="L-BFGS-B", options=options).x

    def named(names: Sequence[str], values: Doubles) -> dict[str, float]:
        return {name: round(float(value), 5) for name, value in zip(names, values, strict=True)}

    return Model(
        named(names, w[:beads] / scale),
        named(NULLS, w[beads : beads + nulls]),
        named(NULLS, w[beads + nulls : beads + 2 * nulls]),
        round(float(w[-2]), 5),
        round(float(w[-1]), 5),
    )
