from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from duizhao.corpora.bilingual import read_pairs
from duizhao.corpora.errors import EmptyFileError, FormatError, MissingFileError
from duizhao.corpora.skipped import Skipped
from duizhao.corpora.unit import Unit
from duizhao.memory.write import write

from ..present import present

NASTY = "a\tb\n\"c\", 'd'; =1+1 _x000B_ \x0b end"
FULL = Unit(
    "大会，\t" + NASTY, "=The \"Assembly\"", "title", "8.", 0.9876, (0, 1), (2,), ("a", "b"),
    True, "z.txt", "e.txt", "sig",
)  # fmt: skip
UNITS = [FULL, Unit("一", "one"), Unit("孤", ""), Unit("", "lonely")]


def read_units(path: Path) -> list[Unit | Skipped]:
    return [one if isinstance(one, Skipped) else one.unit for one in read_pairs(path)]


def counted(path: Path) -> list[Unit | Skipped]:
    return [one for one in read_units(path) if isinstance(one, Unit) or one.units]


@pytest.mark.parametrize("format", ["csv", "tsv", "jsonl", "parquet", "xlsx"])
def test_what_we_write_comes_back(format: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{format}"
    write(UNITS, path)
    assert read_units(path) == UNITS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zh,en\n甲,a\n", [Unit("甲", "a")]),
        ("English;中文;note\na;甲;x\n", [Unit("甲", "a")]),
        ("en-US\tzh-CN\na\t甲\n\nb\t乙\n", [Unit("甲", "a"), Unit("乙", "b")]),
        ("a b c\t甲乙丙\nd e\t丁戊\n", [Unit("甲乙丙", "a b c"), Unit("丁戊", "d e")]),
        (
            "source\ttarget\na b c\t甲乙丙\nd e\t丁戊\n",
            [Unit("甲乙丙", "a b c"), Unit("丁戊", "d e")],
        ),
        ('zh\ten\n甲\t"a" b\n乙\tc\n', [Unit("甲", '"a" b'), Unit("乙", "c")]),
        ('zh\ten\n甲\t"a ""b"""\n', [Unit("甲", 'a "b"')]),
        ('zh\ten\n甲\t"a\n乙\tb"\n', [Unit("甲", '"a'), Unit("乙", 'b"')]),
        ('zh\ten\n甲\t"a\nb"\n', [Unit("甲", "a\nb")]),
        ("en_pos,zh_pos,zh,en\n1,2,甲,a\n", [Unit("甲", "a")]),
        ("zh-TW,zh,en,id\n乙,甲,a,7\n", [Unit("甲", "a")]),
        ("zh,en,confidence\n甲,a,0.5\n", [Unit("甲", "a", confidence=0.5)]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_tables_of_others(text: str, expected: list[Unit], encoding: str, tmp_path: Path) -> None:
    path = tmp_path / ("a.tsv" if "\t" in text else "a.csv")
    # Enough text to tell an encoding by.
    more = "大会重申其决议并回顾安全理事会的报告"
    row = {"\t": "\t", ",": ",", ";": ";"}["\t" if "\t" in text else ";" if ";" in text else ","]
    first = text.splitlines()[0].split(row)
    zh = next((i for i, c in enumerate(first) if c in ("zh", "中文", "zh-CN", "target", "甲乙丙")))
    cells = ["x y"] * len(first)
    cells[zh] = more
    if "confidence" in first:
        cells[2] = ""
    path.write_bytes((text + row.join(cells) + "\n").encode(encoding))
    assert counted(path)[:-1] == expected


def test_rows_of_the_wrong_width_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("zh,en,confidence\n乙,b,\n丙,c,0.1,surplus\n", "utf-8")
    assert read_units(path) == [Unit("乙", "b"), Skipped("row 3", "has 4 cells instead of 3", "丙")]


def test_a_mark_in_the_wrong_place_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('zh,en\n甲,"a, b" b\n乙,c\n', "utf-8")
    with pytest.raises(FormatError, match="line 2"):
        read_units(path)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ('zh,en\n"甲,a\n乙,b\n丙,c\n', ('"甲', "a")),
        ('zh,en\n甲,"a" b\n乙,b\n丙,c\n', ("甲", '"a" b')),
        ('zh,en\n"甲,a\n乙,b\n丙",c\n', ('"甲', "a")),
        ('zh;en\n"甲;a\n乙;b\n丙;c\n', ('"甲', "a")),
    ],
)
def test_a_mark_swallows_no_line_where_each_is_a_row(
    tmp_path: Path, text: str, first: tuple[str, str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, "utf-8")
    units = read_units(path)
    assert len(units) == 3
    assert units[0] == Unit(*first)


def test_values_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("zh,en,confidence\n甲,a,2\n乙,b,1\n", "utf-8")
    reason = "is not a unit (confidence 2 is not between 0 and 1)"
    assert read_units(path)[0] == Skipped("row 2", reason, "甲 | a")


def test_a_column_that_is_not_kept_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("zh,en,note\n甲,a,\n乙,b,well\n丙,c,again\n", "utf-8")
    skips = [one for one in read_units(path) if isinstance(one, Skipped)]
    assert skips == [Skipped("row 3", "column 'note' is not kept", "well", 0)]


def test_lines_that_are_no_units_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps({"zh": "甲", "en": "a"}), "{oops", '{"x": 1}', ""]
    path.write_text("\n".join(lines), "utf-8")
    found = read_units(path)
    assert found[0] == Unit("甲", "a")
    assert [one.place for one in found[1:] if isinstance(one, Skipped)] == ["line 2", "line 3"]


