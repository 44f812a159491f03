"""How probable each bead is, over all paths: forward–backward.

The path model is a segment-level conditional random field (Sarawagi and Cohen, 2004,
"Semi-Markov Conditional Random Fields for Information Extraction"): the probability of a
path is the exponential of its score over the sum of those of all paths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .corridor import Corridor
from .path import (
    BEAD,
    EN_RUN,
    IMPOSSIBLE,
    ROWS,
    ZH_RUN,
    Doubles,
    Floats,
    Scores,
    Step,
    predecessors,
    row_by_row,
    successors,
)
from .shapes import Shapes


@dataclass(frozen=True, slots=True)
class Posterior:
    """Probabilities of everything that a path is made of.

    Those of beads are worked out when they are asked for: there are many times more beads
    than a path has.

    Attributes:
        scores, corridor, shapes: what they follow from.
        before: log-sum of the paths to each cell, (cells + 1,).
        ahead: log-sum of the paths to the end from each cell in which a bead ends,
            (cells + 1,).
        zh_null, en_null: of the segment that ends at a cell, when the path makes it a null
            there, (cells,).
        zh_opened, en_opened: expected number of runs.
        log_total: logarithm of the sum over all paths.
    """

    scores: Scores
    corridor: Corridor
    shapes: Shapes
    before: Doubles
    ahead: Doubles
    zh_null: Doubles
    en_null: Doubles
    zh_opened: float
    en_opened: float
    log_total: float

    def beads(self) -> Floats:
        """Of all beads, by cell in which each ends and shape, (cells, shapes)."""
        result = np.zeros(self.scores.beads.shape, np.float32)
        count = self.corridor.rows + 1
        for first in range(1, count, ROWS):
            last = min(first + ROWS, count)
            place = slice(int(self.corridor.start[first]), int(self.corridor.start[last]))
            begin = predecessors(self.corridor, self.shapes, first, last)
            ahead = self.ahead[place, None] + self.scores.beads[place]
            result[place] = _probability(self.before[begin] + ahead - self.log_total)
        return result

    def of(self, steps: Sequence[Step]) -> Doubles:
        """Probability of each step of a path, between 0 and 1."""
        places = np.array([(step.row, step.column, step.zh, step.en) for step in steps], np.int64)
        row, column, zh, en = places.reshape(-1, 4).T
        cell = self.corridor.locate(row, column)
        begin = self.corridor.locate(row - zh, column - en)
        kinds = np.zeros((self.shapes.longest + 1, self.shapes.longest + 1), np.int64)
        kinds[self.shapes.zh, self.shapes.en] = np.arange(len(self.shapes))
        ahead = self.ahead[cell] + self.scores.beads[cell, kinds[zh, en]]
        beads = _probability(self.before[begin] + ahead - self.log_total)
        nulls = np.where(en == 0, self.zh_null[cell], self.en_null[cell])
        return np.where((zh == 0) | (en == 0), nulls, beads)


def posterior(scores: Scores, corridor: Corridor, shapes: Shapes) -> Posterior:
    """Probabilities of beads and nulls under all paths from corner to corner."""
    forward = _forward(scores, corridor, shapes)
    return _backward(forward, scores, corridor, shapes)


def _forward(scores: Scores, corridor: Corridor, shapes: Shapes) -> Doubles:
    """Log-sum of the paths to each cell by state; a last row sums the states."""
    cells = corridor.cells
    total = np.full((4, cells + 1), IMPOSSIBLE)
    en_total = np.concatenate([[0.0], np.cumsum(scores.en_null)])
    for row, place, before in row_by_row(predecessors, corridor, shapes):
        bead, run = total[BEAD, place], total[ZH_RUN, place]
        if row == 0:
            bead[0] = 0.0
        else:
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
    kinds = np.arange(len(shapes))
    # The same of the null that a run of either side begins with, by where it begins.
    down_first, right_first = np.full(cells, IMPOSSIBLE), np.full(cells, IMPOSSIBLE)
    en_total = np.concatenate([[0.0], np.cumsum(scores.en_null)])
    for row, place, after in row_by_row(successors, corridor, shapes, backward=True):
        columns = slice(int(corridor.low[row]), int(corridor.high[row]) + 1)
        # Beads that begin here; one that ends nowhere has no path ahead, whatever its score.
        out = _log_sum(ahead[BEAD][after] + scores.beads[np.minimum(after, cells - 1), kinds])
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
            above = _above(corridor, row)
            count = above.stop - above.start
            if count > 0:
                down_first[above] = scores.zh_null[row - 1] + ahead[ZH_RUN, place][:count]
        right_first[place] = right
    opened = forward[BEAD, :-1] + scores.zh_open + down_first
    zh_opened = float(_probability(opened - log_total).sum())
    entered = np.logaddexp(forward[BEAD, :-1], forward[ZH_RUN, :-1]) + right_first
    en_opened = float(_probability(entered - log_total).sum())
    zh_null = _probability(forward[ZH_RUN, :-1] + ahead[ZH_RUN, :-1] - log_total)
    en_null = _probability(forward[EN_RUN, :-1] + ahead[EN_RUN, :-1] - log_total)
    return Posterior(
        scores,
        corridor,
        shapes,
        forward[3],
        ahead[BEAD],
        zh_null,
        en_null,
        zh_opened,
        en_opened,
        log_total,
    )


def _probability(logarithm: Doubles) -> Doubles:
    """Rounding may leave a logarithm a little above 0."""
    return np.asarray(np.exp(np.minimum(logarithm, 0.0)), np.float64)


def _above(corridor: Corridor, row: int) -> slice:
    """Cells of the row before that have a cell of this row right below."""
    offset = int(corridor.low[row]) - int(corridor.low[row - 1])
    begin = int(corridor.start[row - 1]) + offset
    return slice(min(begin, int(corridor.start[row])), int(corridor.start[row]))


def _log_sum(values: Doubles) -> Doubles:
    top = values.max(axis=1)
    return np.asarray(top + np.log(np.exp(values - top[:, None]).sum(axis=1)), np.float64)
