"""The store: what goes in once is there once, with all that is known of it."""

from __future__ import annotations

import re
import sqlite3
import threading
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from duizhao.corpora.errors import OutputError, SettingsError, StoreError
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.store import Entry, Origin, Status, Store, from_units, postings
from duizhao.memory.store.edits import edit, with_texts
from duizhao.memory.store.schema import VERSION

ANNEX = Unit("附件", "Annex", zh_file="a.zh.txt", en_file="a.en.txt")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "m.db")


def entry(zh: str, en: str, **fields: object) -> Entry:
    return replace(Entry(Unit(zh, en)), **fields)  # type: ignore[arg-type]


def test_a_unit_comes_back_whole(store: Store) -> None:
    unit = Unit(
        "第一段。\n第二行",
        "Paragraph one. ",
        kind="operative",
        label="1.",
        confidence=0.9375,
        zh_segments=(3, 4),
        en_segments=(5,),
        reasons=("同号", "same number"),
        moved=True,
        zh_file="a.zh.txt",
        en_file="a.en.txt",
        signature="v1",
    )
    given = Entry(
        unit,
        zh_content="第一段。<ph/>\n第二行",
        en_content="Paragraph <bpt i='1'/>one. ",
        zh_language="zh-TW",
        source="zh",
        status=Status.CHECKED,
        created="20200102T030405Z",
        creator="li",
        changed="20210102T030405Z",
        changer="wang",
        properties=(("domain", "law"),),
        extra='{"a":1}',
        origins=(Origin("f.tmx", "a.zh.txt", "a.en.txt", 7, "line 9", "before", "after"),),
    )
    store.add([given])
    (got,) = store.entries()
    assert got == replace(given, id=1)


def test_the_same_again_adds_an_origin_and_no_copy(store: Store) -> None:
    first = store.add([entry("附件", "Annex", origins=(Origin("a.tmx"),))])
    second = store.add([entry("附件", "Annex", origins=(Origin("b.tmx"),))])
    third = store.add([entry("附件", "Annex", origins=(Origin("b.tmx"),))])
    assert (first.added, second.merged, third.merged, len(store)) == (1, 1, 1, 1)
    (got,) = store.entries()
    assert [origin.file for origin in got.origins] == ["a.tmx", "b.tmx"]


def test_twice_in_one_call(store: Store) -> None:
    result = store.add(
        [entry("附件", "Annex"), entry("附件", "Annex", status=Status.CHECKED), entry("一", "one")]
    )
    assert (result.added, result.merged) == (2, 1)
    assert [got.status for got in store.entries()] == [Status.CHECKED, Status.DRAFT]


def test_tags_and_script_make_another_unit(store: Store) -> None:
    store.add([entry("中文", "Chinese"), entry("中文", "Chinese", zh_content="<ph/>中文")])
    store.add([entry("中文", "Chinese", zh_language="zh-TW"), entry("中文", "the Chinese")])
    assert len(store) == 4


@pytest.mark.parametrize(
    ("held", "met", "result"),
    [
        (Status.DRAFT, Status.ALIGNED, Status.ALIGNED),
        (Status.CHECKED, Status.ALIGNED, Status.CHECKED),
        (Status.REJECTED, Status.CHECKED, Status.REJECTED),
    ],
)
def test_the_more_trusted_status_wins(
    store: Store, held: Status, met: Status, result: Status
) -> None:
    store.add([entry("附件", "Annex", status=held)])
    store.add([entry("附件", "Annex", status=met)])
    assert next(store.entries()).status == result


def test_the_higher_confidence_wins(store: Store) -> None:
    for confidence in (0.5, 0.9, 0.7, None):
        store.add([Entry(Unit("附件", "Annex", confidence=confidence))])
    assert next(store.entries()).unit.confidence == 0.9


@pytest.mark.parametrize(
    ("zh", "en", "reason"),
    [
        ("", "Annex", "the Chinese side is empty"),
        ("附件", " \n", "the English side is empty"),
        ("附\0件", "Annex", "zero character"),
        ("附\ud800件", "Annex", "surrogate"),
    ],
)
def test_what_cannot_be_kept_is_listed(store: Store, zh: str, en: str, reason: str) -> None:
    result = store.add([entry(zh, en), entry("附件", "Annex")])
    assert (result.added, result.left_out, result.read) == (1, 1, 2)
    assert reason in result.skipped[0].reason


def test_default_status() -> None:
    drafted, aligned = from_units([Unit("一", "one"), Unit("二", "two", confidence=0.7)])
    assert (drafted.status, aligned.status) == (Status.DRAFT, Status.ALIGNED)


