from __future__ import annotations

import csv
import html
import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from duizhao.corpora.bilingual.tmx import read_tmx
from duizhao.corpora.errors import OutputError, SettingsError
from duizhao.corpora.tables.book import LIMIT
from duizhao.corpora.unit import COLUMNS as FIELDS
from duizhao.corpora.unit import Unit, to_frame
from duizhao.memory.finding import Finding, Severity
from duizhao.memory.write import FORMATS, format_of, write

COLUMNS = tuple(column.name for column in FIELDS)

NASTY = "a\tb\n\"c\", 'd' \r\n; =1+1 \\t"
UNITS = [
    Unit("大会，", "The General Assembly,", "preambular", "", 0.98765, (0, 1), (0,), ("a", "b; c")),
    Unit(NASTY, "=HYPERLINK(1)", "", "8.", None, (2,), (1,), (), True, "z.txt", "e.txt", "sig"),
    Unit("孤", "", "body", "", 0.5, (3,), ()),
]
FINDING = Finding("date", Severity.ERROR, 0, "大会，", "The …", (0, 2), None, "x", "=y", "z")
NAMES = ["zh", "en", "kind", "label", "confidence", "zh_segments", "en_segments", "reasons"]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_by_its_suffix(format: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.b.{format}"
    said = write(UNITS, path, findings=[FINDING], title="t")
    assert path.stat().st_size > 40
    assert bool(said) == format.startswith("tmx")
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_tmx_says_what_it_leaves_out(tmp_path: Path) -> None:
    said = write([*UNITS, Unit("", "b"), Unit("\x00甲", "a")], tmp_path / "m.tmx")
    assert said[0] == "unit 2: left out of the TMX, has no English side"
    assert said[1] == "unit 3: left out of the TMX, has no Chinese side"
    assert said[2].startswith("unit 4: changed in the TMX, holds U+0000")
    assert len(list(read_tmx(tmp_path / "m.tmx"))) == 3


@pytest.mark.parametrize(("format", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_tables_of_text_keep_every_character(format: str, delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{format}"
    write(UNITS, path)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=delimiter))
    assert list(rows[0]) == list(COLUMNS)
    assert list(rows[0])[:8] == NAMES
    assert [(row["zh"], row["en"]) for row in rows] == [(unit.zh, unit.en) for unit in UNITS]
    assert [row["confidence"] for row in rows] == ["0.9877", "", "0.5"]
    assert json.loads(rows[0]["zh_segments"]) == [0, 1]
    assert rows[0]["reasons"] == '["a", "b; c"]'  # else a; b
    assert [row["moved"] for row in rows] == ["no", "yes", "no"]
    frame = pd.read_csv(path, sep=delimiter, keep_default_na=False)
    assert list(frame["zh"]) == [unit.zh for unit in UNITS]


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    write([*UNITS, Unit("\ud800甲\u2028", "\x00")], path)
    lines = path.read_bytes().split(b"\n")
    rows = [json.loads(line.decode("utf-8", "surrogatepass")) for line in lines[:-1]]
    assert rows[0] == {
        "zh": "大会，",
        "en": "The General Assembly,",
        "kind": "preambular",
        "label": "",
        "confidence": 0.9877,
        "zh_segments": [0, 1],
        "en_segments": [0],
        "reasons": ["a", "b; c"],
        "moved": False,
        "zh_file": "",
        "en_file": "",
        "signature": "",
        "zh_place": "",
        "en_place": "",
    }
    assert rows[1]["confidence"] is None
    assert (rows[3]["zh"], rows[3]["en"]) == ("\ud800甲\u2028", "\x00")


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write(UNITS, path)
    frame = pd.read_parquet(path)
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame["zh"]) == [unit.zh for unit in UNITS]
    assert [list(one) for one in frame["zh_segments"]] == [[0, 1], [2], [3]]
    assert frame["confidence"].isna().tolist() == [False, True, False]


def test_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write([*UNITS, Unit("甲\x0b乙_x000B_", "#N/A")], path, findings=[FINDING])
    book = load_workbook(path)
    sheet = book["units"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == COLUMNS
    assert rows[1][:8] == (
        "大会，",
        "The General Assembly,",
        "preambular",
        None,
        0.9877,
        "[0, 1]",
        "[0]",
        '["a", "b; c"]',
    )
    assert {sheet.cell(row, 2).data_type for row in (2, 3, 5)} == {"s"}
    assert sheet.cell(3, 2).value == "=HYPERLINK(1)"
    assert sheet.cell(5, 2).value == "#N/A"
    assert sheet.freeze_panes == "A2"
    finding = list(book["findings"].iter_rows(values_only=True))[1]
    assert finding[:3] == (0, "date", "error")
    assert finding[5] == "=y"


def test_a_workbook_holds_no_formula_and_escapes_as_excel_does(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write([Unit("甲\x0b乙\r_x000B_\ufffe", "=1+1")], path)
    with zipfile.ZipFile(path) as archive:
        xml = html.unescape(archive.read("xl/worksheets/sheet1.xml").decode())
    assert "<f>" not in xml
    assert "甲_x000B_乙_x000D__x005F_x000B__xFFFE_" in xml


def test_a_text_longer_than_a_cell_is_said(tmp_path: Path) -> None:
    said = write([Unit("甲" * (LIMIT + 1), "a")], tmp_path / "a.xlsx")
    assert said == (
        f"sheet units, row 2, zh: {LIMIT + 1} characters, of which a cell holds {LIMIT}; "
        "the other formats have the whole text",
    )


def test_links(tmp_path: Path) -> None:
    path = tmp_path / "a.links"
    write(UNITS, path)
    lines = path.read_text().splitlines()
    assert [line.rsplit(":", 1)[0] for line in lines] == ["[0, 1]:[0]", "[2]:[1]", "[3]:[]"]
    assert float(lines[0].rsplit(":", 1)[1]) == pytest.approx(0.98765, abs=1e-4)


def test_a_frame_has_the_columns_of_the_tables() -> None:
    frame = to_frame(UNITS)
    assert list(frame.columns) == list(COLUMNS)
    assert frame["zh_segments"][0] == [0, 1]
    assert list(to_frame([]).columns) == list(COLUMNS)


def test_an_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"\.tmx, .*\.html, .*\.links"):
        write(UNITS, tmp_path / "a.odt")
    with pytest.raises(SettingsError, match="no format 'pdf'"):
        write(UNITS, tmp_path / "a.tmx", format="pdf")
    with pytest.raises(SettingsError, match="--format"):
        write(UNITS, "-")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "format", "name"),
    [
        ("a.TMX", None, "tmx"),
        ("a.tmx.gz", None, "tmx.gz"),
        ("a.b.csv", None, "csv"),
        ("a.csv", "JSONL", "jsonl"),
        ("-", ".tsv", "tsv"),
    ],
)
def test_formats(path: str, format: str | None, name: str) -> None:
    assert format_of(path, format) == name


def test_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert write(UNITS[:1], "-", format="jsonl") == ()
    assert json.loads(io.BytesIO(capfdbinary.readouterr().out).read())["zh"] == "大会，"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="create"):
        write(UNITS, tmp_path / "no" / "a.csv")


def test_a_full_disk_leaves_the_earlier_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    write(UNITS, path)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("duizhao.corpora.tables.write.write_table", full)
    with pytest.raises(OutputError, match="no space left"):
        write(UNITS, path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]
