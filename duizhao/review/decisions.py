"""What a person can say of rows: confirmed, rejected, a comment, a bookmark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .state import Delta, Row, RowState, State


def confirm(state: State, row: int, value: bool = True) -> Delta:
    """Say that a row is right, or take that back."""
    wanted = RowState.CONFIRMED if value else RowState.EDITED
    return _with_state(state, [state.rows[state.index(row)]], wanted)


def confirm_down_to(state: State, row: int) -> Delta:
    """Confirm all rows from the top to a row, apart from rejected ones."""
    rows = [r for r in state.rows[: state.index(row) + 1] if r.state != RowState.REJECTED]
    return _with_state(state, rows, RowState.CONFIRMED)


def reject(state: State, row: int, value: bool = True) -> Delta:
    """Say that a row is no translation to be kept, or take that back."""
    wanted = RowState.REJECTED if value else RowState.EDITED
    return _with_state(state, [state.rows[state.index(row)]], wanted)


def comment(state: State, row: int, text: str) -> Delta:
    """Write a comment, or take it away ("")."""
    here = state.rows[state.index(row)]
    return _rewritten([(here, replace(here, comment=str(text).strip()))])


def bookmark(state: State, row: int, value: bool = True) -> Delta:
    """Mark a row to be found again."""
    here = state.rows[state.index(row)]
    return _rewritten([(here, replace(here, bookmark=bool(value)))])


def _with_state(state: State, rows: Sequence[Row], wanted: RowState) -> Delta:
    return _rewritten([(row, replace(row, state=wanted)) for row in rows if row.state != wanted])


def _rewritten(pairs: Sequence[tuple[Row, Row]]) -> Delta:
    changed = [(old, new) for old, new in pairs if old != new]
    return Delta(tuple(old for old, _ in changed), tuple(new for _, new in changed))
