"""What leaves a review: files for other tools, and units for a memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from duizhao.corpora.entry import Entry, Status, from_units
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.overwrite import refuse_overwriting
from duizhao.memory.clients import client_for
from duizhao.memory.unnumbered import unnumbered
from duizhao.memory.write import write
from duizhao.options import Kept

from .state import Row, RowState, State
from .units import UnitMaker

KEPT = (RowState.AUTOMATIC, RowState.CONFIRMED, RowState.EDITED)
"""States of rows that are exported unless others are asked for."""
_STATUS = {
    RowState.AUTOMATIC: Status.ALIGNED,
    RowState.EDITED: Status.CHECKED,
    RowState.CONFIRMED: Status.CHECKED,
    RowState.REJECTED: Status.REJECTED,
}


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """How a file is written.

    Attributes:
        path: where to; its suffix names the format.
        client, source, codes: as of `duizhao.memory.clients.client_for`.
        numbers: ``drop`` or ``keep``, as of `duizhao.align`.
        states: of the rows that are written.
    """

    path: str
    client: str | None = None
    source: str | None = None
    codes: str | None = None
    numbers: Kept = "drop"
    states: tuple[RowState, ...] = KEPT


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written: where, how many pairs, and what was left out."""

    path: str
    pairs: int
    notes: tuple[str, ...]


def export(
    state: State, meta: Mapping[str, Any], project: Path, choices: ExportChoices
) -> Exported:
    """Write the rows to a file.

    Args:
        state: of the review.
        meta: what is known of the documents.
        project: the project file; a relative path starts from its folder.
        choices: see `ExportChoices`.

    Raises:
        SettingsError: no such format or client, or it is one of the documents.
        OutputError: it cannot be written.
    """
    if choices.numbers not in get_args(Kept):
        raise SettingsError(f"no way {choices.numbers!r} with numbers", mend="take drop or keep")
    path = project.parent / Path(choices.path).expanduser()
    refuse_overwriting([path], [project, *(meta.get(name) for name in ("zh", "en", "pairs"))])
    client = client_for(choices.client, choices.source, choices.codes or None)
    rows = _chosen(state, choices.states)
    units = UnitMaker(state, meta).units(rows)
    if choices.numbers == "drop":
        units = list(unnumbered(units, ())[0])
    notes = write(units, path, title=meta.get("title", ""), client=client)
    return Exported(str(path), sum(not unit.is_null for unit in units), notes)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the units that were sent to a memory.

    Attributes:
        path: of the memory.
        added, replaced, removed, same: numbers of units: new ones; old ones of these documents
            that have another text now; old ones without successor; and those that were there.
    """

    path: str
    added: int
    replaced: int
    removed: int
    same: int


def entries(
    state: State, meta: Mapping[str, Any], states: Collection[RowState] = KEPT
) -> list[Entry]:
    """The pairs as a memory keeps them: what a person decided is checked."""
    rows = [row for row in _chosen(state, states) if row.zh and row.en]
    units, _ = unnumbered(UnitMaker(state, meta).units(rows), ())
    return [
        replace(entry, status=_STATUS[row.state])
        for row, entry in zip(rows, from_units(units), strict=True)
    ]


def _chosen(state: State, states: Collection[RowState]) -> Sequence[Row]:
    return [row for row in state.rows if row.state in states]
