"""From scores to beads: the best path, how far it is believed, and why."""

from __future__ import annotations

from collections.abc import Sequence

from corpora.document import Segment

from .bead import Bead
from .features import Pair
from .path import Scores, Step, best_path
from .pinning import stretches
from .posterior import posterior
from .reasons import null_reasons, reasons
from .side import Half


def decoded(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    pair: Pair,
    scores: Scores,
    cosine: Half,
    points: Sequence[tuple[int, int]] = (),
) -> list[Bead]:
    """Beads of the best path, in its order.

    Args:
        zh, en: segments of the pair.
        scores, cosine: see `align.model.score`.
        points: that the path passes, as `align.pinning.passages` gives them.
    """
    beads = []
    for part, table, (row, column) in stretches(scores, pair.corridor, points):
        steps = best_path(part, table, pair.shapes)
        belief = posterior(part, table, pair.shapes)
        beads += [
            _bead(zh, en, pair, sure, cosine, (row + step.row, column + step.column), step)
            for step, sure in zip(steps, belief.of(steps).tolist(), strict=True)
        ]
    return beads


def _bead(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    pair: Pair,
    sure: float,
    cosine: Half,
    end: tuple[int, int],
    step: Step,
) -> Bead:
    cell = int(pair.corridor.start[end[0]]) + end[1] - int(pair.corridor.low[end[0]])
    rows = tuple(range(end[0] - step.zh, end[0]))
    columns = tuple(range(end[1] - step.en, end[1]))
    shape = pair.shapes.index(step.zh, step.en)
    if shape is None:
        why = null_reasons("Chinese" if rows else "English", False, False)
        return Bead(rows, columns, sure, why)
    ratio = int(pair.zh.length[-1]) / max(int(pair.en.length[-1]), 1)
    why = reasons(
        [zh[i] for i in rows],
        [en[j] for j in columns],
        float(cosine[cell, shape]),
        ratio,
        sure,
    )
    return Bead(rows, columns, sure, why)


def path_score(beads: Sequence[Bead], pair: Pair, scores: Scores) -> float:
    """Score of a path that runs from corner to corner."""
    total, row, column = 0.0, 0, 0
    run = ""
    for bead in beads:
        row, column = row + len(bead.zh), column + len(bead.en)
        if bead.is_null:
            side = "zh" if bead.zh else "en"
            known = scores.zh_null[row - 1] if bead.zh else scores.en_null[column - 1]
            opened = scores.zh_open if bead.zh else scores.en_open
            total += float(known) + (opened if run != side else 0.0)
            run = side
            continue
        cell = int(pair.corridor.start[row]) + column - int(pair.corridor.low[row])
        total += float(scores.beads[cell, pair.shapes.index(len(bead.zh), len(bead.en))])
        run = ""
    return total
