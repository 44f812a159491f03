"""Files into a store and out of it."""

from __future__ import annotations

import gc
import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from duizhao.corpora.bilingual.tmx import Record, read_tmx
from duizhao.corpora.entry import COLUMNS
from duizhao.corpora.errors import DuizhaoError, FormatError, OutputError, SettingsError
from duizhao.corpora.unit import Unit
from duizhao.memory.export import export
from duizhao.memory.store import Entry, Status, Store, from_units
from duizhao.memory.store.importing import Options, import_file

from ...present import present

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="en-US" creationtool="x" creationtoolversion="1"
 segtype="sentence" o-tmf="x" adminlang="en" datatype="plaintext"/><body>
<tu tuid="7" creationdate="20200102T030405Z" creationid="li">
 <note>seen twice</note><prop type="domain">law</prop><prop type="x-status">checked</prop>
 <tuv xml:lang="EN_us"><prop type="x-context-pre">before it</prop>
  <seg>The <bpt i="1">&lt;b&gt;</bpt>Annex<ept i="1">&lt;/b&gt;</ept> &amp; more</seg></tuv>
 <tuv xml:lang="zh-Hant"><note>looks odd</note><seg>附件</seg></tuv>
 <tuv xml:lang="fr"><seg>Annexe</seg></tuv>
