"""The units whose tokens are nearest to those of a query."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from heapq import nlargest
from typing import Any

from memory.store import Store, keys
from memory.store.entry import Status
from memory.store.postings import last_indexed

from . import candidates
from .candidates import Candidates
from .match import Filters, Query
from .similarity import Comparer
from .where import condition

_ROUNDS = ((150_000, 512), (1_000_000, 4096))
"""Postings to read and candidates to compare at most, if need be in a second round."""
_CHUNK = 64
_MOST_SAME = 200
"""Units compared that are the same but for figures."""

_EVERY = Filters()


def nearest(store: Store, query: Query, words: Sequence[str]) -> list[tuple[int, float]]:
    """Ids and similarities of the units that are most like a query, in no order.

    The similarities are exact or, once in a thousand, a little too high.

    Args:
        store: the memory.
        query: filters, limit and threshold of it count here.
        words: its tokens.
    """
    connection = store.connection
    threshold = max(query.threshold, 1) / 100
    comparer = Comparer(words)
    scored = _of_texts(connection, query, comparer, _pending(connection))
    same = candidates.same_loose(connection, query.language, words, _MOST_SAME)
    scored.update(_of_codes(connection, query, comparer, same))
    segments = store.coverage.segments()
    grams = candidates.survey(connection, query.language, words, segments)
    for budget, most in _ROUNDS:
        found = candidates.find(connection, query.language, grams, segments, threshold, budget)
        _compare(connection, query, comparer, found, most, scored)
        if found.outside < threshold or found.outside <= max(scored.values(), default=0.0):
            break
    return [(number, value) for number, value in scored.items() if value >= threshold]


def _compare(
    connection: sqlite3.Connection,
    query: Query,
    comparer: Comparer,
    found: Candidates,
    most: int,
    scored: dict[int, float],
) -> None:
    """Compare candidates, the likeliest first, until none can be among the best."""
    for start in range(0, min(len(found.ids), most), _CHUNK):
        best = nlargest(query.limit, scored.values())
        if len(best) == query.limit and found.bounds[start] <= best[-1]:
            return
        ids = found.ids[start : start + _CHUNK].tolist()
        new = [number for number in ids if number not in scored]
        scored.update(_of_codes(connection, query, comparer, new))


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
