"""Two texts and the part of the table between them that is looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .corridor import Corridor, Ints, along
from .shapes import Shapes
from .side import Side


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two texts and the part of the table that is looked at.

    Attributes:
        literal: share of the shorter text's segments that have an anchor: how far the
            translation keeps to the segments of the original, 0 to 1.
        ratio: bytes of Chinese to a byte of English.
    """

    zh: Side
    en: Side
    corridor: Corridor
    shapes: Shapes
    literal: float
    ratio: float

    def take(self, rows: Ints, columns: Ints) -> Bitext:
        """Some of the segments, as if the others were not there; the whole table of them."""
        table = along([], len(rows), len(columns))
        return replace(self, zh=self.zh.take(rows), en=self.en.take(columns), corridor=table)


def bitext_of(zh: Side, en: Side, corridor: Corridor, shapes: Shapes, anchored: int) -> Bitext:
    """A pair of whole texts, of which so many segments have an anchor."""
    # Of a few segments, little is known.
    literal = (anchored + 2) / (min(len(zh), len(en)) + 4)
    ratio = max(int(zh.length[-1]), 1) / max(int(en.length[-1]), 1)
    return Bitext(zh, en, corridor, shapes, literal, ratio)
