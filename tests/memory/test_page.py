from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from lxml import html

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, Span
from duizhao.memory.page import render
from duizhao.memory.page.marks import Mark, pieces

UNITS = [
    Unit("大会，", "The General Assembly,", "preambular", "1.", 0.98),
    Unit("2015年", "In 2016", "body", "", 0.4, reasons=("few shared numbers",), moved=True),
    Unit("孤", "", "body"),
    Unit("", '<script>alert(1)</script> & "x"'),
]


def finding(
    unit: int, zh: Span | None, en: Span | None, severity: Severity = Severity.ERROR
) -> Finding:
    return Finding("date", severity, unit, "", "", zh, en, "2015", "", "years <differ>")


def page(
    units: Sequence[Unit] = UNITS, findings: Sequence[Finding] = (), title: str = "a ↔ b"
) -> html.HtmlElement:
    return html.document_fromstring("".join(render(units, findings=findings, title=title)))


def test_every_text_stands_there_whole() -> None:
    rows = page().xpath("//article")
    texts = [
        [side.text_content() for side in row.xpath("./div[contains(@class, 'text')]")]
        for row in rows
    ]
    assert texts == [
        ["大会，", "The General Assembly,"],
        ["2015年", "In 2016"],
        ["孤", "no English counterpart"],
        ["no Chinese counterpart", '<script>alert(1)</script> & "x"'],
    ]


def test_doubts_are_marked_in_place() -> None:
    tree = page(findings=[finding(1, (0, 4), (3, 7))])
    row = tree.get_element_by_id("u1")
    assert [mark.text for mark in row.xpath(".//mark")] == ["2015", "2016"]
    assert row.xpath(".//mark/@class") == ["error", "error"]
    assert row.xpath(".//mark/@title")[0] == "years <differ>"
    assert "years <differ>" in row.xpath(".//ul")[0].text_content()
    assert {"doubt", "low"} <= set(row.get("class").split())


def test_counts_at_the_top() -> None:
    counts = page(findings=[finding(0, None, None), finding(1, None, None, Severity.INFO)])
    text = " ".join(counts.xpath("//*[@class='counts']")[0].text_content().split())
    assert text == (
        "2 pairs 2 without a counterpart 69% mean confidence 1 of low confidence 1 error 1 remark"
    )


def test_classes_for_the_filters() -> None:
    rows = page().xpath("//article")
    assert ["null" in (row.get("class") or "").split() for row in rows] == [0, 0, 1, 1]
    assert ["doubt" in (row.get("class") or "").split() for row in rows] == [0, 1, 0, 0]
    assert "moved" in rows[1].text_content()
    assert "40% sure" in rows[1].text_content()


def test_nothing_comes_from_elsewhere() -> None:
    text = "".join(render(UNITS, title="t"))
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)|url\(|@import|https?:""", text)
    assert text.count("<script>") == 1
    assert "default-src 'none'" in text


def test_languages() -> None:
    tree = page()
    assert set(tree.xpath("//article/div[contains(@class,'text')]/@lang")) == {"zh-Hans", "en"}
    assert page([Unit("大會", "a")]).xpath("//article/div/@lang") == ["zh-Hant", "en"]


def test_no_units() -> None:
    assert "There are no units." in page([]).text_content()


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("abc", [], [("abc", "")]),
        ("", [], []),
        ("abcd", [(1, 3)], [("a", ""), ("bc", "error"), ("d", "")]),
        ("abcd", [(0, 2), (1, 4)], [("a", "error"), ("b", "error"), ("cd", "error")]),
        ("abc", [(2, 2)], [("ab", ""), ("c", "error")]),
        ("abc", [(2, 99), (7, 9)], [("ab", ""), ("c", "error")]),
    ],
)
def test_pieces(text: str, spans: list[Span], expected: list[tuple[str, str]]) -> None:
    marks = [Mark(span, Severity.ERROR, "m") for span in spans]
    assert [(piece.text, piece.severity) for piece in pieces(text, marks)] == expected


def test_the_gravest_mark_wins() -> None:
    marks = [Mark((0, 2), Severity.INFO, "i"), Mark((1, 2), Severity.ERROR, "e")]
    assert [(one.severity, one.message) for one in pieces("ab", marks)] == [
        ("info", "i"),
        ("error", "i\ne"),
    ]


def test_unseen_characters_are_named() -> None:
    found = pieces("a\x0bb\ufffe\u200b\t　", [])
    assert [(one.text, one.unseen) for one in found] == [
        ("a", False),
        ("U+000B", True),
        ("b", False),
        ("U+FFFE", True),
        ("U+200B", True),
        ("\t　", False),
    ]


def test_a_long_document_is_written_piece_by_piece() -> None:
    units = [Unit("大会，" * 20, "The General Assembly, " * 20, confidence=0.9)] * 5000
    chunks = list(render(units))
    assert len(chunks) > 100
    assert sum(map(len, chunks)) < 12_000_000
