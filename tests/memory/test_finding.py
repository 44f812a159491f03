"""A finding refers to its unit: its report does not repeat the unit's text."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import AROUND, Finding, Severity
from duizhao.memory.page.marks import Mark, pieces
from duizhao.memory.terms.checks import check
from duizhao.memory.terms.decisions import finding_id
from duizhao.memory.terms.report import read_findings, write_report

LONG = "".join(f"第{n}号仓库存有大米{n * 7 + 3}吨。" for n in range(600))


def a_finding(text: str, start: int, end: int) -> Finding:
    return Finding(
        "number", Severity.ERROR, 0, text, "x", (start, end), None, text[start:end], "9", "Wrong."
    )


@pytest.mark.parametrize("start", [0, 3, AROUND, AROUND + 1, 400, len(LONG) - 5])
def test_a_text_is_cut_around_the_place(start: int) -> None:
    whole = a_finding(LONG, start, start + 4)
    near = whole.near(ellipsis="…")
    assert near.zh_span is not None
    assert near.zh[slice(*near.zh_span)] == LONG[start : start + 4]
    assert len(near.zh) <= 2 * AROUND + 6
    assert near.zh.startswith("…") is (start > AROUND)
    assert finding_id(near) == finding_id(whole) == finding_id(whole.near())


def test_a_short_text_stays_whole() -> None:
    whole = a_finding(LONG[:120], 100, 104)
    assert whole.near(ellipsis="…") == whole


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "sarif", "html", "xlsx"])
def test_many_findings_in_a_long_unit_make_a_small_report(tmp_path: Path, suffix: str) -> None:
    findings = [a_finding(LONG, place, place + 2) for place in range(0, len(LONG) - 2, 14)]
    path = tmp_path / f"report.{suffix}"
    write_report(findings, path)
    assert path.stat().st_size < 900 * len(findings)
    if suffix == "jsonl":
        read = list(read_findings(path))
        assert [finding_id(one) for one in read] == [finding_id(one) for one in findings]
        assert [one.zh[slice(*one.zh_span)] for one in read if one.zh_span] == [
            one.found for one in findings
        ]


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        ("字", "It is the the the the the end.", ["the the the the the"]),
        ("字", "The the end, and of of course.", ["The the", "of of"]),
        ("这是的的，，，，", "x", ["的的，，，，"]),
        ("他们他们，，走了", "x", ["他们他们，，"]),
    ],
)
def test_a_run_of_repetitions_is_one_finding(zh: str, en: str, found: list[str]) -> None:
    assert [one.found for one in check([Unit(zh, en)], kinds=["repeat"])] == found


def test_marks_that_overlap_are_all_on_their_pieces() -> None:
    marks = [Mark((0, 6), Severity.INFO, "a"), Mark((2, 4), Severity.ERROR, "b")]
    assert [(p.text, p.severity, p.message) for p in pieces("abcdefg", marks)] == [
        ("ab", "info", "a"),
        ("cd", "error", "a\nb"),
        ("ef", "info", "a"),
        ("g", "", ""),
    ]
