"""The units whose tokens are nearest to those of a query."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

import numpy as np
import numpy.typing as npt

from duizhao.corpora.entry import Status
from duizhao.memory.store import Store, keys
from duizhao.memory.store.postings import last_indexed

from . import candidates
from .match import Filters, Query
from .similarity import Comparer
from .where import condition

_ROUNDS = ((40_000, 128), (500_000, 4096))
"""Postings to read and candidates to compare at most. The first round finds something good
for little, and the second has to look only at what may be better."""
_CHUNK = 64
_THOROUGH = 384
"""Candidates among which all the best are found; among further ones only the very best."""
_MOST_SAME = 200
"""Units compared that are the same but for figures."""

_SHORT = 12
"""Tokens of a text of which figures may be the greater part."""
_LONGEST_WORD = 20

_EVERY = Filters()


def nearest(store: Store, query: Query, words: Sequence[str]) -> list[tuple[int, float]]:
    """Ids and similarities of the units that are most like a query, in no order.

    Units that are the same but for figures are among them however short they are: of
    ``Chapter 2`` half is figures. The similarities are exact or, once in a thousand, a little
    too high.

    Args:
        store: the memory.
        query: filters, limit and threshold of it count here.
        words: its tokens.
    """
    connection = store.connection
    threshold = max(query.threshold, 1) / 100
    comparer = Comparer(words)
    pending = _pending(connection)
    scored = _of_texts(connection, query, comparer, pending)
    figures = _short_same(connection, query, words, pending, scored)
    same = candidates.same_loose(connection, query.language, words, _MOST_SAME)
    figures.update(_of_codes(connection, query, comparer, same))
    scored.update(figures)
    segments = store.coverage.segments()
    grams = candidates.survey(connection, query.language, words, segments)
    counter = candidates.Counter(connection, query.language, grams, segments)
    for budget, most in _ROUNDS:
        least = _least_of(scored, query.limit)
        found = counter.find(max(threshold, least), budget)
        seen = _compare(connection, query, comparer, found, most, scored)
        best = max(scored.values(), default=0.0)
        if seen.missed < threshold or (best and seen.missed <= best):
            break
    enough = sum(value >= threshold for value in scored.values()) >= query.limit
    if seen.cut and seen.filtered and not enough:
        # What may not answer took the places of what may: look again among the rest.
        passing = _passing(connection, query)
        found = counter.find(threshold, 0, passing)
        _compare(connection, query, comparer, found, _ROUNDS[-1][1], scored)
    passed = ((number, value) for number, value in scored.items() if value >= threshold)
    return list({**figures, **dict(passed)}.items())


def _short_same(
    connection: sqlite3.Connection,
    query: Query,
    words: Sequence[str],
    pending: Sequence[int],
    scored: dict[int, float],
) -> dict[int, float]:
    """Short units not indexed yet that are the same but for figures, with their similarities."""
    if len(words) > _SHORT or not pending:
        return {}
    wanted = keys.loose(words)
    rows = connection.execute(
        f"SELECT id, {query.language} FROM unit "  # noqa: S608
        f"WHERE id > ? AND length({query.language}) <= ?",
        (min(pending) - 1, _SHORT * _LONGEST_WORD),
    )
    return {
        number: scored[number]
        for number, text in rows
        if number in scored and keys.loose(keys.tokens(text)) == wanted
    }


@dataclass(frozen=True, slots=True)
class _Seen:
    """What came of comparing candidates.

    Attributes:
        missed: the similarity that a unit not compared can have at most.
        cut: whether candidates were left uncompared.
        filtered: whether some of those compared may not answer.
    """

    missed: float
    cut: bool
    filtered: bool


def _least_of(scored: dict[int, float], limit: int) -> float:
    """The lowest of the best similarities, 0 while there are fewer than asked for."""
    best = nlargest(limit, scored.values())
    return best[-1] if len(best) == limit else 0.0


def _compare(
    connection: sqlite3.Connection,
    query: Query,
    comparer: Comparer,
    found: candidates.Candidates,
    most: int,
    scored: dict[int, float],
) -> _Seen:
    """Compare candidates in the order of their bounds, into `scored`, until none can be better."""
    filtered = False
    best = nlargest(query.limit, scored.values())
    for start in range(0, len(found.ids), _CHUNK):
        bound = float(found.bounds[start])
        enough = best[-1] if len(best) == query.limit else 0.0
        top = best[0] if best else 0.0
        if bound <= enough or start >= most or (start >= _THOROUGH and bound <= top):
            return _Seen(max(found.outside, bound), bound > enough, filtered)
        ids = found.ids[start : start + _CHUNK].tolist()
        new = [number for number in ids if number not in scored]
        more = _of_codes(connection, query, comparer, new)
        filtered = filtered or len(more) < len(new)
        best = nlargest(query.limit, [*best, *more.values()])
        scored.update(more)
    return _Seen(found.outside, found.cut, filtered)


def _passing(connection: sqlite3.Connection, query: Query) -> npt.NDArray[np.int64]:
    """Ids of all units that may answer, rising."""
    passing, values = condition(query.filters)
    rows = connection.execute(f"SELECT id FROM unit WHERE {passing} ORDER BY id", values)  # noqa: S608
    return np.fromiter((number for (number,) in rows), np.int64)


def _pending(connection: sqlite3.Connection) -> list[int]:
    rows = connection.execute("SELECT id FROM unit WHERE id > ?", (last_indexed(connection),))
    return [int(number) for (number,) in rows]


def _of_codes(
    connection: sqlite3.Connection, query: Query, comparer: Comparer, ids: Sequence[int]
) -> dict[int, float]:
    if Status.REJECTED in query.filters.statuses:
        # These have no codes, so that every other search need not look at the status.
        return _of_texts(connection, query, comparer, ids)
    table, passing = "code", "1"
    values: list[Any] = []
    if query.filters != _EVERY:
        table = "code JOIN unit ON unit.id = code.unit"
        passing, values = condition(query.filters)
    rows = connection.execute(
        f"SELECT code.unit, code.{query.language} FROM {table} "  # noqa: S608
        f"WHERE code.unit IN ({', '.join('?' * len(ids))}) AND {passing}",
        [*ids, *values],
    )
    return _scored(comparer, rows)


def _of_texts(
    connection: sqlite3.Connection, query: Query, comparer: Comparer, ids: Sequence[int]
) -> dict[int, float]:
    if not ids:
        return {}
    passing, values = condition(query.filters)
    rows = connection.execute(
        f"SELECT id, {query.language} FROM unit "  # noqa: S608
        f"WHERE id IN ({', '.join('?' * len(ids))}) AND {passing}",
        [*ids, *values],
    )
    return _scored(
        comparer,
        ((number, keys.code(keys.tokens(text)).encode("utf-16-le")) for number, text in rows),
    )


def _scored(comparer: Comparer, rows: Iterable[tuple[int, bytes]]) -> dict[int, float]:
    pairs = list(rows)
    similarities = comparer.coded([code for _, code in pairs]).tolist()
    return dict(zip([number for number, _ in pairs], similarities, strict=True))
