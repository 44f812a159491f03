"""What stands on the screen: segments and the rows that pair them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from hashlib import blake2b

from duizhao.corpora.codes import Code
from duizhao.corpora.document import Language
from duizhao.corpora.errors import SettingsError

_FEW = 40
"""Rows up to which putting each in its place is quicker than sorting all."""


class RowState(StrEnum):
    """Who vouches for a row."""

    AUTOMATIC = "automatic"
    CONFIRMED = "confirmed"
    EDITED = "edited"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class TextSegment:
    """A segment of one document, as it is now.

    Attributes:
        id: its number in the project, never given to another.
        side: its language.
        rank: its place in its document, in ascending order.
        number: what people call it: its 1-based position; ``12.2`` for a part cut from 12.
        text: as it is now.
        source: as it stood in the document.
        gap: what stood between it and the segment before it in the same paragraph.
        paragraph: 0-based index of its paragraph.
        kind, label: of the paragraph.
        codes: inline codes in the text.
    """

    id: int
    side: Language
    rank: Fraction
    number: str
    text: str
    source: str
    gap: str = ""
    paragraph: int = 0
    kind: str = "body"
    label: str = ""
    codes: tuple[Code, ...] = ()

    @property
    def digest(self) -> str:
        """Hash of what stood in the document, by which it is found again."""
        return blake2b(self.source.encode("utf-8", "replace"), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Row:
    """A bead under review: segments of both sides, with what was decided about them.

    Attributes:
        id: its number in the project, never given to another.
        rank: its place on the screen, in ascending order.
        zh, en: ids of its segments, in the order of the document; one may be empty.
        state: see `RowState`.
        confidence: of the aligner, 0 to 1; None where a person made the row.
        reasons: of the aligner.
        moved: whether it stands in another order on the other side.
        comment: of a person, or "".
        bookmark: whether a person wants to find it again.
        version: number of the journal entry that changed it last.
    """

    id: int
    rank: Fraction
    zh: tuple[int, ...]
    en: tuple[int, ...]
    state: RowState = RowState.AUTOMATIC
    confidence: float | None = None
    reasons: tuple[str, ...] = ()
    moved: bool = False
    comment: str = ""
    bookmark: bool = False
    version: int = 0

    def side(self, side: Language) -> tuple[int, ...]:
        """Ids of its segments on one side."""
        return self.zh if side == "zh" else self.en

    @property
    def segments(self) -> tuple[int, ...]:
        """Ids of all its segments."""
        return self.zh + self.en


@dataclass(frozen=True, slots=True)
class Delta:
    """What an operation changes: rows and segments as they were and as they are."""

    rows_before: tuple[Row, ...] = ()
    rows_after: tuple[Row, ...] = ()
    segments_before: tuple[TextSegment, ...] = ()
    segments_after: tuple[TextSegment, ...] = ()

    def reversed(self) -> Delta:
        """What takes it back."""
        return Delta(self.rows_after, self.rows_before, self.segments_after, self.segments_before)

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return self.rows_before == self.rows_after and self.segments_before == self.segments_after


@dataclass(frozen=True, slots=True)
class State:
    """All segments, each in exactly one row.

    Attributes:
        segments: by id.
        rows: by rank.
        zh_order, en_order: ids of the segments of each side, by rank.
        following: the next id.
    """

    segments: Mapping[int, TextSegment] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    zh_order: tuple[int, ...] = ()
    en_order: tuple[int, ...] = ()
    following: int = 1

    def order(self, side: Language) -> tuple[int, ...]:
        """Ids of the segments of one side, by rank."""
        return self.zh_order if side == "zh" else self.en_order

    def index(self, row: int) -> int:
        """Position of a row.

        Raises:
            SettingsError: there is none of that id.
        """
        for position, each in enumerate(self.rows):
            if each.id == row:
                return position
        raise SettingsError(f"there is no row {row}", mend="look at the page again")

    def segment(self, number: int) -> TextSegment:
        """A segment by its id.

        Raises:
            SettingsError: there is none.
        """
        if number not in self.segments:
            raise SettingsError(f"there is no segment {number}", mend="look at the page again")
        return self.segments[number]

    def row_of(self, segment: int) -> Row:
        """The row that holds a segment."""
        self.segment(segment)
        return next(row for row in self.rows if segment in row.zh or segment in row.en)


def state_of(segments: Iterable[TextSegment], rows: Iterable[Row]) -> State:
    """The state of segments and rows in any order."""
    return applied(State(), Delta((), tuple(rows), (), tuple(segments)))


def applied(state: State, delta: Delta) -> State:
    """The state after a change."""
    segments = state.segments
    zh_order, en_order = state.zh_order, state.en_order
    if delta.segments_before or delta.segments_after:
        changed = dict(segments)
        for segment in delta.segments_before:
            del changed[segment.id]
        changed |= {segment.id: segment for segment in delta.segments_after}
        segments = changed
        was = {segment.id: segment.rank for segment in delta.segments_before}
        now = {segment.id: segment.rank for segment in delta.segments_after}
        if was != now:
            gone = was.keys() - now.keys()
            new = [one for one in delta.segments_after if one.id not in was]
            zh_order = _ordered(zh_order, gone, [s for s in new if s.side == "zh"], segments)
            en_order = _ordered(en_order, gone, [s for s in new if s.side == "en"], segments)
    ids = [segment.id for segment in delta.segments_after] + [row.id for row in delta.rows_after]
    following = max([state.following, *(number + 1 for number in ids)])
    return State(segments, _placed(state.rows, delta), zh_order, en_order, following)


def _ordered(
    order: Sequence[int],
    gone: set[int],
    new: Sequence[TextSegment],
    segments: Mapping[int, TextSegment],
) -> tuple[int, ...]:
    kept = [number for number in order if number not in gone] if gone else list(order)
    if len(new) > _FEW:
        return tuple(
            sorted((*kept, *(one.id for one in new)), key=lambda number: segments[number].rank)
        )
    for one in new:
        place = bisect_left(kept, one.rank, key=lambda number: segments[number].rank)
        kept.insert(place, one.id)
    return tuple(kept)


def _placed(rows: tuple[Row, ...], delta: Delta) -> tuple[Row, ...]:
    if len(delta.rows_before) + len(delta.rows_after) > _FEW:
        gone = {row.id for row in delta.rows_before}
        kept = [row for row in rows if row.id not in gone]
        return tuple(sorted((*kept, *delta.rows_after), key=lambda row: row.rank))
    placed = list(rows)
    for row in delta.rows_before:
        del placed[place_of(placed, row)]
    for row in delta.rows_after:
        placed.insert(place_of(placed, row), row)
    return tuple(placed)


def place_of(rows: Sequence[Row], row: Row) -> int:
    """Where a row is among rows in order, or would be."""
    return bisect_left(rows, row.rank, key=lambda one: one.rank)


def ranks_between(low: Fraction | None, high: Fraction | None, count: int) -> list[Fraction]:
    """So many ranks between two, in ascending order; None for no limit."""
    if low is None:
        low = (high - count - 1) if high is not None else Fraction(-1)
    if high is None:
        return [low + number for number in range(1, count + 1)]
    return [low + (high - low) * number / (count + 1) for number in range(1, count + 1)]
