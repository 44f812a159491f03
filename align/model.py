"""The path model: weights of the features, and the scores that follow from them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from . import features as bead_features
from . import nulls
from .features import Pair
from .path import Scores

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by name of feature.

    Attributes:
        beads: see `align.features.NAMES`.
        zh_null, en_null: see `align.nulls.NAMES`.
        zh_open, en_open: score of beginning a run of nulls.
    """

    beads: Mapping[str, float]
    zh_null: Mapping[str, float]
    en_null: Mapping[str, float]
    zh_open: float
    en_open: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What decided about a pair of texts, beside the scores.

    Attributes:
        cosine: of each bead, (cells, shapes).
        zh_null, en_null: features of the segments as nulls.
    """

    cosine: Floats
    zh_null: Floats
    en_null: Floats


@cache
def load_model(name: str = "default") -> Model:
    """Weights that ship, by the name of their file in ``align/weights``."""
    text = files("align").joinpath("weights", f"{name}.json").read_text(encoding="utf-8")
    content = json.loads(text)
    return Model(
        content["beads"],
        content["zh_null"],
        content["en_null"],
        float(content["zh_open"]),
        float(content["en_open"]),
    )


def score(model: Model, pair: Pair) -> tuple[Scores, Evidence]:
    """Log-scores of all beads and nulls of a pair of texts."""
    weights = _vector(model.beads, bead_features.NAMES)
    beads = np.zeros((pair.corridor.cells, len(pair.shapes)), np.float32)
    cosine = np.zeros_like(beads)
    for cells, values, similar in bead_features.blocks(pair):
        beads[cells] = values @ weights
        cosine[cells] = similar
    zh_null, en_null = null_evidence(pair, cosine)
    scores = Scores(
        beads,
        (zh_null @ _vector(model.zh_null, nulls.NAMES)).astype(np.float64),
        (en_null @ _vector(model.en_null, nulls.NAMES)).astype(np.float64),
        model.zh_open,
        model.en_open,
    )
    return scores, Evidence(cosine, zh_null, en_null)


def null_evidence(pair: Pair, cosine: Floats) -> tuple[Floats, Floats]:
    """Null features of both texts, from the cosines of the beads."""
    rows, columns = pair.corridor.points(0, pair.corridor.rows + 1)
    inside = (rows > 0) & (columns > 0)
    zh_best, en_best = np.zeros(len(pair.zh), np.float32), np.zeros(len(pair.en), np.float32)
    np.maximum.at(zh_best, rows[inside] - 1, cosine[inside, 0])
    np.maximum.at(en_best, columns[inside] - 1, cosine[inside, 0])
    zh, en = pair.zh, pair.en
    return (
        nulls.null_features(
            zh.texts, np.diff(zh.length), zh_best, nulls.repeated_lines(zh.texts, en.texts)
        ),
        nulls.null_features(
            en.texts, np.diff(en.length), en_best, nulls.repeated_lines(en.texts, zh.texts)
        ),
    )


def _vector(weights: Mapping[str, float], names: tuple[str, ...]) -> Floats:
    return np.array([weights.get(name, 0.0) for name in names], np.float32)
