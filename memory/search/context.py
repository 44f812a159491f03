"""Whether a unit was seen between the same neighbours as the query."""

from __future__ import annotations

import sqlite3

from duizhao.corpora.entry import Entry
from duizhao.memory.store.keys import tokens

from .match import Query


def in_context(connection: sqlite3.Connection, query: Query, entry: Entry) -> str:
    """What of the query's context is that of one of the entry's origins, in words, or "".

    What the query tells of its context has to agree, all of it. The context of an origin is
    what its file says, or else its neighbours in the document.
    """
    for before, after in _contexts(connection, query, entry):
        agrees = [
            name
            for name, wanted, there in (
                ("before", query.before, before),
                ("after", query.after, after),
            )
            if wanted and tokens(wanted) == tokens(there)
        ]
        if len(agrees) == bool(query.before) + bool(query.after):
            return f"same text {' and '.join(agrees)}"
    return ""


def _contexts(connection: sqlite3.Connection, query: Query, entry: Entry) -> list[tuple[str, str]]:
    found = []
    rows = connection.execute(
        "SELECT file, position, before, after, ordered FROM origin JOIN file ON id = file "
        "WHERE unit = ?",
        (entry.id,),
    ).fetchall()
    for file, position, before, after, ordered in rows:
        if (before or after) and entry.source == query.language:
            found.append((before or "", after or ""))
        if ordered:
            place = (file, position)
            found.append(
                (
                    _neighbour(connection, query, place, "<", "DESC"),
                    _neighbour(connection, query, place, ">", "ASC"),
                )
            )
    return found


def _neighbour(
    connection: sqlite3.Connection, query: Query, place: tuple[int, int], sign: str, order: str
) -> str:
    row = connection.execute(
        f"SELECT {query.language} FROM origin JOIN unit ON unit.id = origin.unit "  # noqa: S608
        f"WHERE file = ? AND position {sign} ? ORDER BY position {order} LIMIT 1",
        place,
    ).fetchone()
    return row[0] if row else ""
