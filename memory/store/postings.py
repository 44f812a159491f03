"""The index inside the store: which units hold which gram.

A segment covers a run of at most `CAPACITY` unit ids, so that a posting needs 16 bits, and is
written once, in key order, in the transaction that adds its units: store and index can
not disagree. New units wait, unindexed, until there are `PENDING` of them; small segments
are merged into larger ones as in a log-structured merge tree (O'Neil et al. 1996), so that a
unit is indexed again a few times at most.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from duizhao.corpora.document import LANGUAGES
from duizhao.corpora.entry import Status

from . import keys

CAPACITY = 65536
PENDING = 256
"""Most units that a search has to go through one by one."""

FIRST_HAN = "\u2e80"
"""Words that begin with it or a later character are not in the vocabulary of a segment."""


def last_indexed(connection: sqlite3.Connection) -> int:
    """The largest unit id that a segment covers, 0 where there is none."""
    row = connection.execute("SELECT last FROM segment ORDER BY id DESC LIMIT 1").fetchone()
    return int(row[0]) if row else 0


def index(connection: sqlite3.Connection) -> None:
    """Bring the index up to date, inside the caller's transaction."""
    first = last_indexed(connection) + 1
    last = int(connection.execute("SELECT coalesce(max(id), 0) FROM unit").fetchone()[0])
    if last - first < PENDING:
        return
    first = _absorb(connection, first, last)
    for start in range(first, last + 1, CAPACITY):
        _build(connection, start, min(start + CAPACITY - 1, last))


def _absorb(connection: sqlite3.Connection, first: int, last: int) -> int:
    rows = connection.execute("SELECT id, first, last FROM segment ORDER BY id DESC").fetchall()
    for segment, start, end in rows:
        if end - start + 1 > 2 * (last - first + 1) or last - start + 1 > CAPACITY:
            break
        connection.execute("DELETE FROM segment WHERE id = ?", (segment,))
        connection.execute("DELETE FROM vocabulary WHERE segment = ?", (segment,))
        connection.execute("DELETE FROM zh_posting WHERE segment = ?", (segment,))
        connection.execute("DELETE FROM en_posting WHERE segment = ?", (segment,))
        first = start
    return first


def _build(connection: sqlite3.Connection, first: int, last: int) -> None:
    latest = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'segment'").fetchone()
    segment = (int(latest[0]) if latest else 0) + 1
    sides = {}
    words = []
    for side in LANGUAGES:
        texts = connection.execute(
            f"SELECT id, {side} FROM unit WHERE id BETWEEN ? AND ? ORDER BY id",  # noqa: S608
            (first, last),
        )
        sides[side] = inverted = _invert(texts, first, last)
        postings = inverted.postings
        connection.executemany(
            f"INSERT INTO {side}_posting VALUES (?, ?, ?)",  # noqa: S608
            ((segment, gram, array("H", postings[gram]).tobytes()) for gram in _ordered(postings)),
        )
        words.append(_vocabulary(postings))
        postings.clear()
    zh, en = sides["zh"], sides["en"]
    connection.execute(
        "INSERT INTO segment VALUES (?, ?, ?, ?, ?)",
        (segment, first, last, zh.lengths, en.lengths),
    )
    connection.execute("INSERT INTO vocabulary VALUES (?, ?, ?)", (segment, *words))
    connection.executemany(
        "INSERT OR REPLACE INTO code VALUES (?, ?, ?)",
        ((unit, code, en.codes[unit]) for unit, code in zh.codes.items()),
    )
    # Few are rejected, and those are found through their texts.
    connection.execute(
        "DELETE FROM code WHERE unit IN "
        "(SELECT id FROM unit WHERE id BETWEEN ? AND ? AND status = ?)",
        (first, last, int(Status.REJECTED)),
    )


def recode(connection: sqlite3.Connection, units: Iterable[int]) -> None:
    """Bring the codes of units up to date whose status changed, inside the caller's transaction."""
    last = last_indexed(connection)
    for unit in units:
        connection.execute("DELETE FROM code WHERE unit = ?", (unit,))
        row = connection.execute(
            "SELECT zh, en FROM unit WHERE id = ? AND id <= ? AND status != ?",
            (unit, last, int(Status.REJECTED)),
        ).fetchone()
        if row:
            zh, en = map(keys.coded, row)
            connection.execute("INSERT INTO code VALUES (?, ?, ?)", (unit, zh, en))


_Postings = dict[str | bytes, list[int]]


@dataclass(frozen=True, slots=True)
class _Inverted:
    lengths: bytes
    postings: _Postings
    codes: dict[int, bytes]


def _invert(texts: Iterable[tuple[int, str]], first: int, last: int) -> _Inverted:
    lengths = array("H", bytes(2 * (last - first + 1)))
    postings: _Postings = defaultdict(list)
    codes: dict[int, bytes] = {}
    for unit, text in texts:
        place = unit - first
        words = keys.tokens(text)
        lengths[place] = min(len(words), 65535)
        codes[unit] = keys.code(words).encode("utf-16-le")
        for gram in keys.grams(words):
            postings[gram].append(place)
        postings[keys.loose(words)].append(place)
    return _Inverted(lengths.tobytes(), postings, codes)


def _vocabulary(postings: _Postings) -> str:
    """Words among the grams, a line feed after each and before the first."""
    words = [gram for gram in postings if isinstance(gram, str) and "!" <= gram[0] < FIRST_HAN]
    return "\n" + "".join([word + "\n" for word in words])


def _ordered(postings: _Postings) -> list[str | bytes]:
    # As SQLite orders them: texts before blobs. Lone surrogates, which SQLite cannot hold,
    # do not get here: no store holds a text with one.
    texts = sorted(gram for gram in postings if isinstance(gram, str))
    blobs = sorted(gram for gram in postings if isinstance(gram, bytes))
    return [*texts, *blobs]
