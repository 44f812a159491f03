"""Points that a user takes off matches, as rules in a file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from duizhao.corpora.entry import Entry, Status
from duizhao.corpora.errors import SettingsError

_MEND = 'write [[penalty]], then points = 2 and what it is for, such as status = "aligned"'


@dataclass(frozen=True, slots=True)
class PenaltyRule:
    """Points off for the units that all of its conditions hold for.

    Attributes:
        points: how many; a negative number gives some.
        status: name of a status (``aligned``: made by an aligner, not yet checked).
        origin: part of the name of a file or document that the unit comes from.
        property: a property and its value, ``client=Acme``, or a property alone.
        who: the one who made or changed it last.
        before: changed last (or made) before this day, ``2015`` or ``2015-06-30``.
        years: changed last (or made) more than so many years ago.
        memory: part of the name of the memory.
        reason: what is shown; by default the conditions.
    """

    points: int
    status: str = ""
    origin: str = ""
    property: str = ""
    who: str = ""
    before: str = ""
    years: int = 0
    memory: str = ""
    reason: str = ""

    def shown(self) -> str:
        """What is shown beside the points."""
        shown = [
            f"{field.name} {getattr(self, field.name)}"
            for field in fields(self)
            if field.name not in ("points", "reason") and getattr(self, field.name)
        ]
        return self.reason or ", ".join(shown)

    def applies(self, entry: Entry, memory: str) -> bool:
        """Whether it is for a unit of a memory of that name."""
        changed = entry.changed or entry.created
        name, _, value = self.property.partition("=")
        return (
            (not self.status or entry.status.label == self.status)
            and (not self.memory or self.memory.lower() in memory.lower())
            and (not self.who or self.who in (entry.creator, entry.changer))
            and (not self.before or "" < changed < self.before.replace("-", ""))
            and (not self.years or "" < changed < _years_ago(self.years))
            and (
                not self.origin
                or any(
                    self.origin.lower() in text.lower()
                    for one in entry.origins
                    for text in (one.file, one.zh_file, one.en_file)
                )
            )
            and (
                not self.property
                or any(
                    name == there and (not value or value == given)
                    for there, given in entry.properties
                )
            )
        )


def _years_ago(years: int) -> str:
    today = datetime.now(UTC)
    return f"{today.year - years:04}{today:%m%d}"


def read_rules(path: str | os.PathLike[str]) -> tuple[PenaltyRule, ...]:
    """The rules of a file of TOML, a table ``[[penalty]]`` each.

    Raises:
        InputError: it cannot be read.
        SettingsError: it holds something else.
    """
    import tomllib

    from duizhao.corpora.readers.limits import read_bytes

    name = Path(path).name
    try:
        read = tomllib.loads(read_bytes(path).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name} is not TOML ({error})", mend=_MEND) from error
    found = read.get("penalty")
    if not isinstance(found, list) or set(read) != {"penalty"}:
        raise SettingsError(f"{name} holds something other than a list of penalties", mend=_MEND)
    return tuple(_rule(values, f"{name}, penalty {n}") for n, values in enumerate(found, 1))


def _rule(values: Any, place: str) -> PenaltyRule:
    kinds = {field.name: int if field.name in ("points", "years") else str
             for field in fields(PenaltyRule)}  # fmt: skip
    if not isinstance(values, Mapping) or type(values.get("points")) is not int:
        raise SettingsError(f"{place} has no points, a whole number", mend=_MEND)
    for key, value in values.items():
        if key not in kinds:
            names = ", ".join(kinds)
            raise SettingsError(f"{place} has no condition {key!r}", mend=f"use one of {names}")
        if type(value) is not kinds[key]:
            what = "a whole number" if kinds[key] is int else "a text"
            raise SettingsError(f"{place}: {key} is not {what}", mend=_MEND)
    if "status" in values:
        Status.parse(values["status"])
    return PenaltyRule(**values)
