"""Entries as rows of the store, and rows as entries."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from duizhao.corpora.entry import Entry, Origin, Status
from duizhao.corpora.unit import COLUMNS as UNIT_COLUMNS
from duizhao.corpora.unit import Unit

from .keys import digest

_TEXTS = ("zh_content", "en_content", "created", "creator", "changed", "changer")
"""Columns that hold NULL for a field that is empty."""
_COLUMNS = (
    *("id", "digest", "zh", "en", "zh_language", "en_language", "source", "status"),
    *("confidence", *_TEXTS, "details"),
)
# The documents of a unit are those of its first origin.
_DETAILS = tuple(
    column.name for column in UNIT_COLUMNS if column.name not in (*_COLUMNS, "zh_file", "en_file")
)
"""Fields of a unit without a column of their own; they are kept as JSON."""
COLUMNS = ", ".join(_COLUMNS)
INSERT = f"INSERT INTO unit ({COLUMNS}) VALUES ({', '.join(f':{name}' for name in _COLUMNS)})"  # noqa: S608


def entry_digest(entry: Entry) -> int:
    """What makes it the same unit: both texts with their tags, and the script."""
    return digest(
        entry.zh_content or entry.unit.zh,
        entry.en_content or entry.unit.en,
        "Hant" if entry.traditional else "",
    )


OURS = "duizhao"
"""Creator of the units that nobody else has dated."""


def identity(entry: Entry) -> str:
    """What tells a unit from others with the same texts: dates, names, ids, properties, notes.

    "" for one without any. When we made a unit ourselves says nothing of where it comes from.
    """
    dates = (entry.created, entry.creator, entry.changed, entry.changer)
    parts = [*(dates if entry.creator != OURS else ()), entry.extra]
    parts += [text for pair in sorted(entry.properties) for text in pair]
    return f"{digest(*parts) & 0xFFFFFFFFFFFFFFFF:016x}" if any(parts) else ""


def to_row(entry: Entry, number: int, mark: int, identity: str = "") -> dict[str, Any]:
    """The row of an entry that gets this id, digest and identity, by column."""
    unit = entry.unit
    row: dict[str, Any] = {name: getattr(entry, name) or None for name in _TEXTS}
    row.update(
        id=number,
        digest=mark,
        zh=unit.zh,
        en=unit.en,
        zh_language=entry.zh_language,
        en_language=entry.en_language,
        source=entry.source,
        status=int(entry.status),
        confidence=unit.confidence,
        details=_details(entry, identity),
    )
    return row


def _details(entry: Entry, identity: str) -> str | None:
    values = {name: getattr(entry.unit, name) for name in _DETAILS}
    filled = {name: value for name, value in values.items() if value}
    if entry.extra:
        filled["extra"] = entry.extra
    if identity:
        filled["identity"] = identity
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":")) if filled else None


def to_entry(
    row: sqlite3.Row,
    origins: Sequence[Origin] = (),
    properties: Sequence[tuple[str, str]] = (),
) -> Entry:
    """The entry of a row that was selected as `COLUMNS`."""
    details = json.loads(row["details"]) if row["details"] else {}
    extra = details.pop("extra", "")
    first = origins[0] if origins else Origin()
    rest: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in details.items()
        if name in _DETAILS
    }
    rest.update(confidence=row["confidence"], zh_file=first.zh_file, en_file=first.en_file)
    unit = Unit(row["zh"], row["en"], **rest)
    return Entry(
        unit,
        source=row["source"],
        zh_language=row["zh_language"],
        en_language=row["en_language"],
        status=Status(row["status"]),
        **{name: row[name] or "" for name in _TEXTS},
        properties=tuple(properties),
        extra=extra,
        origins=tuple(origins),
        id=row["id"],
    )


def origins_of(connection: sqlite3.Connection, units: Sequence[int]) -> dict[int, list[Origin]]:
    """Where each of these units was seen, the earliest import first."""
    found: dict[int, list[Origin]] = {unit: [] for unit in units}
    for unit, *columns in connection.execute(
        "SELECT unit, name, zh_file, en_file, position, place, before, after "  # noqa: S608
        "FROM origin JOIN file ON file.id = origin.file "
        f"WHERE unit IN ({', '.join('?' * len(units))}) ORDER BY file.id, position",
        units,
    ):
        found[unit].append(Origin(*columns[:4], *(value or "" for value in columns[4:])))
    return found


def properties_of(
    connection: sqlite3.Connection, units: Sequence[int]
) -> dict[int, list[tuple[str, str]]]:
    """The properties of each of these units."""
    found: dict[int, list[tuple[str, str]]] = {unit: [] for unit in units}
    for unit, name, value in connection.execute(
        "SELECT unit, name, value FROM property "  # noqa: S608
        f"WHERE unit IN ({', '.join('?' * len(units))}) ORDER BY unit, name, value",
        units,
    ):
        found[unit].append((name, value))
    return found
