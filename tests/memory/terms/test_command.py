"""What ``duizhao terms check`` and ``terms accept`` refuse, and how findings are accepted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from duizhao.cli import main
from duizhao.corpora.bilingual.sides import check_sides
from duizhao.corpora.errors import LanguageError
from duizhao.corpora.unit import Unit
from duizhao.memory.store import Entry, Status, Store
from duizhao.memory.terms.sources import read_checked

ROWS = [
    ("第67/97号决议第12段", "paragraph 12 of resolution 67/97"),
    ("第67/97号决议第21段", "paragraph 12 of resolution 67/97"),
    ("第69/97号决议", "resolution 67/97"),
    ("人权理事会的报告", "report of the Human Rights Committee"),
    ("人权理事会", "the Human Rights Council"),
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write(tmp_path / "pairs.csv", ROWS)


def write(path: Path, rows: list[tuple[str, str]]) -> Path:
    path.write_text("zh,en\n" + "".join(f"{zh},{en}\n" for zh, en in rows), "utf-8")
    return path


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main([str(argument) for argument in arguments]) == 2
    error = capsys.readouterr().err
    assert len(error.strip().splitlines()) == 1
    return error


def test_exchanged_columns_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "swapped.csv", [(en, zh) for zh, en in ROWS])
    error = refused(capsys, "terms", "check", path)
    assert "swapped.csv" in error
    assert "exchange" in error


def test_a_file_without_one_of_the_languages_is_refused() -> None:
    for zh, en in (("Report of the Council", "The Council"), ("理事会的报告", "理事会的报告")):
        with pytest.raises(LanguageError):
            check_sides([Unit(zh, en)] * 5, "x.csv")
    # A few untranslated units are findings, not another language.
    check_sides([Unit("Report of the Council", "The Council")] * 4, "x.csv")
    check_sides([Unit("12", "12"), Unit("", "x"), Unit("理事会", "Council")], "x.csv")


def test_a_report_is_never_written_over_an_input(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = table.read_bytes()
    for option in ("--findings", "--report", "--names"):
        refused(capsys, "terms", "check", table, option, table)
    assert table.read_bytes() == before
    both = table.with_name("r.csv")
    refused(capsys, "terms", "check", table, "--report", both, "--names", both)
    assert not both.exists()


@pytest.mark.parametrize("checks", ["none", ",", " "])
def test_no_check_at_all_is_a_mistake(
    table: Path, capsys: pytest.CaptureFixture[str], checks: str
) -> None:
    assert "names no check" in refused(capsys, "terms", "check", table, "--checks", checks)


def test_a_folder_and_a_missing_document_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "is a folder" in refused(capsys, "terms", "check", tmp_path)
    assert "does not exist" in refused(capsys, "terms", "check", "none.txt", "none.docx")


def test_empty_rows_keep_the_places_of_the_others(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("zh\ten\n一\tone\n\t\n\n二\ttwo\n", "utf-8")
    checked = read_checked([path])
    assert [unit.zh for unit in checked.units] == ["一", "二"]
    assert [(place.name, place.line) for place in checked.places] == [("row 2", 2), ("row 5", 5)]


def test_rejected_entries_of_a_memory_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    with Store(path) as store:
        store.add(
            [
                Entry(Unit("第12段", "paragraph 12")),
                Entry(Unit("第21段", "paragraph 12"), status=Status.REJECTED),
            ]
        )
    checked = read_checked([path])
    assert [unit.zh for unit in checked.units] == ["第12段"]
    assert "rejected" in str(checked.skipped[0])


def test_names_are_written_beside_the_findings(tmp_path: Path, table: Path) -> None:
    names = tmp_path / "names.jsonl"
    assert main(["terms", "check", str(table), "-q", "--names", str(names)]) == 0
    found = [json.loads(line) for line in names.read_text("utf-8").splitlines()]
    (use,) = [name for name in found if name["rendered_in"] == "en"]
    assert use["zh"] == "人权理事会"
    assert [(r["text"], r["units"]) for r in use["renderings"]] == [
        ("Human Rights Council", [4]),
        ("Human Rights Committee", [3]),
    ]


def test_renderings_without_a_finding_are_mentioned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cities = {"日内瓦": "Geneva", "维也纳": "Vienna", "内罗毕": "Nairobi", "罗马": "Rome"}
    rows = [(f"北湖渔业委员会在{place}开会。", f"The North Lake Commission met in {city}.")
            for place, city in cities.items()]  # fmt: skip
    rows += [(zh, en.replace("North Lake Commission", "Great Water Authority"))
             for zh, en in rows[:2]]  # fmt: skip
    file = str(write(tmp_path / "t.csv", rows))
    assert main(["terms", "check", file, "--off", "consistency,meaning"]) == 0
    out = capsys.readouterr().out
    assert "0 findings" in out
    assert "1 name has a rendering that no termbase lists" in out


class TestAccept:
    @pytest.fixture
    def found(self, tmp_path: Path, table: Path) -> Path:
        path = tmp_path / "found.jsonl"
        main(["terms", "check", str(table), "-q", "--findings", str(path)])
        return path

    def accept(self, found: Path, *arguments: str) -> list[str]:
        decisions = found.with_name("decisions.tsv")
        command = ["terms", "accept", "--decisions", str(decisions), str(found), *arguments]
        assert main(command) == 0
        lines = decisions.read_text("utf-8").splitlines()[2:]
        return [line.split("\t")[1] for line in lines]

    def ids(self, found: Path, **wanted: object) -> list[str]:
        lines = [json.loads(line) for line in found.read_text("utf-8").splitlines()]
        return [x["id"] for x in lines if all(x[key] == v for key, v in wanted.items())]

    def test_the_check_prints_the_ids(
        self, table: Path, found: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        main(["terms", "check", str(table)])
        out = capsys.readouterr().out
        assert self.ids(found)
        assert all(name in out for name in self.ids(found))

    def test_by_the_first_digits_and_only_once(self, found: Path) -> None:
        first = self.ids(found)[0]
        assert self.accept(found, first[:6]) == [first]
        assert self.accept(found, first) == [first]

    def test_by_kind_and_by_unit(self, found: Path) -> None:
        assert self.accept(found, "--kind", "term") == self.ids(found, kind="term")
        more = self.accept(found, "--unit", "1", "--kind", "number")
        numbers = [one for one in self.ids(found, kind="number") if one in self.ids(found, unit=1)]
        assert more == self.ids(found, kind="term") + numbers

    def test_what_names_no_finding_is_refused(
        self, found: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        front = ("terms", "accept", "--decisions", found.with_name("d.tsv"), found)
        for rest in ((), ("abc",), ("ffff",), ("--all", "--unit", "1"), ("--kind", "date")):
            refused(capsys, *front, *rest)
        assert not found.with_name("d.tsv").exists()
