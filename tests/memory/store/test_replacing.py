"""Corrections that stick: alignments replaced, units edited, all of it undone."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from duizhao.corpora.bilingual.tmx import write_tmx
from duizhao.corpora.errors import OutputError, SettingsError
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.store import Entry, Status, Store
from duizhao.memory.store.importing import Imported, Options, import_file
from duizhao.memory.store.insert import insert

Pairs = list[tuple[str, str]]
WRONG = ("公司与三所高校签订了合作协议。", "Note: the figures have not been audited.")
FIRST: Pairs = [
    ("总经理致辞", "Message from the General Manager"),
    ("过去一年，我们新建了十二座污水处理站。", "Over the past year we built twelve stations."),
    ("设备运行平稳，出水水质全部达标。", "The equipment ran steadily."),
    WRONG,
    ("完成东湖泵站改造工程，预计工期八个月。", "Complete the Donghu pumping station."),
]
CORRECTED: Pairs = [pair for pair in FIRST if pair != WRONG]


def units(pairs: Pairs, documents: tuple[str, str] = ("r.zh.docx", "r.en.docx")) -> list[Unit]:
    return [
        Unit(
            zh,
            en,
            confidence=0.9,
            zh_segments=(place,),
            en_segments=(place,),
            zh_file=documents[0],
            en_file=documents[1],
        )
        for place, (zh, en) in enumerate(pairs)
    ]


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "m.db")


def brought(memory: Memory, name: str, pairs: Pairs, **options: Any) -> Imported:
    documents = options.pop("documents", ("r.zh.docx", "r.en.docx"))
    path = memory.store.path.parent / name
    write_tmx(units(pairs, documents), path)
    return memory.import_file(path, **options)


def texts(memory: Memory) -> set[tuple[str, str]]:
    return {(entry.unit.zh, entry.unit.en) for entry in memory.store.entries()}


def whole(memory: Memory) -> list[tuple[Any, ...]]:
    """Everything but the ids, the times and the imports that gave an origin."""
    return sorted(
        (
            entry.unit.zh,
            entry.unit.en,
            entry.status,
            entry.unit.confidence,
            entry.properties,
            sorted((one.file, one.zh_file, one.position) for one in entry.origins),
        )
        for entry in memory.store.entries()
    )


@pytest.mark.parametrize("name", ["a.tmx", "b.tmx"])
def test_the_wrong_pair_goes_and_comes_back(memory: Memory, name: str) -> None:
    brought(memory, "a.tmx", FIRST)
    before = whole(memory)
    result = brought(memory, name, CORRECTED)
    (documents,) = result.replaced
    assert (documents.added, documents.replaced, documents.removed) == (0, 0, 1)
    assert texts(memory) == set(CORRECTED)
    assert memory.search(WRONG[0]) == []
    assert all(len(entry.origins) == 1 for entry in memory.store.entries())
    memory.undo()
    assert texts(memory) == set(FIRST)
    if name == "b.tmx":
        assert whole(memory) == before
    assert memory.search(WRONG[0])[0].target == WRONG[1]
    memory.undo(memory.history()[0].id)
    assert texts(memory) == set(CORRECTED)


def test_added_replaced_and_removed_are_told_apart(memory: Memory) -> None:
    brought(memory, "a.tmx", FIRST)
    joined = (FIRST[1][0] + FIRST[2][0], f"{FIRST[1][1]} {FIRST[2][1]}")
    result = brought(memory, "b.tmx", [FIRST[0], joined, FIRST[4], ("新的一段", "A new one")])
    (documents,) = result.replaced
    assert (documents.added, documents.replaced, documents.removed) == (2, 2, 1)
    assert len(memory) == 4


def test_a_unit_of_another_file_stays(memory: Memory) -> None:
    memory.add([Unit(*WRONG)])
    brought(memory, "a.tmx", FIRST)
    assert brought(memory, "b.tmx", CORRECTED).replaced == ()
    (entry,) = (one for one in memory.store.entries() if one.unit.zh == WRONG[0])
    assert [origin.name for origin in entry.origins] == [""]


OTHER: Pairs = [
    ("总经理致辞", "Message from the General Manager"),
    ("今年没有新建任何污水处理站，只是改造了旧的。", "Nothing was built."),
    ("投诉比去年多，主要是因为气味。", "There were more complaints."),
]


@pytest.mark.parametrize(
    ("documents", "told"),
    [
        (("/home/a/2020/r.zh.docx", "/home/a/2020/r.en.docx"), True),
        (("2020/r.zh.docx", "2020/r.en.docx"), True),
        (("s.zh.docx", "r.en.docx"), False),
    ],
)
def test_another_document_of_that_name_replaces_nothing(
    memory: Memory, documents: tuple[str, str], told: bool
) -> None:
    brought(memory, "a.tmx", FIRST)
    result = brought(memory, "b.tmx", OTHER, documents=documents)
    assert [one.is_other for one in result.replaced] == [True] * told
    assert texts(memory) == {*FIRST, *OTHER}


def test_names_of_two_folders_differ(memory: Memory) -> None:
    brought(memory, "a.tmx", FIRST, documents=("2019/r.zh.txt", "2019/r.en.txt"))
    result = brought(memory, "b.tmx", CORRECTED, documents=("2020/r.zh.txt", "2020/r.en.txt"))
    assert result.replaced == ()
    assert len(memory) == 5


def test_replacing_may_be_asked_for_and_refused(memory: Memory) -> None:
    brought(memory, "a.tmx", FIRST)
    assert brought(memory, "b.tmx", CORRECTED, replace=False).replaced == ()
    assert len(memory) == 5
    (documents,) = brought(memory, "c.tmx", OTHER, replace=True).replaced
    assert (documents.added, documents.removed) == (2, 4)
    assert texts(memory) == set(OTHER)


def test_a_stated_pair_has_other_documents_names(memory: Memory) -> None:
    brought(memory, "a.tmx", FIRST, pair="report 2023")
    brought(memory, "a.tmx", OTHER, pair="report 2022", documents=("o.zh", "o.en"))
    final = brought(memory, "b.tmx", CORRECTED, pair="report 2023", documents=("f.zh", "f.en"))
    assert [one.documents for one in final.replaced] == ["report 2023"]
    assert texts(memory) == {*CORRECTED, *OTHER}


def test_a_part_that_was_exported_replaces_nothing(memory: Memory) -> None:
    brought(memory, "a.tmx", FIRST)
    memory.set_status([1], "checked")
    part = memory.store.path.parent / "part.tmx"
    from duizhao.memory.store import Filters

    memory.export(part, filters=Filters(statuses=(Status.CHECKED,)))
    assert memory.import_file(part).replaced == ()
    assert texts(memory) == set(FIRST)


def test_what_a_person_decided_stays(memory: Memory) -> None:
    brought(memory, "a.tmx", FIRST)
    (wrong,) = (one.id for one in memory.store.entries() if one.unit.zh == WRONG[0])
    memory.set_status([wrong], "checked", "li")
    edited = memory.edit(1, en="From the General Manager", who="li")
    assert edited.status == Status.CHECKED
    assert edited.unit.confidence is None
    (documents,) = brought(memory, "a.tmx", CORRECTED).replaced
    assert documents.kept == (wrong,)
    assert texts(memory) == {(FIRST[0][0], "From the General Manager"), *FIRST[1:]}
    assert memory.search(FIRST[0][0])[0].target == "From the General Manager"


def test_the_status_of_a_whole_file_is_no_decision_on_each_unit(memory: Memory) -> None:
    brought(memory, "a.tmx", FIRST, status="checked")
    brought(memory, "a.tmx", CORRECTED, status="checked")
    assert texts(memory) == set(CORRECTED)


def test_memory_replace(memory: Memory) -> None:
    memory.add(units(FIRST))
    result = memory.replace(units(CORRECTED), status="checked", who="li")
    assert (result.added, result.merged) == (0, 4)
    assert [one.removed for one in result.replaced] == [1]
    assert [entry.status for entry in memory.store.entries()] == [Status.CHECKED] * 4
    assert memory.history()[0].who == "li"
    memory.undo()
    assert [entry.status for entry in memory.store.entries()] == [Status.ALIGNED] * 5


def test_edits_have_a_history(memory: Memory) -> None:
    memory.add([Unit("附件", "Anex")])
    first = memory.edit(1, en="Annexe", who="li")
    second = memory.edit(first.id, en="Annex", who="wang")
    assert [(one.operation.who, one.unit, one.became, one.en) for one in memory.history_of(1)] == [
        ("li", 1, first.id, "Anex"),
        ("wang", first.id, second.id, "Annexe"),
    ]
    assert memory.history_of(1) == memory.history_of(second.id)
    with pytest.raises(SettingsError, match=f"no unit 1 any more; .* now unit {second.id}"):
        memory.edit(1, en="x")
    with pytest.raises(SettingsError, match="English side is empty"):
        memory.edit(second.id, en=" ")
    assert memory.edit(second.id, en="Annex").id == second.id
    assert len(memory.history()) == 3


def test_an_edit_counts_for_the_same_texts_from_elsewhere(memory: Memory) -> None:
    twins = [
        Entry(Unit("附件", "Anex"), creator=name, properties=(("context", name),))
        for name in ("li", "wang")
    ]
    memory.add([*twins, Unit("附件", "Annexes")])
    edited = memory.edit(2, en="Annex", who="chen")
    assert edited.properties == (("context", "wang"),)
    found = [(one.unit.en, one.creator, one.properties) for one in memory.store.entries()]
    assert sorted(found) == [
        ("Annex", "li", (("context", "li"),)),
        ("Annex", "wang", (("context", "wang"),)),
        ("Annexes", "duizhao", ()),
    ]
    assert [one.revisions for one in memory.history() if one.action == "edit"] == [2]
    memory.undo()
    assert sorted(one.unit.en for one in memory.store.entries()) == ["Anex", "Anex", "Annexes"]


def test_the_index_knows_of_edits(memory: Memory) -> None:
    memory.add(
        [Unit(f"第{number}号文件的说明", f"Note on document {number}") for number in range(400)]
    )
    memory.edit(5, zh="关于渔业的通报")
    assert memory.search("关于渔业的通报")[0].score == 100
    assert [hit.entry.unit.zh for hit in memory.concordance("渔业")] == ["关于渔业的通报"]
    memory.undo()
    assert memory.concordance("渔业") == []
    assert memory.search("第4号文件的说明", threshold=100)[0].target == "Note on document 4"


def test_only_known_units_get_a_status_and_none_if_one_is_not(memory: Memory) -> None:
    memory.add([Unit("附件", "Annex")])
    with pytest.raises(SettingsError, match="no unit 9"):
        memory.set_status([1, 9], "checked")
    with pytest.raises(SettingsError, match="no unit 9"):
        memory.delete([1, 9])
    assert [entry.status for entry in memory.store.entries()] == [Status.DRAFT]


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx", "jsonl", "parquet"])
def test_an_edited_table(memory: Memory, suffix: str) -> None:
    brought(memory, "a.tmx", FIRST)
    memory.set_status([2], "checked")
    path = memory.store.path.parent / f"t.{suffix}"
    memory.export(path)
    if suffix == "xlsx":
        book = load_workbook(path)
        sheet = book["units"]
        heads = [cell.value for cell in sheet[1]]
        sheet.cell(2, heads.index("en") + 1).value = "From the manager"
        sheet.cell(5, heads.index("status") + 1).value = "rejected"
        sheet.cell(3, heads.index("status") + 1).value = "aligned"
        sheet.append([None, "新的", "new"])
        book.save(path)
    elif suffix == "parquet":
        import pandas as pd

        frame = pd.read_parquet(path)
        frame.loc[0, "en"] = "From the manager"
        frame.loc[3, "status"] = "rejected"
        frame.loc[1, "status"] = "aligned"
        frame = pd.concat([frame, pd.DataFrame([{"zh": "新的", "en": "new"}])])
        frame.to_parquet(path)
    else:
        import pandas as pd

        if suffix == "jsonl":
            frame = pd.read_json(path, lines=True, dtype=False)
        else:
            frame = pd.read_csv(path, sep="\t" if suffix == "tsv" else ",", dtype=str)
        frame.loc[0, "en"] = "From the manager"
        frame.loc[3, "status"] = "rejected"
        frame.loc[1, "status"] = "aligned"
        frame = pd.concat([frame, pd.DataFrame([{"zh": "新的", "en": "new"}])])
        if suffix == "jsonl":
            frame.to_json(path, orient="records", lines=True, force_ascii=False)
        else:
            frame.to_csv(path, sep="\t" if suffix == "tsv" else ",", index=False)
    result = memory.import_file(path, who="li")
    assert (result.read, result.added, result.merged, result.skipped) == (6, 1, 5, 0)
    assert len(result.edited) == 3
    found = {entry.unit.zh: entry for entry in memory.store.entries()}
    assert found[FIRST[0][0]].unit.en == "From the manager"
    assert found[FIRST[0][0]].status == Status.CHECKED
    assert found[FIRST[0][0]].changer == "li"
    assert found[FIRST[1][0]].status == Status.ALIGNED
    assert found[WRONG[0]].status == Status.REJECTED
    assert len(found) == 6
    again = memory.import_file(path)
    assert (again.added, again.merged, again.skipped, again.edited) == (0, 6, 0, ())
    memory.undo()
    assert texts(memory) == set(FIRST)


def test_a_row_that_was_changed_in_both_places_is_listed(memory: Memory) -> None:
    memory.add([Unit("附件", "Anex"), Unit("序言", "Preamble")])
    path = memory.store.path.parent / "t.tsv"
    memory.export(path)
    path.write_text(path.read_text("utf-8").replace("Anex", "Annexe"), encoding="utf-8")
    memory.edit(1, en="Annex")
    result = memory.import_file(path)
    assert (result.merged, result.skipped, result.edited) == (1, 1, ())
    assert "changed since the table was exported" in result.skips[0].reason
    assert texts(memory) == {("附件", "Annex"), ("序言", "Preamble")}


def test_numbers_of_another_table_are_no_ids(memory: Memory) -> None:
    memory.add([Unit("附件", "Annex"), Unit("序言", "Preamble")])
    path = memory.store.path.parent / "t.tsv"
    path.write_text("id\tzh\ten\n1\t大会\tGeneral Assembly\n2\t理事会\tCouncil\n", encoding="utf-8")
    assert memory.import_file(path).added == 2
    assert len(memory) == 4


def test_undo_takes_an_import_back(memory: Memory) -> None:
    memory.add([Unit(*FIRST[0])])
    before = whole(memory)
    brought(memory, "a.tmx", FIRST)
    memory.undo()
    assert whole(memory) == before
    assert brought(memory, "a.tmx", FIRST).added == 4


def test_undo_refuses_what_later_operations_build_on(memory: Memory) -> None:
    memory.add([Unit("附件", "Anex"), Unit("序言", "Preamble")])
    edited = memory.edit(1, en="Annexe")
    memory.edit(edited.id, en="Annex")
    with pytest.raises(SettingsError, match="later operation changed the same units: 3"):
        memory.undo(2)
    with pytest.raises(SettingsError, match="no operation 9"):
        memory.undo(9)
    for _ in range(3):
        memory.undo()
    assert len(memory) == 0
    with pytest.raises(SettingsError, match="nothing to undo"):
        memory.undo()
    with pytest.raises(SettingsError, match="undone already"):
        memory.undo(2)


@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_of_operations_is_undone_step_by_step(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with Memory(tmp_path / "m.db") as memory:
        states = [whole(memory)]
        for step in range(40):
            entries = list(memory.store.entries())
            operations = len(memory.history(limit=1000))
            kind = chance.choice(("replace", "edit", "edit", "status", "delete", "undo", "redo"))
            if kind == "replace" or not entries:
                pairs = [*FIRST, *OTHER[1:]]
                chosen = [pair for pair in pairs if chance.random() < 0.8]
                memory.replace(units(chosen))
            elif kind == "edit":
                memory.edit(chance.choice(entries).id, en=f"Edited in step {step}")
            elif kind == "status":
                memory.set_status([chance.choice(entries).id], chance.choice(list(Status)))
            elif kind == "delete":
                memory.delete([chance.choice(entries).id])
            elif kind == "undo" and len(states) > 1:
                memory.undo()
                states.pop()
                assert _loose(whole(memory)) == _loose(states[-1])
                continue
            elif kind == "redo":
                last, *others = memory.history(limit=1000)
                if last.action == "undo":
                    by_id = {one.id: one for one in (last, *others)}
                    depth, one = 0, last
                    while one.action == "undo":
                        depth, one = depth + 1, by_id[int(one.note)]
                    memory.undo(last.id)
                    # The undo of an undo is a redo, and so on.
                    if depth % 2 == 0:
                        states.pop()
                        assert _loose(whole(memory)) == _loose(states[-1])
                    else:
                        states.append(whole(memory))
                    continue
            if len(memory.history(limit=1000)) > operations:
                states.append(whole(memory))
        while len(states) > 1:
            memory.undo()
            states.pop()
            assert _loose(whole(memory)) == _loose(states[-1])
        assert len(memory) == 0


def _loose(state: list[tuple[Any, ...]]) -> list[object]:
    """Without origins: those that stay keep the place where they were seen last."""
    return [entry[:5] for entry in state]


def test_a_full_disk_leaves_the_old_alignment_whole(memory: Memory) -> None:
    brought(memory, "a.tmx", FIRST)
    before = whole(memory)
    path = memory.store.path.parent / "b.tmx"
    write_tmx(
        units([*CORRECTED, *((f"很长的文字{n}" * 50, "long " * 200) for n in range(300))]), path
    )
    with Store(memory.store.path) as store:
        with store.writing() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(OutputError, match="disk is full"):
            import_file(store, path)
    assert whole(memory) == before
    assert memory.import_file(path).replaced[0].removed == 1


def test_an_import_that_stopped_replaces_when_it_goes_on(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(memory, "a.tmx", FIRST)
    path = memory.store.path.parent / "b.tmx"
    write_tmx(units(CORRECTED), path)
    from duizhao.memory.store import importing

    calls = []

    def stopping(*args: Any) -> Any:
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return insert(*args)

    monkeypatch.setattr(importing, "insert", stopping)
    with pytest.raises(KeyboardInterrupt):
        import_file(memory.store, path, Options(batch=2))
    assert texts(memory) == set(FIRST)
    result = import_file(memory.store, path, Options(batch=2))
    assert (result.resumed, result.read, result.replaced[0].removed) == (2, 4, 1)
    assert texts(memory) == set(CORRECTED)
    memory.undo()
    assert texts(memory) == set(FIRST)


def test_imports_that_only_add_are_not_in_the_journal_one_by_one(memory: Memory) -> None:
    memory.add([Unit(f"第{number}号", f"No. {number}") for number in range(500)])
    execute = memory.store.connection.execute
    assert execute("SELECT count(*) FROM operation").fetchone() == (1,)
    assert execute("SELECT count(*) FROM revision").fetchone() == (0,)


def test_an_older_store_becomes_one_with_a_journal(memory: Memory, tmp_path: Path) -> None:
    memory.add(units(FIRST))
    old = tmp_path / "old.db"
    memory.store.connection.execute("VACUUM INTO ?", (str(old),))
    with closing(sqlite3.connect(old)) as copy:
        for table in ("operation", "revision", "addition"):
            copy.execute(f"DROP TABLE {table}")
        copy.execute("ALTER TABLE origin DROP COLUMN import")
        copy.execute("ALTER TABLE file DROP COLUMN pair")
        copy.execute("PRAGMA user_version = 2")
        copy.commit()
    with Memory(old) as opened:
        assert whole(opened) == whole(memory)
        (documents,) = brought(opened, "a.tmx", CORRECTED).replaced
        assert documents.removed == 1
        opened.undo()
        assert texts(opened) == set(FIRST)


def test_tags_go_with_the_text_that_had_them(memory: Memory) -> None:
    memory.store.add(
        [Entry(Unit("附件", "Annex"), en_content="<ph/>Annex", zh_content="附<ph/>件")]
    )
    edited = memory.edit(1, en="Annexe")
    assert (edited.zh_content, edited.en_content) == ("附<ph/>件", "")
