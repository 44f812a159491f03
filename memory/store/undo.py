"""Taking back what was done to a store."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from duizhao.corpora.counted import counted
from duizhao.corpora.errors import SettingsError

from . import history, journal, postings, succession
from .history import Operation
from .store import Store, now


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did.

    Attributes:
        operation: what was taken back.
        restored: units that are again as they were.
        removed: units that it had added, and that are gone.
    """

    operation: Operation
    restored: int
    removed: int


def undo(store: Store, operation: int | None = None, who: str = "") -> Undone:
    """Take back an operation; that is an operation too, and can be taken back.

    Units that come back get new ids.

    Args:
        store: the memory.
        operation: its number; by default the last one that holds and is no undo itself.
        who: who does it.

    Raises:
        SettingsError: there is none, it was undone already, or a later one changed its units.
        StoreError: another writer does not let go, or the store is damaged.
        OutputError: the disk is full.
    """
    with store.writing() as connection:
        if operation is None:
            row = connection.execute(
                "SELECT max(id) FROM operation WHERE undone IS NULL AND action != 'undo'"
            ).fetchone()
            if row[0] is None:
                raise SettingsError("there is nothing to undo", path=store.path)
            operation = int(row[0])
        target = history.operation(connection, operation)
        if target is None:
            raise SettingsError(
                f"there is no operation {operation}",
                path=store.path,
                mend="duizhao tm history lists them",
            )
        if target.undone:
            raise SettingsError(
                f"operation {operation} was undone already, by {target.undone}",
                path=store.path,
                mend=f"undo {target.undone} to have it again",
            )
        added = _added(connection, operation)
        _refuse_conflicts(connection, store, operation, added)
        act = journal.begin(connection, "undo", now(), who=who, note=str(operation))
        restored, gone = _revert(connection, act, operation)
        gone += _without(connection, act, operation, added)
        _mark(connection, target, act)
        postings.index(connection)
        return Undone(target, restored, gone)


def _mark(connection: sqlite3.Connection, operation: Operation, by: int | None) -> None:
    """Note that an operation was taken back, or holds again; then what it took back does not."""
    connection.execute("UPDATE operation SET undone = ? WHERE id = ?", (by, operation.id))
    if operation.action == "undo":
        target = history.operation(connection, int(operation.note))
        if target:
            _mark(connection, target, None if by else operation.id)


def _added(connection: sqlite3.Connection, operation: int) -> list[int]:
    """Ids that the units have now that an operation added, those that are there."""
    found: list[int] = []
    for run in journal.additions(connection, operation):
        there = "SELECT id FROM unit WHERE id > ? AND id <= ?"
        found += [number for (number,) in connection.execute(there, run).fetchall()]
        moved = "SELECT DISTINCT unit FROM revision WHERE unit > ? AND unit <= ?"
        for (number,) in connection.execute(moved, run).fetchall():
            latest = succession.living(connection, number)
            if latest and latest != number:
                found.append(latest)
    return list(dict.fromkeys(found))


def _refuse_conflicts(
    connection: sqlite3.Connection, store: Store, operation: int, added: list[int]
) -> None:
    if not connection.execute(
        "SELECT 1 FROM revision WHERE operation > ? LIMIT 1", (operation,)
    ).fetchone():
        return
    left = connection.execute(
        "SELECT became FROM revision WHERE operation = ? AND became IS NOT NULL", (operation,)
    ).fetchall()
    later: set[int] = set()
    for unit in {*(number for (number,) in left), *added}:
        later |= _later(connection, unit, operation)
    if later:
        numbers = ", ".join(map(str, sorted(later, reverse=True)))
        raise SettingsError(
            f"{counted(len(later), 'later operation')} changed the same units: {numbers}",
            path=store.path,
            mend="undo these first, the last one first",
        )


def _later(connection: sqlite3.Connection, unit: int, operation: int) -> set[int]:
    """Operations that hold and changed a unit after another one did."""
    found: set[int] = set()
    place = 0
    while unit:
        row = connection.execute(
            "SELECT revision.id, became, operation, action, undone FROM revision "
            "JOIN operation ON operation.id = revision.operation "
            "WHERE unit = ? AND operation > ? AND revision.id > ? ORDER BY revision.id LIMIT 1",
            (unit, operation, place),
        ).fetchone()
        if row is None:
            break
        place, unit, number, action, undone = row
        if action != "undo" and undone is None:
            found.add(number)
    return found


def _revert(connection: sqlite3.Connection, act: int, operation: int) -> tuple[int, int]:
    """Take back what the journal says of each unit; how many came back, how many are gone."""
    restored = gone = 0
    for unit, became, before in connection.execute(
        "SELECT unit, became, before FROM revision WHERE operation = ? ORDER BY id DESC",
        (operation,),
    ).fetchall():
        there = succession.living(connection, became) if became else 0
        snapshot = json.loads(before) if before else None
        if snapshot is None:
            gone += len(journal.take_out(connection, act, [there])) if there else 0
        elif "properties" not in snapshot:
            if there:
                restored += "unit" in snapshot
                _put_right(connection, act, there, snapshot)
        else:
            now_there = journal.snapshots(connection, [there]).get(there) if there else None
            if there:
                journal.drop(connection, [there])
            new = journal.put_back(connection, snapshot)
            journal.note(connection, act, there or unit, new, now_there)
            restored += 1
    return restored, gone


def _put_right(
    connection: sqlite3.Connection, act: int, unit: int, snapshot: journal.Snapshot
) -> None:
    """Give a unit that stayed what it had."""
    if "unit" in snapshot:
        journal.change(connection, act, unit, snapshot["unit"])
        postings.recode(connection, [unit])
    journal.put_origins(connection, unit, snapshot.get("origins", []))


def _without(connection: sqlite3.Connection, act: int, operation: int, added: list[int]) -> int:
    """Take out what an operation added, and the origins that it gave to other units."""
    (source,) = connection.execute(
        "SELECT import FROM operation WHERE id = ?", (operation,)
    ).fetchone()
    kept = {
        unit
        for unit in added
        if connection.execute(
            "SELECT 1 FROM origin WHERE unit = ? AND import IS NOT ? AND (import IS NULL OR "
            "EXISTS (SELECT 1 FROM operation WHERE operation.import = origin.import "
            "AND undone IS NULL)) LIMIT 1",
            (unit, source),
        ).fetchone()
    }
    found = journal.take_out(connection, act, [unit for unit in added if unit not in kept])
    again = connection.execute(
        "SELECT 1 FROM operation WHERE import = ? AND id != ? AND undone IS NULL LIMIT 1",
        (source, operation),
    ).fetchone()
    if source is not None:
        journal.supersede(connection, [source])
    if source is not None and not again:
        for unit, rows in journal.spare_origins(connection, source).items():
            journal.forget_origins(connection, act, unit, rows)
    return len(found)
