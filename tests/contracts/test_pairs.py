"""Every command that reads pairs reads every file of them alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from duizhao.cli import main
from duizhao.corpora.entry import Entry, Status
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity
from duizhao.memory.store import Store, from_units
from duizhao.memory.terms.termbase import Termbase
from duizhao.memory.write import FORMATS, write

from ..present import present
from .pairs import batched, cases, counted, extracted, imported, refusal, taken

UNITS = [
    Unit("委员会在二月举行了三次会议。", "The Commission held three meetings in February.",
         "body", "1.", 0.9876, (0,), (0, 1), ("a", "b; c"), True, "a.zh", "a.en", "sig"),
    Unit("=1 “秘书处”发出5份\t“报告”。", '=1 "The Secretariat" issued 5\nreports, _x000B_ \x0b.'),
    Unit("会员国应缴纳会费。", "Member States shall pay contributions."),
]  # fmt: skip
PAIRS = [(unit.zh, unit.en) for unit in UNITS]
FINDING = Finding("number", Severity.ERROR, 1, "五", "six", None, None, "6", "5", "differs")
NO_PAIRS = {"html": "a page for people", "links": "positions, no texts"}
"""Formats that hold no pairs to be read again, and why."""


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["name"]))
def test_every_table_is_read_alike(
    case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / case["name"]
    path.write_bytes(case["data"])
    if "refused" in case:
        for read in (
            lambda: imported(path, tmp_path),
            lambda: batched(path, tmp_path),
            lambda: counted(path, capsys),
            lambda: extracted(path, tmp_path, capsys),
        ):
            assert case["refused"] in refusal(read, capsys).replace('""', '"')
        return
    wanted = [tuple(pair) for pair in case["units"]]
    assert taken(path)
    assert imported(path, tmp_path) == wanted
    assert batched(path, tmp_path) == wanted
    units, skipped = counted(path, capsys)
    assert units == len(wanted)
    for reason in case.get("skipped", ()):
        assert any(reason in one for one in skipped)
    assert extracted(path, tmp_path, capsys) == len(wanted)


@pytest.mark.parametrize("format", sorted(set(FORMATS) - NO_PAIRS.keys()))
def test_what_align_writes_is_read_alike(
    format: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"a.{format}"
    write(UNITS, path, findings=[FINDING])
    assert taken(path)
    assert imported(path, tmp_path) == PAIRS
    assert batched(path, tmp_path) == PAIRS
    assert counted(path, capsys)[0] == extracted(path, tmp_path, capsys) == len(UNITS)


@pytest.mark.parametrize("suffix", ["tmx", "tmx.gz", "csv", "tsv", "xlsx", "parquet", "jsonl"])
def test_what_a_memory_writes_is_read_alike(
    suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [
        replace(
            entry,
            source="zh",
            status=Status.CHECKED,
            creator="li",
            properties=(("domain", "law"), ("domain", "trade")),
        )
        for entry in from_units(UNITS)
    ]
    with Store(tmp_path / "first.db") as store:
        store.add(given)
    path = tmp_path / f"a.{suffix}"
    assert main(["tm", "export", str(tmp_path / "first.db"), str(path), "-q"]) == 0
    assert taken(path)
    assert imported(path, tmp_path) == batched(path, tmp_path) == PAIRS
    assert counted(path, capsys)[0] == extracted(path, tmp_path, capsys) == len(UNITS)
    with Store(tmp_path / "m.db") as store:
        for entry, before in zip(store.entries(), given, strict=True):
            assert entry.unit == before.unit
            assert (entry.source, entry.status, entry.creator) == ("zh", Status.CHECKED, "li")
            assert entry.properties == before.properties


def test_a_memory_itself_is_read_alike(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "first.db"
    with Store(path) as store:
        store.add(from_units(UNITS))
        store.add([Entry(Unit("旧", "old"), status=Status.REJECTED)])
    assert imported(path, tmp_path) == batched(path, tmp_path) == PAIRS
    assert counted(path, capsys)[0] == extracted(path, tmp_path, capsys) == len(UNITS)


@pytest.mark.parametrize("format", ["parquet", "jsonl", "csv"])
def test_what_batch_writes_is_read_alike(
    format: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.tsv"
    write(UNITS, source)
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(f"zh,en\n{source},{source}\n", "utf-8")
    options = ["--workers", "0", "--format", format, "--checks", "none", "-q"]
    assert main(["batch", str(manifest), "-o", str(tmp_path / "first"), *options]) == 0
    path = tmp_path / "first" / f"corpus.{format}"
    assert imported(path, tmp_path) == batched(path, tmp_path) == PAIRS
    assert counted(path, capsys)[0] == extracted(path, tmp_path, capsys) == len(UNITS)


def test_every_sheet_of_a_workbook_is_read_or_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Workbook()
    first = present(book.active)
    first.title = "A"
    first.append(["zh", "en"])
    first.append(list(PAIRS[0]))
    second = book.create_sheet("B")
    second.append(["English", "中文", None])
    second.append([PAIRS[2][1], PAIRS[2][0], "a note beside it"])
    book.create_sheet("notes").append(["read me"])
    hidden = book.create_sheet("secret")
    hidden.append(["zh", "en"])
    hidden.append(["密", "secret"])
    hidden.sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert imported(path, tmp_path) == batched(path, tmp_path) == [PAIRS[0], PAIRS[2]]
    units, skipped = counted(path, capsys)
    assert units == extracted(path, tmp_path, capsys) == 2
    said = "\n".join(skipped)
    assert "sheet secret: is hidden" in said
    assert "sheet notes: has no Chinese and English column" in said
    assert "column 3 is not kept" in said


@pytest.mark.parametrize("suffix", ["tmx", "csv", "tsv", "xlsx", "parquet", "jsonl", "txt", "tbx"])
def test_every_list_of_terms_is_a_termbase(suffix: str, tmp_path: Path) -> None:
    terms = [Unit("不可抗力", "force majeure"), Unit("甲方", "Party A")]
    path = tmp_path / f"a.{suffix}"
    if suffix in ("txt", "tbx"):
        write(terms, tmp_path / "b.csv")
        Termbase.read(tmp_path / "b.csv").write(path)
    else:
        write(terms, path)
    base = Termbase.read(path)
    found = [(concept.preferred("zh"), concept.preferred("en")) for concept in base]
    assert found == [(unit.zh, unit.en) for unit in terms]
