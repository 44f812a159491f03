"""What the features of beads are made of."""

from __future__ import annotations

import numpy as np

from duizhao.align.dictionary import Dictionary
from duizhao.align.features import _Joins
from duizhao.align.side import both_sides
from duizhao.corpora.document import Segment

from .hashed import Hashed


def test_joined_vectors_are_the_same_wherever_the_blocks_lie() -> None:
    lines = [Segment(f"line {number} {chr(97 + number) * number}") for number in range(10)]
    own, _ = both_sides(lines, lines, Hashed(), Dictionary.of({}))
    joins = _Joins(own, 3)
    for first, last in ((0, 4), (2, 6), (2, 5), (3, 9), (9, 10), (0, 3)):
        np.testing.assert_allclose(joins.ending(first, last), own.joins(first, last, 3), atol=1e-6)
