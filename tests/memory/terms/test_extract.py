from __future__ import annotations

import csv
import json
from importlib.resources import files
from pathlib import Path

import pytest

from duizhao.cli import main
from duizhao.corpora.script import traditional
from duizhao.corpora.unit import Unit
from duizhao.memory.terms.extract import Extracted, extract_terms, rank, to_termbase
from duizhao.memory.terms.extract.associate import Company
from duizhao.memory.terms.extract.extract import written
from duizhao.memory.terms.termbase import Termbase

SAMPLE = "samples/resolution.gold.tsv"


@pytest.fixture(scope="module")
def units() -> list[Unit]:
    text = files("duizhao.corpora").joinpath(SAMPLE).read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Unit(row["zh"], row["en"], row["kind"]) for row in rows]


@pytest.fixture(scope="module")
def found(units: list[Unit]) -> list[Extracted]:
    return extract_terms(units)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("联合国", "United Nations"),
        ("会员国", "Member States"),
        ("联合国毒品和犯罪问题办公室", "United Nations Office on Drugs and Crime"),
        ("打击贩运人口的全球行动计划", "Global Plan of Action to Combat Trafficking in Persons"),
        ("妇女和儿童", "women and children"),
    ],
)
def test_the_names_of_the_sample_are_found(found: list[Extracted], zh: str, en: str) -> None:
    assert (zh, en.casefold()) in {(one.zh, one.en.casefold()) for one in found}


def test_evidence_adds_up(units: list[Unit], found: list[Extracted]) -> None:
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        assert 2 <= one.both <= min(one.zh_units, one.en_units)
        assert one.dice == pytest.approx(2 * one.both / (one.zh_units + one.en_units), abs=1e-4)
        assert one.examples
        for unit in one.examples:
            assert one.en.casefold()[:4] in units[unit].en.casefold()


def test_the_same_list_twice(units: list[Unit], found: list[Extracted]) -> None:
    assert extract_terms(units) == found


def test_terms_of_traditional_texts_are_traditional(units: list[Unit]) -> None:
    changed = [Unit(traditional(unit.zh), unit.en, unit.kind) for unit in units]
    found = {(one.zh, one.en) for one in extract_terms(changed)}
    assert ("會員國", "Member States") in found


@pytest.mark.parametrize(
    ("key", "texts", "form"),
    [
        ("Java8接口", ["先看 Java 8 接口。", "Java 8 接口", "Java8接口"], "Java 8 接口"),
        ("公约议定书", ["《公约》议定书", "公 约议定书"], "公约议定书"),
        ("(甲)类", ["（甲）类"], "（甲）类"),
        ("无人", ["另一句"], "无人"),
    ],
)
def test_a_term_is_written_as_in_most_texts(key: str, texts: list[str], form: str) -> None:
    assert written(key, texts) == form


def test_pronouns_are_in_no_term(found: list[Extracted]) -> None:
    assert not any({"you", "we", "they"} & {*one.en.split()} for one in found)


def test_limits(units: list[Unit], found: list[Extracted]) -> None:
    assert extract_terms(units, limit=5) == found[:5]
    assert all(one.both >= 4 for one in extract_terms(units, least=4))
    assert extract_terms([]) == []
    assert extract_terms([Unit("甲", "")]) == []


def test_synonyms_are_one_concept(found: list[Extracted]) -> None:
    base = to_termbase(found)
    names = [concept.preferred("zh") for concept in base]
    assert len(set(names)) == len(names)
    assert "units with both" in base.concepts[0].note


@pytest.mark.parametrize("suffix", ["tbx", "xlsx"])
def test_the_command_writes_a_termbase(suffix: str, tmp_path: Path) -> None:
    output = tmp_path / f"terms.{suffix}"
    assert main(["terms", "extract", str(_sample(tmp_path)), "-o", str(output), "--quiet"]) == 0
    assert Termbase.read(output).find("United Nations")


def test_the_command_writes_lists(tmp_path: Path) -> None:
    source = str(_sample(tmp_path))
    assert main(["terms", "extract", source, "-o", str(tmp_path / "t.csv"), "--limit", "9"]) == 0
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 9
    assert {"zh", "en", "both", "score", "en_variants"} <= set(rows[0])
    assert main(["terms", "extract", source, "-o", str(tmp_path / "t.jsonl"), "--quiet"]) == 0
    lines = (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["zh"] == rows[0]["zh"]


def test_the_command_refuses_what_it_cannot_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = str(_sample(tmp_path))
    assert main(["terms", "extract", source, "-o", str(tmp_path / "t.doc")]) == 2
    assert main(["terms", "extract", source, "--least", "0"]) == 2
    assert main(["terms", "extract", str(tmp_path / "none.tmx")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_the_termbase_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "termbase", "--find", "UNODC"]) == 0
    assert "联合国毒品和犯罪问题办公室" in capsys.readouterr().out
    assert main(["terms", "termbase", "--find", "no such body"]) == 1
    output = tmp_path / "un.tbx"
    assert main(["terms", "termbase", "-o", str(output)]) == 0
    assert main(["terms", "termbase", str(output), "--json"]) == 0
    printed = capsys.readouterr().out.splitlines()[-1]
    assert json.loads(printed)["concepts"] == len(Termbase.starter())


def _sample(folder: Path) -> Path:
    text = files("duizhao.corpora").joinpath(SAMPLE).read_text(encoding="utf-8")
    path = folder / "sample.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_links_between_words_count() -> None:
    """Of two answers that are equally near, the one that more word links speak for is the surer."""
    company = Company(both=8, zh=8, en=8, total=100)
    scores = [rank._score(company, votes, True, 1.0) for votes in (0, 2, 4, 8, 16)]
    assert scores[:4] == sorted(set(scores[:4])) and scores[3] == scores[4]
