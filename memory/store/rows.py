"""Entries as rows of the store, and rows as entries."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from duizhao.corpora.entry import Entry, Origin, Status
from duizhao.corpora.unit import Unit

from .keys import digest

COLUMNS = (
    "id, digest, zh, en, zh_content, en_content, zh_language, en_language, source, status, "
    "confidence, created, creator, changed, changer, details"
)
INSERT = f"INSERT INTO unit ({COLUMNS}) VALUES ({', '.join('?' * 16)})"  # noqa: S608


def entry_digest(entry: Entry) -> int:
    """What makes it the same unit: both texts with their tags, and the script."""
    return digest(
        entry.zh_content or entry.unit.zh,
        entry.en_content or entry.unit.en,
        "Hant" if entry.traditional else "",
    )


def to_row(entry: Entry, number: int, mark: int) -> tuple[Any, ...]:
    """The row of an entry that gets this id and digest."""
    return (
        number,
        mark,
        entry.unit.zh,
        entry.unit.en,
        entry.zh_content or None,
        entry.en_content or None,
        entry.zh_language,
        entry.en_language,
        entry.source,
        int(entry.status),
        entry.unit.confidence,
        entry.created or None,
        entry.creator or None,
        entry.changed or None,
        entry.changer or None,
        _details(entry),
    )


def _details(entry: Entry) -> str | None:
    unit = entry.unit
    details = {
        "kind": unit.kind,
        "label": unit.label,
        "zh_segments": unit.zh_segments,
        "en_segments": unit.en_segments,
        "reasons": unit.reasons,
        "moved": unit.moved,
        "signature": unit.signature,
        "extra": entry.extra,
    }
    filled = {name: value for name, value in details.items() if value}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":")) if filled else None


def to_entry(
    row: Sequence[Any],
    origins: Sequence[Origin] = (),
    properties: Sequence[tuple[str, str]] = (),
) -> Entry:
    """The entry of a row that was selected as `COLUMNS`."""
    details = json.loads(row[15]) if row[15] else {}
    first = origins[0] if origins else Origin()
    unit = Unit(
        zh=row[2],
        en=row[3],
        kind=details.get("kind", ""),
        label=details.get("label", ""),
        confidence=row[10],
        zh_segments=tuple(details.get("zh_segments", ())),
        en_segments=tuple(details.get("en_segments", ())),
        reasons=tuple(details.get("reasons", ())),
        moved=details.get("moved", False),
        zh_file=first.zh_file,
        en_file=first.en_file,
        signature=details.get("signature", ""),
    )
    return Entry(
        unit,
        zh_content=row[4] or "",
        en_content=row[5] or "",
        zh_language=row[6],
        en_language=row[7],
        source=row[8],
        status=Status(row[9]),
        created=row[11] or "",
        creator=row[12] or "",
        changed=row[13] or "",
        changer=row[14] or "",
        properties=tuple(properties),
        extra=details.get("extra", ""),
        origins=tuple(origins),
        id=row[0],
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
