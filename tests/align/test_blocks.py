"""Blocks of the table that are repeated."""

from __future__ import annotations

import numpy as np
import pytest

from duizhao.align import features
from duizhao.align.bitext import Bitext, bitext_of
from duizhao.align.blocks import repeats, table_blocks
from duizhao.align.corridor import along
from duizhao.align.dictionary import Dictionary
from duizhao.align.shapes import shapes
from duizhao.align.side import both_sides
from duizhao.corpora.document import Segment

from .hashed import Hashed


def _pair(odd: str = "") -> Bitext:
    """Rows that come in turn, with one that is found nowhere else where it is given."""
    zh = [Segment(("(1) 渡船往返于两岸。", "“每日一班。", "12.5")[each % 3]) for each in range(600)]
    en = [Segment(("(1) The ferry runs.", "“Once a day.", "12.5")[each % 3]) for each in range(600)]
    if odd:
        zh[300] = Segment(odd)
    sides = both_sides(zh, en, Hashed(), lambda: Dictionary.of({"渡船": "ferry"}))
    return bitext_of(*sides, along([], 600, 600, 4), shapes(4), 600)


def test_the_features_of_repeated_blocks_are_what_they_would_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pair = _pair("灯塔")
    found = list(features.blocks(pair))
    monkeypatch.setattr(features, "repeats", lambda pair, blocks, reach: [b""] * len(blocks))
    for (cells, values, cosine), (place, others, other) in zip(
        found, features.blocks(pair), strict=True
    ):
        assert cells == place
        np.testing.assert_allclose(cosine, other, atol=1e-5)
        for name, one, two in zip(features.NAMES, values, others, strict=True):
            np.testing.assert_allclose(one, two, atol=1e-4, err_msg=name)


def test_blocks_around_a_segment_that_is_found_once_are_their_own() -> None:
    reach = 20
    pair = _pair("灯塔")
    blocks = list(table_blocks(pair.corridor))
    digests = repeats(pair, blocks, reach)
    assert any(digests)
    for (begin, end, _), digest in zip(blocks, digests, strict=True):
        if begin - reach <= 300 < end + reach or begin < reach or end > 600 - reach:
            assert not digest
    same = repeats(_pair(), list(table_blocks(_pair().corridor)), reach)
    assert sum(map(bool, same)) > sum(map(bool, digests))
