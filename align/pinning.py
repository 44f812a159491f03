"""Beads that a person decided, and the path that goes around them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpora.errors import SettingsError

from .bead import Bead
from .corridor import Corridor, bounded
from .path import IMPOSSIBLE, Floats
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
    """A corridor that every path leaves each of the points through."""
    if not points:
        return corridor
    low, high = corridor.low.copy(), corridor.high.copy()
    for row, column in points:
        high[: row + 1] = np.minimum(high[: row + 1], column)
        low[row + 1 :] = np.maximum(low[row + 1 :], column)
        high[row:] = np.maximum(high[row:], column)
        low[: row + 1] = np.minimum(low[: row + 1], column)
    return bounded(low, high)


def forbid(
    beads: Floats, corridor: Corridor, shapes: Shapes, points: Sequence[tuple[int, int]]
) -> None:
    """Make impossible, in place, every bead that would reach across one of the points."""
    for row, column in points:
        last = min(row + shapes.longest + 1, corridor.rows + 1)
        if row + 1 >= last:
            continue
        rows, columns = corridor.points(row + 1, last)
        first_row, first_column = rows[:, None] - shapes.zh, columns[:, None] - shapes.en
        across = (first_row < row) | ((first_row == row) & (first_column < column))
        place = slice(int(corridor.start[row + 1]), int(corridor.start[last]))
        beads[place][across] = IMPOSSIBLE
