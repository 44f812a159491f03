"""What a person can do to rows: merge, move, shift, unlink, link, align again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from duizhao.corpora.document import LANGUAGES, Language
from duizhao.corpora.errors import SettingsError

from .draft import Draft
from .state import Delta, Row, RowState, State, ranks_between


def merge(state: State, row: int) -> Delta:
    """Put a row and the next together."""
    index = state.index(row)
    if index + 1 == len(state.rows):
        raise SettingsError("there is no next row", mend="merge an earlier one")
    here, following = state.rows[index : index + 2]
    draft = Draft(state)
    draft.fill(_annotated(here, following), here.zh + following.zh, here.en + following.en)
    draft.drop(following)
    return _settled(draft.delta(), here)


def move(state: State, segments: Sequence[int], row: int) -> Delta:
    """Put segments of one row into another row."""
    target = state.rows[state.index(row)]
    draft = Draft(state)
    taken = set(segments)
    sources = {one.id: one for one in map(state.row_of, segments) if one.id != row}
    if not sources:
        raise SettingsError("the segments are in that row already", mend="take another row")
    for one in sources.values():
        draft.take(one, taken)
    zh = [number for number in taken if state.segment(number).side == "zh"]
    en = [number for number in taken if state.segment(number).side == "en"]
    draft.fill(target, {*target.zh, *zh}, {*target.en, *en})
    return draft.delta()


def shift(state: State, row: int, side: Language, by: int) -> Delta:
    """Move one side by a row, from a row on.

    It goes as far as the next row that is empty on that side and takes the text up, the next
    confirmed row, or the end.

    Args:
        state: as it is.
        row: the first row whose side moves.
        side: the side.
        by: 1 for down, -1 for up.
    """
    if by not in (1, -1) or side not in LANGUAGES:
        raise SettingsError("a side moves by one row", mend="give 1 or -1, and zh or en")
    first = state.index(row)
    rows = state.rows
    if not rows[first].side(side):
        raise SettingsError("this side of the row is empty", mend="begin at another row")
    end = first
    while end < len(rows) and rows[end].side(side) and not _is_fixed(rows[end], row):
        end += 1
    draft = Draft(state)
    contents = [rows[place].side(side) for place in range(first, end)]
    absorbs = end < len(rows) and not rows[end].side(side) and not _is_fixed(rows[end], row)
    if by == 1:
        wanted = {first: ()} | dict(enumerate(contents, first + 1))
        if not absorbs:
            last = wanted.pop(end)
            pair = (last, ()) if side == "zh" else ((), last)
            draft.add_after(end - 1, [pair])
    else:
        if first == 0 or _is_fixed(rows[first - 1], row):
            raise SettingsError(
                "the row above is the first or confirmed", mend="move a single segment instead"
            )
        wanted = {first - 1: rows[first - 1].side(side) + contents[0]}
        wanted |= dict(enumerate(contents[1:], first)) | {end - 1: ()}
    for place, numbers in wanted.items():
        if side == "zh":
            draft.fill(rows[place], numbers, rows[place].en)
        else:
            draft.fill(rows[place], rows[place].zh, numbers)
    return draft.delta()


def unlink(state: State, row: int) -> Delta:
    """Leave every segment of a row without counterpart, each in a row of its own."""
    index = state.index(row)
    here = state.rows[index]
    if len(here.segments) < 2:
        raise SettingsError("the row holds a single segment", mend="unlink another row")
    alone: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((n,), ()) for n in here.zh]
    alone += [((), (n,)) for n in here.en]
    draft = Draft(state)
    draft.fill(here, *alone[0])
    draft.add_after(index, alone[1:])
    return draft.delta()


def link(state: State, segments: Sequence[int]) -> Delta:
    """Take segments out of their rows and pair them, wherever they stand."""
    taken = set(segments)
    if len(taken) < 2:
        raise SettingsError("a link needs two segments", mend="choose one of each side")
    draft = Draft(state)
    zh = draft.text_order(n for n in taken if state.segment(n).side == "zh")
    en = draft.text_order(n for n in taken if state.segment(n).side == "en")
    rows = {one.id: one for one in map(state.row_of, taken)}
    if any({*row.segments} == taken for row in rows.values()):
        raise SettingsError("these segments are linked already", mend="take others")
    home = state.row_of((zh or en)[0])
    for row in rows.values():
        draft.take(row, taken)
    (made,) = draft.add_after(state.index(home.id), [(zh, en)])
    draft.put(replace(made, moved=_crosses(state, made, home, taken)), None)
    return draft.delta()


def realign(state: State, rows: Sequence[int], beads: Sequence[Mapping[str, Any]]) -> Delta:
    """Pair the segments of neighbouring rows as an aligner says.

    Args:
        state: as it is.
        rows: ids of the rows that are replaced.
        beads: ``zh`` and ``en`` (ids of segments), ``confidence``, ``reasons``, ``moved``; all
            the segments of the rows, each once, in the order of the screen.
    """
    replaced = set(rows)
    places = [place for place, row in enumerate(state.rows) if row.id in replaced]
    old = [state.rows[place] for place in places]
    held = sorted(number for row in old for number in row.segments)
    given = sorted(number for bead in beads for number in (*bead["zh"], *bead["en"]))
    if not places or len(old) != len(replaced) or held != given:
        raise SettingsError("the rows have changed meanwhile", mend="align them again")
    draft = Draft(state)
    same = {(row.zh, row.en): row for row in old}
    low = state.rows[places[0] - 1].rank if places[0] else None
    last = places[-1] + 1
    high = state.rows[last].rank if last < len(state.rows) else None
    between = state.rows[places[0] : last]
    if len(between) != len(old):
        raise SettingsError("the rows are not neighbours", mend="align a whole stretch")
    for row in old:
        draft.drop(row)
    for rank, bead in zip(ranks_between(low, high, len(beads)), beads, strict=True):
        zh, en = draft.text_order(bead["zh"]), draft.text_order(bead["en"])
        known = same.pop((zh, en), None)
        number = draft.id() if known is None else known.id
        base = known or Row(number, rank, zh, en)
        draft.put(
            replace(
                base,
                rank=rank,
                state=RowState.AUTOMATIC if known is None else known.state,
                confidence=None if bead["confidence"] is None else float(bead["confidence"]),
                reasons=tuple(map(str, bead.get("reasons", ()))),
                moved=bool(bead.get("moved", False)),
            ),
            known,
        )
    return _with_comments(draft, same.values())


def _with_comments(draft: Draft, gone: Any) -> Delta:
    """A comment or bookmark of a row that is gone goes to the row with its first segment."""
    delta = draft.delta()
    notes = [row for row in gone if row.comment or row.bookmark]
    after = list(delta.rows_after)
    for old in notes:
        place = next(i for i, row in enumerate(after) if old.segments[0] in row.segments)
        after[place] = _annotated(after[place], old)
    return replace(delta, rows_after=tuple(after))


def _settled(delta: Delta, here: Row) -> Delta:
    """The row as it was in the state is the one before."""
    before = tuple(here if row.id == here.id else row for row in delta.rows_before)
    return replace(delta, rows_before=before)


def _is_fixed(row: Row, first: int) -> bool:
    return row.state == RowState.CONFIRMED and row.id != first


def _crosses(state: State, row: Row, home: Row, taken: set[int]) -> bool:
    """Whether English text of a row stands before that of an earlier one, or the reverse."""
    if not row.zh or not row.en:
        return False
    ranks = [state.segment(number).rank for number in row.en]
    index = state.index(home.id)
    above = next(
        (r for r in reversed(state.rows[:index]) if r.zh and r.en and not taken & {*r.segments}),
        None,
    )
    below = next(
        (r for r in state.rows[index + 1 :] if r.zh and r.en and not taken & {*r.segments}), None
    )
    return bool(
        (above and state.segment(above.en[-1]).rank > ranks[0])
        or (below and state.segment(below.en[0]).rank < ranks[-1])
    )


def _annotated(row: Row, also: Row) -> Row:
    comments = [text for text in (row.comment, also.comment) if text]
    return replace(row, comment="\n".join(comments), bookmark=row.bookmark or also.bookmark)
