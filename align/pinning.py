"""Beads that a person decided, and the path that goes around them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpora.errors import SettingsError

from .bead import Bead
from .corridor import Corridor, bounded
from .path import IMPOSSIBLE, ROWS, Floats
from .shapes import Shapes


def check_pins(pins: Sequence[Bead], m: int, n: int) -> tuple[Bead, ...]:
    """Pins in the order of the text, each once.

    Raises:
        SettingsError: a pin names a segment that does not exist, or two name the same one.
    """
    distinct = sorted({(pin.zh, pin.en) for pin in pins})
    for side, count, name in ((0, m, "Chinese"), (1, n, "English")):
        seen: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        for pin in distinct:
            for place in pin[side]:
                if not 0 <= place < count:
                    raise SettingsError(
                        f"pin {_shown(pin)}: there is no {name} segment {place}",
                        mend=f"positions run from 0 to {count - 1}",
                    )
                if place in seen:
                    raise SettingsError(
                        f"pins {_shown(seen[place])} and {_shown(pin)} both hold {name} "
                        f"segment {place}",
                        mend="take one of them out",
                    )
                seen[place] = pin
    crossing = _crossing(distinct)
    return tuple(
        Bead(zh, en, 1.0, ("decided by a person",), (zh, en) in crossing) for zh, en in distinct
    )


def _shown(pin: tuple[tuple[int, ...], tuple[int, ...]]) -> str:
    return f"{list(pin[0])}:{list(pin[1])}"


def _crossing(
    pins: Sequence[tuple[tuple[int, ...], tuple[int, ...]]],
) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Pins that begin before the end of one that stands earlier in the Chinese text."""
    reached, crossing = -1, set()
    for zh, en in pins:
        if not zh or not en:
            continue
        if en[0] <= reached:
            crossing.add((zh, en))
        else:
            reached = en[-1]
    return crossing


def passages(
    pins: Sequence[Bead], zh_left: Sequence[int], en_left: Sequence[int]
) -> list[tuple[int, int]]:
    """Points that the path through the other segments has to pass.

    Args:
        pins: as `check_pins` gives them.
        zh_left, en_left: ascending positions of the segments that are not pinned.
    """
    rows, columns = np.asarray(zh_left, np.int64), np.asarray(en_left, np.int64)
    points = [
        (int(np.searchsorted(rows, pin.zh[0])), int(np.searchsorted(columns, pin.en[0])))
        for pin in pins
        if not pin.is_null and not pin.moved
    ]
    return sorted(set(points))


def forced(corridor: Corridor, points: Sequence[tuple[int, int]]) -> Corridor:
    """A corridor that every path leaves each of the points through.

    Args:
        corridor: of the two texts.
        points: rising, as `passages` gives them.
    """
    if not points:
        return corridor
    rows, columns = np.array(points, np.int64).T
    every = np.arange(corridor.rows + 1)
    from_here, behind = np.searchsorted(rows, every), np.searchsorted(rows, every, side="right")
    ahead = np.append(columns, corridor.columns)[from_here]  # of the next point, here or below
    above = np.insert(columns, 0, 0)[from_here]  # of the last point above
    until_here = np.insert(columns, 0, 0)[behind]  # of the last point, here or above
    low = np.minimum(np.maximum(corridor.low, above), ahead)
    high = np.maximum(np.minimum(corridor.high, ahead), until_here)
    return bounded(low, high)


def forbid(
    beads: Floats, corridor: Corridor, shapes: Shapes, points: Sequence[tuple[int, int]]
) -> None:
    """Make impossible, in place, every bead that would reach across one of the points.

    Args:
        beads: scores, (cells, shapes).
        corridor, shapes: what the beads are of.
        points: rising, as `passages` gives them.
    """
    if not points:
        return
    width = corridor.columns + 1
    keys = np.array([row * width + column for row, column in points], np.int64)
    count = corridor.rows + 1
    for first in range(0, count, ROWS):
        last = min(first + ROWS, count)
        rows, columns = corridor.points(first, last)
        # The last point before each cell; whoever begins before it goes across.
        before = np.insert(keys, 0, -1)[np.searchsorted(keys, rows * width + columns)]
        begin = (rows[:, None] - shapes.zh) * width + (columns[:, None] - shapes.en)
        place = slice(int(corridor.start[first]), int(corridor.start[last]))
        beads[place][begin < before[:, None]] = IMPOSSIBLE
