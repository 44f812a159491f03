"""The project file: one SQLite file that holds a review, whole after every operation."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock
from typing import Any, Literal

from duizhao.corpora.errors import FormatError, MissingFileError, OutputError, StoreError

from .packing import delta_of, delta_text, packed, row_of, row_values, segment_of, segment_values
from .state import Delta, State, state_of

APPLICATION = 0x64757A52
VERSION = 1

_LAYOUT = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE segment (
    id INTEGER PRIMARY KEY, side TEXT NOT NULL, rank TEXT NOT NULL, number TEXT NOT NULL,
    text TEXT NOT NULL, source TEXT NOT NULL, digest TEXT NOT NULL, gap TEXT NOT NULL,
    paragraph INTEGER NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, codes TEXT NOT NULL);
CREATE TABLE link (
    id INTEGER PRIMARY KEY, rank TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL,
    state TEXT NOT NULL, confidence REAL, reasons TEXT NOT NULL, moved INTEGER NOT NULL,
    comment TEXT NOT NULL, bookmark INTEGER NOT NULL, version INTEGER NOT NULL);
CREATE TABLE journal (
    number INTEGER PRIMARY KEY, time TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
    target INTEGER NOT NULL, operation TEXT NOT NULL, delta TEXT NOT NULL);
CREATE TABLE finding (link INTEGER PRIMARY KEY, data TEXT NOT NULL);
"""

