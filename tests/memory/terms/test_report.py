"""Reports: every form holds every finding, whatever the texts are."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import zlib
from base64 import b64decode
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

from duizhao.corpora.errors import FormatError, OutputError, SettingsError
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity
from duizhao.memory.terms.checks import check, survey
from duizhao.memory.terms.consistency import Survey
from duizhao.memory.terms.decisions import finding_id
from duizhao.memory.terms.report import (
    page,
    read_findings,
    report_format,
    write_findings,
    write_names,
    write_report,
)
from duizhao.memory.terms.report.names import NAME_COLUMNS
from duizhao.memory.terms.report.places import Place
from duizhao.memory.terms.report.sarif import sarif

from ...present import present

NASTY = "=1+1 </script><!-- \u2028 \x0b & \" ' _x0041_ \U00020000"


@pytest.fixture
def findings() -> list[Finding]:
    units = [
        Unit(zh="第67/97号决议第21段", en="paragraph 12 of resolution 67/97"),
        Unit(zh=NASTY + "的的3个", en=NASTY + " four"),
        Unit(zh="公约² 和", en="the Convention¹ and"),
    ]
    return check(units, kinds=["number", "repeat", "note"])


def test_json_lines_come_back_equal(tmp_path: Path, findings: list[Finding]) -> None:
    path = tmp_path / "findings.jsonl"
    write_findings(findings, path)
    assert list(read_findings(path)) == findings
    first = json.loads(path.read_text("utf-8").splitlines()[0])
    assert first["zh_span"] == list(present(findings[0].zh_span))
    assert first["id"] == finding_id(findings[0])
    wanted = {"kind", "severity", "unit", "zh", "en", "zh_span", "en_span", "found", "expected"}
    assert wanted < set(first)


def test_a_line_that_is_no_finding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "findings.jsonl"
    path.write_text('{"kind": "number"}\n', "utf-8")
    with pytest.raises(FormatError, match="line 1"):
        list(read_findings(path))


def test_csv_has_a_row_for_each(tmp_path: Path, findings: list[Finding]) -> None:
    path = tmp_path / "report.csv"
    write_report(findings, path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["message"] for row in rows] == [finding.message for finding in findings]
    assert [row["zh"] for row in rows] == [finding.zh for finding in findings]


def test_workbook_has_a_sheet_for_each_kind_and_no_formula(
    tmp_path: Path, findings: list[Finding]
) -> None:
    path = tmp_path / "report.xlsx"
    write_report(findings, path, title="=title")
    book = load_workbook(path)
    assert set(book.sheetnames) == {"summary", *(finding.kind for finding in findings)}
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    rows = sum(book[kind].max_row - 1 for kind in {finding.kind for finding in findings})
    assert rows == len(findings)


def test_sarif_has_what_the_standard_asks_for(findings: list[Finding]) -> None:
    places = [Place("a b/pairs.tsv", row, row + 2, f"row {row}") for row in range(3)]
    log = sarif(findings, places, version="1.2.3")
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(run["results"]) == len(findings)
    for result, finding in zip(run["results"], findings, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == finding.kind
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"] == finding.message
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "a%20b/pairs.tsv"
        assert place["region"]["startLine"] == finding.unit + 2


LEVELS = {"none", "note", "warning", "error"}


def check_message(message: dict[str, Any]) -> None:
    assert isinstance(message["text"], str) and message["text"]


def check_location(location: dict[str, Any]) -> None:
    """`location` of SARIF 2.1.0, 3.28: where it is, physically or logically."""
    for logical in location.get("logicalLocations", ()):
        assert logical["name"]
    physical = location.get("physicalLocation")
    if physical is not None:
        # 3.29.2: an artifactLocation or an address; 3.4.3: a URI reference.
        uri = urlsplit(physical["artifactLocation"]["uri"])
        assert uri.path and not set(uri.path) & set(' "<>\\^`{|}')
        region = physical.get("region", {})
        assert region.get("startLine", 1) >= 1
    assert physical or location.get("logicalLocations")


@pytest.mark.parametrize(
    "places",
    [
        [],
        [Place("a b/对照.tsv", row, row + 2, f"row {row}") for row in range(3)],
        [Place("/tmp/a:b.xlf", row, 0, "unit “1”") for row in range(3)],
        [Place("", row, 0, "") for row in range(3)],
    ],
)
def test_sarif_has_every_field_that_version_2_1_0_requires(
    tmp_path: Path, findings: list[Finding], places: list[Place]
) -> None:
    path = tmp_path / "report.sarif"
    write_report(findings, path, places=places, version="1.2.3")
    log = json.loads(path.read_text("utf-8"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    assert isinstance(log["runs"], list)
    for run in log["runs"]:
        driver = run["tool"]["driver"]
        assert driver["name"] == "duizhao"
        assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
        ids = [rule["id"] for rule in driver["rules"]]
        assert len(set(ids)) == len(ids)
        for rule in driver["rules"]:
            check_message(rule["shortDescription"])
        assert len(run["results"]) == len(findings)
        for result in run["results"]:
            check_message(result["message"])
            assert result["level"] in LEVELS
            assert ids[result["ruleIndex"]] == result["ruleId"]
            assert all(isinstance(v, str) for v in result["partialFingerprints"].values())
            assert isinstance(result["properties"], dict)
            assert result["locations"]
            for location in result["locations"]:
                check_location(location)


def test_an_empty_sarif_log_is_one_run_without_results(tmp_path: Path) -> None:
    path = tmp_path / "report.sarif"
    write_report([], path)
    (run,) = json.loads(path.read_text("utf-8"))["runs"]
    assert run["results"] == []


def island(path: Path) -> Any:
    text = path.read_text("utf-8")
    pattern = r'<script id="data" type="application/json"( data-packed)?>(.*?)</script>'
    match = present(re.search(pattern, text))
    data = match[2]
    return json.loads(zlib.decompress(b64decode(data)) if match[1] else data)


@pytest.mark.parametrize("most", [10**9, 0])
def test_page_holds_the_findings_and_nothing_leads_out(
    tmp_path: Path, findings: list[Finding], monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(page, "_PACK_FROM", most)
    path = tmp_path / "report.html"
    write_report(findings, path, units=3, title="<b>title</b>", settled=2)
    data = island(path)
    assert len(data["findings"]) == len(findings)
    assert data["settled"] == 2
    assert {text[1] for text in data["texts"]} == {finding.zh for finding in findings}
    text = path.read_text("utf-8")
    assert "<title>&lt;b&gt;title&lt;/b&gt;</title>" in text
    assert not re.search(r"(?:src|href)=|https?://|@import|url\(", text)


def test_a_card_leads_back_to_file_and_line(tmp_path: Path, findings: list[Finding]) -> None:
    path = tmp_path / "report.html"
    source = tmp_path / "a b.tsv"
    places = [Place(str(source), 0, 7, "row 7"), Place(str(source)), Place()]
    write_report(findings, path, units=3, places=places)
    links = {text[0]: text[4] for text in island(path)["texts"]}
    whole = [f"{source.as_uri()}#L7", source.as_uri(), ""]
    assert links == {unit: whole[unit] for unit in links}


@pytest.fixture
def survey_of_names() -> Survey:
    right = Unit("国际原子能机构通过了决议。", "The International Atomic Energy Agency adopted it.")
    wrong = Unit("国际原子能机构的报告", "report of the International Atomic Energy Authority")
    short = Unit("原子能机构的报告", "report of IAEA")
    return survey([right, right, wrong, short], kinds=["term"])


def test_the_page_groups_a_finding_with_the_renderings_of_its_name(
    tmp_path: Path, survey_of_names: Survey
) -> None:
    path = tmp_path / "report.html"
    write_report(survey_of_names.findings, path, names=survey_of_names.names)
    data = island(path)
    (row,) = data["findings"]
    zh, en, authority, directions = data["names"][row[10]]
    assert (zh, en) == ("国际原子能机构", "International Atomic Energy Agency")
    assert authority == "United Nations termbase"
    renderings = next(r for language, _, r in directions if language == "en")
    assert ["International Atomic Energy Agency", "preferred", 2, "", ["unit 0", "unit 1"]] in (
        renderings
    )
    assert any(text.endswith("Authority") and why for text, _, _, why, _ in renderings)


def test_the_workbook_has_a_sheet_of_names(tmp_path: Path, survey_of_names: Survey) -> None:
    path = tmp_path / "report.xlsx"
    write_report(survey_of_names.findings, path, names=survey_of_names.names)
    sheet = load_workbook(path)["names"]
    heading, *rows = [[cell.value for cell in row] for row in sheet]
    assert tuple(heading) == NAME_COLUMNS
    assert any(row[3] == "International Atomic Energy Authority" and row[6] for row in rows)


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "xlsx"])
def test_names_are_written_on_their_own(
    tmp_path: Path, survey_of_names: Survey, suffix: str
) -> None:
    path = tmp_path / f"names.{suffix}"
    places = [Place("a.tsv", row, row + 2, f"row {row}") for row in range(4)]
    write_names(survey_of_names.names, path, places)
    if suffix == "jsonl":
        names = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        found = [(r["text"], r["units"]) for name in names for r in name["renderings"]]
        assert ("International Atomic Energy Authority", [2]) in found
        return
    if suffix == "xlsx":
        rows = [[str(cell.value or "") for cell in row] for row in load_workbook(path)["names"]]
    else:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream, delimiter="," if suffix == "csv" else "\t"))
    assert tuple(rows[0]) == NAME_COLUMNS
    (wrong,) = [row for row in rows if row[3] == "International Atomic Energy Authority"]
    assert wrong[10] == "row 2"
    assert "agency" in wrong[6]


def test_there_is_no_other_table_of_names(tmp_path: Path, survey_of_names: Survey) -> None:
    with pytest.raises(SettingsError, match="html"):
        write_names(survey_of_names.names, tmp_path / "names.html")


def test_thousands_of_findings_stay_small(tmp_path: Path) -> None:
    text = "缔约国" * 60
    many = [
        Finding(
            "number",
            Severity.ERROR,
            i,
            f"{text}{i}",
            f"{text}{i} " * 2,
            (0, 3),
            None,
            "1",
            "2",
            "m",
        )
        for i in range(8000)
    ]
    path = tmp_path / "report.html"
    write_report(many, path)
    assert path.stat().st_size < 20_000_000
    assert len(island(path)["findings"]) == 8000


def test_the_suffix_says_the_form() -> None:
    assert report_format("a.sarif.json") == "sarif"
    assert report_format("A.HTML") == "html"
    with pytest.raises(SettingsError, match="pdf"):
        report_format("a.pdf")


def test_an_earlier_report_stays_whole(tmp_path: Path, findings: list[Finding]) -> None:
    with pytest.raises(OutputError):
        write_report(findings, tmp_path / "none" / "report.html")
    path = tmp_path / "report.csv"
    path.write_text("before", "utf-8")
    broken: list[Any] = [*findings, None]
    with pytest.raises(AttributeError):
        write_report(broken, path)
    assert path.read_text("utf-8") == "before"


def seen_in_browser(path: Path, probe: str) -> Any:
    """What a script at the end of a page leaves in its title as JSON."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
    path.write_text(path.read_text("utf-8").replace("</body>", probe), "utf-8")
    run = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
         f"--user-data-dir={path.parent / 'profile'}", "--virtual-time-budget=4000", "--dump-dom",
         path.as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return json.loads(present(re.search(r"<title>(.*?)</title>", run.stdout))[1])


