"""Anchors in long stretches without any."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from duizhao.align.anchors import Floats
from duizhao.align.corridor import along
from duizhao.align.gaps import WIDE, bridged


def made(count: int) -> Floats:
    """Different directions."""
    vectors = np.random.default_rng(5).normal(size=(count, 64)).astype(np.float32)
    unit: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def test_a_wide_gap_is_bridged_and_a_narrow_one_is_not() -> None:
    vectors = made(1300)
    anchors = [(90, 90)]
    found = bridged(anchors, vectors, vectors)
    assert found[0] == (90, 90) and len(found) > 1200
    assert all(row == column for row, column in found)
    assert all(a < b for (a, _), (b, _) in pairwise(found))
    assert along(found, 1300, 1300).cells < along(anchors, 1300, 1300).cells / 4
    assert bridged([], vectors[:99], vectors[:99]) == []


def test_nothing_is_looked_for_where_text_is_missing() -> None:
    vectors = made(1000)
    assert WIDE < 1000 * 40
    assert bridged([], vectors, vectors[480:520]) == []
    assert bridged([], vectors[480:520], vectors) == []


def test_gaps_of_different_heights() -> None:
    """Each third line is missing on one side, over more than one stretch."""
    vectors = made(1500)
    rows = np.flatnonzero(np.arange(1500) % 3)
    found = bridged([], vectors[rows], vectors)
    assert len(found) > 900
    assert all(rows[row - 1] == column - 1 for row, column in found)
