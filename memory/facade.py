"""A memory from Python: `duizhao.Memory`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING, Any

from duizhao.corpora.counted import counted
from duizhao.corpora.document import Language
from duizhao.corpora.entry import COLUMNS, Status
from duizhao.corpora.errors import OutputError
from duizhao.corpora.script import language_of
from duizhao.corpora.unit import Unit

from .search import Filters, Match, Query
from .search.searcher import search
from .store import Added, Entry, Store, from_units

if TYPE_CHECKING:
    import pandas as pd

    from duizhao.corpora.language import Script

    from .concordance import Hit
    from .interchange import Outcome
    from .interchange.outcome import Asked
    from .search.rules import PenaltyRule
    from .search.vectors import Updated, Vectors
    from .store.history import Operation, Revision
    from .store.importing import Imported
    from .store.undo import Undone


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
        return self.store.add(_entries(units, status))

    def import_file(
        self,
        path: str | PathLike[str],
        *,
        status: Status | str | None = None,
        who: str = "",
        properties: Mapping[str, str] | None = None,
        pair: str = "",
        replace: bool | None = None,
        progress: Progress | None = None,
    ) -> Imported:
        """Take in a file of units: TMX, XLIFF, PO, a table, JSON lines, or another memory.

        Args:
            path: the file.
            status: of all units; by default what the file says.
            who: creator of units without one.
            properties: for all units.
            pair: name of the pair of documents that the file is an alignment of; by default
                the names of the documents, where the file has them.
            replace: whether an alignment takes the place of an older one of documents with the
                same names; by default where both have most of their text in common.
            progress: called with stage, done and total.

        Returns:
            How many units were read, added, merged and skipped, with the reasons; which were
            edited, and what became of older units of the same documents.

        Raises:
            InputError: the file cannot be used.
            StoreError, OutputError: as for `add`.
        """
        from .store.importing import Options, import_file

        chosen = Status.parse(status) if isinstance(status, str) else status
        given = tuple((properties or {}).items())
        options = Options(chosen, who, given, pair=pair, replace=replace)
        return import_file(self.store, path, options, progress)

    def replace(
        self,
        units: Iterable[Unit | Entry],
        *,
        status: Status | str | None = None,
        pair: str = "",
        who: str = "",
    ) -> Imported:
        """Put an alignment of documents in the place of an older one of the same documents.

        All or nothing. Units of the older one that are not in the new one leave the memory; the
        journal keeps them, and `undo` brings them back. Units that a person checked, edited or
        rejected stay.

        Args:
            units: all pairs of the documents, with the documents' names.
            status: as of `add`.
            pair: name of the pair of documents; by default their own names.
            who: who does it.

        Raises:
            SettingsError, StoreError, OutputError: as of `add`.
        """
        from .store.importing import Options, replace_alignment

        options = Options(who=who, pair=pair, replace=True)
        return replace_alignment(self.store, _entries(units, status), options)

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

    def set_status(self, ids: Iterable[int], status: Status | str, who: str = "") -> int:
        """Give units another status; how many changed.

        Raises:
            SettingsError: no such status, or no such unit.
        """
        chosen = Status.parse(status) if isinstance(status, str) else status
        return self.store.set_status(ids, chosen, who)

    def edit(
        self,
        unit: int,
        *,
        zh: str | None = None,
        en: str | None = None,
        status: Status | str | None = None,
        who: str = "",
    ) -> Entry:
        """Correct a unit; it is ``checked`` then, unless `status` says otherwise.

        The corrected unit has a new id. The old text does not come back when its file is
        imported again.

        Args:
            unit: its id.
            zh, en: its new texts; None leaves them.
            status: its new status.
            who: who decided so.

        Returns:
            The unit as it is now.

        Raises:
            SettingsError: there is no such unit or status, or a text is empty.
            StoreError, OutputError: as of `add`.
        """
        from .store.edits import edit, with_texts

        self.store.refuse_unknown([unit])
        (old,) = self.store.entries([unit])
        new = with_texts(old, zh, en)
        if status is not None:
            chosen = Status.parse(status) if isinstance(status, str) else status
            new = replace(new, status=chosen)
        return edit(self.store, old, new, who)

    def delete(self, ids: Iterable[int], who: str = "") -> int:
        """Take units out; how many. The journal keeps them.

        Raises:
            SettingsError: there is no such unit; then none is taken out.
        """
        numbers = list(ids)
        self.store.refuse_unknown(numbers)
        return self.store.remove(numbers, who=who)

    def undo(self, operation: int | None = None, who: str = "") -> Undone:
        """Take back what was done last, or one operation of `history`.

        An undo can be undone too, by its own number.

        Raises:
            SettingsError: there is none, it was undone already, or later ones changed its units.
        """
        from .store.undo import undo

        return undo(self.store, operation, who)

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

    def clean(
        self,
        removed: str | PathLike[str],
        rules: Collection[str] | None = None,
        *,
        min_confidence: float = 0.5,
    ) -> dict[str, int]:
        """Move doubtful units out into a file of JSON lines; how many each rule found.

        Args:
            removed: where the units go, each with its reason; a new file.
            rules: of `duizhao.memory.clean.RULES`; all by default.
            min_confidence: for the rule ``confidence``.
        """
        from .clean import clean

        return clean(self.store, removed, rules, min_confidence=min_confidence)

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
        also: Sequence[Memory] = (),
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


def _entries(units: Iterable[Unit | Entry], status: Status | str | None) -> list[Entry]:
    chosen = Status.parse(status) if isinstance(status, str) else status
    given = list(units)
    made = iter(from_units([unit for unit in given if isinstance(unit, Unit)], chosen))
    return [unit if isinstance(unit, Entry) else next(made) for unit in given]
