"""The journal read: what was done to a store, and to a unit of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from duizhao.corpora.entry import Status

_OF_UNITS = "coalesce(before, '') NOT LIKE '{\"origins\"%'"
"""Holds for what changed a unit, and not only where it was seen."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What was done to a memory at one time.

    Attributes:
        id: its number; the later the higher.
        action: ``import``, ``add``, ``status``, ``edit``, ``delete``, ``clean`` or
            ``undo``.
        at: the time, ``YYYYMMDDTHHMMSSZ``.
        who: who did it, or "".
        note: the file, the documents, or the operation that an ``undo`` took back.
        revisions: units that it changed or took out.
        undone: number of the operation that took it back, 0 where it holds.
    """

    id: int
    action: str
    at: str
    who: str
    note: str
    revisions: int
    undone: int


@dataclass(frozen=True, slots=True)
class Revision:
    """What one operation did to one unit.

    Attributes:
        operation: the operation.
        unit: the id of the unit before; 0 for one that was not there.
        became: its id from then on; 0 where it was taken out.
        zh, en: its texts before, or "" where they did not change.
        status: its status before, or "" where that did not change.
    """

    operation: Operation
    unit: int
    became: int
    zh: str = ""
    en: str = ""
    status: str = ""


def operations(connection: sqlite3.Connection, limit: int) -> list[Operation]:
    """The latest operations, the last one first."""
    return list(selected(connection, "ORDER BY operation.id DESC LIMIT ?", (limit,)))


def operation(connection: sqlite3.Connection, number: int) -> Operation | None:
    """The operation of a number, if there is one."""
    return next(iter(selected(connection, "WHERE operation.id = ?", (number,))), None)


def selected(
    connection: sqlite3.Connection, rest: str, values: Sequence[Any]
) -> Iterator[Operation]:
    """Operations by the rest of a query."""
    for row in connection.execute(
        "SELECT id, action, at, who, note, (SELECT count(*) FROM revision "  # noqa: S608
        f"WHERE revision.operation = operation.id AND {_OF_UNITS}), coalesce(undone, 0) "
        f"FROM operation {rest}",
        values,
    ):
        yield Operation(*row)


def revisions(connection: sqlite3.Connection, unit: int) -> list[Revision]:
    """What was done to a unit under all the ids that it had, the earliest first."""
    wanted, ids = [unit], set()
    rows: dict[int, tuple[Any, ...]] = {}
    while wanted:
        one = wanted.pop()
        ids.add(one)
        for row in connection.execute(
            "SELECT id, operation, unit, became, before FROM revision "  # noqa: S608
            f"WHERE (unit = ? OR became = ?) AND {_OF_UNITS}",
            (one, one),
        ):
            rows[row[0]] = row
            wanted += [other for other in row[2:4] if other and other not in ids]
    found = []
    for number in sorted(rows):
        _, act, before_id, became, before = rows[number]
        (operation,) = selected(connection, "WHERE operation.id = ?", (act,))
        columns = (json.loads(before) if before else {}).get("unit", {})
        status = columns.get("status")
        found.append(
            Revision(
                operation,
                before_id or 0,
                became or 0,
                columns.get("zh", ""),
                columns.get("en", ""),
                "" if status is None else Status(status).label,
            )
        )
    return found
