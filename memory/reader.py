"""What a memory answers: the half of `duizhao.Memory` that leaves its units as they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, Self

from duizhao.corpora.counted import counted
from duizhao.corpora.document import Language
from duizhao.corpora.entry import COLUMNS, Status
from duizhao.corpora.errors import OutputError
from duizhao.corpora.script import language_of

from .search import Filters, Match, Query
from .search.searcher import search
from .store import Store

if TYPE_CHECKING:
    import pandas as pd

    from duizhao.corpora.language import Script

    from .concordance import Hit
    from .interchange import Outcome
    from .interchange.outcome import Asked
    from .search.rules import PenaltyRule
    from .search.vectors import Updated, Vectors
    from .store.history import Operation, Revision


_REBUILT_AT_ONCE = 20_000
"""Units of which a damaged vector index is rebuilt within a search: half a minute's work."""

Progress = Callable[[str, int, int], None]


class MemoryReader:
    """What `Memory` can do without changing a unit; not made by itself.

    Attributes:
        store: the units.
        notes: what the user ought to know of search by meaning, a sentence each.
    """

    def __init__(self, path: str | PathLike[str], *, create: bool = True) -> None:
        self.store = Store(path, create=create)
        self.notes: list[str] = []
        self._vectors: Vectors | None = None
        self._vectors_seen = False

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self.store)

    def search(
        self,
        text: str,
        lang: Language | None = None,
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
            lang: its language; by default that of its script.
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
            lang or language_of(text) or "en",
            limit,
            threshold,
            before=before,
            after=after,
            filters=filters or Filters(),
            **options,
        )
        return search(self.store, query, self._opened() if query.semantic else None)

    def concordance(
        self,
        text: str,
        lang: Language | None = None,
        *,
        limit: int = 50,
        filters: Filters | None = None,
        other: str = "",
    ) -> list[Hit]:
        """Units that hold a text, with the words that answer it where that can be found.

        Args:
            text: any substring.
            lang: side to look in; by default that of the text's own script.
            limit: most units.
            filters: which units may answer.
            other: what the counterpart has to hold, or "".

        Raises:
            SettingsError: no such language.
            StoreError: the memory is damaged.
        """
        from .concordance import concordance

        return concordance(self.store, text, lang, limit=limit, filters=filters, other=other)

    def history(self, *, limit: int = 50) -> list[Operation]:
        """What was done to the memory, the last operation first."""
        from .store.history import operations

        with self.store.reading():
            return operations(self.store.connection, limit)

    def history_of(self, unit: int) -> list[Revision]:
        """What was done to a unit under all the ids that it had, the earliest first."""
        from .store.history import revisions

        with self.store.reading():
            return revisions(self.store.connection, unit)

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

    def export(
        self, path: str | PathLike[str], format: str = "", *, filters: Filters | None = None
    ) -> int:
        """Write the units that pass to a file, in the format that its suffix names.

        Args:
            path: ``.tmx``, ``.tmx.gz``, ``.csv``, ``.tsv``, ``.xlsx``, ``.parquet``,
                ``.jsonl``, or ``.utf8`` for a glossary.
            format: one of these without the dot, where the suffix does not say it.
            filters: which units; by default all but the rejected ones.

        Returns:
            How many were written.

        Raises:
            SettingsError: no such format.
            OutputError: the file cannot be written; an earlier one is left whole.
        """
        from .export import export

        return export(self.store.ask.select(filters or Filters()), path, format)

    def pretranslate(
        self,
        path: str | PathLike[str],
        output: str | PathLike[str],
        *,
        threshold: int = 75,
        source: Language | None = None,
        filters: Filters | None = None,
        semantic: bool = False,
        script: Script = "",
        convert: bool = False,
        also: Sequence[MemoryReader] = (),
        rules: tuple[PenaltyRule, ...] = (),
    ) -> Outcome:
        """Fill what is not translated in a file with matches from here.

        Args:
            path: the file.
            output: where the filled file goes.
            threshold: lowest score of a match.
            source: language of the sources; by default as declared, or by script.
            filters: which units may answer.
            semantic: whether to search by meaning as well.
            script, convert: as of `duizhao.memory.search.Query`; the file's own by default.
            also: further memories to search, after this one.
            rules: penalties; see `duizhao.memory.search.rules`.

        Raises:
            InputError: the file cannot be used.
            OutputError: the output cannot be written.
        """
        from .interchange import pretranslate
        from .several import search_several

        wanted = script

        def find(asked: Asked, script: Script) -> Match | None:
            found = search_several(
                [self, *also], asked.text, asked.language, 1, threshold, before=asked.before,
                after=asked.after, content=asked.content, context_id=asked.id, filters=filters,
                semantic=semantic, script=wanted or script, convert=convert, rules=rules,
            )  # fmt: skip
            return found[0] if found else None

        return pretranslate(path, output, find, source=source)

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
        """Build the vectors again; False where they cannot be written."""
        try:
            self.update_vectors()
        except OutputError:
            return False
        return True
