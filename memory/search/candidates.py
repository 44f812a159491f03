"""Units that may be like a query, the likeliest first, from the index of the store.

The grams of the query are counted in the units, rare grams first, until a budget of
postings is spent (a prefix filter: Chaudhuri, Ganti and Kaushik, 2006). What a unit shares
of them, and its length, bound its similarity from above: one edit destroys two pairs of
neighbours at most (the q-gram lemma: Ukkonen, 1992) or one word. Units are then compared in the
order of their bounds until no bound exceeds what has been found.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpora.document import Language
from memory.store import keys
from memory.store.postings import CAPACITY

_BUDGET = 300_000
"""Postings read for one query."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Row of the table of segments: number, and the unit ids that it covers."""

    id: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """Unit ids and upper bounds of their similarity, the highest first."""

    ids: npt.NDArray[np.int64]
    bounds: npt.NDArray[np.float32]


def segments(connection: sqlite3.Connection) -> list[Segment]:
    """All segments, in the order of the units."""
    rows = connection.execute("SELECT id, first, last FROM segment ORDER BY id")
    return [Segment(*row) for row in rows]


def same_loose(
    connection: sqlite3.Connection, language: Language, words: Sequence[str], limit: int
) -> list[int]:
    """Ids of units whose tokens are equal but for figures; the newest, `limit` at most."""
    rows = connection.execute(
        f"SELECT first, units FROM segment, {language}_posting AS posting "  # noqa: S608
        "WHERE posting.segment = segment.id AND posting.gram = ? ORDER BY first DESC",
        (keys.loose(words),),
    )
    found: list[int] = []
    for first, units in rows:
        found += (first + np.frombuffer(units, "<u2").astype(np.int64)[::-1]).tolist()
        if len(found) >= limit:
            break
    return found[:limit]


def find(
    connection: sqlite3.Connection,
    language: Language,
    words: Sequence[str],
    threshold: float,
) -> Candidates:
    """Indexed units that may reach a similarity, the likeliest first.

    Args:
        connection: to the store.
        language: side of the units that is compared.
        words: tokens of the query.
        threshold: lowest similarity of interest, between 0 and 1.
    """
    covered = segments(connection)
    weights = _weights(words)
    if not covered or not weights:
        return Candidates(np.empty(0, np.int64), np.empty(0, np.float32))
    chosen, rest = _choose(connection, language, weights)
    starts = {segment.id: index * CAPACITY for index, segment in enumerate(covered)}
    counts = np.zeros(len(covered) * CAPACITY, np.uint16)
    marks = ", ".join("?" * len(chosen))
    for number, gram, units in connection.execute(
        f"SELECT segment, gram, units FROM segment CROSS JOIN {language}_posting "  # noqa: S608
        f"ON segment = segment.id WHERE gram IN ({marks})",
        chosen,
    ):
        start = starts[number]
        counts[start : start + CAPACITY][np.frombuffer(units, "<u2")] += weights[gram]
    edits = 1 if not any(map(keys.is_han, words)) else 2
    least = _least(len(words), sum(weights.values()), edits, threshold) - rest
    places = np.flatnonzero(counts >= max(least, 1))
    missing = sum(weights.values()) - rest - counts[places].astype(np.int32)
    lengths = _lengths(connection, language, covered)[places].astype(np.int32)
    extra = np.maximum(lengths - len(words), 0)
    distance = np.maximum(-(-(missing + extra) // edits), np.abs(lengths - len(words)))
    bounds = 1 - distance / np.maximum(lengths, len(words))
    keep = np.flatnonzero(bounds >= threshold)
    order = keep[np.argsort(-bounds[keep], kind="stable")]
    firsts = np.array([segment.first for segment in covered], np.int64)
    places = places[order]
    return Candidates(
        firsts[places // CAPACITY] + places % CAPACITY, bounds[order].astype(np.float32)
    )


def _weights(words: Sequence[str]) -> dict[str, int]:
    # How often each gram stands in the query; `keys.grams` gives each once.
    single = keys.grams(words)
    line = keys.line(words)
    counts = Counter(map(str.__add__, line, line[1:]))
    counts.update(words)
    return {gram: counts[gram] for gram in single}


def _choose(
    connection: sqlite3.Connection, language: Language, weights: dict[str, int]
) -> tuple[list[str], int]:
    """The grams to count, rare ones first, and the weight of those left out."""
    marks = ", ".join("?" * len(weights))
    held = dict.fromkeys(weights, 0)
    held.update(
        connection.execute(
            f"SELECT gram, sum(length(units)) / 2 FROM segment CROSS JOIN {language}_posting "  # noqa: S608
            f"ON segment = segment.id WHERE gram IN ({marks}) GROUP BY gram",
            list(weights),
        )
    )
    chosen: list[str] = []
    spent = 0
    for gram in sorted(held, key=held.__getitem__):
        if chosen and spent + held[gram] > _BUDGET:
            break
        chosen.append(gram)
        spent += held[gram]
    return chosen, sum(weights[gram] for gram in set(weights).difference(chosen))


def _least(length: int, total: int, edits: int, threshold: float) -> int:
    """The smallest weight that a unit of any length has to share to reach the threshold."""
    if edits == 1:
        return total - int((1 - threshold) * length)
    # A unit as long as the query may miss most, unless it may be twice as long.
    longest = length if threshold >= 0.5 else int(length / max(threshold, 0.01))
    return total - length - int((1 - 2 * threshold) * longest)


def _lengths(
    connection: sqlite3.Connection, language: Language, covered: Sequence[Segment]
) -> npt.NDArray[np.uint16]:
    lengths = np.zeros(len(covered) * CAPACITY, np.uint16)
    rows = connection.execute(f"SELECT {language}_lengths FROM segment ORDER BY id")  # noqa: S608
    for index, (blob,) in enumerate(rows):
        values = np.frombuffer(blob, "<u2")
        lengths[index * CAPACITY : index * CAPACITY + len(values)] = values
    return lengths
