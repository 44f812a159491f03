"""Units that are compared by their tokens: where the threshold stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.search.lookup import nearest
from duizhao.memory.search.match import Query
from duizhao.memory.store import keys


@pytest.mark.parametrize("filler", [0, 300])
@pytest.mark.parametrize(
    ("threshold", "found"), [(1, True), (2, True), (66, True), (67, False), (68, False)]
)
def test_units_are_found_from_the_threshold_on(
    tmp_path: Path, filler: int, threshold: int, found: bool
) -> None:
    """Of three characters two are the same; with 300 more units, it is looked for by an index."""
    with Memory(tmp_path / "m.db") as memory:
        memory.add([Unit("附件", "Annex")])
        memory.add([Unit(f"{number}号文稿", f"paper {number}") for number in range(filler)])
        query = Query("附件一", "zh", threshold=threshold)
        similar = dict(nearest(memory.store, query, keys.tokens(query.text)))
    assert (1 in similar) is found
    assert similar.get(1, 2 / 3) == pytest.approx(2 / 3, abs=0.001)
