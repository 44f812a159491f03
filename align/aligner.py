"""Segments of two texts in, beads out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from corpora.document import Segment

from .anchors import anchors
from .bead import Bead
from .corridor import Corridor, along
from .encode.protocol import Encoder
from .features import Pair
from .model import Evidence, load_model, score
from .path import Step, best_path
from .posterior import Posterior, posterior
from .settings import Settings
from .shapes import Shapes, shapes
from .side import side

Progress = Callable[[str, int, int], None]


def align_segments(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    encoder: Encoder,
    *,
    settings: Settings | None = None,
    pins: Sequence[Bead] = (),
    progress: Progress | None = None,
) -> list[Bead]:
    """Align two texts.

    Args:
        zh, en: segments in the order of the text.
        encoder: see `align.encode.load`.
        settings: see `Settings`.
        pins: beads that a person decided; the rest is aligned around them.
        progress: called with stage, done and total.

    Returns:
        Beads in the order of the text; every segment of each side is in exactly one.

    Raises:
        SettingsError: the pins contradict each other or the text.
    """
    settings = settings or Settings()
    if not zh or not en:
        return [
            *(Bead((position,), ()) for position in range(len(zh))),
            *(Bead((), (position,)) for position in range(len(en))),
        ]
    kinds = shapes(settings.max_segments)
    numbers: dict[str, int] = {}
    zh_side, en_side = side(zh, encoder, numbers, progress), side(en, encoder, numbers, progress)
    points = anchors(zh_side.singles.astype(np.float32), en_side.singles.astype(np.float32))
    corridor = along(points, len(zh), len(en))
    scores, evidence = score(load_model(), Pair(zh_side, en_side, corridor, kinds))
    steps = best_path(scores, corridor, kinds)
    belief = posterior(scores, corridor, kinds)
    beads = [_bead(step, belief, evidence, corridor, kinds) for step in steps]
    return list(_trusted(beads, settings.min_confidence))


def _bead(
    step: Step, belief: Posterior, evidence: Evidence, corridor: Corridor, kinds: Shapes
) -> Bead:
    cell = int(corridor.start[step.row]) + step.column - int(corridor.low[step.row])
    zh = tuple(range(step.row - step.zh, step.row))
    en = tuple(range(step.column - step.en, step.column))
    shape = kinds.index(step.zh, step.en)
    if shape is None:
        values = belief.zh_null if zh else belief.en_null
        return Bead(zh, en, min(1.0, float(values[cell])), ("no counterpart",))
    return Bead(
        zh,
        en,
        min(1.0, float(belief.beads[cell, shape])),
        (f"similar meaning {evidence.cosine[cell, shape]:.2f}",),
    )


def _trusted(beads: Sequence[Bead], least: float) -> list[Bead]:
    """Beads, those below a confidence taken apart into null beads."""
    result = []
    for bead in beads:
        if bead.is_null or bead.confidence >= least:
            result.append(bead)
            continue
        reasons = (f"confidence {bead.confidence:.2f} is below the least", *bead.reasons)
        result += [Bead((position,), (), 1 - bead.confidence, reasons) for position in bead.zh]
        result += [Bead((), (position,), 1 - bead.confidence, reasons) for position in bead.en]
    return result
