"""Units that may hold a text anywhere, also inside a word, from the index of the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from duizhao.corpora.document import Language

from . import keys
from .coverage import IndexSegment
from .postings import CAPACITY, FIRST_HAN

_MOST_WORDS = 20_000
"""Words that may hold a part of one; beyond, nearly every unit has one."""
_FEW = 100
"""Units that are read sooner than the index would sort them out."""
_CHUNK = 500

Places = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Needs:
    """What a unit that holds a text must have in its index.

    Words at the ends of the text may be parts of longer ones.

    Attributes:
        whole: grams.
        ending: how one of its words ends, or "".
        beginning: how one of its grams begins, or "".
        inside: what one of its words holds, or "".
    """

    whole: tuple[str, ...] = ()
    ending: str = ""
    beginning: str = ""
    inside: str = ""


def needs_of(wanted: str) -> Needs:
    """The needs of a text."""
    words = keys.tokens(wanted)
    if not words:
        return Needs()
    if len(words) == 1:
        single = words[0]
        return Needs(beginning=single) if keys.is_han(single) else Needs(inside=single)
    line = keys.line(words)[1:-1]
    pairs = {a + b for a, b in pairwise(line) if a + b != "  "}
    return Needs(
        tuple({*pairs, *(word for word in words[1:-1] if not keys.is_han(word))}),
        "" if keys.is_han(words[0]) else words[0],
        "" if keys.is_han(words[-1]) else words[-1],
    )


def holding(
    connection: sqlite3.Connection, segment: IndexSegment, needs: Needs, side: Language
) -> list[int]:
    """Ids of the units of a segment that may hold a text with these needs, the newest first."""
    places = np.arange(segment.last - segment.first + 1)
    if needs.whole:
        found = _postings(connection, segment, side, needs.whole)
        if len(found) < len(needs.whole):
            return []
        for units in sorted(found, key=len):
            places = _both(places, [units])
    for part, before, after in (
        (needs.ending, "", "\n"),
        (needs.beginning, "\n", ""),
        (needs.inside, "", ""),
    ):
        if not part or len(places) <= _FEW:
            continue
        if part < FIRST_HAN:
            words = list(_words(connection, segment, side, before + part + after))
            if len(words) <= _MOST_WORDS:
                places = _both(places, _postings(connection, segment, side, words))
        elif before:
            places = _both(places, _beginning(connection, segment, side, part))
    return [int(place) + segment.first for place in places[::-1]]


def _both(places: Places, sets: Sequence[Places]) -> Places:
    """Those of the places that are in one of the sets."""
    there = np.zeros(CAPACITY, bool)
    for units in sets:
        there[units] = True
    return places[there[places]]


def _words(
    connection: sqlite3.Connection, segment: IndexSegment, side: Language, part: str
) -> Iterator[str]:
    """Words of a segment in whose line a part stands."""
    row = connection.execute(
        f"SELECT {side} FROM vocabulary WHERE segment = ?",  # noqa: S608
        (segment.id,),
    ).fetchone()
    lines = row[0] if row else ""
    place = lines.find(part)
    while place >= 0:
        begin = lines.rfind("\n", 0, place + 1) + 1
        end = lines.find("\n", place + 1)
        yield lines[begin:end]
        place = lines.find(part, end)


def _postings(
    connection: sqlite3.Connection, segment: IndexSegment, side: Language, grams: Sequence[str]
) -> list[Places]:
    found: list[Places] = []
    for start in range(0, len(grams), _CHUNK):
        chunk = grams[start : start + _CHUNK]
        found += [
            np.frombuffer(units, "<u2")
            for (units,) in connection.execute(
                f"SELECT units FROM {side}_posting WHERE segment = ? "  # noqa: S608
                f"AND gram IN ({', '.join('?' * len(chunk))})",
                (segment.id, *chunk),
            )
        ]
    return found


def _beginning(
    connection: sqlite3.Connection, segment: IndexSegment, side: Language, part: str
) -> list[Places]:
    """Units of each gram that begins so."""
    rows = connection.execute(
        f"SELECT units FROM {side}_posting WHERE segment = ? "  # noqa: S608
        "AND gram >= ? AND gram < ?",
        (segment.id, part, part + "\U0010ffff"),
    )
    return [np.frombuffer(units, "<u2") for (units,) in rows]