@pytest.mark.acceptance
def test_the_page_works_in_a_browser(
    tmp_path: Path, findings: list[Finding], survey_of_names: Survey
) -> None:
    path = tmp_path / "report.html"
    found = [*findings, *survey_of_names.findings]
    write_report(found, path, units=3, title="probe", names=survey_of_names.names)
    probe = """<script>setTimeout(() => {
      const key = (k) => document.body.dispatchEvent(
        new KeyboardEvent("keydown", {key: k, bubbles: true}));
      const count = () => document.querySelectorAll("article .message").length;
      const seen = [count(), document.querySelectorAll("mark").length > 0];
      key("j"); key("a"); seen.push(count());
      key("u"); seen.push(count());
      key("d"); seen.push(document.documentElement.dataset.theme);
      key("g"); seen.push(document.querySelectorAll(".names table").length);
      document.querySelector(".goto").click();
      seen.push(document.querySelector("article.here mark").textContent);
      document.title = JSON.stringify(seen);
    }, 500)</script></body>"""
    seen = seen_in_browser(path, probe)
    before, marked, after, again, theme, tables, chosen = seen
    assert before == again == len(found)
    assert after < before
    assert marked
    assert theme == "dark"
    assert tables == 2
    assert chosen in survey_of_names.findings[0].zh


