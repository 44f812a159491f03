"""Worksheets: written, really edited, and taken back."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from duizhao.align.pins import read_pins
from duizhao.cli import main
from duizhao.corpora.errors import EmptyFileError
from duizhao.memory.facade import Memory
from duizhao.memory.store import Status
from duizhao.worksheet.files import read_worksheet
from duizhao.worksheet.places import packed, placed
from duizhao.worksheet.rows import options_of

ZH = [
    "环境报告",
    "过去一年，我们新建了十二座污水处理站。",
    "设备运行平稳。出水水质全部达标。",
    "公司与三所高校签订了合作协议。",
    "下一年计划",
    "完成东湖泵站改造工程，预计工期八个月。",
]
EN = [
    "Environmental Report",
    "Over the past year we built twelve wastewater treatment stations.",
    "The equipment ran steadily. All effluent met the standard.",
    "Note: the figures have not been audited.",
    "Plans for next year",
    "Complete the Donghu pumping station, which is expected to take eight months.",
]
Row = list[Any]


@pytest.fixture
def documents(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "r.zh.txt", tmp_path / "r.en.txt"
    for path, texts in zip(paths, (ZH, EN), strict=True):
        path.write_text("\n\n".join(texts), encoding="utf-8")
    return paths


def made(documents: tuple[Path, Path], suffix: str) -> Path:
    out = documents[0].with_name(f"sheet.{suffix}")
    assert main(["align", *map(str, documents), "--for", "excel", "-o", str(out), "-q"]) == 0
    return out


def edited(path: Path) -> None:
    """The wrong pair taken apart, rows joined, cut, edited, confirmed and rejected."""
    book = load_workbook(path)
    sheet = book["pairs"]
    zh, en, state = 2, 3, 4
    rows = {sheet.cell(row, zh).value: row for row in range(2, sheet.max_row + 1)}
    place = rows[ZH[5]]
    sheet.insert_rows(place + 1)
    first, second = ZH[5].split("，")
    left, right = EN[5].split(", ")
    for row, texts in ((place, (f"{first}，", f"{left},")), (place + 1, (second, right))):
        sheet.cell(row, zh).value, sheet.cell(row, en).value = texts
    place = rows[ZH[3]]
    sheet.insert_rows(place + 1)
    sheet.cell(place + 1, en).value = sheet.cell(place, en).value
    sheet.cell(place, en).value = None
    sheet.cell(rows[ZH[1]], zh).value = ZH[1] + ZH[2]
    sheet.cell(rows[ZH[1]], en).value = f"{EN[1]}\n{EN[2]}"
    sheet.delete_rows(rows[ZH[2]])
    sheet.cell(2, en).value = "Report on the Environment"
    sheet.cell(rows[ZH[1]], state).value = "Confirmed"
    book.save(path)


WANTED = {
    (ZH[0], "Report on the Environment"),
    (ZH[1] + ZH[2], f"{EN[1]} {EN[2]}"),
    (ZH[3], ""),
    ("", EN[3]),
    (ZH[4], EN[4]),
    ("完成东湖泵站改造工程，", "Complete the Donghu pumping station,"),
    ("预计工期八个月。", "which is expected to take eight months."),
}


def corrected(sheet: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    out, memory = sheet.with_suffix(".jsonl"), sheet.with_name("m.db")
    command = ["apply", str(sheet), "-o", str(out), "--memory", str(memory), "--who", "li"]
    capsys.readouterr()
    assert main([*command, "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    rows = map(json.loads, out.read_text("utf-8").splitlines())
    assert {(row["zh"], row["en"]) for row in rows} == WANTED
    return told


def test_a_workbook_comes_back(
    documents: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = made(documents, "xlsx")
    memory = sheet.with_name("m.db")
    tmx = str(sheet.with_name("old.tmx"))
    assert main(["align", *map(str, documents), "-o", tmx, "-q"]) == 0
    assert main(["tm", "import", str(memory), tmx, "-q"]) == 0
    edited(sheet)
    told = corrected(sheet, capsys)
    assert (told["edited"], told["borders"], told["lost"]) == (1, 2, [])
    with Memory(memory) as opened:
        found = {entry.unit.zh: entry for entry in opened.store.entries()}
        assert {(one.unit.zh, one.unit.en) for one in found.values()} == {
            pair for pair in WANTED if all(pair)
        }
        assert found[ZH[0]].status == found[ZH[1] + ZH[2]].status == Status.CHECKED
        assert found[ZH[4]].status == Status.ALIGNED
        assert opened.history()[0].who == "li"
        opened.undo()
        assert EN[3] in {entry.unit.en for entry in opened.store.entries()}


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_an_untouched_worksheet_says_what_was_aligned(
    documents: tuple[Path, Path], suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = made(documents, suffix)
    assert main(["apply", str(sheet), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["pairs"], told["edited"], told["borders"], told["lost"]) == (6, 0, 0, [])


def test_a_table_for_a_word_processor_comes_back(
    documents: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = made(documents, "docx")
    import docx

    opened = docx.Document(str(sheet))
    rows = opened.tables[0].rows
    place = next(number for number, row in enumerate(rows) if row.cells[1].text == ZH[3])
    rows[place].cells[3].text = "rejected"
    rows[place - 1].cells[2].text = EN[2].replace("ran", "worked")
    opened.save(str(sheet))
    out = sheet.with_suffix(".jsonl")
    assert main(["apply", str(sheet), "-o", str(out), "-q"]) == 0
    found = {(row["zh"], row["en"]) for row in map(json.loads, out.read_text("utf-8").splitlines())}
    assert {(ZH[3], ""), ("", EN[3]), (ZH[2], EN[2].replace("ran", "worked"))} <= found


def test_only_rows_that_a_person_decided_are_pins(
    documents: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = made(documents, "xlsx")
    pins = sheet.with_suffix(".pins")
    memory = sheet.with_name("m.db")
    command = ["apply", str(sheet), "-o", str(pins), "--memory", str(memory), "-q"]
    assert main(command) == 0
    with pytest.raises(EmptyFileError):
        read_pins(pins)
    book = load_workbook(sheet)
    rows = book["pairs"]
    assert {rows.cell(row, 4).value for row in range(2, 8)} <= {"automatic", "doubtful"}
    # The wrong pair taken apart, the next one confirmed, a comment on another, spaces in a third.
    rows.insert_rows(6)
    rows.cell(6, 3).value, rows.cell(5, 3).value = rows.cell(5, 3).value, None
    rows.cell(7, 4).value = "confirmed"
    rows.cell(2, 5).value = "a good title"
    rows.cell(3, 3).value = f" {rows.cell(3, 3).value}\n"
    book.save(sheet)
    assert main(command) == 0
    kept = {
        tuple(one.text for side in (pin.zh, pin.en) for one in side) for pin in read_pins(pins).pins
    }
    assert kept == {(ZH[3],), (EN[3],), (ZH[4], EN[4])}
    with Memory(memory) as opened:
        status = {entry.unit.zh: entry.status for entry in opened.store.entries()}
    assert status[ZH[4]] == Status.CHECKED
    assert {status[zh] for zh in (ZH[0], ZH[1], ZH[5])} == {Status.ALIGNED}
    # A row without its id counts as changed.
    for row in range(2, 9):
        rows.cell(row, 1).value = None
    book.save(sheet)
    assert main(command) == 0
    assert len(read_pins(pins).pins) == 7


def test_what_is_lost_is_listed(
    documents: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = made(documents, "xlsx")
    book = load_workbook(sheet)
    book["pairs"].cell(3, 2).value = None
    book["pairs"].append([None, "与文件毫无关系的一句话在这里。", None])
    book.save(sheet)
    assert main(["apply", str(sheet)]) == 0
    out = capsys.readouterr().out
    assert "row 8: not in the Chinese document: 与文件毫无关系" in out
    assert f"no row has this Chinese text: {ZH[1]}" in out


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda sheet: sheet.delete_cols(2), "no columns Chinese and English"),
        (lambda sheet: setattr(sheet.cell(2, 4), "value", "good"), "has the state 'good'"),
    ],
)
def test_what_is_no_worksheet(
    documents: tuple[Path, Path], change: Any, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = made(documents, "xlsx")
    book = load_workbook(sheet)
    change(book["pairs"])
    book.save(sheet)
    assert main(["apply", str(sheet)]) == 2
    assert message in capsys.readouterr().err
    (documents[0]).unlink()
    assert main(["apply", str(made_of(sheet))]) == 2


def made_of(sheet: Path) -> Path:
    """The worksheet in a folder without its documents."""
    folder = sheet.parent / "else"
    folder.mkdir()
    shutil.copy(sheet, folder / "sheet.xlsx")
    return folder / "sheet.xlsx"


def test_documents_that_were_moved(
    documents: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = made(documents, "xlsx")
    moved = tmp_path / "new.txt"
    documents[0].rename(moved)
    assert main(["apply", str(sheet)]) == 2
    assert "its Chinese document" in capsys.readouterr().err
    assert main(["apply", str(sheet), "--zh", str(moved), "-q"]) == 0


TEXTS = st.lists(st.text("甲乙丙丁戊己庚辛，。", min_size=4, max_size=12), min_size=1, max_size=8)


@given(TEXTS, st.data())
def test_rows_that_were_joined_and_cut_hold_all(texts: list[str], data: st.DataObject) -> None:
    whole = "".join(texts)
    borders = [len("".join(texts[:number])) for number in range(len(texts))]
    cuts = sorted(data.draw(st.sets(st.integers(1, len(whole) - 1), max_size=6)))
    rows = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    spaced = [" ".join(row) for row in rows]
    found = placed(spaced, whole, borders)
    assert [one.where for one in found] == list(zip([0, *cuts], [*cuts, len(whole)], strict=True))
    assert not any(one.is_edited for one in found)


def test_rows_in_another_order() -> None:
    whole = "第一段话在这里第二段话也在这里第三段话最长还有一些"
    rows = ["第二段话也在这里", "第一段话在这里", "第三段话最长还有一些"]
    found = placed(rows, whole, [0, 7, 15])
    assert [packed(whole[slice(*one.where)]) for one in found if one.where] == rows


@pytest.mark.acceptance
def test_a_round_through_libreoffice(
    documents: tuple[Path, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    sheet = made(documents, "xlsx")
    edited(sheet)
    home = tmp_path / "home"
    for suffix in ("ods", "xlsx"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to",
             suffix, "--outdir", str(tmp_path), str(sheet)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        sheet = tmp_path / f"sheet.{suffix}"
    told = corrected(sheet, capsys)
    assert (told["edited"], told["borders"], told["lost"]) == (1, 2, [])
    table = made(documents, "docx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", str(home), str(table)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    assert read_worksheet(home / "sheet.docx") == read_worksheet(table)
    with zipfile.ZipFile(home / "sheet.docx") as archive:
        assert "word/styles.xml" in archive.namelist()


def test_a_worksheet_remembers_how_it_was_aligned(documents: tuple[Path, Path]) -> None:
    folder = documents[0].parent
    words, rules = folder / "words.tsv", folder / "rules.srx"
    words.write_text("东湖\tDonghu\n", encoding="utf-8")
    shutil.copy(Path(__file__).parents[1] / "cases" / "sentences" / "rules.srx", rules)
    options = ["--level", "sentence", "--dictionary", str(words), "--srx", f"zh={rules}"]
    out = folder / "sheet.xlsx"
    names = [*map(str, documents), "--for", "excel", "-o", str(out), "-q"]
    assert main(["align", *names, *options]) == 0
    told = options_of(read_worksheet(out).about)
    assert (told.level, told.encoder, told.dictionary) == ("sentence", "use", str(words))
    assert told.srx == {"zh": str(rules)}
    assert main(["apply", str(out), "-o", str(folder / "back.tmx"), "-q"]) == 0
    rules.unlink()
    assert main(["apply", str(out), "-o", str(folder / "back.tmx"), "-q"]) == 2
