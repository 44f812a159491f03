"""Filters as conditions of an SQL query on the table of units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from duizhao.corpora.entry import Entry, Status
from duizhao.corpora.errors import SettingsError
from duizhao.memory.store import Store
from duizhao.memory.store.connection import translated

from .match import Filters

_DAY = re.compile(r"\d{4}(?:-?\d\d(?:-?\d\d)?)?")


def condition(filters: Filters) -> tuple[str, list[Any]]:
    """An SQL expression on ``unit`` that holds for units that pass, and its parameters.

    Raises:
        SettingsError: what should be a day is none.
    """
    parts: list[str] = []
    values: list[Any] = []
    if set(filters.statuses) != set(Status):
        parts.append(f"status IN ({', '.join('?' * len(filters.statuses))})")
        values += [int(status) for status in filters.statuses]
    if filters.origin:
        parts.append(
            "EXISTS (SELECT 1 FROM origin JOIN file ON file.id = origin.file "
            "WHERE origin.unit = unit.id AND (instr(lower(name), ?) > 0 "
            "OR instr(lower(zh_file), ?) > 0 OR instr(lower(en_file), ?) > 0))"
        )
        values += [filters.origin.lower()] * 3
    if filters.since:
        parts.append("created >= ?")
        values.append(_day(filters.since))
    if filters.until:
        # A tilde sorts behind every digit and letter, so that the whole day is in.
        parts.append("created <= ?")
        values.append(_day(filters.until) + "~")
    for name, value in filters.properties:
        parts.append(
            "EXISTS (SELECT 1 FROM property WHERE property.unit = unit.id "
            "AND property.name = ? AND property.value = ?)"
        )
        values += [name, value]
    return " AND ".join(parts) or "1", values


def select(store: Store, filters: Filters) -> Iterator[Entry]:
    """Entries that pass, by id.

    Raises:
        StoreError: the store is damaged.
    """
    passing, values = condition(filters)
    last = 0
    while True:
        with translated(store.path):
            ids = [
                int(number)
                for (number,) in store.connection.execute(
                    f"SELECT id FROM unit WHERE id > ? AND {passing} "  # noqa: S608
                    "ORDER BY id LIMIT 500",
                    [last, *values],
                )
            ]
        if not ids:
            return
        yield from store.entries(ids)
        last = ids[-1]


def _day(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise SettingsError(f"no day {text!r}", mend="write 2024-01-31, 2024-01 or 2024")
    return text.replace("-", "")
