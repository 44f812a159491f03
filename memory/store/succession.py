"""Which id a unit has by now, and what it was under ids that are gone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence


def living(connection: sqlite3.Connection, unit: int) -> int:
    """The id that a unit has by now; 0 where it is gone, or was never there."""
    latest = 0
    while True:
        row = connection.execute(
            "SELECT id, became FROM revision WHERE unit = ? AND id > ? ORDER BY id DESC LIMIT 1",
            (unit, latest),
        ).fetchone()
        if row is None:
            there = connection.execute("SELECT 1 FROM unit WHERE id = ?", (unit,)).fetchone()
            return unit if there else 0
        if row[1] is None:
            return 0
        latest, unit = row


def taken_out_by(connection: sqlite3.Connection, unit: int) -> str:
    """The action that took a unit out; "" where none did, or it is there again."""
    row = connection.execute(
        "SELECT action FROM revision JOIN operation ON operation.id = revision.operation "
        "WHERE unit = ? AND became IS NULL ORDER BY revision.id DESC LIMIT 1",
        (unit,),
    ).fetchone()
    return str(row[0]) if row and not living(connection, unit) else ""


def former(connection: sqlite3.Connection, unit: int) -> set[tuple[str, str]]:
    """The texts that a unit had under an id that is gone."""
    rows = [
        json.loads(before)["unit"]
        for (before,) in connection.execute(
            "SELECT before FROM revision WHERE unit = ? AND before IS NOT NULL", (unit,)
        )
        if '"zh"' in before
    ]
    return {(row["zh"], row["en"]) for row in rows}


def edited(
    connection: sqlite3.Connection, digests: Sequence[int]
) -> dict[tuple[int, str, str], int]:
    """Units by what they were before a person edited them: digest and both texts with tags."""
    if not connection.execute("SELECT 1 FROM revision WHERE digest IS NOT NULL LIMIT 1").fetchone():
        return {}
    found = {}
    for digest, became, before in connection.execute(
        "SELECT digest, became, before FROM revision "  # noqa: S608
        f"WHERE digest IN ({', '.join('?' * len(digests))}) ORDER BY id",
        digests,
    ).fetchall():
        row = json.loads(before)["unit"]
        number = living(connection, became)
        if number:
            texts = row["zh_content"] or row["zh"], row["en_content"] or row["en"]
            found[(int(digest), *texts)] = number
    return found
