"""Anchors of long texts are found in two steps; what is long is set low here."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from duizhao.align import anchors as module
from duizhao.align.anchors import anchors, heaviest_chain, mutual

Floats = npt.NDArray[np.float32]
COUNT = 3000


@pytest.fixture(scope="module")
def pair() -> tuple[Floats, Floats]:
    """Vectors of two texts whose segments answer each other one by one, with noise."""
    random = np.random.default_rng(0)
    zh = random.normal(size=(COUNT, 64))
    en = zh + random.normal(scale=0.5, size=zh.shape)
    return _unit(zh), _unit(en)


@pytest.fixture
def two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EXACT", 100_000)
    monkeypatch.setattr(module, "SAMPLE", 120)


def _unit(vectors: npt.NDArray[np.float64]) -> Floats:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def test_two_steps_find_what_one_finds(
    pair: tuple[Floats, Floats], monkeypatch: pytest.MonkeyPatch
) -> None:
    once = set(zip(*(each.tolist() for each in mutual(*pair)[:2]), strict=True))
    monkeypatch.setattr(module, "EXACT", 100_000)
    monkeypatch.setattr(module, "SAMPLE", 120)
    zh, en, weights = mutual(*pair)
    twice = set(zip(zh.tolist(), en.tolist(), strict=True))
    assert len(twice) == len(zh) == len(weights)
    assert (np.diff(zh) > 0).all()
    assert len(once & twice) >= 0.99 * len(once)


@pytest.mark.usefixtures("two_steps")
def test_a_quarter_is_missing(pair: tuple[Floats, Floats]) -> None:
    zh, en = pair
    gap = COUNT // 4
    for left, right, there in (
        (np.delete(zh, np.s_[1000 : 1000 + gap], axis=0), en, 1),
        (zh, np.delete(en, np.s_[1000 : 1000 + gap], axis=0), -1),
    ):
        found = anchors(mutual(left, right))
        right_ones = [(i, j) for i, j in found if j - i in (0, there * gap)]
        assert len(right_ones) >= 0.99 * len(found)
        assert len(found) >= 0.9 * (COUNT - gap)


@pytest.mark.usefixtures("two_steps")
def test_halves_exchanged_keep_one_of_them(pair: tuple[Floats, Floats]) -> None:
    zh, en = pair
    found = anchors(mutual(zh, np.roll(en, COUNT // 2, axis=0)))
    assert 0.9 * COUNT / 2 <= len(found) <= COUNT / 2
    assert len({j - i for i, j in found}) <= 3


@pytest.mark.usefixtures("two_steps")
@pytest.mark.parametrize("size", [(1, 200_000), (200_000, 1), (4000, 60), (60, 4000)])
def test_one_side_much_longer(size: tuple[int, int]) -> None:
    random = np.random.default_rng(0)
    zh, en = (_unit(random.normal(size=(count, 8))) for count in size)
    assert all(1 <= i <= size[0] and 1 <= j <= size[1] for i, j in anchors(mutual(zh, en)))


@pytest.mark.usefixtures("two_steps")
def test_the_same_line_everywhere() -> None:
    same = np.tile(np.eye(1, 8, dtype=np.float32), (3000, 1))
    assert anchors(mutual(same, same)) == []
    assert anchors(mutual(np.zeros_like(same), same)) == []


def test_heaviest_chain_rises() -> None:
    zh, en = np.arange(6), np.array([0, 9, 1, 2, 2, 3])
    weights = np.array([1, 2, 1, 1, 5, 1], np.float32)
    assert heaviest_chain(zh, en, weights) == [(0, 0), (2, 1), (4, 2), (5, 3)]
