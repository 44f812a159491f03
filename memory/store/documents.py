"""A pair of documents as a source: a new alignment takes the place of the old one's units.

Two alignments are of the same pair where the user says so with a name, or where the documents
have the same names and the new one holds most of the Chinese text of the old one. So a
document of another folder with the same name, and a part of an alignment, replace nothing.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from duizhao.corpora.entry import Status

from . import journal

_SAME = 0.5
"""Share of the old text that a new alignment of the same documents holds at least."""
_BORDER = re.compile(r"[\n，。；：、！？,.;:!?“”‘’\"'()（）《》]+")

Documents = tuple[str, str]
"""Names of the Chinese and the English document."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """What became of the units that a memory had of a pair of documents.

    Attributes:
        documents: their names, or the name that the user gave the pair.
        added: units of the new alignment that are new to the memory.
        replaced: units that left it for one of these with part of the same text.
        removed: units that left it for nothing.
        kept: ids of units that stay, though the new alignment has other ones, because a
            person checked, edited or rejected them.
        share: how much of the text of older documents with these names the new alignment
            holds, 0 to 1; below a half they may be others, and their units stay.
    """

    documents: str
    added: int = 0
    replaced: int = 0
    removed: int = 0
    kept: tuple[int, ...] = ()
    share: float = 1.0

    @property
    def is_other(self) -> bool:
        """Whether units of documents with the same names were taken for those of others."""
        return self.share < _SAME


def replace_units(
    connection: sqlite3.Connection,
    run: tuple[int, int],
    documents: Collection[Documents],
    *,
    name: str = "",
    pair: str = "",
    always: bool = False,
) -> list[Replaced]:
    """Take out what older alignments of the same documents have and this one has not.

    Inside the caller's transaction, which also holds the last units of the new alignment.

    Args:
        connection: in a transaction.
        run: numbers of the operation in the journal and of the import.
        documents: pairs of which the import holds alignments.
        name: file that was imported.
        pair: name that the user gave the documents.
        always: whether documents of the same names are the same, whatever their text.

    Returns:
        What happened, for each pair that had other units.
    """
    new = journal.additions(connection, run[0])
    known = connection.execute("SELECT id, name, zh_file, en_file, pair FROM file").fetchall()
    unnamed: dict[Documents, list[tuple[int, Documents]]] = {}
    by_pair: dict[str, set[int]] = {}
    given: dict[tuple[str, str, str], str] = {}
    for number, file, zh, en, stated in known:
        given[file, zh, en] = stated
        if stated:
            by_pair.setdefault(stated, set()).add(number)
        elif zh and en:
            unnamed.setdefault(_bare((zh, en)), []).append((number, (zh, en)))
    found = []
    done: set[frozenset[int]] = set()
    for both in documents:
        stated = pair or given.get((name, *both), "")
        sure = by_pair.get(stated, set())
        alike = {number for number, other in unnamed.get(_bare(both), ()) if _agree(both, other)}
        files = frozenset(sure | alike)
        if files and files not in done:
            done.add(files)
            units = _units_of(connection, files, run[1])
            share = 1.0 if always else _share(units.values(), alike)
            if share < _SAME:
                for one in units.values():
                    one.files.difference_update(alike)
            names = stated or " | ".join(both)
            outcome = _replace(connection, run, new, units, names)
            if outcome or share < _SAME:
                found.append(replace(outcome or Replaced(names), share=share))
    return found


def _bare(documents: Documents) -> Documents:
    zh, en = (name.replace("\\", "/").rpartition("/")[2].casefold() for name in documents)
    return zh, en


def _agree(one: Documents, other: Documents) -> bool:
    """Whether names may be those of the same documents: one is the end of the other."""
    return all(_ends(a, b) for a, b in zip(one, other, strict=True))


def _ends(one: str, other: str) -> bool:
    a, b = (PurePosixPath(name.replace("\\", "/").casefold()).parts[::-1] for name in (one, other))
    return all(x == y for x, y in zip(a, b, strict=False))


@dataclass(frozen=True, slots=True)
class _UnitIn:
    """A unit of some documents.

    Attributes:
        zh, en, status: as of an entry.
        files: those of the documents in which an older alignment had it.
        is_new: whether the new alignment has it.
    """

    zh: str
    en: str
    status: Status
    files: set[int]
    is_new: bool = False


_Units = dict[int, _UnitIn]


def _units_of(connection: sqlite3.Connection, files: Iterable[int], source: int) -> _Units:
    """The units of documents by id."""
    found: _Units = {}
    for file in files:
        for unit, came, zh, en, status in connection.execute(
            "SELECT unit, import, zh, en, status FROM origin JOIN unit ON unit.id = origin.unit "
            "WHERE file = ?",
            (file,),
        ):
            one = found.setdefault(unit, _UnitIn(zh, en, Status(status), set()))
            if came == source:
                found[unit] = replace(one, is_new=True)
            else:
                one.files.add(file)
    return found


def _share(units: Iterable[_UnitIn], alike: Collection[int]) -> float:
    """How much of the old Chinese text the new alignment has, clause by clause.

    Args:
        units: of the documents.
        alike: files whose documents have the same names, and may be others.
    """
    there = {clause for one in units if one.is_new for clause in _split(one.zh)}
    old = {clause for one in units if one.files & set(alike) for clause in _split(one.zh)}
    total = sum(map(len, old))
    return sum(len(clause) for clause in old & there) / total if total else 1.0


def _replace(
    connection: sqlite3.Connection,
    run: tuple[int, int],
    new: Sequence[tuple[int, int]],
    units: _Units,
    documents: str,
) -> Replaced | None:
    old = {unit for unit, one in units.items() if one.files}
    kept = {
        unit
        for unit in old
        if not units[unit].is_new
        and units[unit].status in (Status.CHECKED, Status.REJECTED)
        and _by_person(connection, unit)
    }
    gone = _without_old(connection, run, {unit: units[unit].files for unit in old - kept})
    added = [
        one
        for unit, one in units.items()
        if one.is_new and any(first < unit <= last for first, last in new)
    ]
    texts = {clause for one in added for clause in _clauses(one)}
    replaced = sum(bool(_clauses(units[unit]) & texts) for unit in gone)
    if not (old and (added or gone or kept)):
        return None
    return Replaced(documents, len(added), replaced, len(gone) - replaced, tuple(sorted(kept)))


def _without_old(
    connection: sqlite3.Connection, run: tuple[int, int], units: dict[int, set[int]]
) -> list[int]:
    """Take old origins away, and the units that have no other; those units.

    Args:
        connection, run: as of `_replace`.
        units: the files of the old origins of each.
    """
    operation, source = run
    gone = []
    imports = set()
    for unit, before in journal.snapshots(connection, list(units)).items():
        retired = [
            one
            for one in before["origins"]
            if one["file"] in units[unit] and one["import"] != source
        ]
        imports |= {one["import"] for one in retired}
        if len(retired) == len(before["origins"]):
            gone.append(unit)
        else:
            journal.forget_origins(connection, operation, unit, retired)
    journal.take_out(connection, operation, gone)
    journal.supersede(connection, imports)
    return gone


def _by_person(connection: sqlite3.Connection, unit: int) -> bool:
    row = connection.execute(
        "SELECT 1 FROM revision JOIN operation ON operation.id = revision.operation "
        "WHERE became = ? AND action IN ('edit', 'status', 'undo') LIMIT 1",
        (unit,),
    ).fetchone()
    return row is not None


def _clauses(one: _UnitIn) -> set[str]:
    return _split(one.zh) | _split(one.en)


def _split(text: str) -> set[str]:
    return {clause.strip() for clause in _BORDER.split(text) if len(clause.strip()) > 1}
