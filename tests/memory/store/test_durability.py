"""What may be on the disk at each moment, so that a kill or an error at it loses nothing."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from duizhao.corpora.bilingual.tmx import write_tmx
from duizhao.corpora.unit import Unit
from duizhao.memory import clean as cleaning
from duizhao.memory.facade import Memory
from duizhao.memory.store import Store, postings
from duizhao.memory.store.importing import Options, import_file

UNITS = [Unit(f"第{n}条 附件", f"Article {n}, annex") for n in range(10)]


@pytest.fixture
def tmx(tmp_path: Path) -> Path:
    write_tmx(UNITS, tmp_path / "units.tmx")
    return tmp_path / "units.tmx"


def test_units_and_progress_are_one_transaction(tmp_path: Path, tmx: Path) -> None:
    """Whatever a second connection sees during an import, items noted and units agree."""
    path = tmp_path / "m.db"
    seen = []
    with Store(path) as store, sqlite3.connect(path) as other:

        def look(statement: str) -> None:
            if statement.startswith("COMMIT"):
                return
            units = other.execute("SELECT count(*) FROM unit").fetchone()[0]
            items = other.execute("SELECT coalesce(sum(items), 0) FROM import").fetchone()[0]
            seen.append((units, items))

        with store.writing() as connection:
            connection.set_trace_callback(look)
        import_file(store, tmx, Options(batch=3))
        connection.set_trace_callback(None)
        look("the end")
    other.close()
    assert {units for units, _ in seen} == {0, 3, 6, 9, 10}
    assert all(units == items for units, items in seen)


@pytest.mark.parametrize("error", [ValueError("ours"), KeyboardInterrupt()])
def test_an_error_takes_the_whole_batch_back(
    tmp_path: Path, tmx: Path, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> None:
        raise error

    path = tmp_path / "m.db"
    with Store(path) as store:
        monkeypatch.setattr(postings, "index", fails)
        with pytest.raises(type(error)):
            import_file(store, tmx, Options(batch=3))
    monkeypatch.undo()
    with Store(path) as store:
        assert len(store) == 0
        assert import_file(store, tmx).added == len(UNITS)


def test_units_leave_a_memory_once_their_file_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, removed = tmp_path / "m.db", tmp_path / "removed.jsonl"
    with Memory(path) as memory:
        memory.add([*UNITS, Unit("same", "same"), Unit("other", "other")])
        before = len(memory)
        written = cleaning.removed_row

        def row(doubt: cleaning.Doubt) -> dict[str, object]:
            assert len(memory) == before
            assert not removed.exists()
            return written(doubt)

        monkeypatch.setattr(cleaning, "removed_row", row)
        remove = memory.store.remove

        def check(ids: list[int]) -> int:
            assert len(removed.read_text("utf-8").splitlines()) == len(ids) == 2
            return remove(ids)

        monkeypatch.setattr(memory.store, "remove", check)
        assert cleaning.clean(memory.store, removed, ["same"]) == {"same": 2}
        assert len(memory) == before - 2
    assert {json.loads(line)["zh"] for line in removed.read_text("utf-8").splitlines()} == {
        "same",
        "other",
    }


def test_where_the_file_cannot_be_written_nothing_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object) -> None:
        raise OSError(28, "No space left on device")

    with Memory(tmp_path / "m.db") as memory:
        memory.add([Unit("same", "same")])
        monkeypatch.setattr(cleaning, "removed_row", fails)
        with pytest.raises(Exception, match="cannot be written"):
            cleaning.clean(memory.store, tmp_path / "removed.jsonl", ["same"])
        assert len(memory) == 1
    assert not (tmp_path / "removed.jsonl").exists()
