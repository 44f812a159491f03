"""Names rendered in two ways within one document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from duizhao.corpora.unit import Unit
from duizhao.memory.terms.checks import check, survey
from duizhao.memory.terms.names.variants import MOST

PAIRS = Path(__file__).parents[2] / "cases" / "name_variants.tsv"
DOCUMENT = [
    Unit("本文件经理事会核准。", "This document was approved by the Board."),
    Unit(
        "成立跨部门防汛调度小组，由水利部牵头。",
        "A Cross-Departmental Flood Control Dispatch Group led by the Ministry of Water "
        "Resources is set up.",
    ),
    Unit("该小组每周开会。", "The Group meets every week."),
    Unit(
        "保护河岸湿地公约自今年起生效。",
        "The Convention on the Conservation of Riverbank Wetlands takes effect this year.",
    ),
    Unit(
        "请跨部门防汛调度小组提出报告。",
        "The Cross-Departmental Flood Control Dispatch Group is asked to report.",
    ),
    Unit(
        "各方应执行保护河岸湿地公约。",
        "The Parties shall carry out the Convention on the Conservation of Riverbank Wetlands.",
    ),
]


def cases() -> list[list[str]]:
    lines = PAIRS.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def found(units: list[Unit]) -> list[tuple[int, str]]:
    return [(one.unit, one.found) for one in check(units, kinds=["term"])]


def test_a_document_that_keeps_to_its_names_has_no_finding() -> None:
    assert found(DOCUMENT) == []


@pytest.mark.parametrize(("side", "right", "other"), cases())
def test_a_name_rendered_in_another_way_is_found(side: str, right: str, other: str) -> None:
    place = max(at for at, unit in enumerate(DOCUMENT) if right in getattr(unit, side))
    text = getattr(DOCUMENT[place], side)
    units = list(DOCUMENT)
    units[place] = replace(units[place], **{side: text.replace(right, other)})
    assert place in {unit for unit, _ in found(units)}


def test_short_forms_are_no_inconsistency() -> None:
    last = Unit(
        "请跨部门防汛调度小组提出报告。", "The Flood Control Dispatch Group is asked to report."
    )
    assert found([*DOCUMENT[:4], last]) == []


def test_the_rendering_that_most_units_have_is_right() -> None:
    odd = replace(DOCUMENT[4], en="The Interdepartmental Flood Dispatching Team has to report.")
    findings = found([*DOCUMENT, odd])
    assert findings == [(6, "Interdepartmental Flood Dispatching Team")]


def test_a_memory_says_what_is_right_where_the_document_has_a_name_once() -> None:
    odd = replace(DOCUMENT[4], en="The Interdepartmental Flood Dispatching Team has to report.")
    units = [DOCUMENT[0], odd]
    assert check(units, kinds=["term"]) == []
    findings = survey(units, kinds=["term"], memory=[DOCUMENT[1]]).findings
    assert [(one.unit, one.expected) for one in findings] == [
        (1, "Cross-Departmental Flood Control Dispatch Group")
    ]
    assert "memory" in findings[0].message


def test_larger_collections_are_not_one_document() -> None:
    odd = replace(DOCUMENT[4], en="The Interdepartmental Flood Dispatching Team has to report.")
    fill = [Unit(f"第{number}项。", f"Item {number}.") for number in range(MOST)]
    assert found([*DOCUMENT, odd, *fill]) == []
