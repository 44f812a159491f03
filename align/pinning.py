"""Beads that a person decided, and the path that goes around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from duizhao.corpora.errors import SettingsError

from .bead import Bead
from .corridor import Corridor, bounded
from .path import Scores


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
                        mend="remove one of them",
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


def through(
    anchors: Sequence[tuple[int, int]], points: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Anchors with the points put in, less the anchors that contradict a point.

    Args:
        anchors: rising on both sides.
        points: as `passages` gives them.
    """
    if not points:
        return list(anchors)
    rows, columns = np.array(points, np.int64).T
    i, j = np.array(anchors, np.int64).reshape(-1, 2).T
    last = np.insert(columns, 0, 0)[np.searchsorted(rows, i, side="right")]
    following = np.append(columns, np.iinfo(np.int64).max)[np.searchsorted(rows, i)]
    good = (last <= j) & (j <= following)
    return sorted({*points, *zip(i[good].tolist(), j[good].tolist(), strict=True)})


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
    here, beyond = np.searchsorted(rows, every), np.searchsorted(rows, every, side="right")
    before, after = np.insert(columns, 0, 0), np.append(columns, corridor.columns)
    # From the last point above to the next point below, and through those of the row.
    low = np.minimum(np.maximum(corridor.low, before[here]), after[here])
    high = np.maximum(np.minimum(corridor.high, after[beyond]), before[beyond])
    # Where a point lies outside the corridor, the path has to get back.
    low[1:] = np.minimum(low[1:], high[:-1])
    return bounded(low, high)


def stretches(
    scores: Scores, corridor: Corridor, points: Sequence[tuple[int, int]]
) -> Iterator[tuple[Scores, Corridor, tuple[int, int]]]:
    """The parts between the points, each a table of its own.

    A pin stands at each point, so that no bead and no run of nulls goes on after it.

    Args:
        scores, corridor: of the whole, the corridor as `forced` gives it.
        points: rising, as `passages` gives them.

    Yields:
        Scores and corridor of a part, and the point at which it begins.
    """
    whole = [(0, 0), *points, (corridor.rows, corridor.columns)]
    for (top, left), (bottom, right) in pairwise(whole):
        if (top, left) == (bottom, right):
            continue
        low, high = corridor.low[top : bottom + 1] - left, corridor.high[top : bottom + 1] - left
        low[0], high[-1] = 0, right - left
        first = int(corridor.start[top]) + left - int(corridor.low[top])
        last = int(corridor.start[bottom]) + right - int(corridor.low[bottom])
        part = Scores(
            scores.beads[first : last + 1],
            scores.zh_null[top:bottom],
            scores.en_null[left:right],
            scores.zh_open,
            scores.en_open,
        )
        yield part, bounded(low, high), (top, left)
