"""A unit with what files and memories keep beside its texts, and its row in a table."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Self

from .document import Language
from .errors import SettingsError
from .script import is_traditional
from .times import normal_time
from .unit import COLUMNS as UNIT_COLUMNS
from .unit import Unit
from .values import Column, columns_of, read


class Status(IntEnum):
    """How far a unit is trusted; a higher one wins when two copies meet, but see `merge`."""

    DRAFT = 0
    ALIGNED = 1
    CHECKED = 2
    REJECTED = 3

    @classmethod
    def parse(cls, name: str) -> Status:
        """The status of that name.

        Raises:
            SettingsError: there is none.
        """
        try:
            return cls[name.upper()]
        except KeyError:
            names = ", ".join(status.label for status in cls)
            raise SettingsError(f"no status {name!r}", mend=f"use one of {names}") from None

    @property
    def label(self) -> str:
        """Its name, lower case."""
        return self.name.lower()

    def merge(self, other: Status) -> Status:
        """What a unit becomes that is met again with another status.

        The more trusted one; but what a person rejected stays rejected, and only
        `Store.set_status` brings it back.
        """
        return max(self, other)


STATUSES = tuple(status.label for status in Status)
"""Names of the statuses, for commands and the service."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a unit was seen.

    Attributes:
        file: the file that was imported, or "" for a unit added by a program.
        zh_file, en_file: the documents that it comes from, where known.
        position: 0-based place among the units of that file.
        place: the same for people (``line 12``), or "".
        before, after: source text before and after it, where the file says so.
        line: 1-based line of that file on which it begins; 0 where the format has no lines,
            and out of a memory, which does not keep it.
        exported: whether that file states the status of the unit, as what a memory wrote does;
            out of a memory False.
    """

    file: str = ""
    zh_file: str = ""
    en_file: str = ""
    position: int = 0
    place: str = ""
    before: str = ""
    after: str = ""
    line: int = field(default=0, compare=False)
    exported: bool = field(default=False, compare=False)

    @property
    def name(self) -> str:
        """The documents if they are known, else the imported file."""
        documents = [name for name in (self.zh_file, self.en_file) if name]
        return " | ".join(documents) or self.file


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit with what the memory keeps beside its texts.

    Attributes:
        unit: the texts without inline tags, and what alignment knows of them.
        source: which side was translated into the other.
        zh_language, en_language: the codes; the script of the Chinese side shows in its code.
        status: see `Status`.
        created, changed: times, ``YYYYMMDDTHHMMSSZ``, or "".
        creator, changer: who did it, or "".
        zh_content, en_content: the texts as TMX content, with tags and escapes, or "" where
            there are no tags.
        properties: names and values that search can filter by.
        extra: JSON with what the file's format held beside, for a faithful export; or "".
        origins: where it was seen; what is put in has one, what comes out may have more.
        id: its number in the store; 0 before it is there.
    """

    unit: Unit
    source: Language = "en"
    zh_language: str = "zh-CN"
    en_language: str = "en"
    status: Status = Status.DRAFT
    created: str = ""
    creator: str = ""
    changed: str = ""
    changer: str = ""
    zh_content: str = ""
    en_content: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    extra: str = ""
    origins: tuple[Origin, ...] = (Origin(),)
    id: int = 0

    @property
    def traditional(self) -> bool:
        """Whether its Chinese side is in traditional characters."""
        return self.zh_language == "zh-TW"

    def text(self, language: Language) -> str:
        """One side of it."""
        return self.unit.zh if language == "zh" else self.unit.en

    def row(self) -> dict[str, Any]:
        """Its values by column (`COLUMNS`), those of its unit among them."""
        origin = self.origins[0] if self.origins else Origin()
        values: dict[str, Any] = {column.name: getattr(self, column.name) for column in _OWN}
        values |= self.unit.row()
        values["status"] = self.status.label
        values["origin"] = "; ".join(dict.fromkeys(one.name for one in self.origins))
        values["before"], values["after"] = origin.before, origin.after
        values["properties"] = _by_name(self.properties)
        return {column.name: values[column.name] for column in COLUMNS}

    @classmethod
    def of(cls, row: Mapping[str, Any], origin: Origin) -> Self:
        """The entry of a row; the name of its origin is not read.

        Args:
            row: values by column; of a table of units, or of entries.
            origin: where the row stood.

        Raises:
            TypeError, ValueError: a value is not what its column holds.
            SettingsError: no such status.
        """
        unit = Unit.of(row)
        given = read(row, _READ)
        status = given.pop("status", "")
        code = given.pop("zh_language", "")
        context = given.pop("before", ""), given.pop("after", "")
        for name in ("created", "changed"):
            if name in given and not normal_time(given[name]):
                raise ValueError(f"{name} is not a time like 20240131T235959Z: {given[name]}")
            if name in given:
                given[name] = normal_time(given[name])
        if "extra" in given and not isinstance(json.loads(given["extra"]), dict):
            raise ValueError("extra is not an object")
        if given.get("source") != "zh":
            given["source"] = "en"
        files = unit.zh_file, unit.en_file
        place = Origin(
            origin.file,
            *files,
            origin.position,
            origin.place,
            *context,
            line=origin.line,
            exported=bool(status),
        )
        return cls(
            unit,
            id=_id(row.get("id")),
            zh_language=code if code in ("zh-CN", "zh-TW") else chinese_code(unit.zh),
            status=Status.parse(status) if status else default_status(unit),
            origins=(place,),
            **given,
        )


