"""What a person can do to segments: split, divide, join, edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from duizhao.corpora.codes import moved as moved_codes
from duizhao.corpora.codes import within
from duizhao.corpora.document import Language
from duizhao.corpora.errors import SettingsError

from .draft import Draft
from .state import Delta, RowState, State, TextSegment
from .texts import edited, join_between, source_cut


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
            raise SettingsError(f"segment {number} is not in the row", mend="choose one of its own")
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
    draft.take(there, {second.id})
    if there.id != here.id:
        draft.put(replace(here, state=RowState.EDITED, confidence=None, reasons=()), here)
    return draft.delta()


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
