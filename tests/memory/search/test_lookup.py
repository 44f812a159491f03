"""Units that are compared by their tokens: where the threshold stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.search.lookup import nearest
from duizhao.memory.search.match import Query
from duizhao.memory.store import keys


def similarities(folder: Path, unit: Unit, filler: int, query: Query) -> dict[int, float]:
    """What is found in a memory of a unit and of some others."""
    with Memory(folder / "m.db") as memory:
        memory.add([unit])
        memory.add([Unit(f"{number}号文稿", f"paper {number}") for number in range(filler)])
        return dict(nearest(memory.store, query, keys.tokens(query.text)))


@pytest.mark.parametrize("filler", [0, 300])
@pytest.mark.parametrize(
    ("threshold", "found"), [(1, True), (2, True), (66, True), (67, False), (68, False)]
)
def test_units_are_found_from_the_threshold_on(
    tmp_path: Path, filler: int, threshold: int, found: bool
) -> None:
    """Of three characters two are the same; with 300 more units, it is looked for by an index."""
    query = Query("附件一", "zh", threshold=threshold)
    similar = similarities(tmp_path, Unit("附件", "Annex"), filler, query)
    assert (1 in similar) is found
    assert similar.get(1, 2 / 3) == pytest.approx(2 / 3, abs=0.001)


@pytest.mark.parametrize("filler", [0, 300])
@pytest.mark.parametrize(("text", "found"), [("第3章", True), ("第3节", False)])
def test_short_units_that_differ_in_figures_only_need_no_threshold(
    tmp_path: Path, filler: int, text: str, found: bool
) -> None:
    query = Query(text, "zh", threshold=90)
    similar = similarities(tmp_path, Unit("第2章", "Chapter 2"), filler, query)
    assert (1 in similar) is found


@pytest.mark.parametrize("filler", [0, 300])
@pytest.mark.parametrize(("threshold", "found"), [(75, True), (76, False)])
def test_a_unit_that_is_as_like_as_the_threshold_says_is_found(
    tmp_path: Path, filler: int, threshold: int, found: bool
) -> None:
    """Three of four characters are the same."""
    query = Query("附件名单", "zh", threshold=threshold)
    similar = similarities(tmp_path, Unit("附件名录", "List of annexes"), filler, query)
    assert similar.get(1) == (0.75 if found else None)
