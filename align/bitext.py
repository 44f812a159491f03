"""Two texts and the part of the table between them that is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .corridor import Corridor, Ints, along, bounded
from .shapes import Shapes, shapes
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

    def alone(self, beads: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Bitext:
        """Beads one after the other, each as if the others were not there.

        Args:
            beads: rows and columns of each.

        Returns:
            A table with a cell in each row; each bead ends in that of its last row.
        """
        sizes = np.array([(len(rows), len(columns)) for rows, columns in beads], np.int64)
        zh, en = (
            side.take(
                np.array([place for bead in beads for place in bead[each]], np.int64),
                np.repeat(np.arange(len(beads)), sizes[:, each]),
            )
            for each, side in enumerate((self.zh, self.en))
        )
        columns = np.zeros(len(zh) + 1, np.int64)
        columns[sizes[:, 0].cumsum()] = sizes[:, 1].cumsum()
        columns = np.maximum.accumulate(columns)
        table = bounded(columns, columns)
        largest = shapes(int(sizes.sum(axis=1).max()))
        return replace(self, zh=zh, en=en, corridor=table, shapes=largest)


def bitext_of(zh: Side, en: Side, corridor: Corridor, shapes: Shapes, anchored: int) -> Bitext:
    """A pair of whole texts, of which so many segments have an anchor."""
    # Of a few segments, little is known.
    literal = (anchored + 2) / (min(len(zh), len(en)) + 4)
    ratio = max(int(zh.length[-1]), 1) / max(int(en.length[-1]), 1)
    return Bitext(zh, en, corridor, shapes, literal, ratio)
