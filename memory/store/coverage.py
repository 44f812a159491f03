"""What the index covers: its segments, and the lengths of their texts."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from duizhao.corpora.document import Language

Lengths = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class IndexSegment:
    """A run of unit ids that is indexed together.

    Attributes:
        id: its number; another one for another content.
        first, last: smallest and largest unit id that it may hold.
        zh_lengths, en_lengths: tokens of each, 0 where there is not a unit (any more).
    """

    id: int
    first: int
    last: int
    zh_lengths: Lengths
    en_lengths: Lengths

    def lengths(self, language: Language) -> Lengths:
        """Tokens of one side."""
        return self.zh_lengths if language == "zh" else self.en_lengths


class Coverage:
    """The segments of a store; lengths are kept, since a segment never changes.

    Args:
        connection: to the store.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[int, IndexSegment] = {}

    def segments(self) -> list[IndexSegment]:
        """All segments as they are now, in the order of the units."""
        rows = self._connection.execute("SELECT id FROM segment ORDER BY id").fetchall()
        known = {number: self._known.get(number) or self._read(number) for (number,) in rows}
        self._known = known
        return list(known.values())

    def _read(self, number: int) -> IndexSegment:
        number, first, last, zh, en = self._connection.execute(
            "SELECT id, first, last, zh_lengths, en_lengths FROM segment WHERE id = ?", (number,)
        ).fetchone()
        return IndexSegment(number, first, last, np.frombuffer(zh, "<u2"), np.frombuffer(en, "<u2"))
