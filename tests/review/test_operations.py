"""What each operation does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from duizhao.corpora.codes import Code, CodeKind
from duizhao.corpora.errors import SettingsError
from duizhao.review.operations import perform
from duizhao.review.state import RowState, State, applied
from duizhao.review.texts import joined

from .made import check, made_state


def shown(state: State) -> list[tuple[str, str]]:
    """Texts of the rows."""
    return [
        tuple(joined([state.segments[n] for n in side]).text for side in (row.zh, row.en))  # type: ignore[misc]
        for row in state.rows
    ]


def after(state: State, **operation: Any) -> State:
    result = applied(state, perform(state, operation))
    check(result)
    return result


STATE = made_state(
    [(["甲。"], ["A."]), (["乙。丙。"], ["B. C."]), (["丁。"], []), (["戊。"], ["E."])]
)
A, B, C, D = (row.id for row in STATE.rows)


def test_split_keeps_both_parts_in_the_row() -> None:
    state = after(STATE, op="split", segment=STATE.rows[1].en[0], at=2)
    assert [state.segments[n].text for n in state.rows[1].en] == ["B.", "C."]
    assert shown(state)[1] == ("乙。丙。", "B. C.")
    assert state.rows[1].state == RowState.EDITED


def test_divide_makes_two_rows() -> None:
    zh, en = STATE.rows[1].zh[0], STATE.rows[1].en[0]
    state = after(STATE, op="divide", row=B, zh=[zh, 2], en=[en, 3])
    assert shown(state)[1:3] == [("乙。", "B."), ("丙。", "C.")]
    alone = after(STATE, op="divide", row=B, zh=[zh, 2])
    assert shown(alone)[1:3] == [("乙。", "B. C."), ("丙。", "")]
    # What a person confirmed or rejected was the whole row.
    decided = after(STATE, op="reject", row=B)
    for made in (alone, after(decided, op="divide", row=B, zh=[zh, 2])):
        assert [(row.state, row.confidence) for row in made.rows[1:3]] == [("edited", None)] * 2
    with pytest.raises(SettingsError):
        perform(STATE, {"op": "divide", "row": B})


@pytest.mark.parametrize("at", [0, 4, 99, -1, "2"])
def test_a_part_is_never_empty(at: Any) -> None:
    with pytest.raises(SettingsError):
        perform(STATE, {"op": "split", "segment": STATE.rows[1].zh[0], "at": at})


def test_merge_and_join() -> None:
    state = after(STATE, op="merge", row=A)
    assert shown(state)[0] == ("甲。乙。丙。", "A. B. C.")
    state = after(STATE, op="join", segment=STATE.rows[0].zh[0])
    assert shown(state)[:2] == [("甲。乙。丙。", "A."), ("", "B. C.")]
    with pytest.raises(SettingsError):
        perform(STATE, {"op": "merge", "row": D})


def test_move_link_and_unlink() -> None:
    state = after(STATE, op="move", segments=[STATE.rows[3].en[0]], row=C)
    assert shown(state)[2:] == [("丁。", "E."), ("戊。", "")]
    state = after(STATE, op="unlink", row=A)
    assert shown(state)[:2] == [("甲。", ""), ("", "A.")]
    state = after(STATE, op="link", segments=[STATE.rows[2].zh[0], STATE.rows[0].en[0]])
    assert ("丁。", "A.") in shown(state)
    crossing = next(row for row in state.rows if row.en == STATE.rows[0].en)
    assert crossing.moved


def test_shift_stops_at_the_gap_that_takes_it_up() -> None:
    state = after(STATE, op="shift", row=A, side="en", by=1)
    assert shown(state) == [("甲。", ""), ("乙。丙。", "A."), ("丁。", "B. C."), ("戊。", "E.")]
    # Up goes to the end, where nothing takes it up.
    back = after(state, op="shift", row=B, side="en", by=-1)
    assert shown(back) == [("甲。", "A."), ("乙。丙。", "B. C."), ("丁。", "E."), ("戊。", "")]
    end = after(STATE, op="shift", row=D, side="zh", by=1)
    assert shown(end)[3:] == [("", "E."), ("戊。", "")]


def test_shift_stops_at_a_confirmed_row() -> None:
    state = after(STATE, op="confirm", row=B)
    state = after(state, op="shift", row=A, side="en", by=1)
    assert shown(state)[:3] == [("甲。", ""), ("", "A."), ("乙。丙。", "B. C.")]


def test_states() -> None:
    state = after(STATE, op="reject", row=B)
    state = after(state, op="confirm_down_to", row=C)
    assert [str(row.state) for row in state.rows] == [
        "confirmed",
        "rejected",
        "confirmed",
        "automatic",
    ]
    state = after(state, op="merge", row=A)
    assert state.rows[0].state == RowState.EDITED


def test_edited_text_keeps_codes_and_source() -> None:
    base = made_state([(["甲。"], ["The bold word stays."])])
    number = base.rows[0].en[0]
    codes = (Code(4, 4, CodeKind.OPEN, "bold"), Code(8, 8, CodeKind.CLOSE, "bold"))
    segment = replace(base.segments[number], codes=codes)
    base = replace(base, segments={**base.segments, number: segment})
    state = after(base, op="edit", segment=number, text="The bold word remains here.")
    assert state.segments[number].codes == codes
    assert state.segments[number].source == "The bold word stays."
    state = after(state, op="split", segment=number, at=9)
    assert [state.segments[n].source for n in state.rows[0].en] == ["The bold", "word stays."]


def test_realign_keeps_comments() -> None:
    state = after(STATE, op="comment", row=B, text="look")
    zh, en = state.rows[1].zh, state.rows[1].en
    beads = [
        {"zh": [*state.rows[0].zh, *zh], "en": state.rows[0].en, "confidence": 0.7},
        {"zh": [], "en": en, "confidence": 0.4, "reasons": ["alone"]},
    ]
    state = after(state, op="realign", rows=[A, B], beads=beads)
    assert [row.confidence for row in state.rows[:2]] == [0.7, 0.4]
    assert "look" in [row.comment for row in state.rows]
    with pytest.raises(SettingsError, match="changed meanwhile"):
        perform(state, {"op": "realign", "rows": [A, B], "beads": beads})


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "nonsense"},
        {"op": "merge"},
        {"op": "merge", "row": "x"},
        {"op": "split", "segment": 999, "at": 1},
        {"op": "link", "segments": [1]},
        {"op": "edit", "segment": 1, "text": " "},
        {"op": "move", "segments": [1], "row": 1},
    ],
)
def test_what_is_impossible_says_so(operation: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        perform(STATE, operation)
