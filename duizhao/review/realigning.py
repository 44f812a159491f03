"""Aligning again what a person has not decided, around what they have."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duizhao.corpora.document import Kind, Segment
from duizhao.corpora.errors import SettingsError

from .state import Row, RowState, State, TextSegment
from .units import UnitMaker

if TYPE_CHECKING:
    from duizhao.align.bead import Bead
    from duizhao.align.encode.protocol import Encoder

_SHORT = 12
"""Characters of a confirmed Chinese text up to which it is an entry of a dictionary."""
_WORDS = 8
"""Words of an English text up to which it is one."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A stretch of rows that an aligner would pair in another way.

    Attributes:
        rows: ids of the rows, neighbours on the screen.
        beads: what they would become, as `duizhao.review.operations.realign` takes them.
    """

    rows: tuple[int, ...]
    beads: tuple[Mapping[str, Any], ...]


def stretch_around(state: State, row: int) -> tuple[Row, ...]:
    """The rows between the nearest confirmed ones above and below a row.

    Raises:
        SettingsError: the row itself is confirmed.
    """
    index = state.index(row)
    if _is_fixed(state.rows[index]):
        raise SettingsError("the row is confirmed", mend="choose one that is not")
    first = last = index
    while first > 0 and not _is_fixed(state.rows[first - 1]):
        first -= 1
    while last + 1 < len(state.rows) and not _is_fixed(state.rows[last + 1]):
        last += 1
    return state.rows[first : last + 1]


def proposals(
    state: State,
    rows: Sequence[Row],
    encoder: Encoder,
    meta: Mapping[str, Any],
    progress: Progress | None = None,
) -> list[Proposal]:
    """What aligning rows again would change.

    Confirmed rows among them are pins, all confirmed rows of the document teach: their names and
    short texts are evidence beside the dictionary.

    Args:
        state: of the document.
        rows: neighbours on the screen.
        encoder: as for aligning.
        meta: what is known of the documents.
        progress: called with stage, done and total.

    Returns:
        Each changed stretch, in order.
    """
    from duizhao.align.aligner import Aligner
    from duizhao.align.bead import Bead
    from duizhao.align.settings import Settings

    used = {number for row in rows for number in row.segments}
    zh = [number for number in state.zh_order if number in used]
    en = [number for number in state.en_order if number in used]
    places = {number: place for order in (zh, en) for place, number in enumerate(order)}
    pins = [
        Bead(tuple(places[n] for n in row.zh), tuple(places[n] for n in row.en))
        for row in rows
        if _is_fixed(row)
    ]
    with tempfile.TemporaryDirectory() as folder:
        taught = _taught(state, meta, Path(folder))
        settings = Settings(
            dictionary=str(taught) if taught else None, weights=meta.get("weights") or None
        )
        aligner = Aligner(encoder, settings, progress=progress)
        beads = aligner.align(
            _segments(state.segments[n] for n in zh),
            _segments(state.segments[n] for n in en),
            pins,
        )
    return _differences(rows, [_bead(bead, zh, en) for bead in beads])


def as_operation(state: State, found: Sequence[Proposal]) -> dict[str, Any]:
    """One operation that carries out all proposals, so that one undo takes them back.

    Args:
        state: that they were made for.
        found: at least one.
    """
    first = state.index(found[0].rows[0])
    last = state.index(found[-1].rows[-1])
    rows = state.rows[first : last + 1]
    changed = {number: one for one in found for number in one.rows}
    beads: list[Mapping[str, Any]] = []
    for row in rows:
        proposal = changed.get(row.id)
        if proposal is None:
            same = ("zh", "en", "confidence", "reasons", "moved")
            beads.append({name: getattr(row, name) for name in same})
        elif row.id == proposal.rows[0]:
            beads += proposal.beads
    return {"op": "realign", "rows": [row.id for row in rows], "beads": beads}


def _segments(segments: Iterable[TextSegment]) -> list[Segment]:
    return [Segment(s.text, Kind(s.kind), s.label, (), s.paragraph) for s in segments]


def _bead(bead: Bead, zh: Sequence[int], en: Sequence[int]) -> dict[str, Any]:
    return {
        "zh": [zh[place] for place in bead.zh],
        "en": [en[place] for place in bead.en],
        "confidence": round(bead.confidence, 4),
        "reasons": list(bead.reasons),
        "moved": bead.moved,
    }


def _differences(rows: Sequence[Row], beads: Sequence[Mapping[str, Any]]) -> list[Proposal]:
    """Stretches of rows and beads that hold the same segments, where they differ.

    Both lists are cut wherever what is above has the same segments in both.
    """
    found: list[Proposal] = []
    here: list[Row] = []
    there: list[Mapping[str, Any]] = []
    surplus: set[int] = set()
    waiting = list(beads)[::-1]
    for row in rows:
        here.append(row)
        surplus ^= {*row.segments}
        while waiting and (surplus & _numbers(waiting[-1]) or not surplus):
            if not surplus:
                break
            bead = waiting.pop()
            there.append(bead)
            surplus ^= _numbers(bead)
        if not surplus:
            found += _difference(here, there)
            here, there = [], []
    there += waiting[::-1]
    return found + (_difference(here, there) if here else [])


def _difference(rows: Sequence[Row], beads: Sequence[Mapping[str, Any]]) -> list[Proposal]:
    were = [(row.zh, row.en) for row in rows]
    if were == [(tuple(bead["zh"]), tuple(bead["en"])) for bead in beads]:
        return []
    return [Proposal(tuple(row.id for row in rows), tuple(beads))]


def _numbers(bead: Mapping[str, Any]) -> set[int]:
    return {*bead["zh"], *bead["en"]}


def _is_fixed(row: Row) -> bool:
    return row.state == RowState.CONFIRMED


def _taught(state: State, meta: Mapping[str, Any], folder: Path) -> Path | None:
    """A dictionary of what confirmed rows teach, or None: names, and short texts as a whole."""
    from duizhao.memory.terms.names.induce import induce

    confirmed = [row for row in state.rows if _is_fixed(row) and row.zh and row.en]
    if not confirmed:
        return None
    units = UnitMaker(state, meta).units(confirmed)
    pairs = [
        (unit.zh, unit.en)
        for unit in units
        if len(unit.zh) <= _SHORT and len(unit.en.split()) <= _WORDS
    ]
    for concept in induce(units):
        sides = {term.language: term.text for term in concept.terms}
        if "zh" in sides and "en" in sides:
            pairs.append((sides["zh"], sides["en"]))
    lines = [
        f"{zh.strip()}\t{en.strip()}"
        for zh, en in dict.fromkeys(pairs)
        if zh.strip() and en.strip() and not zh.startswith("#") and "\n" not in zh + en
    ]
    if not lines:
        return None
    path = folder / "taught.tsv"
    path.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    return path
