"""Figures of a query carried over to the target of a unit."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from duizhao.corpora.numerals import chinese, english
from duizhao.corpora.script import language_of
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.search.figures import adapt
from duizhao.memory.search.writing import to_english, to_han

CASES = Path(__file__).parents[2] / "cases" / "adapt.tsv"
with CASES.open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(stream, delimiter="\t"))


@pytest.mark.parametrize("row", ROWS, ids=[row["query"] for row in ROWS])
def test_adapted(row: dict[str, str]) -> None:
    found = adapt(row["query"], row["source"], row["target"], row["language"])  # type: ignore[arg-type]
    assert (found.target if found else "") == row["adapted"]
    if found:
        assert found.complete
        assert len(found.marks) == len(found.source_marks) == len(found.changes)
        unmarked = found.target
        for start, end in sorted(found.marks, reverse=True):
            assert end > start
            unmarked = unmarked[:start] + unmarked[end:]
        assert all(piece in row["target"] for piece in unmarked.split() if len(piece) > 20)


def test_a_figure_that_the_target_lacks_is_said() -> None:
    found = adapt("第7次会议", "第5次会议", "The meeting", "zh")
    assert found is not None
    assert not found.complete
    assert found.target == "The meeting"
    assert "by hand" in found.changes[0]


@pytest.mark.parametrize("value", [0, 7, 10, 11, 20, 70, 99, 100, 101, 110, 245, 999])
def test_numbers_in_words_read_as_they_were_written(value: int) -> None:
    assert english(to_english(value) or "") == (value, False)
    if value:
        assert english(to_english(value, ordinal=True) or "") == (value, True)


@pytest.mark.parametrize("value", [1, 10, 15, 70, 101, 110, 1005, 2010, 10_001, 35_000, 120_304])
def test_numerals_read_as_they_were_written(value: int) -> None:
    assert chinese(to_han(value) or "") == value


@pytest.mark.parametrize(
    ("query", "source", "target", "adapted"),
    [
        ("Chapter 2", "Chapter 1", "第1章", "第2章"),
        ("第3页", "第二页", "Page 2", "Page 3"),
        ("75%", "100%", "100%", "75%"),
    ],
)
def test_figures_may_be_most_of_a_text(
    query: str, source: str, target: str, adapted: str, tmp_path: Path
) -> None:
    language = language_of(query) or "en"
    zh, en = (source, target) if language == "zh" else (target, source)
    with Memory(tmp_path / "m.db") as memory:
        memory.add([Unit(zh, en)])
        (match,) = memory.search(query, language)
    assert (match.score, match.target) == (97, adapted)
