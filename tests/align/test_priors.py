"""Scores that are moved toward what the text at hand has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from duizhao.align.corridor import Corridor, along
from duizhao.align.model import load_model
from duizhao.align.path import Scores
from duizhao.align.priors import BEADS, TRUST, adapted, shape_offsets
from duizhao.align.shapes import Shapes, shapes

SHAPES = shapes()
USUAL = load_model().usual


def counts(**of: int) -> np.ndarray:
    """Beads by shape; ``s21`` are those of two Chinese segments and an English one."""
    result = np.zeros(len(SHAPES))
    for name, count in of.items():
        shape = SHAPES.index(int(name[1]), int(name[2]))
        assert shape is not None
        result[shape] = count
    return result


def test_the_shares_that_ship_are_those_of_all_shapes() -> None:
    assert len(USUAL) == len(SHAPES)
    assert sum(USUAL.values()) == pytest.approx(1, abs=1e-4)
    assert max(USUAL, key=lambda name: USUAL[name]) == "1-1"


def test_a_shape_that_is_common_here_gains_and_others_lose() -> None:
    moved = shape_offsets(counts(s11=300, s21=300), SHAPES, USUAL)
    kinds = zip(SHAPES.zh, SHAPES.en, moved, strict=True)
    by_name = {f"{zh}-{en}": value for zh, en, value in kinds}
    assert by_name["2-1"] > 0 > by_name["1-2"]
    assert by_name["1-1"] < 0


def test_a_short_text_moves_little_and_one_with_the_usual_shares_nothing() -> None:
    assert np.abs(shape_offsets(counts(s11=2), SHAPES, USUAL)).max() < 0.05
    kinds = zip(SHAPES.zh, SHAPES.en, strict=True)
    share = np.array([USUAL[f"{zh}-{en}"] for zh, en in kinds])
    assert shape_offsets(1000 * share, SHAPES, USUAL) == pytest.approx(0, abs=1e-3)


def test_offsets_are_the_logarithm_of_shares_with_the_usual_ones_counted_in() -> None:
    moved = shape_offsets(counts(s11=80, s12=20), SHAPES, {"1-1": 0.5, "1-2": 0.5})
    expected = TRUST * np.log((20 + BEADS * 0.5) / ((100 + BEADS) * 0.5))
    assert moved[SHAPES.index(1, 2)] == pytest.approx(expected)


@dataclass(frozen=True)
class Table:
    """As much of a pair of texts as scores are adapted by."""

    zh: range
    en: range
    corridor: Corridor
    shapes: Shapes


def table(m: int, n: int) -> tuple[Any, Scores]:
    """Two texts between which nothing speaks for any pairing."""
    corridor = along([], m, n)
    beads = np.full((corridor.cells, len(SHAPES)), -9, np.float32)
    return Table(range(m), range(n), corridor, SHAPES), Scores(
        beads, np.full(m, -1.0), np.full(n, -1.0), -2.0, -2.0
    )


def test_a_text_of_joined_segments_speaks_for_more_of_them() -> None:
    pair, scores = table(200, 100)
    for row in range(1, 101):
        scores.beads[pair.corridor.locate(np.array(2 * row), np.array(row)), SHAPES.index(2, 1)] = 1
    before = scores.beads.copy()
    _, moved = adapted(load_model(), pair, scores)
    more, less = SHAPES.index(2, 1), SHAPES.index(1, 2)
    assert (moved.beads[:, more] > before[:, more]).all()
    assert (moved.beads[:, less] < before[:, less]).all()


def test_openings_follow_the_runs_of_the_text() -> None:
    pair, scores = table(300, 300)
    for row in range(1, 301):
        if row % 3:
            place = pair.corridor.locate(np.array(row), np.array(row))
            scores.beads[place, SHAPES.index(1, 1)] = 5
    model = load_model()
    own, moved = adapted(model, pair, scores)
    assert own.zh_open > model.zh_open and own.en_open > model.en_open  # a third is left out
    assert (moved.zh_open, moved.en_open) == (own.zh_open, own.en_open)


def test_a_model_without_usual_shares_stays_as_it_is() -> None:
    pair, scores = table(3, 3)
    model = replace(load_model(), usual={})
    assert adapted(model, pair, scores) == (model, scores)
