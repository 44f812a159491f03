"""How probable each bead is, over all paths: forward–backward.

The path model is a segment-level conditional random field (Sarawagi and Cohen, 2004,
"Semi-Markov Conditional Random Fields for Information Extraction"): the probability of a
path is the exponential of its score over the sum of those of all paths.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .corridor import Corridor
from .path import (
    BEAD,
    EN_RUN,
    IMPOSSIBLE,
    ZH_RUN,
    Doubles,
    Floats,
    Scores,
    predecessors,
    successors,
)
from .shapes import Shapes


@dataclass(frozen=True, slots=True)
class Posterior:
    """Probabilities of everything that a path is made of.

    Attributes:
        beads: by cell in which the bead ends and shape, (cells, shapes).
        zh_null, en_null: of the segment that ends at a cell, when the path makes it a null
            there, (cells,).
        zh_opened, en_opened: expected number of runs.
        log_total: logarithm of the sum over all paths.
    """

    beads: Floats
    zh_null: Doubles
    en_null: Doubles
    zh_opened: float
    en_opened: float
    log_total: float


def posterior(scores: Scores, corridor: Corridor, shapes: Shapes) -> Posterior:
    """Probabilities of beads and nulls under all paths from corner to corner."""
    forward = _forward(scores, corridor, shapes)
    return _backward(forward, scores, corridor, shapes)


def _forward(scores: Scores, corridor: Corridor, shapes: Shapes) -> Doubles:
    """Log-sum of the paths to each cell by state; a last row sums the states."""
    cells = corridor.cells
    total = np.full((4, cells + 1), IMPOSSIBLE)
    en_total = np.concatenate([[0.0], np.cumsum(scores.en_null)])
    for row in range(corridor.rows + 1):
        place = slice(int(corridor.start[row]), int(corridor.start[row + 1]))
        bead, run = total[BEAD, place], total[ZH_RUN, place]
        if row == 0:
            bead[0] = 0.0
        else:
            before = predecessors(corridor, shapes, row, row + 1)
            bead[:] = _log_sum(total[3][before] + scores.beads[place])
            low, high = int(corridor.low[row]), int(corridor.high[row - 1])
            if low <= high:
                above = _above(corridor, row)
                opened = total[BEAD, above] + scores.zh_open
                run[: high - low + 1] = (
                    np.logaddexp(opened, total[ZH_RUN, above]) + scores.zh_null[row - 1]
                )
        columns = slice(int(corridor.low[row]), int(corridor.high[row]) + 1)
        enter = np.logaddexp(bead, run) + scores.en_open - en_total[columns]
        total[EN_RUN, place][1:] = np.logaddexp.accumulate(enter)[:-1] + en_total[columns][1:]
        total[3, place] = np.logaddexp(np.logaddexp(bead, run), total[EN_RUN, place])
    return total


def _backward(forward: Doubles, scores: Scores, corridor: Corridor, shapes: Shapes) -> Posterior:
    cells = corridor.cells
    log_total = float(forward[3, cells - 1])
    # Log-sum of the paths from each cell to the end, by the state in which it was reached.
    ahead = np.full((3, cells + 1), IMPOSSIBLE)
    beads_ahead = np.vstack([scores.beads, np.zeros((1, len(shapes)), np.float32)])
    beads = np.zeros(scores.beads.shape, np.float32)
    zh_null, en_null = np.zeros(cells), np.zeros(cells)
    zh_opened = en_opened = 0.0
    en_total = np.concatenate([[0.0], np.cumsum(scores.en_null)])
    for row in range(corridor.rows, -1, -1):
        place = slice(int(corridor.start[row]), int(corridor.start[row + 1]))
        columns = slice(int(corridor.low[row]), int(corridor.high[row]) + 1)
        # Beads that begin here.
        after = successors(corridor, shapes, row)
        out = _log_sum(ahead[BEAD][after] + beads_ahead[after, np.arange(len(shapes))])
        if row == corridor.rows:
            out[-1] = 0.0
        # Chinese runs go down to the next row.
        down = np.full(len(out), IMPOSSIBLE)
        if row < corridor.rows:
            low, high = int(corridor.low[row + 1]), int(corridor.high[row])
            if low <= high:
                below = slice(
                    int(corridor.start[row + 1]), int(corridor.start[row + 1]) + high - low + 1
                )
                down[low - int(corridor.low[row]) :] = ahead[ZH_RUN, below] + scores.zh_null[row]
        # English runs go right within the row: from (row, j) in a run, either leave it at j
        # or take one more segment.
        leave = out + en_total[columns]
        in_run = np.logaddexp.accumulate(leave[::-1])[::-1] - en_total[columns]
        ahead[EN_RUN, place] = in_run
        right = np.full(len(out), IMPOSSIBLE)
        right[:-1] = in_run[1:] + scores.en_null[columns.start : columns.stop - 1]
        right += scores.en_open
        ahead[ZH_RUN, place] = np.logaddexp(np.logaddexp(out, down), right)
        ahead[BEAD, place] = np.logaddexp(np.logaddexp(out, down + scores.zh_open), right)
        if row:
            bead_end = ahead[BEAD, place][:, None] + scores.beads[place]
            before = predecessors(corridor, shapes, row, row + 1)
            beads[place] = np.exp(np.minimum(forward[3][before] + bead_end - log_total, 0.0))
            zh_null[place] = np.exp(
                np.minimum(forward[ZH_RUN, place] + ahead[ZH_RUN, place] - log_total, 0.0)
            )
            above = _above(corridor, row)
            count = above.stop - above.start
            if count > 0:
                opened = (
                    forward[BEAD, above]
                    + scores.zh_open
                    + scores.zh_null[row - 1]
                    + ahead[ZH_RUN, place][:count]
                )
                zh_opened += float(np.exp(np.minimum(opened - log_total, 0.0)).sum())
        en_null[place] = np.exp(
            np.minimum(forward[EN_RUN, place] + ahead[EN_RUN, place] - log_total, 0.0)
        )
        entered = np.logaddexp(forward[BEAD, place], forward[ZH_RUN, place]) + right
        en_opened += float(np.exp(np.minimum(entered - log_total, 0.0)).sum())
    return Posterior(beads, zh_null, en_null, zh_opened, en_opened, log_total)


def _above(corridor: Corridor, row: int) -> slice:
    """Cells of the row before that have a cell of this row right below."""
    offset = int(corridor.low[row]) - int(corridor.low[row - 1])
    begin = int(corridor.start[row - 1]) + offset
    return slice(min(begin, int(corridor.start[row])), int(corridor.start[row]))


def _log_sum(values: Doubles) -> Doubles:
    top = values.max(axis=1)
    return np.asarray(top + np.log(np.exp(values - top[:, None]).sum(axis=1)), np.float64)
