"""Text in another order: blocks that no rising path reaches, found among what is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .anchors import Vectors, heaviest_chain, mutual

LEAST = 4
"""Segments without counterpart in a row before they may be a moved block."""

BREAK = 3
"""Other segments that may stand inside such a run."""

AGREEING = 4
"""Mutual nearest neighbours in the same order that two runs have to share."""

DENSITY = 0.3
"""Share of the shorter run that those have to make up. Two runs that have nothing to do with
each other share some too, but seldom in order."""

Run = tuple[int, int]


def runs(positions: Sequence[int]) -> list[Run]:
    """Stretches, first and last + 1, in which many of the ascending positions lie."""
    stretches: list[list[int]] = []
    for place in positions:
        if stretches and place - stretches[-1][-1] <= BREAK + 1:
            stretches[-1].append(place)
        else:
            stretches.append([place])
    return [(each[0], each[-1] + 1) for each in stretches if len(each) >= LEAST]


def _run_of(positions: npt.NDArray[np.int64], stretches: Sequence[Run]) -> list[int]:
    """Which stretch each position lies in, or -1."""
    first, last = np.array(stretches, np.int64).T
    at = np.searchsorted(first, positions, side="right") - 1
    return [int(each) for each in np.where((at >= 0) & (positions < last[at]), at, -1)]


def moved_blocks(
    zh: Vectors, en: Vectors, zh_left: Sequence[int], en_left: Sequence[int]
) -> list[tuple[list[int], list[int]]]:
    """Pairs of blocks that answer each other, the best supported first.

    Args:
        zh, en: centred vectors of all segments.
        zh_left, en_left: ascending positions of the segments without counterpart.

    Returns:
        The left-over positions of each block; no position is in two blocks.
    """
    zh_runs, en_runs = runs(zh_left), runs(en_left)
    if not zh_runs or not en_runs:
        return []
    rows, columns = np.asarray(zh_left), np.asarray(en_left)
    i, j, weights = mutual(zh[rows], en[columns])
    i, j = rows[i], columns[j]
    counts: list[tuple[int, Run, Run]] = []
    shared: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, pair in enumerate(zip(_run_of(i, zh_runs), _run_of(j, en_runs), strict=True)):
        shared[pair].append(number)
    for (zh_at, en_at), members in sorted(shared.items()):
        if zh_at < 0 or en_at < 0:
            continue
        zh_run, en_run = zh_runs[zh_at], en_runs[en_at]
        number = len(heaviest_chain(i[members], j[members], weights[members]))
        shorter = min(zh_run[1] - zh_run[0], en_run[1] - en_run[0])
        if number >= AGREEING and number >= DENSITY * shorter:
            counts.append((number, zh_run, en_run))
    blocks = []
    taken: set[tuple[str, Run]] = set()
    for _, zh_run, en_run in sorted(counts, key=lambda each: (-each[0], each[1], each[2])):
        if ("zh", zh_run) in taken or ("en", en_run) in taken:
            continue
        taken |= {("zh", zh_run), ("en", en_run)}
        blocks.append(
            (
                [place for place in zh_left if zh_run[0] <= place < zh_run[1]],
                [place for place in en_left if en_run[0] <= place < en_run[1]],
            )
        )
    return blocks
