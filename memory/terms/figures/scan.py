"""A text being read: what is recognised is taken out, so that nothing is read twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from .figure import Date, Figure, Form, Role, Value

TAKEN = "\x01"
"""Stands for every character that already belongs to a figure."""

Maker = Callable[[re.Match[str]], bool]


class Scan:
    """The state of reading one text.

    Attributes:
        original: the text as it stands.
        normal: its normal form (see `normal.normal`).
        rest: the normal form with `TAKEN` in place of what has been read.
        figures, dates: what has been read, in the order of reading.
    """

    def __init__(self, original: str, normal: str) -> None:
        self.original = original
        self.normal = normal
        self.rest = normal
        self._characters = frozenset(normal)
        self.figures: list[Figure] = []
        self.dates: list[Date] = []
        self._group = 0

    def may_have(self, characters: str) -> bool:
        """Whether one of some characters is in the normal form: cheaper than to look for it."""
        return not self._characters.isdisjoint(characters)

    def add(
        self,
        role: Role,
        values: Iterable[Value],
        start: int,
        end: int,
        *,
        form: Form = Form.DIGITS,
        group: int = -1,
        weak: bool = False,
        unit: str = "",
        also: frozenset[Role] = frozenset(),
    ) -> None:
        """Record a figure without taking its place out of the rest."""
        self.figures.append(
            Figure(
                role,
                frozenset(values),
                start,
                end,
                self.original[start:end],
                form,
                group,
                weak,
                unit,
                also,
            )
        )

    def take(self, pattern: re.Pattern[str], make: Maker) -> None:
        """Offer each match of `pattern` in the rest to `make`; take out those it accepts."""
        pieces = []
        last = 0
        rest = self.rest
        for match in pattern.finditer(rest):
            if make(match):
                start, end = match.span()
                pieces.append(rest[last:start])
                pieces.append(TAKEN * (end - start))
                last = end
        if pieces:
            pieces.append(rest[last:])
            self.rest = "".join(pieces)

    def new_group(self) -> int:
        """A number for the figures of one more date."""
        self._group += 1
        return self._group
