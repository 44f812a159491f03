"""Rows as the page gets them: short lists, since there may be tens of thousands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duizhao.corpora.unit import DOUBTFUL

from .project import Committed
from .state import Row, RowState, State, place_of

_STATES = tuple(RowState)


def row_view(state: State, row: Row, findings: Mapping[int, Any]) -> list[Any]:
    """Id, Chinese and English segments, state, confidence, moved, comment, bookmark, version,
    findings, kind, and whether it is doubtful; a segment is its id, number, text, and whether
    it was edited.
    """  # noqa: D205
    held = state.segments
    sides = [
        [
            [n, held[n].number, held[n].text, int(held[n].text != held[n].source)]
            for n in row.side(side)
        ]
        for side in ("zh", "en")
    ]
    own = findings.get(row.id, [])
    return [
        row.id,
        *sides,
        _STATES.index(row.state),
        row.confidence,
        int(row.moved),
        row.comment,
        int(row.bookmark),
        row.version,
        own,
        held[(row.zh or row.en)[0]].kind,
        int(is_doubtful(row, own)),
    ]


def change_view(
    done: Committed, findings: Mapping[int, Any], *, undo: bool, redo: bool
) -> dict[str, Any]:
    """What the page has to change: rows that are gone, and others with their positions."""
    after = {row.id for row in done.delta.rows_after}
    # A change of a text is one of its row, too.
    places = sorted(place_of(done.state.rows, row) for row in done.delta.rows_after)
    return {
        "type": "change",
        "version": done.version,
        "removed": [row.id for row in done.delta.rows_before if row.id not in after],
        "rows": [
            [place, row_view(done.state, done.state.rows[place], findings)] for place in places
        ],
        "total": len(done.state.rows),
        "action": done.action,
        "op": done.operation.get("op", ""),
        "focus": done.delta.rows_after[0].id if done.delta.rows_after else None,
        "undo": undo,
        "redo": redo,
    }


def doubts(state: State, findings: Mapping[int, Any]) -> int:
    """How many rows a person should look at."""
    return sum(is_doubtful(row, findings.get(row.id, ())) for row in state.rows)


def is_doubtful(row: Row, findings: Any) -> bool:
    """Whether a person should look at a row.

    One of low confidence or without counterpart that nobody decided on, or with a finding that
    is more than a remark.
    """
    if row.state in (RowState.CONFIRMED, RowState.REJECTED):
        return False
    grave = any(one["severity"] != "info" for one in findings)
    if row.state == RowState.EDITED:
        return grave
    null = not row.zh or not row.en
    return grave or null or (row.confidence is not None and row.confidence < DOUBTFUL)
