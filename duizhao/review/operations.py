"""What a person can do to a state, each as a pure function from a state to a `Delta`.

An operation is also a plain mapping, as the journal keeps it and as the page sends it:
``{"op": "split", "segment": 12, "at": 7}``. `perform` carries it out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from duizhao.corpora.codes import moved as moved_codes
from duizhao.corpora.codes import within
from duizhao.corpora.document import Language
from duizhao.corpora.errors import SettingsError

from .draft import Draft
from .state import Delta, Row, RowState, State, TextSegment, ranks_between
from .texts import edited, join_between, source_cut

Operation = Mapping[str, Any]


def perform(state: State, operation: Operation) -> Delta:
    """What an operation changes.

    Args:
        state: as it is.
        operation: ``op`` names it; the other values are the arguments of the function here.

    Raises:
        SettingsError: there is no such operation, or it is impossible here.
    """
    name = operation.get("op")
    function = OPERATIONS.get(name) if isinstance(name, str) else None
    if function is None:
        raise SettingsError(f"no operation {name!r}", mend=f"take one of {', '.join(OPERATIONS)}")
    given = {key: value for key, value in operation.items() if key != "op"}
    try:
        return function(state, **given)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise SettingsError(f"{name} with unusable values: {error}", mend="check them") from error


def split(state: State, segment: int, at: int) -> Delta:
    """Cut a segment in two at a character; both stay in its row."""
    draft = Draft(state)
    row = state.row_of(segment)
    second = _cut(draft, state.segment(segment), at)
    zh, en = (
        (*row.zh, second.id) if second.side == "zh" else row.zh,
        (*row.en, second.id) if second.side == "en" else row.en,
    )
    draft.fill(row, zh, en)
    return draft.delta()


def divide(
    state: State, row: int, zh: Sequence[int] | None = None, en: Sequence[int] | None = None
) -> Delta:
    """Make two rows of one.

    Args:
        state: as it is.
        row: the row.
        zh, en: where the second row begins on each side: a segment of the row and a character
            in it, 0 for the border before it; None leaves the whole side in the first row.
    """
    draft = Draft(state)
    index = state.index(row)
    here = state.rows[index]
    first: dict[Language, list[int]] = {}
    second: dict[Language, list[int]] = {}
    borders: tuple[tuple[Language, Sequence[int] | None], ...] = (("zh", zh), ("en", en))
    for side, border in borders:
        segments = list(here.side(side))
        if border is None:
            first[side], second[side] = segments, []
            continue
        number, at = border
        if number not in segments:
            raise SettingsError(f"segment {number} is not in the row", mend="take one of its own")
        place = segments.index(number)
        first[side], second[side] = segments[:place], segments[place:]
        if at > 0:
            rest = _cut(draft, state.segment(number), at)
            first[side].append(number)
            second[side] = [rest.id, *second[side][1:]]
    if not any(first.values()) or not any(second.values()):
        raise SettingsError("nothing would be in one of the two rows", mend="take another border")
    draft.fill(here, first["zh"], first["en"])
    draft.add_after(index, [(second["zh"], second["en"])])
    return draft.delta()


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


def join(state: State, segment: int) -> Delta:
    """Make one segment of a segment and the next of its side, wherever that is."""
    first = state.segment(segment)
    order = state.order(first.side)
    place = order.index(segment) + 1
    if place == len(order):
        raise SettingsError("there is no next segment", mend="join an earlier one")
    second = state.segments[order[place]]
    draft = Draft(state)
    between = join_between(first, second)
    by = len(first.text) + len(between)
    draft.write(
        replace(
            first,
            text=first.text + between + second.text,
            source=first.source + between + second.source,
            codes=first.codes + moved_codes(second.codes, by),
        )
    )
    draft.erase(second)
    here, there = state.row_of(first.id), state.row_of(second.id)
    _without(draft, there, {second.id})
    if there.id != here.id:
        draft.put(replace(here, state=RowState.EDITED, confidence=None, reasons=()), here)
    return draft.delta()


def move(state: State, segments: Sequence[int], row: int) -> Delta:
    """Put segments of one row into another row."""
    target = state.rows[state.index(row)]
    draft = Draft(state)
    taken = set(segments)
    sources = {one.id: one for one in map(state.row_of, segments) if one.id != row}
    if not sources:
        raise SettingsError("the segments are in that row already", mend="take another row")
    for one in sources.values():
        _without(draft, one, taken)
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
    if by not in (1, -1) or side not in get_args(Language):
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
        raise SettingsError("a link needs two segments", mend="take one of each side")
    draft = Draft(state)
    zh = draft.text_order(n for n in taken if state.segment(n).side == "zh")
    en = draft.text_order(n for n in taken if state.segment(n).side == "en")
    rows = {one.id: one for one in map(state.row_of, taken)}
    if any({*row.segments} == taken for row in rows.values()):
        raise SettingsError("these segments are linked already", mend="take others")
    home = state.row_of((zh or en)[0])
    for row in rows.values():
        _without(draft, row, taken)
    (made,) = draft.add_after(state.index(home.id), [(zh, en)])
    draft.put(replace(made, moved=_crosses(state, made, home, taken)), None)
    return draft.delta()


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


def edit(state: State, segment: int, text: str) -> Delta:
    """Write another text for a segment; what stood in the document is kept beside it."""
    old = state.segment(segment)
    if not isinstance(text, str) or not text.strip():
        raise SettingsError("the text is empty", mend="reject or unlink the row instead")
    if text == old.text:
        return Delta()
    draft = Draft(state)
    draft.write(edited(old, text))
    row = state.row_of(segment)
    draft.put(replace(row, state=RowState.EDITED), row)
    return draft.delta()


def comment(state: State, row: int, text: str) -> Delta:
    """Write a comment, or take it away ("")."""
    here = state.rows[state.index(row)]
    return _rewritten([(here, replace(here, comment=str(text).strip()))])


def bookmark(state: State, row: int, value: bool = True) -> Delta:
    """Mark a row to be found again."""
    here = state.rows[state.index(row)]
    return _rewritten([(here, replace(here, bookmark=bool(value)))])


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


OPERATIONS: dict[str, Callable[..., Delta]] = {
    function.__name__: function
    for function in (
        split,
        divide,
        merge,
        join,
        move,
        shift,
        unlink,
        link,
        confirm,
        confirm_down_to,
        reject,
        edit,
        comment,
        bookmark,
        realign,
    )
}
"""Operations by name."""


def _cut(draft: Draft, segment: TextSegment, at: int) -> TextSegment:
    """Write both parts of a segment; the second is new."""
    text = segment.text
    if not isinstance(at, int) or not text[:at].strip() or not text[at:].strip() or at < 0:
        raise SettingsError("one of the two parts would be empty", mend="cut between characters")
    left, right = text[:at].rstrip(), text[at:].lstrip()
    gap = text[len(left) : len(text) - len(right)]
    source_left, source_right = source_cut(segment, len(left), len(text) - len(right))
    number = draft.id()
    second = replace(
        segment,
        id=number,
        rank=draft.rank_after(segment),
        number=f"{segment.number}.{number}"
        if "." not in segment.number
        else f"{segment.number.partition('.')[0]}.{number}",
        text=right,
        source=source_right,
        gap=gap,
        label="",
        codes=within(segment.codes, len(text) - len(right), len(text)),
    )
    draft.write(
        replace(segment, text=left, source=source_left, codes=within(segment.codes, 0, len(left)))
    )
    draft.write(second)
    return second


def _without(draft: Draft, row: Row, taken: set[int]) -> None:
    draft.fill(row, [n for n in row.zh if n not in taken], [n for n in row.en if n not in taken])


def _with_comments(draft: Draft, gone: Any) -> Delta:
    """A comment or bookmark of a row that is gone goes to the row with its first segment."""
    delta = draft.delta()
    notes = [row for row in gone if row.comment or row.bookmark]
    after = list(delta.rows_after)
    for old in notes:
        place = next(i for i, row in enumerate(after) if old.segments[0] in row.segments)
        after[place] = _annotated(after[place], old)
    return replace(delta, rows_after=tuple(after))


def _annotated(row: Row, also: Row) -> Row:
    comments = [text for text in (row.comment, also.comment) if text]
    return replace(row, comment="\n".join(comments), bookmark=row.bookmark or also.bookmark)


def _settled(delta: Delta, here: Row) -> Delta:
    """The row as it was in the state is the one before."""
    before = tuple(here if row.id == here.id else row for row in delta.rows_before)
    return replace(delta, rows_before=before)


def _is_fixed(row: Row, first: int) -> bool:
    return row.state == RowState.CONFIRMED and row.id != first


def _with_state(state: State, rows: Sequence[Row], wanted: RowState) -> Delta:
    return _rewritten([(row, replace(row, state=wanted)) for row in rows if row.state != wanted])


def _rewritten(pairs: Sequence[tuple[Row, Row]]) -> Delta:
    changed = [(old, new) for old, new in pairs if old != new]
    return Delta(tuple(old for old, _ in changed), tuple(new for _, new in changed))


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
