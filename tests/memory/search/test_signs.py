"""Signs and scripts: what looks alike to an index of words and is not the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.corpora.unit import Unit
from duizhao.memory.clean import doubts
from duizhao.memory.facade import Memory
from duizhao.memory.store.signs import signs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("costs €20", "costs $20"), ("a < b", "a > b"), ("C++ code", "C# code"), ("5 mm", "-5 mm"),
        ("up 5%", "up 5‰"), ("{name} saved", "name saved"),
    ],
)  # fmt: skip
def test_texts_with_other_signs_are_not_the_same(one: str, other: str, tmp_path: Path) -> None:
    with Memory(tmp_path / "m.db") as memory:
        memory.add([Unit("文字甲", one), Unit("文字甲", other)])
        first, second = memory.search(one, "en", threshold=1)
        assert not list(doubts(memory.store, ["duplicate"]))
    assert (first.source, first.score) == (one, 100)
    assert second.score < 95


def test_hyphens_are_no_signs_and_width_makes_no_difference() -> None:
    assert signs("well-being, 2015-16, A/C.3") == ()
    assert signs("＄5，５０％") == signs("$5, 50%")


SCRIPTS = [
    Unit("打印預覽", "Print preview"),
    Unit("打印预览", "Print preview"),
    Unit("同意", "Agree"),
]


@pytest.mark.parametrize(("script", "target"), [("Hans", "打印预览"), ("Hant", "打印預覽")])
def test_a_translation_in_the_script_that_is_asked_for(
    script: str, target: str, tmp_path: Path
) -> None:
    with Memory(tmp_path / "m.db") as memory:
        memory.add(SCRIPTS)
        (match,) = memory.search("Print preview", "en", script=script)
        assert (match.target, match.score) == (target, 100)
        (same,) = memory.search("Agree", "en", script=script)
        assert (same.target, same.score) == ("同意", 100)


def test_the_other_script_only_when_asked_and_for_review(tmp_path: Path) -> None:
    with Memory(tmp_path / "m.db") as memory:
        memory.add([SCRIPTS[0]])
        assert memory.search("Print preview", "en", script="Hans") == []
        (match,) = memory.search("Print preview", "en", script="Hans", convert=True)
        assert match.target == "打印预览"
        assert match.score < 100
        assert match.entry.unit.zh == "打印預覽"
