"""Coverage against a plain reckoning, segments without units among them."""

from __future__ import annotations

import numpy as np
import pytest

from duizhao.align.coverage import NOWHERE, SHARPNESS, Ends, best_cover, likely_cover


@pytest.mark.parametrize("seed", range(12))
def test_against_a_plain_reckoning(seed: int) -> None:
    random = np.random.default_rng(seed)
    own, other = (random.integers(0, 4, int(random.integers(2, 7))) for _ in range(2))
    similar = random.uniform(0, 1, (own.sum(), other.sum())).astype(np.float32)
    similar[random.uniform(0, 1, len(similar)) < seed / 11] = 0  # units that are like nothing
    weights = random.uniform(1, 5, own.sum()).astype(np.float32)
    own_at, other_at = np.concatenate([[0], own.cumsum()]), np.concatenate([[0], other.cumsum()])
    odds = np.exp(SHARPNESS * (similar.astype(float) - NOWHERE))
    share = odds / (odds.sum(axis=1, keepdims=True) + 1) * weights[:, None]
    for end in range(1, len(own) + 1):
        for stop in range(1, len(other) + 1):
            p, q = (int(random.integers(1, most + 1)) for most in (end, stop))
            ends = Ends(np.array([end]), np.array([stop]), np.array([p]), np.array([q]))
            units = slice(own_at[end - p], own_at[end])
            mass = float(weights[units].sum())

            def best(first: int, last: int, units: slice = units) -> float:
                window = similar[units, other_at[max(first, 0)] : other_at[last]]
                if not window.size:
                    return 0.0
                return float((window.max(axis=1) * weights[units]).sum())

            covered = best(stop - q, stop)
            leak = best(stop - q - 1, stop) - covered
            if stop < len(other):
                leak += best(stop - q, stop + 1) - covered
            found = best_cover(similar, weights, own, other, ends, 2.0)
            expected = covered / (mass + 0.2), (mass - covered) / 2, leak / 2
            np.testing.assert_allclose([each[0, 0] for each in found], expected, atol=1e-4)

            inside = share[units, other_at[stop - q] : other_at[stop]].sum()
            before = share[units, other_at[max(stop - q - 1, 0)] : other_at[stop - q]].sum()
            behind = share[units, other_at[stop] : other_at[min(stop + 1, len(other))]].sum()
            found = likely_cover(similar, weights, own, other, ends, 2.0)
            expected = inside / (mass + 0.2), (mass - inside) / 2, (before + behind) / 2
            np.testing.assert_allclose([each[0, 0] for each in found], expected, atol=1e-4)