_OWN = columns_of(Entry)
_FIRST = ("id", "zh", "en")
_MORE = (Column("status"), Column("before"), Column("after"), Column("origin"))
# By name: a later column of the same name does not count.
_ALL = {column.name: column for column in (*_OWN, *_MORE, *UNIT_COLUMNS)}
COLUMNS = tuple(
    _ALL[name] for name in dict.fromkeys((*_FIRST, *(column.name for column in _OWN), *_ALL))
)
"""The columns of an entry, in their order."""
_READ = tuple(
    column for column in (*_OWN, *_MORE) if column.name not in ("id", "origin", "en_language")
)


def _id(value: object) -> int:
    """The number of a unit in a memory; 0 for any other number that a table calls its id."""
    text = str(value).removesuffix(".0")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _by_name(properties: Collection[tuple[str, str]]) -> dict[str, str | list[str]]:
    """Values by name; a list where a name is there more than once."""
    found: dict[str, list[str]] = {}
    for name, value in properties:
        found.setdefault(name, []).append(value)
    return {name: values if values[1:] else values[0] for name, values in found.items()}


def chinese_code(text: str) -> str:
    """The code of a Chinese text by its characters: ``zh-TW`` or ``zh-CN``."""
    return "zh-TW" if is_traditional(text) else "zh-CN"


def from_units(units: Collection[Unit], status: Status | None = None) -> list[Entry]:
    """Units as entries, in their order.

    Args:
        units: as `duizhao.align` gives them, or made by hand.
        status: for all; by default ``aligned`` for those with a confidence, else ``draft``.
    """
    entries = []
    for index, unit in enumerate(units):
        segments = unit.zh_segments or unit.en_segments
        entries.append(
            Entry(
                unit,
                zh_language=chinese_code(unit.zh),
                status=default_status(unit) if status is None else status,
                origins=(
                    Origin(
                        zh_file=unit.zh_file,
                        en_file=unit.en_file,
                        position=segments[0] if segments else (index if unit.zh_file else 0),
                    ),
                ),
            )
        )
    return entries


def default_status(unit: Unit) -> Status:
    """``aligned`` for a unit whose confidence an aligner estimated, else ``draft``."""
    return Status.DRAFT if unit.confidence is None else Status.ALIGNED
