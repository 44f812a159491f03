"""Which units may answer, and that as a condition of an SQL query on the table of units."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from duizhao.corpora.entry import Status
from duizhao.corpora.errors import SettingsError

_DAY = re.compile(r"\d{4}(?:-?\d\d(?:-?\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which units may answer.

    Attributes:
        origin: part of the name of a file or document that they come from.
        since, until: first and last day on which they were made, ``YYYYMMDD``; either may be
            shorter (``2015``).
        properties: names and values that they have to carry, all of them.
        statuses: those that they may have; by default all but ``rejected``.
    """

    origin: str = ""
    since: str = ""
    until: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    statuses: Collection[Status] = (Status.DRAFT, Status.ALIGNED, Status.CHECKED)


EVERY = Filters()
"""All but what was rejected."""


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
        # A tilde sorts after every digit and letter, so that the whole day is in.
        parts.append("created <= ?")
        values.append(_day(filters.until) + "~")
    for name, value in filters.properties:
        parts.append(
            "EXISTS (SELECT 1 FROM property WHERE property.unit = unit.id "
            "AND property.name = ? AND property.value = ?)"
        )
        values += [name, value]
    return " AND ".join(parts) or "1", values


def _day(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise SettingsError(f"no day {text!r}", mend="write 2024-01-31, 2024-01 or 2024")
    return text.replace("-", "")
