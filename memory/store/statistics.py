"""What is in a store, counted."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from duizhao.corpora.entry import Status

from .connection import translated
from .postings import last_indexed
from .store import Store


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of a store.

    Attributes:
        units: all of them.
        statuses, languages: units by status, and by code of the Chinese side.
        origins: places where units were seen.
        files: files and documents that they come from.
        waiting: units that are not indexed yet and searched one by one.
        segments: of the index.
        bytes: size of the store, what is still in its log included.
        unfinished: files whose import was interrupted.
    """

    units: int
    statuses: dict[str, int]
    languages: dict[str, int]
    origins: int
    files: int
    waiting: int
    segments: int
    bytes: int
    unfinished: list[str]

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


def statistics(store: Store) -> Statistics:
    """Count what is in a store.

    Raises:
        StoreError: it is damaged.
    """
    with translated(store.path):
        execute = store.connection.execute
        statuses = execute("SELECT status, count(*) FROM unit GROUP BY status").fetchall()
        languages = execute("SELECT zh_language, count(*) FROM unit GROUP BY 1").fetchall()
        last = last_indexed(store.connection)
        return Statistics(
            units=len(store),
            statuses={Status(number).label: count for number, count in statuses},
            languages=dict(languages),
            origins=execute("SELECT count(*) FROM origin").fetchone()[0],
            files=execute("SELECT count(*) FROM file").fetchone()[0],
            waiting=execute("SELECT count(*) FROM unit WHERE id > ?", (last,)).fetchone()[0],
            segments=execute("SELECT count(*) FROM segment").fetchone()[0],
            bytes=sum(
                path.stat().st_size
                for path in (store.path, store.path.with_name(store.path.name + "-wal"))
                if path.exists()
            ),
            unfinished=[name for (name,) in execute("SELECT name FROM import WHERE ended IS NULL")],
        )
