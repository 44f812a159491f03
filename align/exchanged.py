"""Single segments in another order: an alphabetical list, a definition, a paragraph moved.

`align.moved` finds whole blocks. Here each pair of mutual nearest neighbours that the path could
not take is weighed against what the path made of its two segments: two nulls, or pairs that are
worse translations of each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from duizhao.corpora.document import Segment

from .anchors import Pairs
from .bead import Bead
from .encode.threads import one_thread
from .labelling import NAMES as LABELS
from .model import Model, bead_scores
from .pair import Pair
from .path import Scores
from .reasons import ELSEWHERE, null_reasons, reasons

LEAST_GAIN = 2.0
"""Score above two nulls from which a pair in another order is believed. Set by hand."""

BETTER = 2.0
"""By how much more it has to gain than a pair of the path that it takes the place of."""


@one_thread()
def exchanged(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    pair: Pair,
    known: tuple[Model, Scores],
    beads: Sequence[Bead],
    likely: Pairs,
) -> list[Bead]:
    """Beads, some of them taken apart for pairs in another order.

    Args:
        zh, en: segments of the pair.
        known: the weights, and the scores that they gave.
        beads: of the best path.
        likely: mutual nearest neighbours, as `duizhao.align.anchors.mutual` gives them.
    """
    at_zh = {place: bead for bead in beads for place in bead.zh}
    at_en = {place: bead for bead in beads for place in bead.en}
    gains = _Gains(pair, *known)
    found: list[tuple[float, int, int]] = []
    for row, column in zip(likely[0].tolist(), likely[1].tolist(), strict=True):
        old = at_zh[row], at_en[column]
        if old[0] is old[1] or not all(_is_small(bead) for bead in old):
            continue
        gain = gains.of(row, column)
        rivals = [gains.of(b.zh[0], b.en[0]) for b in old if not b.is_null]
        if gain > LEAST_GAIN and gain > max(rivals, default=0.0) + BETTER:
            found.append((gain, row, column))
    gone: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
    new = []
    for gain, row, column in sorted(found, reverse=True):
        old = at_zh[row], at_en[column]
        if any((bead.zh, bead.en) in gone for bead in old):
            continue
        gone |= {(bead.zh, bead.en) for bead in old}
        left = [
            *(Bead((i,), (), 0.5, null_reasons("Chinese")) for i in old[1].zh),
            *(Bead((), (j,), 0.5, null_reasons("English")) for j in old[0].en),
        ]
        at_zh |= {bead.zh[0]: bead for bead in left if bead.zh}
        at_en |= {bead.en[0]: bead for bead in left if bead.en}
        new += [*left, _bead(zh[row], en[column], row, column, gain, gains.cosine(row, column))]
    return [bead for bead in (*beads, *new) if (bead.zh, bead.en) not in gone]


def _is_small(bead: Bead) -> bool:
    return bead.is_null or bead.shape == "1-1"


def _bead(zh: Segment, en: Segment, row: int, column: int, gain: float, cosine: float) -> Bead:
    sure = float(1 / (1 + np.exp(LEAST_GAIN - gain)))
    why = (*reasons([zh], [en], cosine, 1.0, sure), ELSEWHERE)
    return Bead((row,), (column,), sure, why, moved=True)


class _Gains:
    """By how much a pair of two segments scores above two nulls, wherever they stand.

    Labels are left out: in another order a list is numbered in its own order.
    """

    def __init__(self, pair: Pair, model: Model, scores: Scores) -> None:
        weights = {name: each for name, each in model.beads.items() if name not in LABELS}
        self._model = replace(model, beads=weights)
        self._pair = pair
        self._scores = scores
        self._known: dict[tuple[int, int], tuple[float, float]] = {}

    def of(self, row: int, column: int) -> float:
        """The gain, in log odds."""
        return self._measured(row, column)[0]

    def cosine(self, row: int, column: int) -> float:
        """Likeness of the two segments."""
        return self._measured(row, column)[1]

    def _measured(self, row: int, column: int) -> tuple[float, float]:
        if (row, column) not in self._known:
            alone = self._pair.take(np.array([row]), np.array([column]))
            beads, cosine, _ = bead_scores(self._model, alone)
            null = float(self._scores.zh_null[row] + self._scores.en_null[column])
            null += self._scores.zh_open + self._scores.en_open
            self._known[row, column] = float(beads[-1, 0]) - null, float(cosine[-1, 0])
        return self._known[row, column]
