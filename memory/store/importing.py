"""Taking a file into a store, so that nothing is lost and nothing is there twice."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import islice

from duizhao.corpora.bilingual import kind_of
from duizhao.corpora.entry import Entry, Status
from duizhao.corpora.file_names import as_text
from duizhao.corpora.overwrite import refuse_overwriting
from duizhao.corpora.skipped import Skipped
from duizhao.memory.sources import read_pairs

from . import journal, postings
from .documents import Documents, Replaced, replace_units
from .edits import is_edit, is_of, write_rows
from .import_runs import ImportRun, begin_run, digest, note_progress
from .insert import Added, insert
from .rows import identity
from .store import Store, now

Item = Entry | Skipped
Progress = Callable[[str, int, int], None]

_MOST_CHARACTERS = 64 << 20
"""Of the texts that are held before they are written."""
_TICK = 1000


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file.

    Attributes:
        path: the file.
        read: units in it; added, merged and skipped ones together.
        added, merged: as of `Added`.
        skipped: how many were left out.
        skips: those of this run, each with its reason.
        resumed: items that an earlier run had taken in already.
        edited: ids that units have now that rows of an exported table changed; these are among
            the merged ones.
        replaced: what became of the units that the memory had of the same documents.
    """

    path: str
    read: int
    added: int
    merged: int
    skipped: int
    skips: tuple[Skipped, ...] = ()
    resumed: int = 0
    edited: tuple[int, ...] = ()
    replaced: tuple[Replaced, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is taken in.

    Attributes:
        status: of all its units; None leaves what the file says, or else ``aligned`` for
            those with a confidence and ``draft`` for the rest.
        who: noted as the creator of units that name none, and in the journal.
        properties: names and values for all its units.
        batch: most units that are written at once; a kill loses no more than these.
        pair: name of the pair of documents that the file is an alignment of; by default the
            names of the documents, where the file has them.
        replace: whether an alignment takes the place of an older one of documents with the same
            names; None where both have most of their text in common.
    """

    status: Status | None = None
    who: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    batch: int = postings.CAPACITY
    pair: str = ""
    replace: bool | None = None


def import_file(
    store: Store,
    path: str | os.PathLike[str],
    options: Options | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Take the units of a file into a store.

    Units are written in batches, each whole together with its part of the index and a note
    of how far the file has come. After a kill the same call continues after the last batch.
    A file that is in already can be taken in again: nothing changes. An alignment takes the
    place of an older one of the same documents, in the transaction of its last batch (see
    `duizhao.memory.store.documents`). A table that was exported from this memory is taken in
    as edits, by the ids in it.

    Args:
        store: the memory.
        path: a file that `duizhao.memory.sources.read_pairs` reads.
        options: see `Options`.
        progress: called with ``import``, items done, and 0, since a stream has no known end.

    Raises:
        InputError: the file cannot be read.
        SettingsError: the file is the memory itself.
        StoreError: another writer does not let go, or the store is damaged.
        OutputError: the disk is full; what was written before is whole.
    """
    refuse_overwriting([store.path], [path])
    options = options or Options()
    name = as_text(path)
    run = begin_run(store, name, digest(path), options.who)
    resumed = done = run.items
    items = read_pairs(path)
    met = _Met(kind_of(path) in _TABLES, set())
    for item in islice(items, done):
        met.documents |= _documents(item)
    skips: list[Skipped] = []
    edited: list[int] = []
    replaced: list[Replaced] = []
    with _no_cycles():
        for batch, is_last in _batches(_with_progress(items, done, progress), options.batch):
            run, added, effects = _write(store, run, batch, options, met, is_last)
            skips += added.skipped
            edited += effects.edited
            replaced += effects.replaced
    read = run.added + run.merged + run.skipped
    counts = read, run.added, run.merged, run.skipped
    return Imported(name, *counts, tuple(skips), resumed, tuple(edited), tuple(replaced))


def replace_alignment(store: Store, entries: Sequence[Entry], options: Options) -> Imported:
    """Take an alignment of documents in, in place of an older one, in one transaction.

    Args:
        store: the memory.
        entries: all pairs of the documents, with one origin each.
        options: see `Options`.

    Raises:
        StoreError: another writer does not let go, or the store is damaged.
        OutputError: the disk is full.
    """
    met = _Met(False, set())
    for entry in entries:
        met.documents |= _documents(entry)
    name = options.pair or "; ".join(" | ".join(both) for both in sorted(met.documents))
    whole = blake2b(digest_size=16)
    for entry in entries:
        whole.update(f"{entry.unit.zh}\0{entry.unit.en}\0".encode("utf-8", "surrogatepass"))
    named = [_under(entry, name) for entry in entries]
    with store.writing():
        run = begin_run(store, name, whole.hexdigest(), options.who)
        run, added, effects = _write(store, run, [*named], options, met, is_last=True)
    counts = run.added + run.merged + run.skipped, run.added, run.merged, run.skipped
    return Imported(name, *counts, added.skipped, replaced=tuple(effects.replaced))


def _under(entry: Entry, name: str) -> Entry:
    """The entry as one of a file of that name, unless it says a file itself."""
    first = entry.origins[0]
    return entry if first.file else replace(entry, origins=(replace(first, file=name),))


_TABLES = ("table", "json", "parquet")
"""Kinds of files that may have been exported with ids, and edited."""


@dataclass(slots=True)
class _Met:
    """What is known of a file by what was read of it.

    Attributes:
        may_edit: whether the numbers in it may be those of units of the memory.
        documents: of which it holds an aligner's pairs.
    """

    may_edit: bool
    documents: set[Documents]


@dataclass(frozen=True, slots=True)
class _Effects:
    edited: list[int]
    replaced: list[Replaced]


def _documents(item: Item) -> set[Documents]:
    """The documents of an aligner's pair; none for what came out of a memory."""
    if isinstance(item, Skipped) or item.origins[0].exported:
        return set()
    return {(item.origins[0].zh_file, item.origins[0].en_file)}


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Without looks for cycles among objects."""
    # A batch has a million of them and no cycle; looking through them again and again costs
    # a quarter of the time.
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _write(
    store: Store, run: ImportRun, batch: list[Item], options: Options, met: _Met, is_last: bool
) -> tuple[ImportRun, Added, _Effects]:
    """One batch with its part of the index, in a transaction; the last one ends the import."""
    found = [item for item in batch if isinstance(item, Entry)]
    # What the user adds to all units tells none from the other.
    identities = list(map(identity, found))
    entries = [_chosen(entry, options) for entry in found]
    left_out = tuple(item for item in batch if isinstance(item, Skipped))
    for item in batch:
        met.documents |= _documents(item)
    edits: list[Entry] = []
    effects = _Effects([], [])
    with store.writing() as connection:
        if met.may_edit:
            met.may_edit = is_of(store, entries)
        if met.may_edit:
            edits = [entry for entry in entries if is_edit(connection, entry)]
            numbers = {entry.id for entry in edits}
            rest = [n for n, entry in enumerate(entries) if entry.id not in numbers]
            entries = [entries[n] for n in rest]
            identities = [identities[n] for n in rest]
        added = insert(connection, entries, now(), run.operation, run.id, options.pair, identities)
        if edits:
            changed, same, faults = write_rows(store, run.operation, edits, (now(), options.who))
            effects.edited.extend(changed)
            added += Added(merged=len(changed) + same, skipped=tuple(faults))
        added += Added(skipped=left_out)
        if is_last:
            if options.replace is not False and met.documents and not met.may_edit:
                effects.replaced.extend(
                    replace_units(
                        connection,
                        (run.operation, run.id),
                        sorted(met.documents),
                        name=run.name,
                        pair=options.pair,
                        always=bool(options.replace),
                    )
                )
            connection.execute("UPDATE import SET ended = ? WHERE id = ?", (now(), run.id))
        postings.index(connection)
        run = note_progress(connection, run, len(batch), added)
        if is_last and run.again:
            journal.cancel_empty(connection, run.operation)
        return run, added, effects


def _with_progress(items: Iterator[Item], done: int, progress: Progress | None) -> Iterator[Item]:
    for number, item in enumerate(items, done + 1):
        if progress and number % _TICK == 0:
            progress("import", number, 0)
        yield item


def _batches(items: Iterator[Item], most: int) -> Iterator[tuple[list[Item], bool]]:
    """Runs of items, and whether each is the last one; there is one at least."""
    batch: list[Item] = []
    characters = 0
    for item in items:
        if len(batch) >= most or characters > _MOST_CHARACTERS:
            yield batch, False
            batch, characters = [], 0
        batch.append(item)
        characters += _size(item)
    yield batch, True


def _size(one: Entry | Skipped) -> int:
    return 0 if isinstance(one, Skipped) else len(one.unit.zh) + len(one.unit.en) + len(one.extra)


def _chosen(entry: Entry, options: Options) -> Entry:
    if options.status is not None:
        entry = replace(entry, status=options.status)
    if options.who and not entry.creator:
        entry = replace(entry, creator=options.who)
    if options.properties:
        entry = replace(entry, properties=(*entry.properties, *options.properties))
    return entry
