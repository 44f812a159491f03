"""The store: one SQLite file with all units of a memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from itertools import islice
from os import PathLike
from pathlib import Path

from duizhao.corpora.entry import Entry, Status
from duizhao.corpora.errors import SettingsError

from . import journal, postings, succession
from .connection import connect, open_reading, reading, settle, translated, writing
from .coverage import Coverage
from .filters import Filters
from .insert import Added, insert
from .questions import Questions
from .rows import COLUMNS, origins_of, properties_of, to_entry

_CHUNK = 500


class Store(AbstractContextManager["Store"]):
    """A memory on disk, for any number of readers and one writer at a time.

    One object serves one thread at a time; threads and processes that work at once open a
    store each. What is written is there whole or not at all, whatever ends the process. Where a
    store is only read, nothing is written to its folder.

    Attributes:
        ask: what search asks of it.

    Args:
        path: the file; made when it is missing.
        create: whether it may be made.

    Raises:
        StoreError: it is no store, a newer one, locked, damaged, or missing.
        OutputError: it cannot be made.
    """

    def __init__(self, path: str | PathLike[str], *, create: bool = True) -> None:
        self.path = Path(path)
        found = open_reading(self.path) if _is_filled(self.path) else None
        self._writes = found is None
        self.connection = found or connect(self.path, create=create)
        self.coverage = Coverage(self.connection)
        self.ask = Questions(self)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
        settle(self.path)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is written whole when the block ends well, else not at all.

        Raises:
            StoreError: another writer does not let go, the file may not be written or is damaged.
            OutputError: the disk is full.
        """
        if not self._writes:
            wait = self.connection.execute("PRAGMA busy_timeout").fetchone()[0] / 1000
            connection = connect(self.path, create=False, wait=wait)
            self.connection.close()
            self.connection, self._writes = connection, True
            self.coverage = Coverage(connection)
        with writing(self.connection, self.path):
            yield self.connection

    def reading(self) -> AbstractContextManager[None]:
        """Several questions that see the store as it was at the first of them.

        Raises:
            StoreError: the file is damaged.
        """
        return reading(self.connection, self.path)

    def interrupt(self) -> None:
        """Stop the question that another thread waits for."""
        self.connection.interrupt()

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        with translated(self.path):
            return int(self.connection.execute("SELECT count(*) FROM unit").fetchone()[0])

    def add(
        self, entries: Iterable[Entry], *, progress: Callable[[int, int], None] | None = None
    ) -> Added:
        """Add entries; a unit that already exists gets another origin, not a copy.

        Each run of `postings.CAPACITY` entries is written and indexed as a whole.

        Args:
            entries: with one origin each.
            progress: called with entries done and entries known of.

        Raises:
            StoreError: another writer does not let go, or the file is damaged.
            OutputError: the disk is full.
        """
        total = Added()
        remaining = iter(entries)
        done = 0
        while batch := list(islice(remaining, postings.CAPACITY)):
            with self.writing() as connection:
                act = journal.begin(connection, "add", now())
                total += insert(connection, batch, now(), act)
                journal.cancel_empty(connection, act)
                postings.index(connection)
            done += len(batch)
            if progress:
                progress(done, done)
        return total

    def entries(self, ids: Sequence[int] | None = None) -> Iterator[Entry]:
        """Entries with their origins and properties: all by id, or those asked for.

        Ids of units that are not there any more are passed over.
        """
        if ids is None:
            yield from self._all()
            return
        for start in range(0, len(ids), _CHUNK):
            chunk = list(ids[start : start + _CHUNK])
            found = {entry.id: entry for entry in self._some(chunk)}
            yield from (found[number] for number in chunk if number in found)

    def _all(self) -> Iterator[Entry]:
        last = 0
        while True:
            with translated(self.path):
                ids = [
                    int(number)
                    for (number,) in self.connection.execute(
                        "SELECT id FROM unit WHERE id > ? ORDER BY id LIMIT ?", (last, _CHUNK)
                    )
                ]
            if not ids:
                return
            yield from self._some(ids)
            last = ids[-1]

    def _some(self, ids: list[int]) -> list[Entry]:
        with translated(self.path):
            named = self.connection.cursor()
            named.row_factory = sqlite3.Row
            rows = named.execute(
                f"SELECT {COLUMNS} FROM unit "  # noqa: S608
                f"WHERE id IN ({', '.join('?' * len(ids))}) ORDER BY id",
                ids,
            ).fetchall()
            origins = origins_of(self.connection, ids)
            properties = properties_of(self.connection, ids)
        return [to_entry(row, origins[row["id"]], properties[row["id"]]) for row in rows]

    def set_status(self, ids: Iterable[int], status: Status, who: str = "") -> int:
        """Give units another status, and those that have the same two texts from elsewhere.

        Who rejects a pair of texts does not want it as an answer, whichever file has it.

        Args:
            ids: of the units.
            status: the new one.
            who: who decided so, or "".

        Returns:
            How many changed.

        Raises:
            SettingsError: there is no such unit (any more); then none is changed.
        """
        numbers = list(dict.fromkeys(ids))
        when = now()
        with self.writing() as connection:
            self.refuse_unknown(numbers)
            numbers += self.twins(numbers)
            changed = [entry.id for entry in self.entries(numbers) if entry.status != status]
            if changed:
                act = journal.begin(connection, "status", when, who=who, note=status.label)
            for number in changed:
                columns = {"status": int(status), "changed": when, "changer": who or None}
                journal.change(connection, act, number, columns)
            postings.recode(connection, changed)
            return len(changed)

    def twins(self, ids: Sequence[int]) -> list[int]:
        """Ids of further units that have the same two texts as some of these."""
        known = set(ids)
        found: list[int] = []
        every = Filters(statuses=tuple(Status))
        wanted = {(entry.unit.zh, entry.unit.en) for entry in self.entries(ids)}
        for zh, en in sorted(wanted):
            for near in self.ask.holding(zh or en, "zh" if zh else "en"):
                for number, text, other in self.ask.pairs(near, "zh", every):
                    if (text, other) == (zh, en) and number not in known:
                        known.add(number)
                        found.append(number)
        return found

    def refuse_unknown(self, ids: Sequence[int]) -> None:
        """Refuse ids of units that are not there.

        Raises:
            SettingsError: with the id that such a unit has by now, where it has one.
        """
        there = {entry.id for entry in self.entries(ids)}
        for number in ids:
            if number not in there:
                latest = succession.living(self.connection, number)
                known = f"it was changed, and is now unit {latest}" if latest else ""
                raise SettingsError(
                    f"there is no unit {number}{' any more' if latest else ''}",
                    path=self.path,
                    mend=known or "duizhao tm search --json shows the ids",
                )

    def remove(self, ids: Iterable[int], *, action: str = "delete", who: str = "") -> int:
        """Take units out, with their origins and properties; how many there were.

        Args:
            ids: of the units; those that are not there are passed over.
            action, who: for the journal.
        """
        numbers = list(dict.fromkeys(ids))
        with self.writing() as connection:
            act = journal.begin(connection, action, now(), who=who)
            found = len(journal.take_out(connection, act, numbers))
            if not found:
                journal.cancel(connection, act)
            return found


def _is_filled(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def now() -> str:
    """The time, as TMX writes it."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
