"""One parser of labels, for every numeral system of both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.corpora.labels import LabelKind, alike, read_label, read_lone_numeral, resolved

SAME = [
    ("第三条 会员", "Article 3 Members", (3,)),
    ("第 3 條", "Art. III", (3,)),
    ("第３条", "§ 3", (3,)),
    ("第三百二十一条", "ARTICLE 321", (321,)),
    ("第三条之一", "Article 3-1", (3, 1)),
    ("第二章", "Chapter II", (2,)),
    ("第二十一章 归来", "CHAPTER TWENTY-ONE", (21,)),
    ("第一节", "Section 1", (1,)),
    ("第一编 总则", "Book One General provisions", (1,)),
    ("一、总则", "I. General", (1,)),
    ("二、目标", "2. Aims", (2,)),
    ("（一）总则", "(a) General", (1,)),
    ("（３）总则", "(iii) General", (3,)),
    ("① 见下", "1) See below", (1,)),
    ("⑵ 见下", "(2) See below", (2,)),
    ("㈢ 见下", "c) See below", (3,)),
    ("附件一", "Annex I", (1,)),
    ("附錄二：名單", "Appendix 2: Names", (2,)),
    ("表2 人口", "Table 2. Population", (2,)),
    ("图3", "Fig. 3", (3,)),
    ("甲、总则", "A. General", (1,)),
    ("[注3] 见下", "³ See below", (3,)),
    ("〔4〕见下", "[4] See below", (4,)),
    ("1.2 范围", "1.2 Scope", (1, 2)),
    ("二　目录", "II  Catalogue", (2,)),
    ("1　范围", "1  Scope", (1,)),
    ("8 (b) 报告", "8. (b) Reports", (8, 2)),
]


@pytest.mark.parametrize(("zh", "en", "value"), SAME)
def test_both_languages_give_one_label(zh: str, en: str, value: tuple[int, ...]) -> None:
    one, other = read_label(zh), read_label(en)
    assert one is not None and other is not None
    assert value in one.values & other.values
    assert alike(one.kind, other.kind)


@pytest.mark.parametrize(
    "text",
    [
        "Article 3 of the Charter applies",
        "Item 70 (b) of the agenda",
        "3.5 million people",
        "1.5亿",
        "2015年3月",
        "2015. The year",
        "1、2、3是数字",
        "I am here",
        "1  2  3",
        "一 个人",
        "A man came in",
        "Part of it",
        "2000 10 0.5",
        "三十年前，",
        "The report",
        "",
    ],
)
def test_what_is_no_label(text: str) -> None:
    assert read_label(text) is None


def test_span_and_whether_anything_follows() -> None:
    label = read_label("  Article 3. Members")
    assert label is not None
    assert (label.start, label.end, label.text) == (2, 12, "Article 3.")
    assert label.kind is LabelKind.ARTICLE
    assert not label.alone
    lone = read_label("第三条　")
    assert lone is not None and lone.alone


def test_kinds_that_are_no_translation_of_each_other() -> None:
    assert not alike(LabelKind.CHAPTER, LabelKind.TABLE)
    assert alike(LabelKind.NUMBER, LabelKind.NOTE)


def test_a_numeral_alone_on_its_line() -> None:
    for text, value in (("7", 7), ("IV", 4), ("三", 3), ("- 12 -", 12), ("（十二）", 12)):
        label = read_lone_numeral(text)
        assert label is not None and (value,) in label.values
    assert read_lone_numeral("是") is None
    assert read_lone_numeral("7 items") is None


def test_the_run_tells_letters_from_roman_numerals() -> None:
    letters = resolved([read_label(f"({sign}) text") for sign in "ghij"])
    assert [label.values for label in letters if label] == [{(n,)} for n in (7, 8, 9, 10)]
    romans = resolved([read_label(f"({sign}) text") for sign in ("i", "ii", "iii", "iv", "v")])
    assert [label.values for label in romans if label] == [{(n,)} for n in (1, 2, 3, 4, 5)]
    (lone,) = resolved([read_label("(i) text")])
    assert lone is not None and lone.values == {(1,), (9,)}


@given(
    st.text(
        alphabet="第条章节一二十三之、.（）()[]注①¹1290aiIVXxA Article\u3000附件表", max_size=40
    )
)
def test_a_label_is_a_part_of_its_text(text: str) -> None:
    for label in (read_label(text), read_lone_numeral(text)):
        if label is not None:
            assert text[label.start : label.end] == label.text
            assert label.values
