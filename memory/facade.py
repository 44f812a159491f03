"""A memory from Python: `duizhao.Memory`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from os import PathLike
from typing import TYPE_CHECKING, Any

from duizhao.corpora.counted import counted
from duizhao.corpora.document import Language
from duizhao.corpora.entry import COLUMNS, Status
from duizhao.corpora.errors import OutputError
from duizhao.corpora.unit import Unit

from .search import Filters, Match, Query
from .search.searcher import search
from .store import Added, Entry, Store, from_units

if TYPE_CHECKING:
    import pandas as pd

    from .concordance import Hit
    from .search.vectors import Updated, Vectors


_REBUILT_AT_ONCE = 20_000
"""Units of which a damaged vector index is rebuilt within a search: half a minute's work."""

Progress = Callable[[str, int, int], None]


class Memory(AbstractContextManager["Memory"]):
    """A translation memory on disk.

    One object serves one thread at a time; it may be closed by hand or used in ``with``.

    Attributes:
        store: the units.
        notes: what the user ought to know of search by meaning, a sentence each.

    Args:
        path: the file; made when it is missing.
        create: whether it may be made.

    Raises:
        StoreError: it is no memory, a newer one, locked, damaged, or missing.
        OutputError: it cannot be made.
    """

    def __init__(self, path: str | PathLike[str], *, create: bool = True) -> None:
        self.store = Store(path, create=create)
        self.notes: list[str] = []
        self._vectors: Vectors | None = None
        self._vectors_seen = False

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self.store)

    def add(self, units: Iterable[Unit | Entry], *, status: Status | str | None = None) -> Added:
        """Add units; one that already exists gets another origin, not a copy.

        Args:
            units: as `duizhao.align` gives them, or made by hand; or entries, which say more.
            status: for those that are units; by default ``aligned`` where an aligner
                estimated a confidence, else ``draft``.

        Returns:
            How many are new, how many were there, and what was left out, with reasons.

        Raises:
            SettingsError: no such status.
            StoreError: another writer does not let go, or the file is damaged.
            OutputError: the disk is full.
        """
        chosen = Status.parse(status) if isinstance(status, str) else status
        given = list(units)
        made = iter(from_units([unit for unit in given if isinstance(unit, Unit)], chosen))
        entries = [unit if isinstance(unit, Entry) else next(made) for unit in given]
        return self.store.add(entries)

    def search(
        self,
        text: str,
        lang: Language = "zh",
        limit: int = 5,
        threshold: int = 60,
        *,
        before: str = "",
        after: str = "",
        filters: Filters | None = None,
        **options: Any,
    ) -> list[Match]:
        """What the memory has for a text, in one list, the best first.

        Args:
            text: the text, without inline tags.
            lang: its language.
            limit: most matches.
            threshold: lowest score.
            before, after: the texts around it, for context matches.
            filters: which units may answer.
            options: further fields of `duizhao.memory.search.Query`.

        Raises:
            SettingsError: no such language, or a text too long.
            StoreError: the memory is damaged.
        """
        query = Query(
            text,
            lang,
            limit,
            threshold,
            before=before,
            after=after,
            filters=filters or Filters(),
            **options,
        )
        return search(self.store, query, self._opened() if query.semantic else None)

    def update_vectors(self, progress: Progress | None = None) -> Updated:
        """Encode the units that have no vector yet, so that search by meaning finds them.

        Args:
            progress: called with ``vectors``, units done, and units to do.

        Raises:
            EncoderError: the encoder is missing or broken.
            OutputError: the index cannot be written.
        """
        from .search.vectors import update

        self._vectors_seen = False
        return update(self.store, progress=progress)

    def _opened(self) -> Vectors | None:
        if self._vectors_seen:
            return self._vectors
        from .search.vectors import opened, waiting

        self._vectors, fault = opened(self.store)
        if fault:
            if len(self.store) <= _REBUILT_AT_ONCE and self._rebuilt():
                self._vectors, _ = opened(self.store)
                self.notes.append(f"{fault}: it was rebuilt")
            else:
                self.notes.append(f"{fault}: no search by meaning; run duizhao tm vectors")
        elif self._vectors is not None:
            missing = waiting(self.store, self._vectors.note)
            if missing:
                self.notes.append(
                    f"{counted(missing, 'unit')} without vectors; run duizhao tm vectors"
                )
        self._vectors_seen = True
        return self._vectors

    def _rebuilt(self) -> bool:
        """Build the vectors anew; False where they cannot be written."""
        try:
            self.update_vectors()
        except OutputError:
            return False
        return True

    def concordance(
        self,
        text: str,
        lang: Language | None = None,
        *,
        limit: int = 50,
        filters: Filters | None = None,
    ) -> list[Hit]:
        """Units that hold a text, with the words that answer it where that can be told.

        Args:
            text: any substring.
            lang: side to look in; by default that of the text's own script.
            limit: most units.
            filters: which units may answer.

        Raises:
            SettingsError: no such language.
            StoreError: the memory is damaged.
        """
        from .concordance import concordance

        return concordance(self.store, text, lang, limit=limit, filters=filters)

    def to_frame(self, *, statuses: Collection[Status] | None = None) -> pd.DataFrame:
        """The units as a pandas table, a row each.

        Args:
            statuses: those wanted; by default all.

        Returns:
            Columns as of `duizhao.corpora.entry.COLUMNS`.
        """
        import pandas as pd

        rows = [
            entry.row()
            for entry in self.store.entries()
            if statuses is None or entry.status in statuses
        ]
        return pd.DataFrame(rows, columns=[column.name for column in COLUMNS])