def test_a_workbook_of_others(tmp_path: Path) -> None:
    book = Workbook()
    sheet = present(book.active)
    sheet.append(["中文", "English", "who"])
    sheet.append(["甲", "a", "me"])
    sheet.append([2015, "2015", None])
    book.save(tmp_path / "a.xlsx")
    assert counted(tmp_path / "a.xlsx") == [Unit("甲", "a"), Unit("2015", "2015")]


def test_xliff_and_po(tmp_path: Path) -> None:
    xliff = tmp_path / "a.xlf"
    xliff.write_text(
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file '
        'original="o" source-language="en" target-language="zh-CN" datatype="plaintext"><body>'
        '<trans-unit id="1"><source>The General Assembly</source><target>大会</target></trans-unit>'
        "</body></file></xliff>",
        "utf-8",
    )
    assert read_units(xliff) == [Unit("大会", "The General Assembly")]
    po = tmp_path / "a.po"
    po.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "The General Assembly"\nmsgstr "大会"\n\n'
        '#, fuzzy\nmsgid "The Council"\nmsgstr "理事"\n',
        "utf-8",
    )
    units = read_units(po)
    assert Unit("大会", "The General Assembly") in units
    assert [one.reason for one in units if isinstance(one, Skipped)] == ["marked as fuzzy"]


def test_parquet_without_the_columns(tmp_path: Path) -> None:
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(FormatError, match="side by side"):
        (read_units(tmp_path / "a.parquet"))


def test_what_is_no_table_of_two_languages(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\nc,d\n", "utf-8")
    with pytest.raises(FormatError, match="zh and en"):
        (read_units(path))
    with pytest.raises(MissingFileError):
        read_units(tmp_path / "none.csv")
    (tmp_path / "empty.csv").touch()
    with pytest.raises(EmptyFileError):
        read_units(tmp_path / "empty.csv")


@pytest.mark.parametrize("filler", [f"<!-- {'<a> ' * 5000}-->", "\n" * 20_000, "<?a b?>" * 3000])
def test_the_first_element_may_come_late(filler: str, tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    body = '<tu><tuv xml:lang="zh"><seg>甲</seg></tuv><tuv xml:lang="en"><seg>a</seg></tuv></tu>'
    path.write_text(
        f'<?xml version="1.0"?>{filler}<tmx version="1.4"><header srclang="zh"/>'
        f"<body>{body}</body></tmx>",
        encoding="utf-8",
    )
    assert [(unit.zh, unit.en) for unit in read_units(path) if isinstance(unit, Unit)] == [
        ("甲", "a")
    ]
