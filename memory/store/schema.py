"""The tables of a store, and how an older store becomes a newer one."""

from __future__ import annotations

import sqlite3

APPLICATION = 0x647A7430
"""Marks an SQLite file as a store of ours (``dzt0``)."""

_FIRST = """
CREATE TABLE unit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: the index goes by it
    digest INTEGER NOT NULL,               -- of both texts; finds a unit that is met again
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    zh_content TEXT,
    en_content TEXT,
    zh_language TEXT NOT NULL,
    en_language TEXT NOT NULL,
    source TEXT NOT NULL,
    status INTEGER NOT NULL,
    confidence REAL,
    created TEXT,
    creator TEXT,
    changed TEXT,
    changer TEXT,
    details TEXT                           -- JSON: the rest of the unit
);
CREATE INDEX unit_digest ON unit (digest);

CREATE TABLE property (
    unit INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (unit, name, value)
) WITHOUT ROWID;

CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    zh_file TEXT NOT NULL,
    en_file TEXT NOT NULL,
    ordered INTEGER NOT NULL,              -- neighbours here are neighbours in a document
    UNIQUE (name, zh_file, en_file)
);
CREATE TABLE origin (
    file INTEGER NOT NULL,
    position INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    place TEXT,
    before TEXT,
    after TEXT,
    PRIMARY KEY (file, position, unit)
) WITHOUT ROWID;
CREATE INDEX origin_unit ON origin (unit);

CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    content TEXT NOT NULL,                 -- digest of the file
    items INTEGER NOT NULL,                -- of the file that are in; resumed after them
    added INTEGER NOT NULL,
    merged INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    began TEXT NOT NULL,
    ended TEXT,                            -- NULL until the whole file is in
    UNIQUE (name, content)
);

-- The index. A segment is a run of unit ids; a posting, the units of one segment that hold a
-- gram, as 16-bit offsets. Units after the last segment are not indexed yet.
CREATE TABLE segment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: readers keep what they read
    first INTEGER NOT NULL,                -- smallest id that it may hold
    last INTEGER NOT NULL,
    zh_lengths BLOB NOT NULL,              -- tokens of each id, 16 bits each
    en_lengths BLOB NOT NULL
);
CREATE TABLE zh_posting (
    segment INTEGER NOT NULL, gram NOT NULL, units BLOB NOT NULL, PRIMARY KEY (segment, gram)
) WITHOUT ROWID;
CREATE TABLE en_posting (
    segment INTEGER NOT NULL, gram NOT NULL, units BLOB NOT NULL, PRIMARY KEY (segment, gram)
) WITHOUT ROWID;

-- The tokens of each indexed unit that is not rejected, 16 bits each (see keys.code): what the
-- search compares, without going through the texts.
CREATE TABLE code (unit INTEGER PRIMARY KEY, zh BLOB NOT NULL, en BLOB NOT NULL);

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO setting VALUES ('store', lower(hex(randomblob(16))));  -- tells stores apart
"""

# For search inside words: those of each segment, separated by line feeds and one at both ends,
# so that nobody has to walk through all postings. Words in Latin letters and the like only.
_WORDS = """
CREATE TABLE vocabulary (segment INTEGER PRIMARY KEY, zh TEXT NOT NULL, en TEXT NOT NULL);
INSERT INTO vocabulary SELECT id,
    (SELECT char(10) || coalesce(group_concat(gram || char(10), ''), '') FROM zh_posting
     WHERE segment = id AND typeof(gram) = 'text' AND unicode(gram) BETWEEN 33 AND 11903),
    (SELECT char(10) || coalesce(group_concat(gram || char(10), ''), '') FROM en_posting
     WHERE segment = id AND typeof(gram) = 'text' AND unicode(gram) BETWEEN 33 AND 11903)
FROM segment;
"""

# What was done to units that were there. Those that were added are in it as runs of ids only.
_JOURNAL = """
CREATE TABLE operation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    action TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    note TEXT NOT NULL,
    import INTEGER,                        -- the import that it was
    undone INTEGER                         -- the operation that took it back
);
CREATE INDEX operation_import ON operation (import);
CREATE TABLE addition (                    -- units above the first id, up to the last one
    operation INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (operation, first)
) WITHOUT ROWID;
CREATE TABLE revision (
    id INTEGER PRIMARY KEY,
    operation INTEGER NOT NULL,
    unit INTEGER,                          -- NULL for one that was not there
    became INTEGER,                        -- its id from then on; NULL where it is gone
    digest INTEGER,                        -- of the texts that an edit changed
    before TEXT                            -- JSON: its rows, or those columns that changed
);
CREATE INDEX revision_operation ON revision (operation);
CREATE INDEX revision_unit ON revision (unit);
CREATE INDEX revision_became ON revision (became);
CREATE INDEX revision_digest ON revision (digest) WHERE digest IS NOT NULL;
ALTER TABLE origin ADD COLUMN import INTEGER;
ALTER TABLE file ADD COLUMN pair TEXT NOT NULL DEFAULT '';  -- name that the user gave its documents
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _WORDS, _JOURNAL)
"""What leads from each version to the next; never edited once released, only added to."""

VERSION = len(MIGRATIONS)
"""Of a store that is up to date, as SQLite's ``user_version``."""


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a store from a version to `VERSION`, inside the caller's transaction."""
    for step in MIGRATIONS[version:]:
        # Not executescript, which would commit the caller's transaction.
        for statement in _statements(step):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _statements(script: str) -> list[str]:
    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
