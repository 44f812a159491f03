"""What a memory keeps of a unit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

from duizhao.corpora.document import Language
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.unit import Unit


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
            raise SettingsError(f"no status {name!r}", mend=f"take one of {names}") from None

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


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a unit was seen.

    Attributes:
        file: the file that was imported, or "" for a unit added by a program.
        zh_file, en_file: the documents that it comes from, where known.
        position: 0-based place among the units of that file.
        place: the same for people (``line 12``), or "".
        before, after: source text before and behind it, where the file says so.
    """

    file: str = ""
    zh_file: str = ""
    en_file: str = ""
    position: int = 0
    place: str = ""
    before: str = ""
    after: str = ""

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
        zh_content, en_content: the texts as TMX content, with tags and escapes, or "" where
            there are no tags.
        zh_language, en_language: the codes; the script of the Chinese side shows in its code.
        source: which side was translated into the other.
        status: see `Status`.
        created, changed: times, ``YYYYMMDDTHHMMSSZ``, or "".
        creator, changer: who did it, or "".
        properties: names and values that search can filter by.
        extra: JSON with what the file's format held beside, for a faithful export; or "".
        origins: where it was seen; what is put in has one, what comes out may have more.
        id: its number in the store; 0 before it is there.
    """

    unit: Unit
    zh_content: str = ""
    en_content: str = ""
    zh_language: str = "zh-CN"
    en_language: str = "en"
    source: Language = "en"
    status: Status = Status.DRAFT
    created: str = ""
    creator: str = ""
    changed: str = ""
    changer: str = ""
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


def from_units(units: Collection[Unit], status: Status | None = None) -> list[Entry]:
    """Units as entries, in their order.

    Args:
        units: as `duizhao.align` gives them, or made by hand.
        status: for all; by default ``aligned`` for those with a confidence, else ``draft``.
    """
    from duizhao.corpora.script import is_traditional

    entries = []
    for index, unit in enumerate(units):
        segments = unit.zh_segments or unit.en_segments
        entries.append(
            Entry(
                unit,
                zh_language="zh-TW" if is_traditional(unit.zh) else "zh-CN",
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
