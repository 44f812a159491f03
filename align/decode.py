"""From scores to beads: the best path, how far it is believed, and why."""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.corpora.document import Segment

from .bead import Bead
from .bitext import Bitext
from .path import Scores, Step, best_path
from .pinning import stretches
from .posterior import posterior
from .reasons import null_reasons, reasons
from .side import Half


def decoded(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    pair: Bitext,
    scores: Scores,
    cosine: Half,
    points: Sequence[tuple[int, int]] = (),
) -> list[Bead]:
    """Beads of the best path, in its order.

    Args:
        zh, en: segments of the pair.
        scores, cosine: see `duizhao.align.model.score`.
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
    pair: Bitext,
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
        own, places = (pair.zh, rows) if rows else (pair.en, columns)
        why = null_reasons(
            "Chinese" if rows else "English", repeated=bool(own.lines.repeated[places[0]])
        )
        return Bead(rows, columns, sure, why)
    why = reasons(
        [zh[i] for i in rows],
        [en[j] for j in columns],
        float(cosine[cell, shape]),
        pair.ratio,
        sure,
    )
    return Bead(rows, columns, sure, why)


def best_score(pair: Bitext, scores: Scores) -> float:
    """Score of the best path from corner to corner."""
    total, run = 0.0, ""
    for step in best_path(scores, pair.corridor, pair.shapes):
        shape = pair.shapes.index(step.zh, step.en)
        if shape is not None:
            cell = int(pair.corridor.start[step.row]) + step.column
            total += float(scores.beads[cell - int(pair.corridor.low[step.row]), shape])
            run = ""
            continue
        side = "zh" if step.zh else "en"
        known = scores.zh_null[step.row - 1] if step.zh else scores.en_null[step.column - 1]
        opened = scores.zh_open if step.zh else scores.en_open
        total += float(known) + (0.0 if run == side else opened)
        run = side
    return total
