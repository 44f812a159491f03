"""Segments of two texts in, beads out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from corpora.document import Segment

from .anchors import anchors
from .bead import Bead
from .corridor import along
from .encode.protocol import Encoder
from .path import Scores, Step, best_path
from .posterior import Posterior, posterior
from .settings import Settings
from .shapes import Shapes, shapes
from .similarity import Floats, centre, similarities

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
    zh_joins = centre(encoder.encode_joins([each.text for each in zh], kinds.longest))
    en_joins = centre(encoder.encode_joins([each.text for each in en], kinds.longest))
    corridor = along(anchors(zh_joins[0], en_joins[0]), len(zh), len(en))
    cosine, neighbour = similarities(zh_joins, en_joins, corridor, kinds, 0, len(zh) + 1)
    rows, columns = corridor.points(0, len(zh) + 1)
    ratio = _length_ratio(zh, en, rows, columns, kinds)
    score = (cosine - 0.65 * neighbour + 0.01 * (kinds.zh + kinds.en)) * np.exp(-abs(ratio) / 2)
    scores = Scores(
        (score * 12).astype(np.float32), np.full(len(zh), -0.5), np.full(len(en), -0.5), -2.0, -2.0
    )
    steps = best_path(scores, corridor, kinds)
    belief = posterior(scores, corridor, kinds)
    beads = [_bead(step, belief, corridor.locate, kinds, cosine) for step in steps]
    return list(_trusted(beads, settings.min_confidence))


def _length_ratio(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    columns: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    kinds: Shapes,
) -> Floats:
    zh_total = np.concatenate([[0], np.cumsum([len(each.text.encode()) for each in zh])])
    en_total = np.concatenate([[0], np.cumsum([len(each.text.encode()) for each in en])])
    zh_length = zh_total[rows][:, None] - zh_total[np.maximum(rows[:, None] - kinds.zh, 0)]
    en_length = en_total[columns][:, None] - en_total[np.maximum(columns[:, None] - kinds.en, 0)]
    ratio = max(zh_total[-1], 1) / max(en_total[-1], 1)
    result: Floats = np.log((zh_length + 1) / (en_length * ratio + 1)).astype(np.float32)
    return result


def _bead(step: Step, belief: Posterior, locate, kinds: Shapes, cosine: Floats) -> Bead:  # type: ignore[no-untyped-def]
    cell = int(locate(np.array(step.row), np.array(step.column)))
    zh = tuple(range(step.row - step.zh, step.row))
    en = tuple(range(step.column - step.en, step.column))
    if not en:
        return Bead(zh, en, min(1.0, float(belief.zh_null[cell])), ("no counterpart",))
    if not zh:
        return Bead(zh, en, min(1.0, float(belief.en_null[cell])), ("no counterpart",))
    shape = kinds.index(step.zh, step.en)
    return Bead(
        zh,
        en,
        min(1.0, float(belief.beads[cell, shape])),
        (f"similar meaning {cosine[cell, shape]:.2f}",),
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
