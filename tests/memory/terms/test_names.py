from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Severity
from duizhao.memory.terms.names import check_names
from duizhao.memory.terms.termbase import Concept, Term, Termbase, TermStatus

CASES = Path(__file__).parents[2] / "cases" / "names.tsv"


@pytest.fixture(scope="module")
def sample() -> list[Unit]:
    text = files("duizhao.corpora").joinpath("samples/resolution.gold.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Unit(row["zh"], row["en"], row["kind"]) for row in rows]


def cases() -> Iterator[tuple[str, str, str]]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            side, right, wrong = line.split("\t")
            yield side, right, wrong


def test_the_clean_sample_has_no_finding(sample: list[Unit]) -> None:
    assert check_names(sample) == []


@pytest.mark.parametrize(("side", "right", "wrong"), list(cases()))
def test_a_fault_in_one_unit_is_found_there_and_nowhere_else(
    sample: list[Unit], side: str, right: str, wrong: str
) -> None:
    place = next(at for at, unit in enumerate(sample) if right in getattr(unit, side))
    text = getattr(sample[place], side)
    units = list(sample)
    units[place] = replace(sample[place], **{side: text.replace(right, wrong, 1)})
    findings = check_names(units)
    assert findings
    assert {finding.unit for finding in findings} == {place}
    start = text.index(right)
    spans = [f.zh_span if side == "zh" else f.en_span for f in findings]
    assert any(span and span[0] < start + len(wrong) and start < span[1] for span in spans)


def test_the_other_units_alone_show_what_a_name_should_be() -> None:
    zh = "北湖渔业合作委员会审议了报告。"
    en = "The North Lake Fisheries Cooperation Commission considered the report."
    other = "The committee met in Geneva."
    units = [
        Unit(zh, en),
        Unit("会议于五月举行。", other),
        Unit(
            "报告提交北湖渔业合作委员会。",
            "A report went to the North Lake Fisheries Cooperation Commission.",
        ),
        Unit(
            "他主持北湖渔业合作委员会。",
            "He chairs the North Lake Fisheries Cooperation Commission.",
        ),
        Unit(
            "北湖渔业合作委员会成立。", "The North Lake Fisheries Cooperation Committee was set up."
        ),
    ]
    findings = check_names(units, starter=False)
    assert [(f.unit, f.found) for f in findings] == [
        (4, "North Lake Fisheries Cooperation Committee")
    ]
    assert findings[0].expected == "North Lake Fisheries Cooperation Commission"
    assert check_names(units, starter=False, collection=False) == []


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("联合国毒品和犯罪问题办公室（毒品和犯罪问题办公室）", "UNODC reported to the Commission"),
        ("开发署和儿基会", "the United Nations Development Programme and UNICEF"),
        ("联合国开发计划署和人口基金", "UNDP and UNFPA"),
        ("聯合國毒品和犯罪問題辦公室", "the United Nations Office on Drugs and Crime"),
        (
            "《儿童权利公约》任择议定书",
            "the Optional Protocol to the Convention on the Rights of the Child",
        ),
        ("欧洲委员会", "the European Commission"),
        ("欧洲委员会", "the Council of Europe"),
        ("人权理事会特别报告员", "the Special Rapporteur of the Council"),
        ("安全理事会主席", "the President of the Council"),
        ("联合国和环境署", "the United Nations and UNEP"),
        ("世界卫生大会通过决议", "The World Health Assembly adopted a resolution"),
        (
            "暴力侵害妇女行为及其因果问题特别报告员",
            "the Special Rapporteur of the Council on violence against women, its causes and "
            "consequences",
        ),
    ],
)
def test_short_forms_synonyms_and_other_script_are_right(zh: str, en: str) -> None:
    assert check_names([Unit(zh, en)]) == []


def test_null_units_are_passed_over() -> None:
    assert check_names([Unit("联合国儿童基金会", ""), Unit("", "UNDP")]) == []


HOUSE = Termbase(
    (
        Concept(
            "1",
            (
                Term("贩运人口", "zh"),
                Term("trafficking in persons", "en"),
                Term("human trafficking", "en", TermStatus.DEPRECATED),
            ),
        ),
    ),
    "house",
)


def test_a_house_termbase_reports_deprecated_and_missing_terms() -> None:
    units = [
        Unit("打击贩运人口", "Combating human trafficking"),
        Unit("打击贩运人口", "Combating the trade"),
        Unit("打击贩运人口", "Combating Trafficking in Persons"),
        Unit("打击犯罪", "Combating trafficking in persons"),
    ]
    findings = check_names(units, [HOUSE])
    assert [(f.unit, f.severity, f.found) for f in findings] == [
        (0, Severity.WARNING, "human trafficking"),
        (1, Severity.INFO, "贩运人口"),
        (3, Severity.INFO, "trafficking in persons"),
    ]
    assert findings[0].zh_span == (2, 6)
    assert findings[0].en_span == (10, 27)
    assert findings[1].expected == "trafficking in persons"


def test_a_house_termbase_has_the_say_over_the_starter() -> None:
    house = Termbase(
        (Concept("1", (Term("联合国儿童基金会", "zh"), Term("Children's Agency", "en"))),), "house"
    )
    units = [Unit("联合国儿童基金会", "the Children's Agency")]
    assert check_names(units, [house]) == []
    assert check_names([Unit("联合国儿童基金会", "UNDP")]) != []


def test_a_short_term_does_not_fire_inside_a_longer_one() -> None:
    house = Termbase((Concept("1", (Term("卫生", "zh"), Term("health", "en"))),), "house")
    unit = Unit("世界卫生组织", "the World Health Organization")
    assert check_names([unit], [house]) == []
