"""Shapes of beads, and nulls, as often as the text at hand has them.

One translator splits sentences, another joins them, a third keeps them as they are; one text lacks
passages and most lack none. So the path is found twice: the first path tells how often the text has
each shape and how often something is left out, and the scores are moved toward that. A text of few
segments moves them little. (Empirical Bayes with one step of Viterbi training; Allahverdyan and
Galstyan, 2011, "Comparative Analysis of Viterbi Training and Maximum Likelihood Estimation for
HMMs".)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from .bitext import Bitext
from .model import Model, shape_scores
from .path import Doubles, Scores, Step, best_path
from .shapes import Shapes

BEADS = 100.0
"""Beads that what is usual counts for against those of the text."""

TRUST = 0.5
"""Part of the logarithm by which a shape is more common here than usual that its score is moved."""

OPENED = 0.01
"""Usual number of runs of nulls for each segment."""

RUNS = 10.0
"""Runs that it counts for."""


def adapted(model: Model, pair: Bitext, scores: Scores) -> tuple[Model, Scores]:
    """Weights and scores for a text, from those that serve all texts.

    The scores of the beads, of a long text the largest table, are changed in place. A model that
    does not know what is usual stays as it is.
    """
    if not model.usual:
        return model, scores
    steps = best_path(scores, pair.corridor, pair.shapes)
    opened = _opened(steps)
    moved = shape_offsets(_counts(steps, pair.shapes), pair.shapes, model.usual)
    own = replace(
        model,
        shapes=dict(zip(pair.shapes.names, moved.tolist(), strict=True)),
        zh_open=model.zh_open + _opening_offset(opened[0], len(pair.zh)),
        en_open=model.en_open + _opening_offset(opened[1], len(pair.en)),
    )
    np.add(scores.beads, shape_scores(own, pair.shapes), out=scores.beads)
    return own, replace(scores, zh_open=own.zh_open, en_open=own.en_open)


def shape_offsets(counts: Doubles, shapes: Shapes, usual: Mapping[str, float]) -> Doubles:
    """What is added to the score of each shape, (shapes,); nothing where nothing is known.

    Args:
        counts: beads of each shape in the text, (shapes,).
        usual: share of each shape in all texts, by name; one that is not named has none.
    """
    if not usual:
        return np.zeros(len(shapes))
    share = np.array([usual.get(name, 1e-6) for name in shapes.names])
    expected = (counts.sum() + BEADS) * share
    return np.asarray(TRUST * np.log((counts + BEADS * share) / expected), np.float64)


def _opening_offset(runs: int, segments: int) -> float:
    return float(np.log((runs + RUNS) / (segments * OPENED + RUNS)))


def _counts(steps: Sequence[Step], shapes: Shapes) -> Doubles:
    counts = np.zeros(len(shapes))
    for step in steps:
        shape = shapes.index(step.zh, step.en)
        if shape is not None:
            counts[shape] += 1
    return counts


def _opened(steps: Sequence[Step]) -> tuple[int, int]:
    """Runs of nulls on each side."""
    runs = [0, 0]
    before = (1, 1)
    for step in steps:
        now = bool(step.zh), bool(step.en)
        if now != before:
            runs[0] += now == (True, False)
            runs[1] += now == (False, True)
        before = now
    return runs[0], runs[1]