def test_script_shows_in_the_code() -> None:
    codes = [made.zh_language for made in from_units([Unit("联合国", "UN"), Unit("聯合國", "UN")])]
    assert codes == ["zh-CN", "zh-TW"]


def test_few_wait_and_many_are_indexed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "PENDING", 10)
    monkeypatch.setattr(postings, "CAPACITY", 64)
    texts = [f"第{number}号文件" for number in range(200)]
    for number, text in enumerate(texts):
        store.add([entry(text, f"Document {number}")])
    segments = store.coverage.segments()
    assert segments[0].first == 1
    assert all(a.last + 1 == b.first for a, b in pairwise(segments))
    assert 200 - segments[-1].last < 10
    assert len(segments) < 12
    memory = Memory(store.path)
    assert all(memory.search(text, limit=1)[0].source == text for text in texts)


def test_removed_units_are_gone(store: Store) -> None:
    store.add([entry(f"第{number}号文件", f"Document {number}") for number in range(300)])
    assert store.remove([5, 6, 999]) == 2
    assert [got.id for got in store.entries([4, 5, 6, 7])] == [4, 7]
    store.add([entry("新的", "new")])
    assert max(got.id for got in store.entries()) == 301


def test_an_unknown_status_is_refused() -> None:
    with pytest.raises(SettingsError, match="draft, aligned, checked, rejected"):
        Status.parse("good")


