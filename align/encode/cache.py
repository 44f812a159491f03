"""Vectors kept on disk, by text and encoder.

One SQLite file, holding digests of texts (never the texts) and their vectors. Every
call opens it again and closes it, so that threads, forks and other processes can use it
at the same time. A cache only saves time: whatever goes wrong with it, encoding goes on
without it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

import numpy as np

from duizhao.align.encode.pools import encode_in_steps, pieces_apart, weighted
from duizhao.align.encode.protocol import Encoder, PoolingEncoder, Pools, Progress, Vectors
from duizhao.corpora.errors import SettingsError

VERSION = 1
"""Of the file's layout; a file of another version is made again."""

LIMIT = 1 << 30
"""Bytes that the vectors may take, unless `DUIZHAO_CACHE_MB` says otherwise."""

BATCH = 256
"""Texts that are encoded and then kept together: a kill loses no more than these."""

_DAY = 86_400
_SECONDS_TO_WAIT = 5
_QUERY = 500
_DAMAGED = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

Result = TypeVar("Result")


def default_folder() -> Path | None:
    """Where the cache goes: `DUIZHAO_CACHE`, or the platform's place; None for ``off``."""
    given = os.environ.get("DUIZHAO_CACHE", "")
    if given.lower() in ("off", "0", "no"):
        return None
    if given:
        try:
            return Path(given).expanduser()
        except RuntimeError as error:
            raise SettingsError(
                f"DUIZHAO_CACHE names the home of nobody: {given}", mend="give a whole path, or off"
            ) from error
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "duizhao"


def default_limit() -> int:
    """Bytes that the vectors may take."""
    with suppress(ValueError):
        return int(os.environ.get("DUIZHAO_CACHE_MB", "")) << 20
    return LIMIT


