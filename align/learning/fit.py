"""The path model as a segment-level conditional random field: its best weights.

The likelihood is maximised with L-BFGS (Liu and Nocedal, 1989) under a quadratic penalty, in
coordinates in which its curvature at the beginning is about the same in every direction: some tens
of steps are enough, where plain ones take hundreds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from duizhao.align.features import NAMES
from duizhao.align.model import Model
from duizhao.align.nulls import NAMES as NULLS
from duizhao.align.priors import shape_offsets

from .example import SHAPES, Doubles, Example

PENALTY = 4.0
"""Of the squared weights, each in the measure of its feature's spread. Few texts and many features
that say much the same call for more than 1; much more costs novels what it gives to others."""

STEPS = 300
"""Most steps of the search; it ends before."""


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


def usual_shapes(examples: Sequence[Example], weights: Sequence[float]) -> dict[str, float]:
    """Share of each shape among the beads that people chose, by name; none is quite without."""
    counts = np.full(len(SHAPES), 0.3)
    for each, weight in zip(examples, weights, strict=True):
        counts += weight * each.shapes()
    shares = (counts / counts.sum()).tolist()
    return {name: round(share, 6) for name, share in zip(SHAPES.names, shares, strict=True)}


class _Likelihood:
    """How probable what people chose is, as a function of the weights.

    Weights are one vector: of the features of beads, each times its feature's spread; of the
    features of nulls, Chinese, then English; of beginning a run of nulls, Chinese, then English.
    """

    def __init__(
        self, examples: Sequence[Example], shares: Sequence[float], usual: Mapping[str, float]
    ) -> None:
        self._sums = _sums()
        self._examples = examples
        self._shares = shares
        self._usual = usual
        self.given = [
            each.given + shape_offsets(each.shapes(), SHAPES, usual)[each.shape]
            for each in examples
        ]
        scale = np.concatenate([each.features for each in examples]).std(axis=0)
        scale[scale < 1e-3] = 1
        self._scale = scale
        self._matrices = [(each.features / scale).astype(np.float32) for each in examples]
        beads, nulls = len(NAMES), len(NULLS)
        self._beads = slice(0, beads)
        self._nulls = slice(beads, beads + nulls), slice(beads + nulls, beads + 2 * nulls)
        self.size = beads + 2 * nulls + 2
        seen = np.zeros(self.size)
        for each, matrix, share in zip(examples, self._matrices, shares, strict=True):
            seen[self._beads] += share * matrix[each.gold_edges].sum(axis=0)
            for number, place in enumerate(self._nulls):
                seen[place] += share * each.nulls[number][each.gold_nulls[number]].sum(axis=0)
            seen[-2:] += share * np.array(each.gold_runs)
        self._seen = seen

    def loss(self, w: Doubles, curvature: Doubles | None = None) -> tuple[float, Doubles]:
        """Of some weights, with its slope; adds to what is known of the curvature if asked."""
        total, slope = -float(self._seen @ w), -self._seen.copy()
        for each, matrix, given, share in zip(
            self._examples, self._matrices, self.given, self._shares, strict=True
        ):
            pb = np.zeros(len(matrix))
            empty = np.zeros(len(each.nulls[0])), np.zeros(len(each.nulls[1]))
            z, *runs = self._sums(
                (matrix @ w[self._beads].astype(np.float32)).astype(np.float64) + given,
                *each.arcs,
                *(own @ w[place] for own, place in zip(each.nulls, self._nulls, strict=True)),
                *w[-2:],
                pb,
                *empty,
            )
            total += share * z
            slope[self._beads] += share * (pb.astype(np.float32) @ matrix)
            slope[-2:] += share * np.array(runs)
            for own, place, sure in zip(each.nulls, self._nulls, empty, strict=True):
                slope[place] += share * (sure @ own)
            if curvature is not None:
                curvature[self._beads, self._beads] += share * _spread(matrix, pb)
                for own, place, sure in zip(each.nulls, self._nulls, empty, strict=True):
                    curvature[place, place] += share * _spread(own, sure)
                curvature[[-2, -1], [-2, -1]] += share * np.array(runs) / 2
        return total, slope

    def vector(self, model: Model | None) -> Doubles:
        """The weights of a model; without one, a plain guess from which a search may begin."""
        w = np.zeros(self.size)
        if model is None:
            w[[place.start for place in self._nulls]] = -3
            w[NAMES.index("fit")] = 7 * self._scale[NAMES.index("fit")]
            return w
        w[self._beads] = [model.beads.get(name, 0.0) for name in NAMES] * self._scale
        for place, known in zip(self._nulls, (model.zh_null, model.en_null), strict=True):
            w[place] = [known.get(name, 0.0) for name in NULLS]
        w[-2:] = model.zh_open, model.en_open
        return w

    def model(self, w: Doubles) -> Model:
        """The model of weights."""

        def named(names: Sequence[str], values: Doubles) -> dict[str, float]:
            return {name: round(float(value), 5) for name, value in zip(names, values, strict=True)}

        return Model(
            named(NAMES, w[self._beads] / self._scale),
            named(NULLS, w[self._nulls[0]]),
            named(NULLS, w[self._nulls[1]]),
            round(float(w[-2]), 5),
            round(float(w[-1]), 5),
            self._usual,
        )


def fit(
    examples: Sequence[Example],
    penalty: float = PENALTY,
    weights: Sequence[float] = (),
    near: Model | None = None,
    prior: Model | None = None,
    usual: Mapping[str, float] | None = None,
) -> Model:
    """Weights of the highest penalised likelihood.

    Args:
        examples: at least one. That a text has more or fewer beads of a shape than usual is known
            while the weights are sought, as it is when they are used (`duizhao.align.priors`).
        penalty: of the squared distance from the prior.
        weights: of the examples, 1 each by default.
        near: weights from which the search begins; they change its length, not its end.
        prior: weights that are believed before any example is seen; none are by default, which
            stands for weights of 0.
        usual: see `usual_shapes`; those of the prior by default.
    """
    from scipy.optimize import minimize

    if usual is None:
        usual = prior.usual if prior else {}
    known = _Likelihood(examples, list(weights) or [1.0] * len(examples), usual)
    centre = known.vector(prior) if prior else np.zeros(known.size)
    begin = known.vector(near or prior)
    curvature = np.diag(np.full(known.size, float(penalty)))
    known.loss(begin, curvature)
    axes = np.linalg.inv(np.linalg.cholesky(curvature)).T

    def turned(u: Doubles) -> tuple[float, Doubles]:
        w = axes @ u
        value, slope = known.loss(w)
        away = w - centre
        return value + penalty / 2 * float(away @ away), axes.T @ (slope + penalty * away)

    start = np.linalg.solve(axes, begin)
    options: Any = {"maxiter": STEPS, "ftol": 1e-9, "gtol": 0.02}
    return known.model(
        axes @ minimize(turned, start, jac=True, method="L-BFGS-B", options=options).x
    )


def unlikeliness(model: Model, examples: Sequence[Example]) -> float:
    """Negative log-likelihood of what people chose in examples, by some weights."""
    known = _Likelihood(examples, [1.0] * len(examples), model.usual)
    chosen = zip(known.given, examples, strict=True)
    given = sum(float(own[each.gold_edges].sum()) for own, each in chosen)
    return known.loss(known.vector(model))[0] - given
