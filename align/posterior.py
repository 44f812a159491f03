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
    above_of,
    bounds,
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
        log_total: logarithm of the sum over all paths.
    """

    scores: Scores
    corridor: Corridor
    shapes: Shapes
    before: Doubles
    ahead: Doubles
    zh_null: Doubles
    en_null: Doubles
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
    low, high, _ = limits = bounds(corridor)
    zh_null = scores.zh_null.tolist()
    bead_total, zh_total, en_run, every = total
    for row, place, before in row_by_row(predecessors, corridor, shapes):
        bead, run = bead_total[place], zh_total[place]
        if row == 0:
            bead[0] = 0.0
        else:
            through = every.take(before)
            through += scores.beads[place]
            _log_sum(through, bead)
            above = above_of(limits, row)
            if above.start < above.stop:
                reached = np.logaddexp(bead_total[above] + scores.zh_open, zh_total[above])
                run[: len(reached)] = reached + zh_null[row - 1]
        either = np.logaddexp(bead, run)
        passed = en_total[low[row] : high[row] + 1]
        enter = either + scores.en_open
        enter -= passed
        en_run[place][1:] = np.logaddexp.accumulate(enter)[:-1] + passed[1:]
        np.logaddexp(either, en_run[place], out=every[place])
    return total


def _backward(forward: Doubles, scores: Scores, corridor: Corridor, shapes: Shapes) -> Posterior:
    cells = corridor.cells
    log_total = float(forward[3, cells - 1])
    # Log-sum of the paths from each cell to the end, by the state in which it was reached.
    ahead = np.full((3, cells + 1), IMPOSSIBLE)
    kinds = np.arange(len(shapes))
    en_total = np.concatenate([[0.0], np.cumsum(scores.en_null)])
    low, high, start = bounds(corridor)
    zh_null = scores.zh_null.tolist()
    bead_ahead, zh_ahead, en_ahead = ahead
    flat, last = scores.beads.ravel(), (cells - 1) * len(shapes)
    for row, place, after in row_by_row(successors, corridor, shapes, backward=True):
        columns = slice(low[row], high[row] + 1)
        # Beads that begin here; one that ends nowhere has no path ahead, whatever its score.
        through = bead_ahead.take(after)
        through += flat.take(np.minimum(after * len(shapes), last) + kinds)
        out = np.empty(len(after))
        _log_sum(through, out)
        if row == corridor.rows:
            out[-1] = 0.0
        # English runs go right within the row: from (row, j) in a run, either leave it at j
        # or take one more segment.
        passed = en_total[columns]
        in_run = np.logaddexp.accumulate((out + passed)[::-1])[::-1] - passed
        en_ahead[place] = in_run
        right = np.full(len(out), IMPOSSIBLE)
        right[:-1] = in_run[1:] + scores.en_null[columns.start : columns.stop - 1]
        right += scores.en_open
        # Chinese runs go down to the next row, where there is a cell.
        down = np.full(len(out), IMPOSSIBLE)
        if row < corridor.rows and low[row + 1] <= high[row]:
            first, count = start[row + 1], high[row] - low[row + 1] + 1
            down[low[row + 1] - low[row] :] = zh_ahead[first : first + count] + zh_null[row]
        zh_ahead[place] = np.logaddexp(np.logaddexp(out, down), right)
        bead_ahead[place] = np.logaddexp(np.logaddexp(out, down + scores.zh_open), right)
    # In place: of long texts these are the largest tables but that of the beads.
    nulls = ahead[ZH_RUN : EN_RUN + 1, :-1]
    nulls += forward[ZH_RUN : EN_RUN + 1, :-1]
    nulls -= log_total
    np.minimum(nulls, 0.0, out=nulls)
    np.exp(nulls, out=nulls)
    return Posterior(
        scores,
        corridor,
        shapes,
        forward[3],
        ahead[BEAD],
        nulls[0],
        nulls[1],
        log_total,
    )


def _probability(logarithm: Doubles) -> Doubles:
    """Rounding may leave a logarithm a little above 0."""
    return np.asarray(np.exp(np.minimum(logarithm, 0.0)), np.float64)


def _log_sum(values: Doubles, out: Doubles) -> None:
    """Logarithm of the sums of exponentials of each row; `values` are lost."""
    top = np.maximum.reduce(values, axis=1)
    values -= top[:, None]
    np.exp(values, out=values)
    np.add.reduce(values, axis=1, out=out)
    np.log(out, out=out)
    out += top
