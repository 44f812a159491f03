"""What search asks of a store: all its SQL that only reads.

Another engine answers the same questions; see `duizhao.memory.store`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from duizhao.corpora.document import Language
from duizhao.corpora.entry import Entry, Status

from . import keys, substring
from .connection import translated
from .filters import EVERY, Filters, condition
from .postings import last_indexed

if TYPE_CHECKING:
    from .coverage import IndexSegment
    from .store import Store

_CHUNK = 500


class Questions:
    """Questions to a store; each sees the store as it is then, or as `Store.reading` holds it.

    Args:
        store: the store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def _rows(self, query: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        return self._store.connection.execute(query, values)

    def waiting(self) -> list[int]:
        """Ids of the units that are not indexed yet, rising."""
        last = last_indexed(self._store.connection)
        return [n for (n,) in self._rows("SELECT id FROM unit WHERE id > ? ORDER BY id", (last,))]

    def texts(
        self, ids: Sequence[int], language: Language, filters: Filters
    ) -> list[tuple[int, str]]:
        """Ids and texts in a language of those of the units that pass."""
        if not ids:
            return []
        passing, values = condition(filters)
        return self._rows(
            f"SELECT id, {language} FROM unit WHERE id IN ({_marks(ids)}) AND {passing}",  # noqa: S608
            [*ids, *values],
        ).fetchall()

    def pairs(
        self, ids: Sequence[int], language: Language, filters: Filters
    ) -> Iterator[tuple[int, str, str]]:
        """Ids, texts in a language and counterparts of those of the units that pass.

        In runs of 500, the highest id of each first.
        """
        passing, values = condition(filters)
        other = "en" if language == "zh" else "zh"
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            yield from self._rows(
                f"SELECT id, {language}, {other} FROM unit "  # noqa: S608
                f"WHERE id IN ({_marks(chunk)}) AND {passing} ORDER BY id DESC",
                [*chunk, *values],
            ).fetchall()

    def codes(
        self, ids: Sequence[int], language: Language, filters: Filters
    ) -> list[tuple[int, bytes]]:
        """Ids and `keys.code` in UTF-16 of those of the units that pass."""
        if Status.REJECTED in filters.statuses:
            # These have no codes, so that every other search need not look at the status.
            return [(n, keys.coded(text)) for n, text in self.texts(ids, language, filters)]
        table, passing = "code", "1"
        values: list[Any] = []
        if filters != EVERY:
            table = "code JOIN unit ON unit.id = code.unit"
            passing, values = condition(filters)
        return self._rows(
            f"SELECT code.unit, code.{language} FROM {table} "  # noqa: S608
            f"WHERE code.unit IN ({_marks(ids)}) AND {passing}",
            [*ids, *values],
        ).fetchall()

    def passing(self, filters: Filters) -> npt.NDArray[np.int64]:
        """Ids of all units that pass, rising."""
        condition_, values = condition(filters)
        rows = self._rows(f"SELECT id FROM unit WHERE {condition_} ORDER BY id", values)  # noqa: S608
        return np.fromiter((number for (number,) in rows), np.int64)

    def allowed(self, ids: Sequence[int], filters: Filters) -> set[int]:
        """Those of the units that pass."""
        passing, values = condition(filters)
        rows = self._rows(
            f"SELECT id FROM unit WHERE id IN ({_marks(ids)}) AND {passing}",  # noqa: S608
            [*ids, *values],
        )
        return {number for (number,) in rows}

    def select(self, filters: Filters) -> Iterator[Entry]:
        """Entries that pass, by id.

        Raises:
            StoreError: the store is damaged.
        """
        passing, values = condition(filters)
        last = 0
        while True:
            with translated(self._store.path):
                rows = self._rows(
                    f"SELECT id FROM unit WHERE id > ? AND {passing} ORDER BY id LIMIT ?",  # noqa: S608
                    [last, *values, _CHUNK],
                ).fetchall()
            if not rows:
                return
            yield from self._store.entries([number for (number,) in rows])
            last = rows[-1][0]

    def same_loose(self, words: Sequence[str], language: Language, limit: int) -> list[int]:
        """Ids of units whose tokens are equal but for figures; the newest, `limit` at most."""
        rows = self._rows(
            # CROSS JOIN keeps the order of the tables: a seek in each segment, not a scan.
            f"SELECT first, units FROM segment CROSS JOIN {language}_posting "  # noqa: S608
            "ON segment = segment.id WHERE gram = ? ORDER BY first DESC",
            (keys.loose(words),),
        )
        found: list[int] = []
        for first, units in rows:
            found += (first + np.frombuffer(units, "<u2").astype(np.int64)[::-1]).tolist()
            if len(found) >= limit:
                break
        return found[:limit]

    def frequencies(
        self,
        grams: Sequence[str],
        language: Language,
        segments: Sequence[IndexSegment] | None = None,
    ) -> dict[str, int]:
        """How many indexed units hold each gram: in all segments, or in some.

        Grams that no unit holds are left out.
        """
        found: dict[str, int] = {}
        join = f"segment CROSS JOIN {language}_posting ON segment = segment.id WHERE"
        numbers: list[int] = []
        if segments is not None:
            numbers = [segment.id for segment in segments]
            join = f"{language}_posting WHERE segment IN ({_marks(numbers)}) AND"
        for start in range(0, len(grams), _CHUNK):
            chunk = grams[start : start + _CHUNK]
            for gram, count in self._rows(
                f"SELECT gram, length(units) / 2 FROM {join} gram IN ({_marks(chunk)})",  # noqa: S608
                [*numbers, *chunk],
            ):
                found[gram] = found.get(gram, 0) + count
        return found

    def postings(
        self, grams: Sequence[str], language: Language
    ) -> Iterator[tuple[int, str, bytes]]:
        """Segment, gram, and the units of the segment that hold it, as 16-bit offsets."""
        return self._rows(
            f"SELECT segment, gram, units FROM segment CROSS JOIN {language}_posting "  # noqa: S608
            f"ON segment = segment.id WHERE gram IN ({_marks(grams)})",
            grams,
        )

    def holding(self, text: str, language: Language) -> Iterator[list[int]]:
        """Ids of units that may hold a text, the newest first, segment by segment."""
        yield self.waiting()[::-1]
        needs = substring.needs_of(text)
        for segment in reversed(self._store.coverage.segments()):
            yield substring.holding(self._store.connection, segment, needs, language)

    def contexts(self, entry: Entry, language: Language) -> list[tuple[str, str]]:
        """Texts before and after a unit in a language, for each of its origins that has some.

        What its file says of the context of its source, and its neighbours in a document.
        """
        found: list[tuple[str, str]] = []
        for file, position, before, after, ordered in self._rows(
            "SELECT file, position, before, after, ordered FROM origin JOIN file ON id = file "
            "WHERE unit = ?",
            (entry.id,),
        ).fetchall():
            if (before or after) and entry.source == language:
                found.append((before or "", after or ""))
            if ordered:
                place = (file, position)
                found.append(
                    (self._neighbour(place, language, "<"), self._neighbour(place, language, ">"))
                )
        return found

    def _neighbour(
        self, place: tuple[int, int], language: Language, sign: Literal["<", ">"]
    ) -> str:
        order = "DESC" if sign == "<" else "ASC"
        row = self._rows(
            f"SELECT {language} FROM origin JOIN unit ON unit.id = origin.unit "  # noqa: S608
            f"WHERE file = ? AND position {sign} ? ORDER BY position {order} LIMIT 1",
            place,
        ).fetchone()
        return row[0] if row else ""

    def count_after(self, last: int) -> int:
        """How many units have a higher id.

        Raises:
            StoreError: the store is damaged.
        """
        with translated(self._store.path):
            row = self._rows("SELECT count(*) FROM unit WHERE id > ?", (last,)).fetchone()
        return int(row[0])

    def texts_after(self, last: int, limit: int) -> list[tuple[int, str, str]]:
        """Ids and both texts of the next units by id.

        Raises:
            StoreError: the store is damaged.
        """
        with translated(self._store.path):
            return self._rows(
                "SELECT id, zh, en FROM unit WHERE id > ? ORDER BY id LIMIT ?", (last, limit)
            ).fetchall()

    def identity(self) -> str:
        """What tells the store from others.

        Raises:
            StoreError: the store is damaged.
        """
        with translated(self._store.path):
            row = self._rows("SELECT value FROM setting WHERE name = 'store'").fetchone()
        return str(row[0]) if row else ""


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
