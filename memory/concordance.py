"""Concordance: units that hold a text, with their counterparts."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from corpora.document import Language
from corpora.errors import SettingsError
from corpora.script import language_of
from memory.answers import answers
from memory.finding import Span
from memory.search.match import Filters
from memory.search.where import condition
from memory.store import Entry, Store, keys
from memory.store.connection import reading
from memory.store.coverage import Segment
from memory.store.postings import last_indexed

_CHUNK = 200
_SAMPLE = 200
"""Hits by which the words that answer are told."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that holds a text.

    Attributes:
        source, target: its side with the text, and the other.
        spans: where the text stands in `source`.
        target_spans: the words of `target` that answer it, where that can be told.
        origin: the documents or the file that the unit comes from.
        entry: the whole unit.
    """

    source: str
    target: str
    spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]
    origin: str
    entry: Entry

    def to_dict(self) -> dict[str, Any]:
        """The hit as plain values, as the command prints it."""
        return {
            "source": self.source,
            "target": self.target,
            "spans": [list(span) for span in self.spans],
            "target_spans": [list(span) for span in self.target_spans],
            "origin": self.origin,
            "status": self.entry.status.label,
            "id": self.entry.id,
        }


def concordance(
    store: Store,
    text: str,
    language: Language | None = None,
    *,
    limit: int = 50,
    filters: Filters | None = None,
) -> list[Hit]:
    """Units that hold a text, the newest first.

    Width, case and traditional characters make no difference. The words of the counterpart
    that answer are told by association over the hits (see `memory.answers`).

    Args:
        store: the memory.
        text: any substring.
        language: side to look in; by default that of the text's own script.
        limit: most units.
        filters: which units may answer.

    Raises:
        SettingsError: no such language.
        StoreError: the store is damaged.
    """
    if language not in (None, "zh", "en"):
        raise SettingsError(f"no language {language!r}", mend="take zh or en")
    wanted = text.strip()
    if not wanted or limit < 1:
        return []
    side: Language = language or language_of(wanted) or "en"
    pattern = re.compile(re.escape(_key(wanted)))
    other: Language = "en" if side == "zh" else "zh"
    found: list[int] = []
    with reading(store.connection, store.path):
        for number in _holding(store, wanted, pattern, side, filters or Filters()):
            found.append(number)
            if len(found) >= max(limit, _SAMPLE):
                break
        entries = list(store.entries(found))
        told = answers(store, [entry.text(other) for entry in entries], other)
    return [
        Hit(
            entry.text(side),
            entry.text(other),
            tuple(match.span() for match in pattern.finditer(_key(entry.text(side)))),
            spans,
            entry.origins[0].name if entry.origins else "",
            entry,
        )
        for entry, spans in list(zip(entries, told, strict=True))[:limit]
    ]


def _key(text: str) -> str:
    """Folded where that keeps every character in its place, else in lower case alone."""
    folded = keys.fold(text)
    if len(folded) == len(text):
        return folded
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _holding(
    store: Store, wanted: str, pattern: re.Pattern[str], side: Language, filters: Filters
) -> Iterator[int]:
    connection = store.connection
    last = last_indexed(connection)
    rows = connection.execute("SELECT id FROM unit WHERE id > ? ORDER BY id DESC", (last,))
    yield from _verified(connection, [n for (n,) in rows], pattern, side, filters)
    grams = _grams(wanted)
    for segment in reversed(store.coverage.segments()):
        ids = _candidates(connection, segment, grams, side)
        yield from _verified(connection, ids, pattern, side, filters)


@dataclass(frozen=True, slots=True)
class _Grams:
    whole: tuple[str, ...]
    beginning: str
    inside: str


def _grams(wanted: str) -> _Grams:
    """What a unit that holds the text must have in its index.

    Words at the ends may be parts of longer ones: of the last one the beginning is known,
    and of a single one only what it holds.
    """
    words = keys.tokens(wanted)
    line = keys.line(words)[1:-1]
    pairs = {a + b for a, b in pairwise(line) if a + b != "  "}
    whole = {*pairs, *(word for word in words[1:-1] if not keys.is_han(word))}
    if len(words) == 1:
        single = words[0]
        if keys.is_han(single):
            return _Grams((), single, "")
        return _Grams((), "", single)
    if words and not keys.is_han(words[-1]) and not whole:
        return _Grams((), words[-1], "")
    return _Grams(tuple(whole), "", "")


def _candidates(
    connection: sqlite3.Connection, segment: Segment, grams: _Grams, side: Language
) -> list[int]:
    """Ids of the units of a segment that may hold the text, the newest first."""
    table = f"{side}_posting"
    if grams.whole:
        marks = ", ".join("?" * len(grams.whole))
        rows = connection.execute(
            f"SELECT units FROM {table} WHERE segment = ? AND gram IN ({marks}) "  # noqa: S608
            "ORDER BY length(units)",
            (segment.id, *grams.whole),
        ).fetchall()
        if len(rows) < len(grams.whole):
            return []
        sets = [np.frombuffer(units, "<u2") for (units,) in rows]
        places: npt.NDArray[Any] = reduce(
            lambda a, b: np.intersect1d(a, b, assume_unique=True), sets
        )
    elif grams.beginning or grams.inside:
        condition_ = "gram >= ? AND gram < ?" if grams.beginning else "instr(gram, ?) > 0"
        values = (
            (grams.beginning, grams.beginning + "\U0010ffff")
            if grams.beginning
            else (grams.inside,)
        )
        joined = b"".join(
            units
            for (units,) in connection.execute(
                f"SELECT units FROM {table} WHERE segment = ? "  # noqa: S608
                f"AND typeof(gram) = 'text' AND {condition_}",
                (segment.id, *values),
            )
        )
        places = np.unique(np.frombuffer(joined, "<u2"))
    else:
        places = np.arange(segment.last - segment.first + 1)
    return [int(place) + segment.first for place in places[::-1]]


def _verified(
    connection: sqlite3.Connection,
    ids: Sequence[int],
    pattern: re.Pattern[str],
    side: Language,
    filters: Filters,
) -> Iterator[int]:
    passing, values = condition(filters)
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        rows = connection.execute(
            f"SELECT id, {side} FROM unit WHERE id IN ({', '.join('?' * len(chunk))}) "  # noqa: S608
            f"AND {passing} ORDER BY id DESC",
            [*chunk, *values],
        ).fetchall()
        for number, text in rows:
            if pattern.search(_key(text)):
                yield number
