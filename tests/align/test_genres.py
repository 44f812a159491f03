"""Small texts of many genres: each pairs as people pair it, and one-sided lines stay apart."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from accuracy_gate import GENRES, aligned
from genres import genre, names

from duizhao.align.bead import Bead


def test_every_genre_has_a_floor() -> None:
    assert names() == sorted(GENRES)


@pytest.mark.parametrize("name", [name for name, (floor, _) in GENRES.items() if floor == 1])
def test_a_genre_comes_out_whole(name: str) -> None:
    text = genre(name)

    def shown(beads: tuple[Bead, ...] | list[Bead]) -> set[tuple[str, str]]:
        return {
            ("/".join(text.zh[i] for i in bead.zh), "/".join(text.en[j] for j in bead.en))
            for bead in beads
        }

    assert shown(aligned(text)) == shown(text.gold)


def test_a_list_in_another_order_pairs_by_name_or_stays_apart() -> None:
    text = genre("list")
    gold = {(bead.zh, bead.en) for bead in text.gold}
    paired = [bead for bead in aligned(text) if not bead.is_null]
    assert sum((bead.zh, bead.en) in gold for bead in paired) >= len(paired) - 1
    assert any(bead.moved for bead in paired)
