"""Opening a store, and turning SQLite's errors into ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from duizhao.corpora.errors import OutputError, StoreError

from .schema import APPLICATION, VERSION, migrate

_WAIT_SECONDS = 60
"""How long a writer waits for another one; a batch of an import takes a few seconds."""


def connect(path: Path, *, create: bool = True, wait: float = _WAIT_SECONDS) -> sqlite3.Connection:
    """A connection to a store, made or brought up to date where that is needed.

    Transactions are begun and ended by hand (`writing`). The connection may pass from
    thread to thread, but not be used by two at once.

    Args:
        path: the file.
        create: whether a missing file is made; else it is an error.
        wait: seconds to wait for another writer.

    Raises:
        StoreError: it is no store, a newer one, locked, damaged, or missing.
        OutputError: it cannot be made.
    """
    if path.is_dir():
        raise StoreError("is a folder, not a memory", path=path, mend="give a file name")
    if not path.exists():
        if not create:
            raise StoreError("no such memory", path=path, mend="make it with duizhao tm import")
        if not path.parent.is_dir():
            raise OutputError(
                "cannot be made, its folder does not exist", path=path, mend=f"create {path.parent}"
            )
    with translated(path):
        connection = sqlite3.connect(
            path, timeout=wait, isolation_level=None, check_same_thread=False, cached_statements=512
        )
    try:
        with translated(path):
            _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    _refuse_strangers(connection, path)
    # Takes effect in a new file only; postings are longer than the usual 4 KB.
    connection.execute("PRAGMA page_size = 8192")
    connection.execute("PRAGMA journal_mode = WAL")
    # A commit survives the end of the process; of the last ones before a power cut some
    # may be undone, whole, and the import that made them resumes where the store stands.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute(f"PRAGMA mmap_size = {1 << 32}")
    connection.execute("PRAGMA temp_store = MEMORY")
    if _version(connection) < VERSION:
        with writing(connection, path):
            _refuse_strangers(connection, path)
            migrate(connection, _version(connection))


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _refuse_strangers(connection: sqlite3.Connection, path: Path) -> None:
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    version = _version(connection)
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION and (tables or version):
        raise StoreError(
            "is an SQLite file of another program", path=path, mend="name another file"
        )
    if version > VERSION:
        raise StoreError(
            f"has schema version {version}, this duizhao knows {VERSION}",
            path=path,
            mend="update duizhao",
        )


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """A transaction that is written whole when the block ends well, else not at all.

    Raises:
        StoreError: another writer does not let go, or the file is damaged.
        OutputError: the disk is full.
    """
    with translated(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # A full disk makes SQLite roll back by itself.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def reading(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Several queries that see the store as it was at the first of them.

    Raises:
        StoreError: the file is damaged.
    """
    if connection.in_transaction:
        with translated(path):
            yield
        return
    with translated(path):
        connection.execute("BEGIN")
        try:
            yield
        finally:
            if connection.in_transaction:
                connection.execute("COMMIT")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors as ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _ours(error, path) from error


def _ours(error: sqlite3.Error, path: Path) -> StoreError | OutputError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return OutputError(
            "the disk is full; what was written before is whole",
            path=path,
            mend="make room and give the command again",
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreError("another program is writing to it", path=path, mend="try again later")
    if code == sqlite3.SQLITE_NOTADB:
        return StoreError("is no translation memory", path=path, mend="name another file")
    if code == sqlite3.SQLITE_CORRUPT:
        return StoreError("is damaged", path=path, mend="take a backup, or import anew")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return StoreError(
            f"cannot be opened for writing ({error})", path=path, mend="check rights of the folder"
        )
    if code == sqlite3.SQLITE_IOERR:
        return OutputError(f"cannot be written ({error})", path=path, mend="check the disk")
    return StoreError(str(error), path=path)
