"""Taking a file into a store, so that nothing is lost and nothing is there twice."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from duizhao.corpora.entry import Entry, Status
from duizhao.corpora.errors import FormatError, MissingFileError
from duizhao.corpora.file_names import as_text
from duizhao.corpora.overwrite import refuse_overwriting
from duizhao.corpora.readers.limits import unreadable
from duizhao.corpora.skipped import Skipped
from duizhao.memory.sources import read_pairs

from . import postings
from .insert import Added, insert
from .store import Store, now

Item = Entry | Skipped
Progress = Callable[[str, int, int], None]

_MOST_CHARACTERS = 64 << 20
"""Of the texts that are held before they are written."""
_TICK = 1000


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file.

    Attributes:
        path: the file.
        read: units in it; added, merged and skipped ones together.
        added, merged: as of `Added`.
        skipped: how many were left out.
        skips: those of this run, each with its reason.
        resumed: items that an earlier run had taken in already.
    """

    path: str
    read: int
    added: int
    merged: int
    skipped: int
    skips: tuple[Skipped, ...] = ()
    resumed: int = 0


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is taken in.

    Attributes:
        status: of all its units; None leaves what the file says, or else ``aligned`` for
            those with a confidence and ``draft`` for the rest.
        who: noted as the creator of units that name none.
        properties: names and values for all its units.
        batch: most units that are written at once; a kill loses no more than these.
    """

    status: Status | None = None
    who: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    batch: int = postings.CAPACITY


def import_file(
    store: Store,
    path: str | os.PathLike[str],
    options: Options | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Take the units of a file into a store.

    Units are written in batches, each whole together with its part of the index and a note
    of how far the file has come. After a kill the same call goes on behind the last batch.
    A file that is in already can be taken in again: nothing changes.

    Args:
        store: the memory.
        path: a file that `duizhao.memory.sources.read_pairs` reads.
        options: see `Options`.
        progress: called with ``import``, items done, and 0, since a stream has no known end.

    Raises:
        InputError: the file cannot be read.
        SettingsError: the file is the memory itself.
        StoreError: another writer does not let go, or the store is damaged.
        OutputError: the disk is full; what was written before is whole.
    """
    refuse_overwriting([store.path], [path])
    options = options or Options()
    name = as_text(path)
    run = _begin(store, name, _digest(path))
    resumed = done = run.items
    items = read_pairs(path)
    for _ in islice(items, done):
        pass
    skips: list[Skipped] = []
    with _no_cycles():
        for batch in _batches(_told(items, done, progress), options.batch):
            run, added = _write(store, run, batch, options)
            skips += added.skipped
    with store.writing():
        store.connection.execute("UPDATE import SET ended = ? WHERE id = ?", (now(), run.id))
    read = run.added + run.merged + run.skipped
    return Imported(name, read, run.added, run.merged, run.skipped, tuple(skips), resumed)


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Without looks for cycles among objects."""
    # A batch has a million of them and no cycle; looking through them again and again costs
    # a quarter of the time.
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@dataclass(frozen=True, slots=True)
class _Run:
    id: int
    items: int
    added: int
    merged: int
    skipped: int


def _begin(store: Store, name: str, content: str) -> _Run:
    """Where the import of this file stands: behind what an interrupted one wrote, or at 0."""
    with store.writing():
        store.connection.execute(
            "INSERT OR IGNORE INTO import VALUES (NULL, ?, ?, 0, 0, 0, 0, ?, NULL)",
            (name, content, now()),
        )
        # One that ended begins anew, since units may have been removed in the meantime.
        store.connection.execute(
            "UPDATE import SET items = 0, added = 0, merged = 0, skipped = 0, began = ?, "
            "ended = NULL WHERE name = ? AND content = ? AND ended IS NOT NULL",
            (now(), name, content),
        )
        row = store.connection.execute(
            "SELECT id, items, added, merged, skipped FROM import WHERE name = ? AND content = ?",
            (name, content),
        ).fetchone()
    return _Run(*row)


def _write(store: Store, run: _Run, batch: list[Item], options: Options) -> tuple[_Run, Added]:
    """One batch with its part of the index, in a transaction."""
    entries = [_chosen(item, options) for item in batch if isinstance(item, Entry)]
    left_out = tuple(item for item in batch if isinstance(item, Skipped))
    with store.writing():
        added = insert(store.connection, entries, now()) + Added(skipped=left_out)
        postings.index(store.connection)
        return _note(store.connection, run, len(batch), added), added


def _note(connection: sqlite3.Connection, run: _Run, items: int, added: Added) -> _Run:
    run = _Run(
        run.id,
        run.items + items,
        run.added + added.added,
        run.merged + added.merged,
        run.skipped + added.left_out,
    )
    connection.execute(
        "UPDATE import SET items = ?, added = ?, merged = ?, skipped = ? WHERE id = ?",
        (run.items, run.added, run.merged, run.skipped, run.id),
    )
    return run


def check_there(path: str | os.PathLike[str]) -> None:
    """Find fault with a file that is none, before anything is made for it.

    Raises:
        FormatError, MissingFileError: it is a folder, or missing.
    """
    if Path(path).is_dir():
        raise FormatError("is a folder, not a file of units", path=path, mend="name its files")
    if not Path(path).is_file():
        raise MissingFileError("no such file", path=path, mend="check the name")


def _digest(path: str | os.PathLike[str]) -> str:
    check_there(path)
    whole = blake2b(digest_size=16)
    try:
        with Path(path).open("rb") as stream:
            while block := stream.read(1 << 20):
                whole.update(block)
    except OSError as error:
        raise unreadable(path, error) from error
    return whole.hexdigest()


def _told(items: Iterator[Item], done: int, progress: Progress | None) -> Iterator[Item]:
    for number, item in enumerate(items, done + 1):
        if progress and number % _TICK == 0:
            progress("import", number, 0)
        yield item


def _batches(items: Iterator[Item], most: int) -> Iterator[list[Item]]:
    batch: list[Item] = []
    characters = 0
    for item in items:
        batch.append(item)
        characters += _size(item)
        if len(batch) >= most or characters > _MOST_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _size(one: Entry | Skipped) -> int:
    return 0 if isinstance(one, Skipped) else len(one.unit.zh) + len(one.unit.en) + len(one.extra)


def _chosen(entry: Entry, options: Options) -> Entry:
    if options.status is not None:
        entry = replace(entry, status=options.status)
    if options.who and not entry.creator:
        entry = replace(entry, creator=options.who)
    if options.properties:
        entry = replace(entry, properties=(*entry.properties, *options.properties))
    return entry
