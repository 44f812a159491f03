"""How far the import of a file has come, noted in the memory: what a killed one resumes from."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from duizhao.corpora.errors import FormatError, MissingFileError
from duizhao.corpora.readers.limits import unreadable

from . import journal
from .insert import Added
from .store import Store, now


@dataclass(frozen=True, slots=True)
class ImportRun:
    """An import under way.

    Attributes:
        id: its number.
        name: of the file.
        operation: its number in the journal.
        again: whether the file is in already.
        items: of the file that are in.
        added, merged, skipped: what became of them.
    """

    id: int
    name: str
    operation: int
    again: bool
    items: int
    added: int
    merged: int
    skipped: int


def begin_run(store: Store, name: str, content: str, who: str) -> ImportRun:
    """The import of a file: one that was interrupted, with its counts, or a new one."""
    with store.writing() as connection:
        connection.execute(
            "INSERT OR IGNORE INTO import VALUES (NULL, ?, ?, 0, 0, 0, 0, ?, NULL)",
            (name, content, now()),
        )
        # One that ended starts again, since units may have been removed in the meantime.
        connection.execute(
            "UPDATE import SET items = 0, added = 0, merged = 0, skipped = 0, began = ?, "
            "ended = NULL WHERE name = ? AND content = ? AND ended IS NOT NULL",
            (now(), name, content),
        )
        number, *counts = connection.execute(
            "SELECT id, items, added, merged, skipped FROM import WHERE name = ? AND content = ?",
            (name, content),
        ).fetchone()
        row = connection.execute(
            "SELECT max(id) FROM operation WHERE import = ? AND undone IS NULL", (number,)
        ).fetchone()
        again = row[0] is not None and not counts[0]
        act = row[0] if counts[0] else None
        if act is None:
            act = journal.begin(connection, "import", now(), who=who, note=name, source=number)
    return ImportRun(number, name, act, again, *counts)


def note_progress(
    connection: sqlite3.Connection, run: ImportRun, items: int, added: Added
) -> ImportRun:
    """Note that more items of a file are in, inside the caller's transaction."""
    run = replace(
        run,
        items=run.items + items,
        added=run.added + added.added,
        merged=run.merged + added.merged,
        skipped=run.skipped + added.left_out,
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


def digest(path: str | os.PathLike[str]) -> str:
    """What the content of a file is known by, whatever its name; errors as of `check_there`."""
    check_there(path)
    whole = blake2b(digest_size=16)
    try:
        with Path(path).open("rb") as stream:
            while block := stream.read(1 << 20):
                whole.update(block)
    except OSError as error:
        raise unreadable(path, error) from error
    return whole.hexdigest()
