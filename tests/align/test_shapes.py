"""The shapes of beads."""

from __future__ import annotations

from duizhao.align.shapes import shapes


def test_a_shape_is_found_where_it_stands() -> None:
    for most in (2, 3, 8):
        every = shapes(most)
        places = {
            (int(zh), int(en)): n for n, (zh, en) in enumerate(zip(every.zh, every.en, strict=True))
        }
        for zh in range(most + 2):
            for en in range(most + 2):
                assert every.index(zh, en) == places.get((zh, en))