</tu>
<tu><tuv xml:lang="en"><seg>Only English</seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg></seg></tuv><tuv xml:lang="en"><seg>Empty</seg></tuv></tu>
<tu><tuv xml:lang="zh-CN"><seg>序言</seg></tuv><tuv xml:lang="en"><seg>Preamble</seg></tuv></tu>
</body></tmx>
"""
UNITS = [
    Unit(
        "附件“一”,\t二\n三",
        '=Annex "one", two',
        kind="operative",
        label="1.",
        confidence=0.875,
        zh_file="a.zh.txt",
        en_file="a.en.txt",
        signature="v1",
    ),
    Unit("序言", "Preamble"),
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "m.db")


def test_a_tmx_file_whole(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(TMX, encoding="utf-8")
    result = import_file(store, path)
    assert (result.read, result.added, result.merged, result.skipped) == (4, 2, 0, 2)
    assert {(skip.place, skip.reason) for skip in result.skips} == {
        ("line 11", "no Chinese beside English in it (en)"),
        ("line 12", "the Chinese side is empty"),
    }
    first, second = store.entries()
    assert (first.unit.en, first.unit.zh) == ("The Annex & more", "附件")
    assert "<bpt" in first.en_content
    assert first.zh_content == ""
    assert (first.zh_language, first.source, first.status) == ("zh-TW", "en", Status.CHECKED)
    assert (first.created, first.creator) == ("20200102T030405Z", "li")
    assert first.properties == (("domain", "law"),)
    assert first.origins[0].before == "before it"
    assert (second.zh_language, second.status) == ("zh-CN", Status.DRAFT)


def test_tmx_out_has_all_that_was_in(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(TMX, encoding="utf-8")
    import_file(store, path)
    out = tmp_path / "b.tmx.gz"
    assert export(store.entries(), out) == 2
    assert gzip.decompress(out.read_bytes()).startswith(b"<?xml")
    first = next(read_tmx(out))
    assert isinstance(first, Record)
    assert {variant.language for variant in first.variants} == {"EN_us", "zh-Hant", "fr"}
    assert dict(first.attributes)["tuid"] == "7"
    assert [note.text for note in first.notes] == ["seen twice"]
    assert {(prop.type, prop.text) for prop in first.props} == {
        ("domain", "law"),
        ("x-status", "checked"),
    }
    again = Store(tmp_path / "again.db")
    assert import_file(again, out).added == 2

    def known(entry: object) -> dict[str, object]:
        fields = ("unit", "zh_content", "en_content", "zh_language", "source", "status", "created")
        return {name: getattr(entry, name) for name in (*fields, "creator", "properties")}

    before, after = next(store.entries()), next(again.entries())
    assert known(after) == known(before)
    assert after.origins[0].before == "before it"
    assert json.loads(after.extra) == json.loads(before.extra)


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx", "jsonl", "parquet"])
def test_tables_out_and_in(store: Store, tmp_path: Path, suffix: str) -> None:
    store.add(from_units(UNITS))
    path = tmp_path / f"a.{suffix}"
    assert export(store.entries(), path) == 2
    again = Store(tmp_path / "again.db")
    result = import_file(again, path)
    assert (result.read, result.added, result.skips) == (2, 2, ())
    assert [entry.unit for entry in again.entries()] == UNITS


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "jsonl", "parquet"])
def test_a_table_keeps_what_was_decided(store: Store, tmp_path: Path, suffix: str) -> None:
    given = Entry(
        Unit("附件", "Annex"),
        source="zh",
        status=Status.CHECKED,
        created="20200102T030405Z",
        creator="li",
        changed="20210102T030405Z",
        changer="wang",
    )
    store.add([given])
    export(store.entries(), tmp_path / f"a.{suffix}")
    again = Store(tmp_path / "again.db")
    import_file(again, tmp_path / f"a.{suffix}")
    (entry,) = again.entries()
    assert replace(entry, id=0, origins=given.origins) == given


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("status", "done", "no status 'done'"),
        ("created", "yesterday", "created is not a time like 20240131T235959Z: yesterday"),
        ("confidence", "2", "confidence 2 is not between 0 and 1"),
    ],
)
def test_values_that_nobody_knows(
    store: Store, tmp_path: Path, column: str, value: str, reason: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"zh,en,{column}\n附件,Annex,{value}\n序言,Preamble,\n", "utf-8")
    result = import_file(store, path)
    assert (result.read, result.added) == (2, 1)
    assert [(skip.place, skip.reason) for skip in result.skips] == [
        ("row 2", f"is not a unit ({reason})")
    ]


def test_a_catalogue_comes_in(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "The General Assembly"\nmsgstr "大会"\n',
        "utf-8",
    )
    assert import_file(store, path).added == 1


def test_what_align_writes_comes_in(store: Store, tmp_path: Path) -> None:
    from duizhao.memory.write import write

    units = [
        Unit(
            "附件",
            "Annex",
            confidence=0.5,
            zh_segments=(0, 1),
            en_segments=(2,),
            reasons=("a", "b"),
            moved=True,
            zh_file="a.zh.txt",
            en_file="a.en.txt",
        )
    ]
    for suffix in ("tmx", "csv", "tsv", "jsonl", "xlsx", "parquet"):
        path = tmp_path / f"pair.{suffix}"
        write(units, path)
        one = Store(tmp_path / f"{suffix}.db")
        assert import_file(one, path).added == 1
        assert [entry.unit for entry in one.entries()] == units, suffix
        assert next(one.entries()).status == Status.ALIGNED


def test_a_workbook_without_names(store: Store, tmp_path: Path) -> None:
    book = Workbook()
    sheet = present(book.active)
    for row in (("English", "中文"), ("Annex", "附件"), ("Preamble", "序言")):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    result = import_file(store, tmp_path / "a.xlsx")
    assert (result.read, result.added) == (2, 2)
    assert result.skips == ()


def test_bad_rows_are_listed(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"zh": "附件", "en": "Annex"}\n{"zh": 5}\nnot json\n[1]\n', encoding="utf-8")
    result = import_file(store, path)
    assert (result.read, result.added, result.skipped) == (4, 1, 3)
    assert [skip.place for skip in result.skips] == ["line 2", "line 3", "line 4"]


def test_a_glossary(store: Store, tmp_path: Path) -> None:
    store.add(from_units(UNITS))
    assert export(store.entries(), tmp_path / "g.utf8") == 2
    assert (tmp_path / "g.utf8").read_text("utf-8").splitlines() == [
        '=Annex "one", two\t附件“一”, 二 三\ta.zh.txt | a.en.txt',
        "Preamble\t序言\t",
    ]


def test_a_text_that_begins_like_a_formula_is_none(store: Store, tmp_path: Path) -> None:
    store.add(from_units(UNITS))
    export(store.entries(), tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    cell = sheet.cell(2, [c.name for c in COLUMNS].index("en") + 1)
    assert (cell.value, cell.data_type) == ('=Annex "one", two', "s")


def test_options(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(TMX, encoding="utf-8")
    import_file(store, path, Options(Status.DRAFT, "wang", (("client", "UN"),)))
    first, second = store.entries()
    assert (first.status, first.creator) == (Status.DRAFT, "li")
    assert second.creator == "wang"
    assert ("client", "UN") in first.properties
    assert ("client", "UN") in second.properties


def test_a_file_twice_and_under_another_name(store: Store, tmp_path: Path) -> None:
    for name in ("a.tmx", "b.tmx"):
        (tmp_path / name).write_text(TMX, encoding="utf-8")
    results = [import_file(store, tmp_path / name) for name in ("a.tmx", "a.tmx", "b.tmx")]
    assert [(result.added, result.merged) for result in results] == [(2, 0), (0, 2), (0, 2)]
    assert [len(entry.origins) for entry in store.entries()] == [2, 2]
    assert [result.read for result in results] == [4, 4, 4]


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.csv", b"", DuizhaoError),
        ("a.csv", b"one,two\nthree,four\n", FormatError),
        ("a.tmx", b"no xml", FormatError),
        ("a.parquet", b"no parquet", FormatError),
        ("a.xlsx", b"PK\x03\x04 no workbook", DuizhaoError),
    ],
)
def test_files_that_are_none(
    store: Store, tmp_path: Path, name: str, content: bytes, error: type[Exception]
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(error, match=name):
        import_file(store, tmp_path / name)
    assert len(store) == 0


def test_a_failed_import_leaves_the_process_as_it_was(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"zh": "附件", "en": "Annex"}\n' * 2000, encoding="utf-8")

    def stop(kind: str, done: int, total: int) -> None:
        assert not gc.isenabled()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(store, path, progress=stop)
    assert gc.isenabled()


def test_a_folder_is_no_file(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="is a folder"):
        import_file(store, tmp_path)


def test_exports_that_cannot_be(store: Store, tmp_path: Path) -> None:
    store.add(from_units(UNITS))
    with pytest.raises(SettingsError, match="no format 'doc'"):
        export(store.entries(), tmp_path / "a.doc")
    with pytest.raises(OutputError):
        export(store.entries(), tmp_path / "no" / "a.csv")
    kept = tmp_path / "kept.csv"
    kept.write_text("earlier")

    def broken() -> object:
        yield from store.entries()
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="no space left"):
        export(broken(), kept)  # type: ignore[arg-type]
    assert kept.read_text() == "earlier"