class VectorCache:
    """Vectors of one dimension in a file that other processes use as well.

    Args:
        folder: for ``vectors.sqlite``; made when it is not there.
        limit: bytes; beyond it, what was used longest ago goes, by day.

    Attributes:
        problem: why the cache could not be used the last time, or "".
    """

    def __init__(self, folder: Path, limit: int | None = None) -> None:
        self.path = folder / "vectors.sqlite"
        self.limit = default_limit() if limit is None else limit
        self.problem = ""

    def get(self, keys: Sequence[bytes], dimension: int) -> dict[bytes, Vectors]:
        """The vectors that are there, each of shape (dimension,)."""
        return self._use(lambda connection: _select(connection, keys, dimension), {})

    def put(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        """Keep vectors, shape (len(keys), dimension); the oldest go when there are too many."""
        self._use(lambda connection: _insert(connection, keys, vectors, self.limit), None)

    def _use(self, action: Callable[[sqlite3.Connection], Result], otherwise: Result) -> Result:
        """What an action gives; `otherwise` when the cache cannot be used now.

        A damaged file is removed, so that the next call begins a new one.
        """
        try:
            # Digests betray whether somebody has had a text.
            self.path.parent.mkdir(0o700, parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            with closing(sqlite3.connect(self.path, timeout=_SECONDS_TO_WAIT)) as connection:
                _prepare(connection)
                result = action(connection)
        except sqlite3.DatabaseError as error:
            self.problem = str(error)
            # Not when it is locked for too long, the disk full or the folder read-only.
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
                with suppress(OSError):
                    self.path.unlink()
            return otherwise
        except OSError as error:
            self.problem = str(error)
            return otherwise
        self.problem = ""
        return result


def _prepare(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:
        return
    # Two vectors of 512 to a page of 4096 bytes do not quite fit.
    connection.execute("PRAGMA page_size = 16384")
    connection.execute("BEGIN IMMEDIATE")
    # Another process may have been faster.
    if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        connection.execute("DROP TABLE IF EXISTS vectors")
        connection.execute(
            "CREATE TABLE vectors "
            "(number INTEGER PRIMARY KEY, key BLOB UNIQUE, vector BLOB, used INTEGER)"
        )
        connection.execute("CREATE INDEX vectors_used ON vectors (used)")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.commit()


def _select(
    connection: sqlite3.Connection, keys: Sequence[bytes], dimension: int
) -> dict[bytes, Vectors]:
    found: dict[bytes, Vectors] = {}
    today = int(time.time()) // _DAY
    for start in range(0, len(keys), _QUERY):
        part = list(keys[start : start + _QUERY])
        marks = ",".join("?" * len(part))
        query = f"SELECT key, vector, used FROM vectors WHERE key IN ({marks})"  # noqa: S608
        old = []
        for key, blob, used in connection.execute(query, part):
            vector = _unpack(blob, dimension)
            if vector is not None:
                found[key] = vector
                if used != today:
                    old.append((today, key))
        if old:
            with connection:
                connection.executemany("UPDATE vectors SET used = ? WHERE key = ?", old)
    return found


def _insert(
    connection: sqlite3.Connection, keys: Sequence[bytes], vectors: Vectors, limit: int
) -> None:
    today = int(time.time()) // _DAY
    rows = [(key, _pack(vector), today) for key, vector in zip(keys, vectors, strict=True)]
    with connection:
        connection.executemany(
            "INSERT OR REPLACE INTO vectors (key, vector, used) VALUES (?, ?, ?)", rows
        )
    pages, free, size = (
        connection.execute(f"PRAGMA {what}").fetchone()[0]
        for what in ("page_count", "freelist_count", "page_size")
    )
    taken = (pages - free) * size
    if taken <= limit:
        return
    count = connection.execute("SELECT count(*) FROM vectors").fetchone()[0]
    # A fifth below the limit, so that this is not done again at once.
    surplus = count - int(count * 0.8 * limit / taken)
    with connection:
        connection.execute(
            "DELETE FROM vectors WHERE number IN "
            "(SELECT number FROM vectors ORDER BY used, number LIMIT ?)",
            (surplus,),
        )


def _pack(vector: Vectors) -> bytes:
    data = np.ascontiguousarray(vector, "<f4").tobytes()
    return zlib.crc32(data).to_bytes(4, "little") + data


def _unpack(blob: bytes, dimension: int) -> Vectors | None:
    """The vector, or None when it is damaged."""
    if len(blob) != 4 + 4 * dimension or zlib.crc32(blob[4:]) != int.from_bytes(blob[:4], "little"):
        return None
    return np.frombuffer(blob, "<f4", offset=4).astype(np.float32)


def _key(name: str, text: str) -> bytes:
    data = f"{name}\0{text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).digest()


class CachedEncoder:
    """An encoder whose vectors of single texts are kept on disk.

    Args:
        encoder: makes the vectors that are not there; its name says which are its own.
        cache: where they are kept.
    """

    def __init__(self, encoder: Encoder, cache: VectorCache) -> None:
        self.encoder = encoder
        self.cache = cache
        self.name = encoder.name
        self.dimension = encoder.dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of single texts, shape (len(texts), dimension)."""
        keys = [_key(self.name, text) for text in texts]
        found = self.cache.get(sorted(set(keys)), self.dimension)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        fresh = list(missing.items())
        for start in range(0, len(fresh), BATCH):
            part = fresh[start : start + BATCH]
            vectors = self.encoder.encode([text for _, text in part])
            self.cache.put([key for key, _ in part], vectors)
            found.update(zip((key for key, _ in part), vectors, strict=True))
        result = np.zeros((len(texts), self.dimension), np.float32)
        for row, key in enumerate(keys):
            result[row] = found[key]
        return result

    def pool(self, texts: Sequence[str], progress: Progress | None = None) -> Pools:
        """Texts in order, ready for the vectors of any run of neighbours."""
        if isinstance(self.encoder, PoolingEncoder):
            return self.encoder.pool(texts, progress)
        return weighted(texts, encode_in_steps(self, texts, progress))

    def pool_pieces(
        self,
        texts: Sequence[str],
        pieces: Sequence[Sequence[str]],
        progress: Progress | None = None,
    ) -> tuple[Pools, Vectors]:
        """The same, and vectors of pieces of the texts."""
        if isinstance(self.encoder, PoolingEncoder):
            return self.encoder.pool_pieces(texts, pieces, progress)
        return pieces_apart(self, texts, pieces, progress)
