"""The corridor stays connected, small, and open where text is missing."""

from __future__ import annotations

import numpy as np
import pytest

from duizhao.align.corridor import Corridor, along


def assert_connected(corridor: Corridor, m: int, n: int) -> None:
    low, high = corridor.low, corridor.high
    assert (corridor.rows, corridor.columns) == (m, n)
    assert low[0] == 0 and high[m] == n
    assert (low >= 0).all() and (high <= n).all() and (low <= high).all()
    assert (np.diff(low) >= 0).all() and (np.diff(high) >= 0).all()
    assert (low[1:] <= high[:-1]).all()


@pytest.mark.parametrize("seed", range(60))
def test_any_anchors(seed: int) -> None:
    random = np.random.default_rng(seed)
    m, n = (int(each) for each in random.choice([1, 2, 7, 60, 900, 3000, 40_000], 2))
    count = int(random.integers(0, min(m, n, 40)))
    rows, columns = (np.sort(random.choice(size, count, False)) + 1 for size in (m, n))
    corridor = along(list(zip(rows.tolist(), columns.tolist(), strict=True)), m, n)
    assert_connected(corridor, m, n)
    assert corridor.cells < 60 * (m + n) + 300_000 * (count + 1)


@pytest.mark.parametrize("unsure", [1, 4, 12, 40])
@pytest.mark.parametrize("missing", ["zh", "en"])
def test_a_block_is_missing(unsure: int, missing: str) -> None:
    """Anchors on either side of the block, none among the segments next to it."""
    size, block = 2000, 25_000
    before = [(i, i) for i in range(1, size)]
    behind = [(size + unsure + i, size + unsure + i + block) for i in range(size)]
    m, n = size + unsure + size, size + unsure + size + block
    if missing == "en":
        before, behind = ([(j, i) for i, j in part] for part in (before, behind))
        m, n = n, m
    corridor = along([*before, *behind], m, n)
    assert_connected(corridor, m, n)
    assert corridor.cells < 25 * max(m, n) + 300_000
    inside = corridor.locate(*(np.array(each) for each in zip(*before, *behind, strict=True)))
    assert (inside >= 0).all()
    # A path that leaves the block out in one go, half-way between the anchors.
    half = size + unsure // 2
    path = [(i, i) for i in range(half + 1)]
    path += [(i, i + block) for i in range(half, size + unsure)]
    rows, columns = (np.array(each) for each in zip(*path, strict=True))
    if missing == "en":
        rows, columns = columns, rows
    assert (corridor.locate(rows, columns) >= 0).all()
