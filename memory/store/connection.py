"""Opening a store, and turning SQLite's errors into ours.

At rest a store is one file, in SQLite's rollback mode: whoever may read the file can search it,
in a read-only folder and on a full disk too, and leaves nothing beside it. A writer turns the
write-ahead log on, so that others read meanwhile, and off again when nobody else is at work.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from duizhao.corpora.errors import OutputError, StoreError

from .schema import APPLICATION, VERSION, migrate

_WAIT_SECONDS = 60
"""How long a writer waits for another one; a batch of an import takes a few seconds."""
_LOG_SECONDS = 5.0
"""How long a writer waits for readers to turn the log on; without it, it takes turns with them."""
_LOGGED_BYTE = 18
"""Place in the file of the byte that is 2 where there is a write-ahead log."""


def open_reading(path: Path, *, wait: float = _WAIT_SECONDS) -> sqlite3.Connection | None:
    """A connection that writes nothing; None for a store of an older layout.

    Args:
        path: the file, which is there.
        wait: seconds to wait for a writer.

    Raises:
        StoreError: it is no store, a newer one, locked, or damaged; or a writer was killed, and
            only somebody with the rights to write can tidy up.
    """
    *others, last = _ways_to_read(path)
    for way in others:
        with suppress(OutputError, StoreError):
            return _current(_opened(path, way, wait), path)
    return _current(_opened(path, last, wait), path)


def _current(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection | None:
    """The connection, or None, and it is closed, where the layout is an older one."""
    with translated(path):
        if _version(connection) == VERSION:
            return connection
    connection.close()
    return None


def _opened(path: Path, way: str, wait: float) -> sqlite3.Connection:
    with translated(path):
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?{way}",
            uri=True,
            timeout=wait,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
        )
    try:
        with translated(path):
            _refuse_strangers(connection, path)
            _tune(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _ways_to_read(path: Path) -> list[str]:
    """Parameters of SQLite's URI that read a store as it is, and make no file if that can be."""
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    log = path.with_name(path.name + "-wal")
    if _is_filled(log) or _is_filled(path.with_name(path.name + "-journal")):
        # A writer is at work, or was killed: what it wrote last is in there.
        return ["mode=rw"] if writable else ["mode=ro"]
    if not _is_logged(path):
        return ["mode=ro"]
    others = log.exists()
    settle(path)
    if not _is_logged(path):
        return ["mode=ro"]
    # SQLite wants to make files for a log even where there is nothing in it.
    alone = "mode=ro&immutable=1"
    return ["mode=ro", alone] if others else [alone]


def settle(path: Path) -> None:
    """Turn the write-ahead log of a store off, unless somebody is at work or it cannot be."""
    if not (_is_logged(path) and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return
    with suppress(sqlite3.Error):
        connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        with closing(connection):
            connection.execute("PRAGMA journal_mode = DELETE")


def _is_logged(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as stream:
        return stream.read(_LOGGED_BYTE + 1)[_LOGGED_BYTE:] == b"\x02"
    return False


def _is_filled(path: Path) -> bool:
    with suppress(OSError):
        return path.stat().st_size > 0
    return False


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
    elif not create and not _is_filled(path):
        raise StoreError(
            "is empty, not a memory", path=path, mend="make one with duizhao tm import"
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
    _log(connection)
    # A commit survives the end of the process; of the last ones before a power cut some
    # may be undone, whole, and the import that made them resumes where the store stands.
    connection.execute("PRAGMA synchronous = NORMAL")
    _tune(connection)
    if _version(connection) < VERSION:
        with writing(connection, path):
            _refuse_strangers(connection, path)
            migrate(connection, _version(connection))


def _tune(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute(f"PRAGMA mmap_size = {1 << 32}")
    connection.execute("PRAGMA temp_store = MEMORY")


def _log(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on; readers have to pause for that."""
    end = monotonic() + _LOG_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            if monotonic() > end:
                return
            sleep(0.01)
        else:
            return


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
            f"has the schema version {version}, this version of duizhao supports {VERSION}",
            path=path,
            mend="update duizhao",
        )


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """A transaction that is written whole when the block ends well, else not at all.

    Inside another one it is a part of that.

    Raises:
        StoreError: another writer does not let go, or the file is damaged.
        OutputError: the disk is full.
    """
    if connection.in_transaction:
        yield
        return
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
            mend="free some space and run the command again",
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreError("another program is writing to it", path=path, mend="try again later")
    if code == sqlite3.SQLITE_NOTADB:
        return StoreError("is not a translation memory", path=path, mend="name another file")
    if code == sqlite3.SQLITE_CORRUPT:
        return StoreError("is damaged", path=path, mend="restore a backup, or import again")
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK:
        return StoreError(
            "was left incomplete by a program that was stopped",
            path=path,
            mend="open it once where you may write to it",
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return StoreError(
            f"cannot be opened for writing ({error})",
            path=path,
            mend="check the permissions of the folder",
        )
    if code == sqlite3.SQLITE_IOERR:
        return OutputError(f"cannot be written ({error})", path=path, mend="check the disk")
    return StoreError(str(error), path=path)
