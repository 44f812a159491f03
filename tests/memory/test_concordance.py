"""Concordance: any part of a text, and the words that answer it."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.corpora.errors import SettingsError
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory

PAIRS = [
    ("安全理事会通过决议", "The Security Council adopted the resolution"),
    ("安全理事会主席的声明", "Statement by the President of the Security Council"),
    ("请安全理事会审议", "Requests the Security Council to consider it"),
    ("人权理事会的报告", "Report of the Human Rights Council"),
    ("大会第70/1号决议，A/RES/70/1", "General Assembly resolution 70/1, A/RES/70/1"),
    ("聯合國憲章", "Charter of the United Nations"),
    ("國際法", "International law"),
]


@pytest.fixture(params=[0, 300], ids=["waiting", "indexed"])
def memory(tmp_path: Path, request: pytest.FixtureRequest) -> Memory:
    memory = Memory(tmp_path / "m.db")
    memory.add([Unit(zh, en) for zh, en in PAIRS])
    memory.add([Unit(f"{n}号文件", f"Document {n}") for n in range(request.param)])
    return memory


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("安全理事会", [0, 1, 2]),
        ("理事会", [0, 1, 2, 3]),
        ("会", [0, 1, 2, 3, 4]),
        ("Security Council", [0, 1, 2]),
        ("security council", [0, 1, 2]),
        ("ecurity Counc", [0, 1, 2]),
        ("ouncil", [0, 1, 2, 3]),
        ("the Security Council to", [2]),
        ("RES/70", [4]),
        ("号决议，A", [4]),
        ("联合国", [5]),
        ("聯合國", [5]),
        ("国际法", [6]),
        ("没有的", []),
        ("Council Security", []),
    ],
)
def test_any_part(memory: Memory, text: str, places: list[int]) -> None:
    hits = memory.concordance(text)
    assert sorted(hit.entry.id - 1 for hit in hits) == places
    for hit in hits:
        assert hit.spans


def test_language_can_be_given(memory: Memory) -> None:
    assert memory.concordance("70/1", "zh")[0].source == PAIRS[4][0]
    assert memory.concordance("70/1", "en")[0].source == PAIRS[4][1]
    with pytest.raises(SettingsError, match="zh or en"):
        memory.concordance("x", "fr")  # type: ignore[arg-type]


def test_empty_and_limit(memory: Memory) -> None:
    assert memory.concordance("  ") == []
    assert len(memory.concordance("理事会", limit=2)) == 2
    assert [hit.entry.id for hit in memory.concordance("安全理事会")] == [3, 2, 1]


def test_the_words_that_answer(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.db")
    memory.add([Unit(zh, en) for zh, en in PAIRS])
    memory.add([Unit(f"第{n}号文件由大会审议", f"The Assembly saw it, {n}") for n in range(300)])
    for text, answer in (("安全理事会", "Security Council"), ("Security Council", "安全理事会")):
        hits = memory.concordance(text)
        for hit in hits:
            assert [hit.target[start:end] for start, end in hit.target_spans] == [answer]
    assert memory.concordance("憲章")[0].target_spans == ()
