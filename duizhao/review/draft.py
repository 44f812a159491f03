"""A change in the making: rows and segments of a state, read and written one by one."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from fractions import Fraction

from duizhao.corpora.document import Language

from .state import Delta, Row, RowState, State, TextSegment, ranks_between


class Draft:
    """Collects what an operation changes; the state itself stays as it is.

    Args:
        state: that is changed.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self._rows: dict[int, tuple[Row | None, Row | None]] = {}
        self._segments: dict[int, tuple[TextSegment | None, TextSegment | None]] = {}
        self._following = state.following

    def id(self) -> int:
        """A number that nothing has yet."""
        self._following += 1
        return self._following - 1

    def put(self, row: Row, was: Row | None) -> None:
        """Write a row; `was` is the one of the state, None for a new one."""
        first = self._rows[row.id][0] if row.id in self._rows else was
        self._rows[row.id] = (first, row)

    def drop(self, row: Row) -> None:
        """Take a row of the state out."""
        self._rows[row.id] = (row, None)

    def write(self, segment: TextSegment) -> None:
        """Write a segment, new or not."""
        self._segments[segment.id] = (self.state.segments.get(segment.id), segment)

    def erase(self, segment: TextSegment) -> None:
        """Take a segment of the state out."""
        self._segments[segment.id] = (segment, None)

    def text_order(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """Ids of segments in the order of their document."""

        def rank(number: int) -> Fraction:
            after = self._segments.get(number, (None, None))[1]
            return (after or self.state.segments[number]).rank

        return tuple(sorted(numbers, key=rank))

    def fill(self, row: Row, zh: Iterable[int], en: Iterable[int]) -> None:
        """Give a row of the state other segments, or segments with other text; a person did so.

        An empty row is dropped.
        """
        first, second = self.text_order(zh), self.text_order(en)
        if not first and not second:
            self.drop(row)
        elif (first, second) != (row.zh, row.en) or not self._segments.keys().isdisjoint(
            first + second
        ):
            self.put(
                replace(
                    row,
                    zh=first,
                    en=second,
                    state=RowState.EDITED,
                    confidence=None,
                    reasons=(),
                    moved=row.moved and bool(first and second),
                ),
                row,
            )

    def take(self, row: Row, taken: Container[int]) -> None:
        """Take segments out of a row."""
        zh, en = ([n for n in side if n not in taken] for side in (row.zh, row.en))
        self.fill(row, zh, en)

    def add_after(
        self, index: int, contents: Iterable[tuple[Iterable[int], Iterable[int]]]
    ) -> list[Row]:
        """New rows behind the row at a position (-1 for the top), made by a person."""
        wanted = [(self.text_order(zh), self.text_order(en)) for zh, en in contents]
        rows = self.state.rows
        low = rows[index].rank if index >= 0 else None
        high = rows[index + 1].rank if index + 1 < len(rows) else None
        made = [
            Row(self.id(), rank, zh, en, RowState.EDITED)
            for rank, (zh, en) in zip(ranks_between(low, high, len(wanted)), wanted, strict=True)
        ]
        for row in made:
            self.put(row, None)
        return made

    def rank_after(self, segment: TextSegment) -> Fraction:
        """A rank between a segment and the next of its side."""
        order = self.state.order(segment.side)
        place = order.index(segment.id) + 1
        high = self.state.segments[order[place]].rank if place < len(order) else None
        return ranks_between(segment.rank, high, 1)[0]

    def delta(self) -> Delta:
        """All that was changed."""
        return Delta(
            tuple(before for before, _ in self._rows.values() if before),
            tuple(after for _, after in self._rows.values() if after),
            tuple(before for before, _ in self._segments.values() if before),
            tuple(after for _, after in self._segments.values() if after),
        )


def other(side: Language) -> Language:
    """The other side."""
    return "en" if side == "zh" else "zh"
