"""``duizhao terms check`` and ``terms accept`` as a user types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from duizhao.cli import main
from duizhao.corpora.bilingual.tmx.write import write_tmx
from duizhao.corpora.unit import Unit
from duizhao.memory.terms.sources import read_checked

ROWS = [
    ("第67/97号决议第12段", "paragraph 12 of resolution 67/97"),
    ("第67/97号决议第21段", "paragraph 12 of resolution 67/97"),
    ("“引文”和的的", 'says "so" again'),
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.tsv"
    path.write_text("en\tzh\n" + "".join(f"{en}\t{zh}\n" for zh, en in ROWS), "utf-8")
    return path


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_places_are_rows_of_the_table(
    tmp_path: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = tmp_path / "found.jsonl"
    assert (
        main(["terms", "check", str(table), "--checks", "number,repeat", "--findings", str(found)])
        == 0
    )
    assert [(f["unit"], f["kind"]) for f in lines(found)] == [(1, "number"), (2, "repeat")]
    out = capsys.readouterr().out
    assert "3 units, 2 findings in 2 of them" in out
    assert "row 3" in out
    assert "row 4" in out


def test_exit_codes_follow_the_gravity(table: Path) -> None:
    command = ["terms", "check", str(table), "-q", "--checks"]
    assert main([*command, "repeat", "--fail-on", "error"]) == 0
    assert main([*command, "repeat", "--fail-on", "warning"]) == 1
    assert main([*command, "number", "--fail-on", "error"]) == 1
    assert main([*command, "date", "--fail-on", "info"]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none.csv"], "none.csv: does not exist"),
        (["PAIRS", "--checks", "figures"], "no check named figures"),
        (["PAIRS", "--report", "r.pdf"], "cannot write a report as pdf"),
        (["PAIRS", "--report", "none/r.html"], "its folder does not exist"),
        (["PAIRS", "--decisions", "none.tsv"], "none.tsv: no such file"),
        (["one.txt"], "holds no pairs of Chinese and English"),
        (["three.csv"], "has no Chinese and English column side by side"),
        (["empty.csv"], "is empty"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    table: Path,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text("大会", "utf-8")
    (tmp_path / "three.csv").write_text("a,b,c\n1,2,3\n", "utf-8")
    (tmp_path / "empty.csv").write_text("", "utf-8")
    names = [str(table) if name == "PAIRS" else name for name in arguments]
    assert main(["terms", "check", *names]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert len(error.strip().splitlines()) == 1


def test_json_holds_summary_and_findings(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "check", str(table), "--json", "--off", "consistency"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["units"] == 3
    assert summary["kinds"] == {"number": 1, "repeat": 1}
    assert summary["findings"][0]["expected"] == "21"


def test_what_was_accepted_does_not_return(
    tmp_path: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found, decisions = tmp_path / "found.jsonl", tmp_path / "decisions.tsv"
    quiet = ["--off", "consistency"]
    main(["terms", "check", str(table), "-q", "--findings", str(found), *quiet])
    first = lines(found)[0]["id"]
    accept = ["terms", "accept", "--decisions", str(decisions), str(found)]
    assert main([*accept, first, "--note", "so agreed"]) == 0
    assert main([*accept, "ffffffffffff"]) == 2
    command = ["terms", "check", str(table), "--decisions", str(decisions), "--json", *quiet]
    capsys.readouterr()
    assert main(command) == 0
    summary = json.loads(capsys.readouterr().out)
    assert [f["kind"] for f in summary["findings"]] == ["repeat"]
    assert summary["accepted"] == 1
    main([*accept, "--all", "--everywhere", "-q"])
    main(command)
    assert not json.loads(capsys.readouterr().out)["findings"]


def test_every_report_is_written(tmp_path: Path, table: Path) -> None:
    names = [tmp_path / f"report.{suffix}" for suffix in ("html", "xlsx", "csv", "jsonl", "sarif")]
    reports = [word for name in names for word in ("--report", str(name))]
    assert main(["terms", "check", str(table), "-q", *reports]) == 0
    assert all(name.stat().st_size > 200 for name in names)


def test_a_memory_file_gives_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tmx"
    write_tmx([Unit(zh=zh, en=en) for zh, en in ROWS], path)
    checked = read_checked([path])
    assert [(unit.zh, unit.en) for unit in checked.units] == ROWS
    assert all(place.line > 1 for place in checked.places)


@pytest.mark.parametrize(
    "text",
    [
        'zh,en\n"大会，",The Assembly\n',
        "\ufeffen,zh\nThe Assembly,大会，\n",
        "The Assembly\t大会，\n",
        'EN\tZH\n"The Assembly"\t"大会，"\n',
        "zh;en\n大会，;The Assembly\n",
    ],
)
def test_tables_in_several_forms(tmp_path: Path, text: str) -> None:
    path = tmp_path / ("t.tsv" if "\t" in text else "t.csv")
    path.write_text(text, "utf-8")
    (unit,) = read_checked([path]).units
    assert (unit.zh, unit.en) == ("大会，", "The Assembly")


def test_quotation_marks_of_a_plain_table_are_text(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text('en\tzh\n"Quoted" is said\t“引”\nnext\t"下一\n', "utf-8")
    assert [u.en for u in read_checked([path]).units] == ['"Quoted" is said', "next"]


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_tables_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("zh,en\n大会,The Assembly\n".encode(encoding))
    (unit,) = read_checked([path]).units
    assert unit.zh == "大会"


def test_po_and_xliff(tmp_path: Path) -> None:
    po = tmp_path / "t.po"
    po.write_text(
        'msgid ""\nmsgstr "Language: zh_CN\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "paragraph 12"\nmsgstr "第21段"\n',
        "utf-8",
    )
    xliff = tmp_path / "t.xlf"
    xliff.write_text(
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="x" '
        'source-language="en" target-language="zh-CN" datatype="plaintext"><body>'
        '<trans-unit id="1"><source>paragraph 12</source><target>第21段</target></trans-unit>'
        "</body></file></xliff>",
        "utf-8",
    )
    checked = read_checked([po, xliff])
    assert [(u.zh, u.en) for u in checked.units] == [("第21段", "paragraph 12")] * 2