@pytest.mark.acceptance
def test_a_click_on_a_kind_shows_it_alone_among_thousands(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    kinds = ["number"] * 3_000 + ["date"] * 1_500 + ["tag"] * 500
    found = [
        Finding(kind, Severity.WARNING, index, f"第{index}句", f"Sentence {index}", (1, 2), None,
                str(index), "", f"Finding {index}.")
        for index, kind in enumerate(kinds)
    ]  # fmt: skip
    write_report(found, path, units=len(found), title="probe")
    probe = """<script>setTimeout(() => {
      const chip = (kind) => [...document.querySelectorAll("#kinds .chip")].find(
        (one) => one.firstChild.textContent === kind);
      const shown = () => [...document.querySelectorAll("#list section .head i")].map(
        (one) => one.textContent);
      const seen = [shown()];
      chip("date").click(); seen.push(shown());
      chip("date").click(); seen.push(shown());
      const hold = new MouseEvent("click", {ctrlKey: true, bubbles: true});
      chip("number").dispatchEvent(hold); seen.push(shown());
      seen.push([...document.querySelectorAll("#kinds .chip")].map((one) => one.ariaPressed));
      document.title = JSON.stringify(seen);
    }, 500)</script></body>"""
    seen = seen_in_browser(path, probe)
    every = ["3,000", "1,500", "500"]
    assert seen[:4] == [every, ["1,500"], every, ["1,500", "500"]]
    assert seen[4] == ["false", "true", "true"]