def test_no_store(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("not a database, but long enough to be looked at" * 50)
    with pytest.raises(StoreError, match="not a translation memory"):
        Store(text)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (a)")
    with pytest.raises(StoreError, match="another program"):
        Store(other)
    with pytest.raises(StoreError, match="folder"):
        Store(tmp_path)
    with pytest.raises(StoreError, match="no such memory"):
        Store(tmp_path / "missing.db", create=False)
    with pytest.raises(OutputError, match="its folder does not exist"):
        Store(tmp_path / "missing" / "m.db")


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(StoreError, match="update duizhao"):
        Store(path)


def test_an_interrupted_creation_is_made_up_for(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    path.touch()
    with Store(path) as store:
        store.add([entry("附件", "Annex")])
    with Memory(path) as memory:
        assert len(memory) == 1


def test_memory_takes_units_and_entries(tmp_path: Path) -> None:
    with Memory(tmp_path / "m.db") as memory:
        result = memory.add([ANNEX, entry("一", "one", status=Status.CHECKED)], status="aligned")
        assert result.added == 2
        frame = memory.to_frame()
    assert list(frame["status"]) == ["aligned", "checked"]
    assert frame["origin"][0] == "a.zh.txt | a.en.txt"


def test_a_decision_counts_for_the_same_texts_from_elsewhere(store: Store) -> None:
    def from_file(name: str, en: str, **fields: object) -> Entry:
        return entry("预算增加了。", en, origins=(Origin(name),), created=name[:4], **fields)

    store.add(
        [
            from_file("2011.tmx", "The budget grew."),
            from_file("2012.tmx", "The budget grew.", creator="li"),
            from_file("2013.tmx", "The budget grew a lot."),
        ]
    )
    assert len(store) == 3
    assert store.set_status([2], Status.REJECTED, "ada") == 2
    states = {one.unit.en: one.status for one in store.entries()}
    assert states == {
        "The budget grew.": Status.REJECTED,
        "The budget grew a lot.": Status.DRAFT,
    }
    assert [one.id for one in store.entries() if one.changer == "ada"] == [1, 2]
    assert store.set_status([1], Status.CHECKED) == 2


def test_what_is_done_is_noted_once_and_what_is_not_done_never(store: Store) -> None:
    store.add([entry("文件", "Document"), entry("附件", "Annex")])

    def actions() -> list[str]:
        rows = store.connection.execute("SELECT action FROM operation ORDER BY id").fetchall()
        return [action for (action,) in rows]

    before = actions()
    assert store.remove([77, 78]) == 0
    assert store.remove([]) == 0
    assert actions() == before
    assert store.remove([1, 1, 77]) == 1
    assert actions() == [*before, "delete"]


def test_a_rejected_unit_is_no_candidate_until_it_is_trusted_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "PENDING", 1)
    store.add([entry(f"第{number}号文件", f"Document {number}") for number in range(20)])

    def coded() -> list[int]:
        return [unit for (unit,) in store.connection.execute("SELECT unit FROM code ORDER BY 1")]

    before = coded()
    assert 3 in before
    assert store.set_status([3], Status.REJECTED) == 1
    assert coded() == [unit for unit in before if unit != 3]
    assert store.set_status([3], Status.CHECKED) == 1
    assert coded() == before


def test_a_store_that_is_read_becomes_a_writer_once(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as made:
        made.add([entry("附件", "Annex")])
    with Store(tmp_path / "m.db") as store:
        reader, known = store.connection, store.coverage
        reader.execute("PRAGMA busy_timeout = 4000")
        with store.writing() as writer:
            assert writer is store.connection is not reader
            # It waits for other writers as long as the reader did.
            assert writer.execute("PRAGMA busy_timeout").fetchone() == (4000,)
        assert store.coverage is not known
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            reader.execute("SELECT 1")
        with store.writing() as again:
            assert again is writer


def test_several_questions_see_the_store_as_it_was_at_the_first(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as writer:
        writer.add([entry("附件", "Annex")])
        with Store(tmp_path / "m.db") as reader:
            with reader.reading():
                assert len(reader) == 1
                writer.add([entry("文件", "Document")])
                assert len(reader) == 1
            assert len(reader) == 2


def test_a_question_can_be_stopped(store: Store) -> None:
    asked = threading.Event()

    def stop() -> None:
        asked.wait(20)
        store.interrupt()

    stopper = threading.Thread(target=stop)
    stopper.start()
    store.connection.create_function("asked", 0, asked.set)
    endless = (
        "WITH RECURSIVE n(x) AS (SELECT asked() UNION ALL SELECT 1 FROM n) "
        "SELECT count(*) FROM (SELECT x FROM n LIMIT 300000000)"
    )
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        store.connection.execute(endless).fetchone()
    stopper.join()


def test_progress_is_told_after_each_part(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "CAPACITY", 2)
    told: list[tuple[int, int]] = []
    entries = [entry(f"第{number}号", f"No. {number}") for number in range(5)]
    added = store.add(entries, progress=lambda done, known: told.append((done, known)))
    assert told == [(2, 2), (4, 4), (5, 5)]
    assert (added.added, len(store)) == (5, 5)


def test_many_entries_come_in_the_order_that_is_asked_for(store: Store) -> None:
    store.add([entry(f"第{number}号", f"No. {number}") for number in range(1, 1202)])
    assert [one.id for one in store.entries()] == list(range(1, 1202))
    store.remove([700])
    # More than are read at a time, backwards, one of them gone and one that never was.
    wanted = [9999, *range(1201, 0, -1)]
    found = list(store.entries(wanted))
    assert [one.id for one in found] == [number for number in wanted if number not in (700, 9999)]
    assert all(one.unit.en == f"No. {one.id}" for one in found)
    assert list(store.entries([])) == []


def test_who_removed_what_and_how_is_noted(store: Store) -> None:
    store.add([entry(f"第{number}号", f"No. {number}") for number in range(3)])
    assert store.remove([1]) == 1
    assert store.remove([2], action="clean", who="ada") == 1
    noted = store.connection.execute("SELECT action, who FROM operation ORDER BY id").fetchall()
    assert [(action, who or "") for action, who in noted] == [
        ("add", ""),
        ("delete", ""),
        ("clean", "ada"),
    ]


def test_who_decided_on_a_status_and_when_is_kept(store: Store) -> None:
    store.add([entry("附件", "Annex"), entry("文件", "Document", status=Status.CHECKED)])
    assert store.set_status([1, 1, 2], Status.CHECKED, "ada") == 1
    first, second = store.entries()
    assert (first.changer, first.status) == ("ada", Status.CHECKED)
    assert re.fullmatch(r"\d{8}T\d{6}Z", first.changed)
    assert not second.changer
    noted = store.connection.execute(
        "SELECT who, note FROM operation WHERE action = 'status'"
    ).fetchall()
    assert noted == [("ada", Status.CHECKED.label)]
    # What has the status already is no change, and is not noted.
    assert store.set_status([1, 2], Status.CHECKED, "li") == 0
    assert next(store.entries()).changer == "ada"
    assert store.set_status([2], Status.REJECTED) == 1
    assert not next(store.entries([2])).changer


def test_one_of_several_units_that_is_not_there_leaves_all_as_they_are(store: Store) -> None:
    store.add([entry("附件", "Annex")])
    with pytest.raises(SettingsError, match=r"there is no unit 7\b(?! any more)") as error:
        store.set_status([1, 7], Status.REJECTED)
    assert "tm search --json" in str(error.value)
    assert next(store.entries()).status == Status.DRAFT


def test_a_unit_that_was_changed_is_named_by_its_new_number(store: Store) -> None:
    store.add([entry("附件", "Annex"), entry("文件", "Document")])
    old = next(store.entries())
    new = edit(store, [(old, with_texts(old, None, "The annex"))])
    with pytest.raises(SettingsError, match="there is no unit 1 any more") as error:
        store.refuse_unknown([2, 1])
    assert f"is now unit {new.id}" in str(error.value)
