from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.corpora.document import Language
from duizhao.corpora.sentences import split

CASES = Path(__file__).resolve().parents[1] / "cases" / "sentences"


def cases(language: str) -> list[str]:
    lines = (CASES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def sentences(text: str, language: Language, *, semicolon: bool = False) -> list[str]:
    return [text[start:end] for start, end in split(text, language, semicolon=semicolon)]


@dataclass(frozen=True)
class Hard:
    """A paragraph with the borders that it must have and those that it may have."""

    tag: str
    text: str
    must: frozenset[int]
    may: frozenset[int]


def hard(language: str) -> list[Hard]:
    """The cases of hard.zh.txt or hard.en.txt; ‖ marks a border, ¦ one that may be there."""
    lines = (CASES / f"hard.{language}.txt").read_text(encoding="utf-8").split("\n")
    return [_hard(line) for line in lines if "\t" in line and line[0] != "#"]


def _hard(line: str) -> Hard:
    tag, marked = line.split("\t", 1)
    text = marked.translate({ord("‖"): None, ord("¦"): None})
    borders: dict[str, set[int]] = {"‖": set(), "¦": set()}
    for position, char in enumerate(marked):
        if char in borders:
            before = marked[:position].translate({ord("‖"): None, ord("¦"): None})
            borders[char].add(len(before.rstrip()))
    return Hard(tag, text, frozenset(borders["‖"]), frozenset(borders["¦"]))


# What has to be known of the meaning.
MISSED = {"quote-list"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hard_paragraphs(language: Language) -> None:
    wrong = set()
    for case in hard(language):
        found = {len(case.text[:end].rstrip()) for _, end in split(case.text, language)[:-1]}
        if not case.must <= found <= case.must | case.may:
            wrong.add(case.tag)
    assert wrong <= MISSED


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
def test_spans_hold_all_but_white_space(text: str, language: Language, semicolon: bool) -> None:
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
