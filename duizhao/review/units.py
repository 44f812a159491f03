"""Rows as units, for checks, exports and memories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Span

from .state import Row, RowState, State, TextSegment
from .texts import join_between, joined


class UnitMaker:
    """Makes units of the rows of a state.

    Args:
        state: whose rows they are.
        meta: what is known of the documents.
    """

    def __init__(self, state: State, meta: Mapping[str, Any]) -> None:
        self._state = state
        self._meta = meta
        self._places = {
            number: place
            for order in (state.zh_order, state.en_order)
            for place, number in enumerate(order)
        }

    def unit(self, row: Row) -> Unit:
        """The unit of a row; what a person confirmed is certain."""
        zh = [self._state.segments[number] for number in row.zh]
        en = [self._state.segments[number] for number in row.en]
        zh_side, en_side = joined(zh), joined(en)
        labels = [one.label for one in (*zh, *en) if one.label]
        return Unit(
            zh_side.text,
            en_side.text,
            kind=(zh or en)[0].kind,
            label=labels[0] if labels else "",
            confidence=1.0 if row.state == RowState.CONFIRMED else row.confidence,
            zh_segments=tuple(self._places[number] for number in row.zh),
            en_segments=tuple(self._places[number] for number in row.en),
            reasons=reasons(row),
            moved=row.moved,
            zh_file=self._meta.get("zh", ""),
            en_file=self._meta.get("en", ""),
            signature=self._meta.get("signature", ""),
            zh_codes=zh_side.codes,
            en_codes=en_side.codes,
        )

    def units(self, rows: Iterable[Row]) -> list[Unit]:
        """The units of rows."""
        return [self.unit(row) for row in rows]


def reasons(row: Row) -> tuple[str, ...]:
    """Why a row is believed: what the aligner said, or that a person decided."""
    if row.state in (RowState.CONFIRMED, RowState.EDITED):
        return ("decided by a person",)
    return row.reasons


def placed(segments: Sequence[TextSegment], span: Span | None) -> list[tuple[int, int, int]]:
    """A place in the text of one side as places in its segments.

    Args:
        segments: of the side, in order.
        span: in the joined text.

    Returns:
        Id of a segment, start and end in its text, for each that it touches.
    """
    if span is None:
        return []
    found = []
    at = 0
    for place, segment in enumerate(segments):
        if place:
            at += len(join_between(segments[place - 1], segment))
        start, end = max(span[0] - at, 0), min(span[1] - at, len(segment.text))
        if start < end:
            found.append((segment.id, start, end))
        at += len(segment.text)
    return found


def finding_view(finding: Finding, state: State, row: Row) -> dict[str, Any]:
    """A finding as the page shows it, its places counted in segments."""
    zh = [state.segments[number] for number in row.zh]
    en = [state.segments[number] for number in row.en]
    return {
        "kind": finding.kind,
        "severity": str(finding.severity),
        "gravity": finding.severity.gravity,
        "message": finding.message,
        "found": finding.found,
        "expected": finding.expected,
        "zh": placed(zh, finding.zh_span),
        "en": placed(en, finding.en_span),
    }