Action = Literal["do", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One change of a review.

    Attributes:
        number: 1 for the first; the version of the project after it.
        time: when, in UTC.
        who: who, or "".
        action: ``do``, or ``undo`` or ``redo`` of an earlier one.
        target: the number of that one; its own for ``do``.
        operation: what was asked for.
        delta: what it changed.
    """

    number: int
    time: str
    who: str
    action: Action
    target: int
    operation: Mapping[str, Any]
    delta: Delta


class ProjectFile:
    """A review on disk.

    Each change is written and synced before `append` returns: a process that is killed leaves
    the file as it was after the last of them.

    Args:
        path: the file.
        create: whether it is made new; else it has to be there.

    Raises:
        MissingFileError: there is no such file.
        FormatError: it is no project, or a newer one.
        OutputError: it cannot be made.
        StoreError: it is damaged or held by another program.
    """

    def __init__(self, path: str | os.PathLike[str], *, create: bool = False) -> None:
        self.path = Path(path)
        self._lock = RLock()
        if not create and not self.path.is_file():
            raise MissingFileError("no such project", path=path, mend="check the name")
        with self._translated():
            self._connection = sqlite3.connect(
                self.path, isolation_level=None, check_same_thread=False, timeout=10
            )
            try:
                if create:
                    self._make()
                else:
                    self._check()
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = FULL")
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def fill(self, state: State, meta: Mapping[str, Any], findings: Mapping[int, Any]) -> None:
        """Write what a review begins with, in place of all that is there."""
        with self._writing() as connection:
            for table in ("meta", "segment", "link", "journal", "finding"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608
            _insert(connection, "segment", map(segment_values, state.segments.values()))
            _insert(connection, "link", map(row_values, state.rows))
            _insert(connection, "meta", ([name, packed(value)] for name, value in meta.items()))
            _insert(connection, "finding", ([row, packed(data)] for row, data in findings.items()))

    def state(self) -> State:
        """The state as it is."""
        with self._translated():
            segments = self._connection.execute("SELECT * FROM segment").fetchall()
            rows = self._connection.execute("SELECT * FROM link").fetchall()
        state = state_of(map(segment_of, segments), map(row_of, rows))
        # Ids of what is gone are not given again.
        return replace(state, following=max(state.following, self.meta().get("following", 1)))

    def states(self) -> dict[str, int]:
        """How many rows there are of each state."""
        with self._translated():
            return dict(self._connection.execute("SELECT state, count(*) FROM link GROUP BY state"))

    def meta(self) -> dict[str, Any]:
        """What is known of the documents, and settings."""
        with self._translated():
            found = self._connection.execute("SELECT name, value FROM meta").fetchall()
        return {name: json.loads(value) for name, value in found}

    def note(self, name: str, value: object) -> None:
        """Keep a setting."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, packed(value)))

    def findings(self) -> dict[int, Any]:
        """Findings by row."""
        with self._translated():
            found = self._connection.execute("SELECT link, data FROM finding").fetchall()
        return {row: json.loads(data) for row, data in found}

    def find(self, findings: Mapping[int, Any]) -> None:
        """Keep the findings of rows; none takes the row out."""
        with self._writing() as connection:
            connection.executemany(
                "DELETE FROM finding WHERE link = ?", ([row] for row in findings)
            )
            _insert(
                connection,
                "finding",
                ([row, packed(data)] for row, data in findings.items() if data),
            )

    def append(self, line: JournalLine, following: int) -> None:
        """Write a change and what is so after it, in one transaction.

        Args:
            line: the change.
            following: the next id of the state after it.
        """
        delta = line.delta
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO meta VALUES ('following', ?)", (str(following),)
            )
            connection.execute(
                "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    line.number,
                    line.time,
                    line.who,
                    line.action,
                    line.target,
                    packed(line.operation),
                    delta_text(delta),
                ),
            )
            kept = {row.id for row in delta.rows_after}
            gone = [[row.id] for row in delta.rows_before if row.id not in kept]
            connection.executemany("DELETE FROM link WHERE id = ?", gone)
            connection.executemany("DELETE FROM finding WHERE link = ?", gone)
            left = {one.id for one in delta.segments_after}
            connection.executemany(
                "DELETE FROM segment WHERE id = ?",
                [[one.id] for one in delta.segments_before if one.id not in left],
            )
            _insert(connection, "segment", map(segment_values, delta.segments_after))
            _insert(connection, "link", map(row_values, delta.rows_after))

    def actions(self) -> list[tuple[int, Action, int]]:
        """Number, action and target of each change, in order."""
        with self._translated():
            return self._connection.execute(
                "SELECT number, action, target FROM journal ORDER BY number"
            ).fetchall()

    def history(self, most: int = 500) -> list[tuple[int, str, str, str, int, str]]:
        """Number, time, action, name of the operation, target and who, the last change first."""
        with self._translated():
            return self._connection.execute(
                "SELECT number, time, action, json_extract(operation, '$.op'), target, who "
                "FROM journal ORDER BY number DESC LIMIT ?",
                (most,),
            ).fetchall()

    def lines(self, first: int = 1) -> Iterator[JournalLine]:
        """The journal from a number on."""
        with self._translated():
            rows = self._connection.execute(
                "SELECT * FROM journal WHERE number >= ? ORDER BY number", (first,)
            ).fetchall()
        for number, time, who, action, target, operation, delta in rows:
            yield JournalLine(
                number, time, who, action, target, json.loads(operation), delta_of(delta)
            )

    def delta(self, number: int) -> Delta:
        """What a change changed."""
        with self._translated():
            (text,) = self._connection.execute(
                "SELECT delta FROM journal WHERE number = ?", (number,)
            ).fetchone()
        return delta_of(text)

    def _make(self) -> None:
        tables = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if tables:
            self._check()
            return
        with self._writing() as connection:
            for statement in _LAYOUT.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")

    def _check(self) -> None:
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION:
            raise FormatError(
                "is not a review project", path=self.path, mend="give a .duizhao file"
            )
        if version > VERSION:
            raise FormatError("was made by a newer duizhao", path=self.path, mend="update duizhao")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            said = str(error)
            if "disk is full" in said or "readonly" in said or "unable to open" in said:
                raise OutputError(
                    f"cannot be written ({said})", path=self.path, mend="check the folder"
                ) from error
            raise StoreError(
                f"cannot be used ({said})",
                path=self.path,
                mend="close other programs, or restore it",
            ) from error


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    rows = list(rows)
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", rows)  # noqa: S608
