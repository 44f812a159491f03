"""How a store is opened, and what SQLite's errors become."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from duizhao.corpora.errors import OutputError, StoreError
from duizhao.memory.store import connection as opening
from duizhao.memory.store.connection import connect, translated, writing
from duizhao.memory.store.schema import APPLICATION, VERSION


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_what_a_new_store_is_tuned_to(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "m.db")) as connection:
        names = ("page_size", "journal_mode", "synchronous", "cache_size", "temp_store")
        assert [pragma(connection, name) for name in names] == [8192, "wal", 1, -65536, 2]
        assert int(str(pragma(connection, "mmap_size"))) > 1 << 30
        assert pragma(connection, "user_version") == VERSION
        assert pragma(connection, "application_id") == APPLICATION


def test_a_store_that_is_only_read_is_tuned_as_well(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    connect(path).close()
    reader = opening.open_reading(path, wait=3)
    assert reader is not None
    with closing(reader):
        names = ("cache_size", "temp_store", "busy_timeout")
        assert [pragma(reader, name) for name in names] == [-65536, 2, 3000]
        assert int(str(pragma(reader, "mmap_size"))) > 1 << 30
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.execute("CREATE TABLE t (a)")


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        connect(tmp_path)
    with pytest.raises(StoreError, match="no such memory"):
        connect(tmp_path / "m.db", create=False)
    with pytest.raises(OutputError, match="folder does not exist"):
        connect(tmp_path / "none" / "m.db")
    assert not list(tmp_path.iterdir())
    for number, statement in enumerate(("CREATE TABLE t (a)", "PRAGMA user_version = 3")):
        other = tmp_path / f"other{number}.db"
        with closing(sqlite3.connect(other)) as connection:
            connection.execute(statement)
            connection.commit()
        before = other.read_bytes()
        with pytest.raises(StoreError, match="of another program"):
            connect(other)
        assert other.read_bytes() == before


def test_a_newer_store_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    with closing(connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(StoreError, match="update duizhao"):
        connect(path)
    with closing(sqlite3.connect(path)) as connection:
        assert pragma(connection, "user_version") == VERSION + 1


def test_a_transaction_inside_another_is_a_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    with closing(connect(path)) as connection:
        connection.execute("CREATE TABLE t (a)")
        with pytest.raises(ValueError, match="stop"), writing(connection, path):
            with writing(connection, path):
                connection.execute("INSERT INTO t VALUES (1)")
            assert connection.in_transaction
            raise ValueError("stop")
        assert not connection.in_transaction
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
        with opening.reading(connection, path):
            assert connection.in_transaction
            with opening.reading(connection, path):
                pass
            assert connection.in_transaction
        assert not connection.in_transaction


def test_a_second_writer_waits_no_longer_than_it_should(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    with closing(connect(path)) as first, writing(first, path):
        second = connect(path, wait=0.05)
        with (
            closing(second),
            pytest.raises(StoreError, match="another program is writing"),
            writing(second, path),
        ):
            pass


def test_the_log_waits_for_readers_and_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    class Busy:
        def __init__(self, code: int) -> None:
            self.code, self.tries = code, 0

        def execute(self, _: str) -> None:
            self.tries += 1
            error = sqlite3.OperationalError("busy")
            error.sqlite_errorcode = self.code
            raise error

    pauses: list[float] = []
    monkeypatch.setattr(opening, "sleep", pauses.append)
    monkeypatch.setattr(opening, "monotonic", lambda: float(len(pauses)))
    busy = Busy(sqlite3.SQLITE_BUSY)
    opening._log(cast("sqlite3.Connection", busy))
    assert busy.tries == len(pauses) + 1 and len(pauses) == opening._LOG_SECONDS + 1
    assert set(pauses) == {0.01}
    full = Busy(sqlite3.SQLITE_FULL)
    with pytest.raises(sqlite3.OperationalError):
        opening._log(cast("sqlite3.Connection", full))
    assert full.tries == 1


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        (sqlite3.SQLITE_FULL, OutputError, "disk is full"),
        (sqlite3.SQLITE_BUSY, StoreError, "another program"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreError, "another program"),
        (sqlite3.SQLITE_LOCKED, StoreError, "another program"),
        (sqlite3.SQLITE_NOTADB, StoreError, "is not a translation memory"),
        (sqlite3.SQLITE_CORRUPT, StoreError, "is damaged"),
        (sqlite3.SQLITE_READONLY_ROLLBACK, StoreError, "left incomplete"),
        (sqlite3.SQLITE_READONLY, StoreError, "opened for writing"),
        (sqlite3.SQLITE_CANTOPEN, StoreError, "opened for writing"),
        (sqlite3.SQLITE_PERM, StoreError, "opened for writing"),
        (sqlite3.SQLITE_IOERR_WRITE, OutputError, "cannot be written"),
        (sqlite3.SQLITE_TOOBIG, StoreError, "odd"),
    ],
)
def test_errors_of_sqlite_are_ours(code: int, kind: type[Exception], said: str) -> None:
    error = sqlite3.OperationalError("odd")
    error.sqlite_errorcode = code
    with pytest.raises(kind, match=said), translated(Path("m.db")):
        raise error
