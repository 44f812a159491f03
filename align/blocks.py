"""Blocks of the table, and those that repeat others, as in a list of rows that are all alike.

What is known of a bead follows from the segments in and around it. Where both texts repeat
the segments around a whole block of beads, its features are those of the earlier block.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from .bitext import Bitext
from .corridor import Corridor, Ints
from .side import Side

WINDOW = 256
"""Rows whose joined vectors are made together."""

BLOCK = 48
"""Rows whose features are made together, fewer where rows are long."""

CELLS = 1500
"""Cells above which a block ends."""

LONG = 3000
"""Cells of a single row, longer than others at a gap, that are worked on together."""

Block = tuple[int, int, slice]
"""First row, last row + 1, and which of the cells of these rows."""


def table_blocks(corridor: Corridor) -> Iterator[Block]:
    """The blocks of a corridor, in its order."""
    last_row = corridor.rows + 1
    for first in range(0, last_row, WINDOW):
        for begin, end in _runs(corridor, first, min(first + WINDOW, last_row)):
            count = int(corridor.start[end] - corridor.start[begin])
            for place in range(0, count, LONG):
                yield begin, end, slice(place, min(place + LONG, count))


def _runs(corridor: Corridor, first: int, last: int) -> Iterator[tuple[int, int]]:
    begin = first
    while begin < last:
        limit = int(corridor.start[begin]) + CELLS
        end = int(np.searchsorted(corridor.start[: last + 1], limit, side="right")) - 1
        end = min(max(end, begin + 1), begin + BLOCK, last)
        yield begin, end
        begin = end


def repeats(pair: Bitext, blocks: Sequence[Block], reach: int) -> list[bytes]:
    """A digest for each block that is repeated, the same for like ones; empty for all others.

    Args:
        pair: two texts.
        blocks: of its corridor.
        reach: segments before and after a block on which its features may depend.
    """
    if len(blocks) < 2 or all(len(set(side.texts)) == len(side) for side in (pair.zh, pair.en)):
        return [b""] * len(blocks)
    numbers = _numbers(pair.zh), _numbers(pair.en)
    digests = [_digest(pair, numbers, block, reach) for block in blocks]
    often = Counter(digests)
    return [digest if often[digest] > 1 else b"" for digest in digests]


def _numbers(side: Side) -> Ints:
    """A number for each segment, the same for those that differ in nothing but their place."""
    texts: dict[str, int] = {}
    quotations, labels = side.quotations, side.labels
    columns = (
        [texts.setdefault(text, len(texts)) for text in side.texts],
        quotations.inside[:-1],
        quotations.inside[1:],
        quotations.closed[1:],
        quotations.opened[:-1],
        labels.kind,
        *labels.values.T,
        labels.alone,
    )
    different: dict[bytes, int] = {}
    rows = np.stack([np.asarray(column, np.int64) for column in columns], axis=1)
    return np.array([different.setdefault(row.tobytes(), len(different)) for row in rows])


def _digest(pair: Bitext, numbers: tuple[Ints, Ints], block: Block, reach: int) -> bytes:
    """Of all that the features of a block depend on."""
    begin, end, part = block
    low, high = pair.corridor.low[begin:end], pair.corridor.high[begin:end]
    left, right = int(low.min()), int(high.max()) + 1
    content = hashlib.blake2b(digest_size=16)
    content.update(np.array([part.start, part.stop]).tobytes())
    for each, first, last in ((numbers[0], begin, end), (numbers[1], left, right)):
        around = max(first - reach, 0), min(last + reach, len(each))
        content.update(np.array([first - around[0], around[1] - last, last - first]).tobytes())
        content.update(each[slice(*around)].tobytes())
    content.update((low - left).tobytes())
    content.update((high - left).tobytes())
    return content.digest()
