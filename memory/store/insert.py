"""Putting entries into the tables: new ones added, known ones merged."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from duizhao.corpora.characters import NOT_IN_DATABASE
from duizhao.corpora.entry import Entry, Origin, Status
from duizhao.corpora.skipped import Skipped

from . import journal, succession
from .rows import INSERT, OURS, entry_digest, identity, to_row

_CHUNK = 900


@dataclass(frozen=True, slots=True)
class Added:
    """What became of entries.

    Attributes:
        added: units that are new.
        merged: units that were there already.
        skipped: entries that a memory cannot hold.
    """

    added: int = 0
    merged: int = 0
    skipped: tuple[Skipped, ...] = ()

    def __add__(self, other: Added) -> Added:
        return Added(
            self.added + other.added, self.merged + other.merged, self.skipped + other.skipped
        )

    @property
    def left_out(self) -> int:
        """How many units were skipped."""
        return sum(skip.units for skip in self.skipped)

    @property
    def read(self) -> int:
        """All of them."""
        return self.added + self.merged + self.left_out


def insert(
    connection: sqlite3.Connection,
    entries: Sequence[Entry],
    when: str,
    operation: int,
    source: int | None = None,
    pair: str = "",
    identities: Sequence[str] | None = None,
) -> Added:
    """Add entries inside the caller's transaction.

    A unit with the same texts, tags and script, and with the same dates, names, properties and
    notes in its file, is the same unit. It keeps the more trusted status and the higher
    confidence; the origin is added. What a person edited is the same unit too by the texts that
    it had before.

    Args:
        connection: in a transaction.
        entries: with one origin each.
        when: the time that new units get which have none.
        operation: of the journal, which keeps what units were before.
        source: number of the import.
        pair: name that the user gave the documents.
        identities: of the entries, before anything was added to them; see `rows.identity`.
    """
    files = _Files(connection, pair)
    total = Added()
    first = journal.last_unit(connection)
    for start in range(0, len(entries), _CHUNK):
        chunk = entries[start : start + _CHUNK]
        named = identities[start : start + _CHUNK] if identities else list(map(identity, chunk))
        both = list(zip(chunk, named, strict=True))
        total += _insert_chunk(connection, files, both, when, (operation, source))
    journal.note_added(connection, operation, first)
    return total


def _insert_chunk(
    connection: sqlite3.Connection,
    files: _Files,
    entries: Sequence[tuple[Entry, str]],
    when: str,
    run: tuple[int, int | None],
) -> Added:
    skipped = []
    sound: list[tuple[int, str, Entry]] = []
    for entry, own in entries:
        reason = fault(entry)
        if reason:
            origin = entry.origins[0]
            skipped.append(Skipped(origin.place, reason, entry.unit.zh or entry.unit.en))
        else:
            sound.append((entry_digest(entry), own, entry))
    operation, source = run
    marks = [mark for mark, _, _ in sound]
    known = _known(connection, marks)
    edited = succession.edited(connection, marks)
    following = journal.last_unit(connection) + 1
    rows = []
    origins = []
    properties = []
    met: list[int] = []
    for mark, own, entry in sound:
        texts = (entry.zh_content or entry.unit.zh, entry.en_content or entry.unit.en)
        same = (*texts, own)
        number = known.get((mark, *same))
        # A person's text is not given up for the one that it was made of, unless a person says so.
        by_person = None if entry.status is Status.CHECKED else edited.get((mark, *texts))
        if number is None and by_person:
            number = by_person
            met.append(number)
        elif number is None:
            number = known[(mark, *same)] = following
            following += 1
            row = to_row(entry, number, mark, own)
            if not row["created"]:
                row["created"], row["creator"] = when, row["creator"] or OURS
            rows.append(row)
        else:
            met.append(number)
            if rows and number >= rows[0]["id"]:
                # Its first copy is in this very chunk and has to be there to be merged with.
                connection.executemany(INSERT, rows)
                rows.clear()
            _merge(connection, number, entry, operation)
        origin = entry.origins[0]
        place = (origin.place or None, origin.before or None, origin.after or None)
        origins.append((files.number(origin, entry), origin.position, number, *place, source))
        properties += [(number, name, value) for name, value in entry.properties]
    connection.executemany(INSERT, rows)
    if source is not None and met:
        journal.note_origins(
            connection, operation, source, list(dict.fromkeys(met)), {row[0] for row in origins}
        )
    connection.executemany(
        "INSERT INTO origin (file, position, unit, place, before, after, import) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET import = excluded.import "
        "WHERE import IS NOT excluded.import AND excluded.import IS NOT NULL",
        origins,
    )
    if properties:
        connection.executemany("INSERT OR IGNORE INTO property VALUES (?, ?, ?)", properties)
    return Added(len(sound) - len(met), len(met), tuple(skipped))


def fault(entry: Entry) -> str:
    """Why a memory cannot hold an entry, or ""."""
    if not entry.unit.zh.strip():
        return "the Chinese side is empty"
    if not entry.unit.en.strip():
        return "the English side is empty"
    for text in (entry.unit.zh, entry.unit.en, entry.zh_content, entry.en_content):
        if _UNSTORABLE.search(text):
            return "holds a zero character or half of a surrogate pair, which no file can hold"
    origin = entry.origins[0]
    others = (entry.unit.kind, entry.unit.label, entry.creator, entry.changer, entry.extra,
              entry.unit.zh_file, entry.unit.en_file, origin.before, origin.after, origin.file,
              *(text for pair in entry.properties for text in pair))  # fmt: skip
    if _UNSTORABLE.search("".join(text for text in others if not text.isascii())):
        return "one of its properties holds half of a surrogate pair, which no file can hold"
    return ""


_UNSTORABLE = re.compile(f"[{NOT_IN_DATABASE}]")


def _known(
    connection: sqlite3.Connection, marks: Sequence[int]
) -> dict[tuple[int, str, str, str], int]:
    # The texts are compared too: two in 2**64 may have the same digest.
    return {
        (mark, zh, en, own): number
        for number, mark, zh, en, own in connection.execute(
            "SELECT id, digest, coalesce(zh_content, zh), coalesce(en_content, en), "  # noqa: S608
            "coalesce(json_extract(details, '$.identity'), '') "
            f"FROM unit WHERE digest IN ({', '.join('?' * len(marks))})",
            marks,
        )
    }


def _merge(connection: sqlite3.Connection, number: int, entry: Entry, operation: int) -> None:
    status, confidence = connection.execute(
        "SELECT status, confidence FROM unit WHERE id = ?", (number,)
    ).fetchone()
    better = Status(status).merge(entry.status)
    known = [value for value in (confidence, entry.unit.confidence) if value is not None]
    highest = max(known, default=None)
    if (better, highest) != (status, confidence):
        columns = {"status": int(better), "confidence": highest}
        journal.change(connection, operation, number, columns)


class _Files:
    """Numbers of the files that units come from, made as they are met."""

    def __init__(self, connection: sqlite3.Connection, pair: str) -> None:
        self._connection = connection
        self._pair = pair
        self._known: dict[tuple[str, str, str], int] = {}

    def number(self, origin: Origin, entry: Entry) -> int:
        """The number of the file of an origin."""
        key = (origin.file, origin.zh_file, origin.en_file)
        number = self._known.get(key)
        if number is None:
            ordered = bool(entry.unit.zh_segments or entry.unit.en_segments)
            self._connection.execute(
                "INSERT OR IGNORE INTO file (name, zh_file, en_file, ordered) VALUES (?, ?, ?, ?)",
                (*key, ordered),
            )
            (number,) = self._connection.execute(
                "SELECT id FROM file WHERE name = ? AND zh_file = ? AND en_file = ?", key
            ).fetchone()
            if self._pair:
                self._connection.execute(
                    "UPDATE file SET pair = ? WHERE id = ?", (self._pair, number)
                )
            self._known[key] = int(number)
        return int(number)
