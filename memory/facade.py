"""A memory from Python: `duizhao.Memory`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING

from duizhao.corpora.entry import Status
from duizhao.corpora.unit import Unit

from .reader import MemoryReader, Progress
from .store import Added, Entry, from_units

if TYPE_CHECKING:
    from .store.importing import Imported
    from .store.undo import Undone


class Memory(MemoryReader):
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

        Units of the same two texts from elsewhere are corrected with it. The corrected unit has
        a new id. The old text does not come back when its file is
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
        chosen = Status.parse(status) if isinstance(status, str) else status
        changes = []
        for number in (unit, *self.store.twins([unit])):
            (old,) = self.store.entries([number])
            new = with_texts(old, zh, en)
            changes.append((old, new if chosen is None else replace(new, status=chosen)))
        return edit(self.store, changes, who)

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


def _entries(units: Iterable[Unit | Entry], status: Status | str | None) -> list[Entry]:
    chosen = Status.parse(status) if isinstance(status, str) else status
    given = list(units)
    made = iter(from_units([unit for unit in given if isinstance(unit, Unit)], chosen))
    return [unit if isinstance(unit, Entry) else next(made) for unit in given]
