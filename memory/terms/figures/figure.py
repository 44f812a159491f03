"""A figure: anything in a text that states a value, with the value and the place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

Value = int | Fraction | str
"""Numbers compare as numbers; codes (``64/178``, ``A/67/156``) as text."""


class Role(StrEnum):
    """What a figure counts or names.

    Two figures with different roles never agree, except that NUMBER, the role of an
    unexplained figure, goes with most others.
    """

    NUMBER = "number"
    ORDINAL = "ordinal"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    WEEKDAY = "weekday"
    TIME = "time"
    PERCENT = "percentage"
    MONEY = "amount of money"
    FRACTION = "fraction"
    PARAGRAPH = "paragraph number"
    ARTICLE = "article number"
    RESOLUTION = "resolution number"
    SESSION = "session number"
    MEETING = "meeting number"
    PAGE = "page number"
    VOLUME = "volume number"
    CHAPTER = "chapter number"
    SECTION = "section number"
    ANNEX = "annex number"
    TABLE = "table number"
    PICTURE = "figure number"
    ITEM = "item number"
    AGE = "age"
    DURATION = "length of time"
    PEOPLE = "number of people"
    COUNTRIES = "number of countries"
    MEASURE = "measure"
    SYMBOL = "document symbol"
    LINK = "link"
    NOTE = "note mark"


class Form(StrEnum):
    """How a figure is written, which says how far it can be trusted to be one."""

    DIGITS = "digits"
    WORDS = "words"
    """Number words, Chinese numerals, Roman numerals: they explain digits on the other
    side, but their absence there proves nothing (一些, "one of", 四川)."""
    LOOSE = "loose"
    """Words that only imply a value (half, both, 半, quarterly)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated value.

    Attributes:
        role: what it counts or names.
        values: its readings; two figures agree when they share one.
        start, end: its place, in characters of the text.
        text: as it stands.
        form: see `Form`.
        group: figures of one date share a number; -1 outside dates.
        weak: True for a reading that may be no figure at all.
        unit: what is counted, where that is stated: a currency (``USD``), a unit of measure
            (``km``) or of time (``day``), the half of the day (``am``); else "".
        also: other roles that it may have as well: ``15日`` is a day of the month or a number
            of days.
    """

    role: Role
    values: frozenset[Value]
    start: int
    end: int
    text: str
    form: Form = Form.DIGITS
    group: int = -1
    weak: bool = False
    unit: str = ""
    also: frozenset[Role] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        """All roles that it may have."""
        return self.also | {self.role}

    @property
    def firm(self) -> bool:
        """Whether it is surely a figure: written in digits."""
        return self.form is Form.DIGITS and not self.weak

    @property
    def number(self) -> int | Fraction | None:
        """Its largest numeric reading, or None for a code."""
        numbers = [value for value in self.values if not isinstance(value, str)]
        return max(numbers) if numbers else None


@dataclass(frozen=True, slots=True)
class Date:
    """The parts of a date that stand together, or are understood from a neighbour.

    Attributes:
        year, month, day: None for a part that is not given.
        start, end: place of the whole expression in the text.
    """

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int

    def agrees(self, other: Date) -> bool:
        """Whether no part contradicts and at least one part is the same."""
        pairs = (
            (self.year, other.year),
            (self.month, other.month),
            (self.day, other.day),
        )
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        return bool(both) and all(a == b for a, b in both)


@dataclass(frozen=True, slots=True)
class Figures:
    """All that was read from one text.

    Attributes:
        figures: in the order of the text.
        dates: whole dates with their inherited parts, in the order of the text.
        text: the normalised text, of the same length as the original.
    """

    figures: tuple[Figure, ...]
    dates: tuple[Date, ...]
    text: str
