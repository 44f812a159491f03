"""The store: what goes in once is there once, with all that is known of it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from duizhao.corpora.errors import OutputError, SettingsError, StoreError
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.store import Entry, Origin, Status, Store, from_units, postings
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
