from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.corpora.sentences import split

CASES = Path(__file__).resolve().parents[1] / "cases" / "sentences"


def cases(language: str) -> list[str]:
    lines = (CASES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def sentences(text: str, language: str, *, semicolon: bool = False) -> list[str]:
    return [text[start:end] for start, end in split(text, language, semicolon=semicolon)]


@pytest.mark.parametrize("case", cases("en"))
def test_english(case: str) -> None:
    expected = case.split(" | ")
    assert sentences(" ".join(expected), "en") == expected


@pytest.mark.parametrize("case", cases("zh"))
def test_chinese(case: str) -> None:
    expected = case.split("|")
    assert sentences("".join(expected), "zh") == expected


def test_semicolons_only_when_asked() -> None:
    assert sentences("第一；第二；第三。", "zh") == ["第一；第二；第三。"]
    parts = ["第一；", "第二；", "第三。"]
    assert sentences("第一；第二；第三。", "zh", semicolon=True) == parts
    assert sentences("One; two.", "en") == ["One; two."]
    assert sentences("One; two.", "en", semicolon=True) == ["One;", "two."]
    # Not inside brackets.
    assert len(sentences("甲（乙；丙）丁。", "zh", semicolon=True)) == 1


def test_english_in_a_chinese_document() -> None:
    text = "This one was left in English. It has two."
    assert sentences(text, "zh") == ["This one was left in English.", "It has two."]


def test_white_space() -> None:
    assert split("", "zh") == []
    assert split(" \u3000\n", "en") == []
    assert sentences("\u3000\u3000甲。\u3000乙。 ", "zh") == ["甲。", "乙。"]


ATOMS = [
    *["。", "！", "？", "；", "…", ".", "...", "!", "?", ";", " ", "“", "”", "‘", "’", '"'],
    *["（", "）", "(", ")", "[1]", "《", "》", "「", "」", "¹", "4", "8. ", "(a) ", "No. ", "Mr. "],
    *["U.S.", "大会", "他说：", "The Assembly", "met", "A/67/156", "3.5", "\u3000", "\n", "*"],
]
TEXTS = st.lists(st.sampled_from(ATOMS), max_size=60).map("".join)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(text=TEXTS, language=st.sampled_from(["zh", "en"]), semicolon=st.booleans())
def test_spans_hold_all_but_white_space(text: str, language: str, semicolon: bool) -> None:
    spans = split(text, language, semicolon=semicolon)
    position = 0
    for start, end in spans:
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=TEXTS)
def test_asking_for_semicolons_only_adds_borders(text: str) -> None:
    plain = {end for _, end in split(text, "zh")}
    assert plain <= {end for _, end in split(text, "zh", semicolon=True)}
