"""The journal: what was done to units that were there, by whom and when, and what was before.

The text of a unit never changes under its id, since the index and the vectors go by it: an
edited unit gets a new id, and so does one that comes back. The journal leads from each id to
the next.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import Any

Snapshot = dict[str, Any]
"""What was before: ``unit`` holds columns of its row; ``origins`` and ``properties``, rows.

Where ``properties`` are missing the unit is still there, and only what is named changed.
"""

_CHUNK = 500


def begin(
    connection: sqlite3.Connection,
    action: str,
    when: str,
    *,
    who: str = "",
    note: str = "",
    source: int | None = None,
) -> int:
    """Open an operation inside the caller's transaction; its number.

    Args:
        action, when, who, note: see `duizhao.memory.store.history.Operation`.
        source: number of the import that it is.
    """
    cursor = connection.execute(
        "INSERT INTO operation (action, at, who, note, import) VALUES (?, ?, ?, ?, ?)",
        (action, when, who, note, source),
    )
    return int(cursor.lastrowid or 0)


def note_added(connection: sqlite3.Connection, operation: int, first: int) -> None:
    """Note that an operation added the units above an id."""
    last = last_unit(connection)
    if last > first:
        connection.execute("INSERT INTO addition VALUES (?, ?, ?)", (operation, first, last))


def additions(connection: sqlite3.Connection, operation: int) -> list[tuple[int, int]]:
    """Runs of the units that an operation added: above the first id, up to the last one."""
    return connection.execute(
        "SELECT first, last FROM addition WHERE operation = ?", (operation,)
    ).fetchall()


def cancel_empty(connection: sqlite3.Connection, operation: int) -> None:
    """Take an operation out of the journal that changed no unit."""
    connection.execute(
        "DELETE FROM operation WHERE id = ? "
        "AND NOT EXISTS (SELECT 1 FROM revision WHERE revision.operation = operation.id) "
        "AND NOT EXISTS (SELECT 1 FROM addition WHERE addition.operation = operation.id)",
        (operation,),
    )


def cancel(connection: sqlite3.Connection, operation: int) -> None:
    """Take an operation that did nothing out of the journal."""
    connection.execute("DELETE FROM operation WHERE id = ?", (operation,))


def last_unit(connection: sqlite3.Connection) -> int:
    """The highest unit id that was ever given."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'unit'").fetchone()
    return int(row[0]) if row else 0


def snapshots(connection: sqlite3.Connection, units: Sequence[int]) -> dict[int, Snapshot]:
    """The rows of units, those that are there."""
    found: dict[int, Snapshot] = {}
    for start in range(0, len(units), _CHUNK):
        chunk = list(units[start : start + _CHUNK])
        marks = ", ".join("?" * len(chunk))
        for row in _named(connection, f"SELECT * FROM unit WHERE id IN ({marks})", chunk):  # noqa: S608
            found[row["id"]] = {"unit": dict(row), "origins": [], "properties": []}
        for row in _named(connection, f"SELECT * FROM origin WHERE unit IN ({marks})", chunk):  # noqa: S608
            found[row["unit"]]["origins"].append(dict(row))
        for row in _named(connection, f"SELECT * FROM property WHERE unit IN ({marks})", chunk):  # noqa: S608
            found[row["unit"]]["properties"].append(dict(row))
    return found


def _named(connection: sqlite3.Connection, query: str, values: Sequence[Any]) -> list[sqlite3.Row]:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(query, values).fetchall()


def note(
    connection: sqlite3.Connection,
    operation: int,
    unit: int | None,
    became: int | None,
    before: Snapshot | None = None,
    digest: int | None = None,
) -> None:
    """Note what an operation did to a unit."""
    text = json.dumps(before, ensure_ascii=False, separators=(",", ":")) if before else None
    connection.execute(
        "INSERT INTO revision (operation, unit, became, digest, before) VALUES (?, ?, ?, ?, ?)",
        (operation, unit, became, digest, text),
    )


def change(
    connection: sqlite3.Connection, operation: int, unit: int, columns: dict[str, Any]
) -> None:
    """Give columns of a unit other values, those before in the journal; its texts stay."""
    names = list(columns)
    (row,) = _named(connection, f"SELECT {', '.join(names)} FROM unit WHERE id = ?", [unit])  # noqa: S608
    note(connection, operation, unit, unit, {"unit": dict(row)})
    places = ", ".join(f"{name} = ?" for name in names)
    connection.execute(
        f"UPDATE unit SET {places} WHERE id = ?",  # noqa: S608
        [*columns.values(), unit],
    )


