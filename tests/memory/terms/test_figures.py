"""Reading figures: values, roles and places."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.corpora.labels import read_label
from duizhao.corpora.numerals import chinese, english, roman
from duizhao.memory.terms.figures import Form, Role, read_chinese, read_english
from duizhao.memory.terms.figures.figure import Figures, Value
from duizhao.memory.terms.figures.normal import normal


@pytest.mark.parametrize(
    ("run", "value"),
    [
        ("六十七", 67),
        ("十", 10),
        ("二十三", 23),
        ("一百零五", 105),
        ("二〇一五", 2015),
        ("一亿三千万", 130_000_000),
        ("十五万六千", 156_000),
        ("两百", 200),
        ("一千二", 1200),
        ("廿三", 23),
        ("统", None),
    ],
)
def test_chinese_numerals(run: str, value: int | None) -> None:
    assert chinese(run) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("sixty-seventh", (67, True)),
        ("one hundred and five", (105, False)),
        ("two million five hundred thousand", (2_500_000, False)),
        ("hundred and twenty-first", (121, True)),
        ("a hundred", (100, False)),
        ("twenty thirty", None),
        ("five twenty", None),
    ],
)
def test_english_number_words(words: str, value: tuple[int, bool] | None) -> None:
    assert english(words) == value


@pytest.mark.parametrize(("text", "value"), [("xiv", 14), ("MCMXC", 1990), ("IIII", None)])
def test_roman_numerals(text: str, value: int | None) -> None:
    assert roman(text) == value


def values(figures: Figures, role: Role) -> list[Value]:
    return [next(iter(f.values)) for f in figures.figures if f.role is role]


def test_a_range_of_days_shares_month_and_year() -> None:
    dates = read_english("held in Vienna from 15 to 19 October 2012").dates
    assert [(d.year, d.month, d.day) for d in dates] == [(2012, 10, 15), (2012, 10, 19)]
    dates = read_chinese("2012年10月15日至19日在维也纳举行").dates
    assert [(d.year, d.month, d.day) for d in dates] == [(2012, 10, 15), (2012, 10, 19)]


def test_a_year_behind_several_dates_belongs_to_them_all() -> None:
    dates = read_english("26 February and 1 March 2015").dates
    assert [(d.year, d.month, d.day) for d in dates] == [(2015, 2, 26), (2015, 3, 1)]


def test_months_that_are_words_are_not_read() -> None:
    assert not read_english("You may march on an august occasion.").figures


@pytest.mark.parametrize(
    ("text", "role", "value"),
    [
        ("paragraph 12 of the report", Role.PARAGRAPH, 12),
        ("resolution 64/178", Role.RESOLUTION, "64/178"),
        ("10 to 15 per cent", Role.PERCENT, 10),
        ("$1.5 million", Role.MONEY, 1_500_000),
        ("its sixty-seventh session", Role.SESSION, 67),
        ("at 6.15 p.m.", Role.TIME, "6:15"),
        ("A/67/156", Role.SYMBOL, "A/67/156"),
        ("S/PV.6870 (Resumption 1)", Role.SYMBOL, "S/PV.6870(RESUMPTION1)"),
        ("aged 15", Role.AGE, 15),
        ("pp. 12-15", Role.PAGE, 12),
        ("sect. D", Role.SECTION, "D"),
    ],
)
def test_english_roles(text: str, role: Role, value: Value) -> None:
    assert value in values(read_english(text), role)


@pytest.mark.parametrize(
    ("text", "role", "value"),
    [
        ("第12至15段", Role.PARAGRAPH, 12),
        ("第64/178号决议", Role.RESOLUTION, "64/178"),
        ("百分之二十五", Role.PERCENT, 25),
        ("1 500万美元", Role.MONEY, 15_000_000),
        ("1，500万元", Role.MONEY, 15_000_000),
        ("第六十七屆會議", Role.SESSION, 67),
        ("下午6时15分", Role.TIME, "6:15"),
        ("１２％", Role.PERCENT, 12),
        ("78.3岁", Role.AGE, Fraction("78.3")),
        ("第㈡款", Role.PARAGRAPH, 2),
    ],
)
def test_chinese_roles(text: str, role: Role, value: Value) -> None:
    assert value in values(read_chinese(text), role)


def test_numerals_inside_words_are_only_loose_or_unread() -> None:
    firm = [f for f in read_chinese("统一、十分重要，万一、四川、一些").figures if f.firm]
    assert not firm
    (only,) = read_chinese("陆地和海洋唯一一个").figures
    assert only.values == {1}


def test_fourteen_or_fifteen_is_two_figures() -> None:
    assert [f.values for f in read_chinese("十四五岁").figures] == [{14}, {15}]
    assert all(f.form is Form.LOOSE for f in read_chinese("十四五岁").figures)


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("8. 敦促会员国", "8.", 8),
        ("(a) The report", "(a)", 1),
        ("一、 导言", "一、", 1),
        ("（二） 导言", "（二）", 2),
        ("II. Introduction", "II.", 2),
        ("47.2015年3月", "47.", 47),
        ("112．接管", "112．", 112),
    ],
)
def test_labels(text: str, label: str, value: int) -> None:
    found = read_label(text)
    assert found is not None
    assert text[found.start : found.end] == found.text == label
    assert (value,) in found.values


@pytest.mark.parametrize("text", ["3.5 million people", "2015年3月", "1.5亿", "The report"])
def test_what_is_no_label(text: str) -> None:
    assert read_label(text) is None


TEXT = st.text(
    alphabet=st.sampled_from(
        "第年月日至和、，（）()/.-—0123456789一二十百万亿段条%½ ¹²ａ１IVXabc\n\U00020000"
    ),
    max_size=60,
)


@given(TEXT)
def test_places_are_places_of_the_text(text: str) -> None:
    assert len(normal(text)) == len(text)
    for figures in (read_chinese(text), read_english(text)):
        for figure in figures.figures:
            assert 0 <= figure.start < figure.end <= len(text)
            assert text[figure.start : figure.end] == figure.text
            assert figure.values
    label = read_label(text)
    if label is not None:
        assert text[label.start : label.end] == label.text
