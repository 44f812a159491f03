"""Figures by the thousand, numbers without end: the checks keep going, and stay right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from duizhao.corpora.unit import Unit
from duizhao.memory.terms.checks import check, tolerance
from duizhao.memory.terms.figures import read_chinese, read_english
from duizhao.memory.terms.figures.figure import Figures

YEARS = " ".join(str(year) for year in range(1960, 1990))


def kinds(zh: str, en: str) -> list[str]:
    return [finding.kind for finding in check([Unit(zh, en)])]


def test_a_row_of_years_of_which_one_is_missing_is_read_at_once() -> None:
    # Doubled with each further number: thirty took a quarter of an hour.
    zh, en = f"渔船入港年份 {YEARS} 合计", f"Years of landing {YEARS.replace(' 1971', '')} total"
    assert "number" in kinds(zh, en)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Heading 1 2 3", 7),
        ("Heading  (1.5) 2,000 35%  ", 7),
        ("Heading 1", 9),
        ("1 2 3", 1),
        ("Heading 1 2 3 total", 19),
        ("", 0),
        ("12", 2),
    ],
)
def test_cells_of_a_row_begin_after_its_heading(text: str, place: int) -> None:
    assert tolerance.cells(text) == place


def test_numbers_without_end_are_compared_as_they_stand() -> None:
    same, other = "7" * 5_000, "7" * 4_999 + "8"
    assert kinds(f"编号{same}。", f"Number {same}.") == []
    assert kinds(f"编号{same}。", f"Number {other}.") == ["number"]


@pytest.mark.parametrize("read", [read_chinese, read_english])
@pytest.mark.parametrize(
    "text",
    [
        "9" * 5_000,
        "9" * 5_000 + "万",
        "1." + "9" * 5_000,
        ",999" * 2_000,
        "九" * 5_000,
        "亿" * 5_000,
    ],
)
def test_no_number_is_too_long_to_be_read(read: Callable[[str], Figures], text: str) -> None:
    figures = read(text)
    assert figures.text and len(figures.text) == len(text)


def test_numbers_with_odd_commas_lose_no_digit() -> None:
    assert kinds("共1,2345件。", "1,2345 items.") == []
    assert "number" in kinds("共1,2345件。", "1,2346 items.")


def test_a_figure_repeated_thousands_of_times_is_matched_one_to_one() -> None:
    assert "number" not in kinds("1、" * 3_000, "1, " * 3_000)
    assert "number" in kinds("1、" * 3_000 + "2、", "1, " * 3_000 + "3, ")


def test_differences_by_the_thousand_are_told_in_part() -> None:
    zh = "、".join(str(n) for n in range(1_000, 3_000))
    en = ", ".join(str(n) for n in range(5_000, 7_000))
    found = kinds(zh, en)
    assert 100 <= len(found) <= 400