def forget_origins(
    connection: sqlite3.Connection, operation: int, unit: int, origins: Sequence[dict[str, Any]]
) -> None:
    """Take places where a unit was seen away from it, which stays."""
    note(connection, operation, unit, unit, {"origins": list(origins)})
    connection.executemany(
        "DELETE FROM origin WHERE file = :file AND position = :position AND unit = :unit", origins
    )


def note_origins(
    connection: sqlite3.Connection,
    operation: int,
    source: int,
    units: Sequence[int],
    files: Collection[int],
) -> None:
    """Note where units were seen by other imports, before this one gives them its places.

    Args:
        connection, operation, source: as of `begin`.
        units: that this import has too.
        files: numbers of its files.
    """
    found: dict[int, list[dict[str, Any]]] = {}
    query = (
        f"SELECT * FROM origin WHERE unit IN ({', '.join('?' * len(units))}) "  # noqa: S608
        "AND import IS NOT ?"
    )
    for row in _named(connection, query, [*units, source]):
        found.setdefault(row["unit"], []).append(dict(row))
    for unit, rows in found.items():
        note(connection, operation, unit, unit, {"origins": rows})
    every = (one for rows in found.values() for one in rows)
    supersede(connection, {one["import"] for one in every if one["file"] in files})


def supersede(connection: sqlite3.Connection, imports: Iterable[int | None]) -> None:
    """Note that imports are not in any more as they were: the same files are new ones then."""
    connection.executemany(
        "UPDATE import SET content = content || ' ' || id WHERE id = ? AND content NOT LIKE '% %'",
        [(number,) for number in imports if number],
    )


def put_origins(connection: sqlite3.Connection, unit: int, origins: list[dict[str, Any]]) -> None:
    """Give a unit places back where it was seen."""
    for one in origins:
        _insert(connection, "origin", {**one, "unit": unit}, "REPLACE")


def take_out(
    connection: sqlite3.Connection, operation: int, units: Sequence[int]
) -> dict[int, Snapshot]:
    """Take units out; what they were, which the journal has too."""
    found = snapshots(connection, units)
    for unit, before in found.items():
        note(connection, operation, unit, None, before)
    drop(connection, found)
    return found


def drop(connection: sqlite3.Connection, units: Iterable[int]) -> None:
    """Delete the rows of units, which the journal has."""
    numbers = [(unit,) for unit in units]
    for query in (
        "DELETE FROM origin WHERE unit = ?",
        "DELETE FROM property WHERE unit = ?",
        "DELETE FROM code WHERE unit = ?",
        "DELETE FROM unit WHERE id = ?",
    ):
        connection.executemany(query, numbers)


def put_back(connection: sqlite3.Connection, before: Snapshot) -> int:
    """Add a unit as it was, under a new id; that id.

    Where the same unit is there by now, it gets the origins and properties instead.
    """
    row = dict(before["unit"])
    number = same(connection, row)
    if number is None:
        number = row["id"] = last_unit(connection) + 1
        _insert(connection, "unit", row)
    put_origins(connection, number, before["origins"])
    for one in before["properties"]:
        _insert(connection, "property", {**one, "unit": number})
    return int(number)


def spare_origins(connection: sqlite3.Connection, source: int) -> dict[int, list[dict[str, Any]]]:
    """The rows of origins that an import gave to units that have others too, by unit."""
    found: dict[int, list[dict[str, Any]]] = {}
    query = (
        "SELECT * FROM origin WHERE import = ? AND EXISTS (SELECT 1 FROM origin AS other "
        "WHERE other.unit = origin.unit AND other.import IS NOT origin.import)"
    )
    for row in _named(connection, query, [source]):
        found.setdefault(row["unit"], []).append(dict(row))
    return found


def same(connection: sqlite3.Connection, row: dict[str, Any]) -> int | None:
    """The id of the unit that a row is the same as; None if there is none.

    Texts, tags and script are the same, and what tells it from equal texts of other files.
    """
    texts = (
        row["zh_content"] or row["zh"],
        row["en_content"] or row["en"],
        json.loads(row["details"] or "{}").get("identity", ""),
    )
    for number, *others in connection.execute(
        "SELECT id, coalesce(zh_content, zh), coalesce(en_content, en), "
        "coalesce(json_extract(details, '$.identity'), '') FROM unit WHERE digest = ?",
        (row["digest"],),
    ):
        if tuple(others) == texts:
            return int(number)
    return None


def _insert(
    connection: sqlite3.Connection, table: str, row: dict[str, Any], conflict: str = "IGNORE"
) -> None:
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT OR {conflict} INTO {table} ({names}) VALUES ({marks})", row)  # noqa: S608
