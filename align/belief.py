"""From beads that compete well to beads that are believed: posterior times likeness.

The confidence of a bead is the probability that it is right: that its two sides are translations
of each other at all (`likeness`), and that they are the best division (the posterior of the path).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from duizhao.corpora.document import Segment
from duizhao.corpora.unit import DOUBTFUL

from .bead import Bead, DoubtfulPair
from .dictionary import built_in
from .encode import load
from .encode.joining import join
from .encode.pools import encode_in_steps
from .encode.protocol import Encoder, Progress, Vectors
from .likeness import AROUND, TextPairs, evidence
from .order import in_order
from .side import Side
from .threads import one_thread
from .wordless import without_key
from .words import words_of

Doubles = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
_Both = tuple[Vectors, Vectors]

_TOGETHER = 1024
"""Pairs whose likeness is weighed together."""

_AROUND = 10
"""Beads on either side of a pair that say how far it may be trusted. This and what follows was
chosen on aligned text, see docs/accuracy.md."""
_RIGHT, _WRONG, _OWN = 1.2, 0.5, 0.5
"""Pairs, right and wrong, that those around a pair are added to; what it counts for itself."""
_UNPAIRED = 1.5
"""Wrong pairs that a segment of each text without a counterpart counts as: what is paired among
such has been chosen as the best of much that is wrong. What one text has alone counts nothing."""
_WEIGHT, _EVEN = 2.5, 0.55
"""What the log odds of the share of right pairs count for, and the share that says nothing. Faults
come in runs, so that the share says more than how often a pair is right."""
_LEAST, _MOST = -8.0, 2.6
"""Limits of the log odds that come from the share. However good the others are, a pair can be
wrong."""


@one_thread()
def judged(
    beads: Sequence[Bead],
    zh: Sequence[Segment],
    en: Sequence[Segment],
    sides: tuple[Side, Side],
    encoder: Encoder,
    judge: Encoder,
) -> list[Bead]:
    """Beads with their likeness, the confidence lowered by it, and the doubts that follow.

    Args:
        sides: of all segments, by `encoder`.
        judge: the built-in encoder, for whose vectors likeness is weighed.
    """
    beads = list(in_order(beads))
    places = [number for number, bead in enumerate(beads) if not bead.is_null]
    if not places:
        return beads
    linked = [beads[number] for number in places]
    texts = (
        [join([zh[i].text for i in bead.zh]) for bead in linked],
        [join([en[j].text for j in bead.en]) for bead in linked],
    )
    words, around = (sides[0].words, sides[1].words), _around(sides, encoder, judge)
    log_odds = []
    for first in range(0, len(linked), _TOGETHER):
        part = slice(first, first + _TOGETHER)
        own = texts[0][part], texts[1][part]
        members = [bead.zh for bead in linked[part]], [bead.en for bead in linked[part]]
        vectors = _vectors(own, members, sides, encoder, judge)
        log_odds.append(evidence(TextPairs(*own, vectors, around, words, members)))
    unpaired = np.array([(not bead.en, not bead.zh) for bead in beads]).T
    sure = right(np.concatenate(log_odds), unpaired).tolist()
    for number, bead, zh_text, en_text, likeness in zip(places, linked, *texts, sure, strict=True):
        doubts = (DoubtfulPair(zh_text, en_text, likeness),) if likeness < DOUBTFUL else ()
        reasons = ("hardly a translation", *bead.reasons) if doubts else bead.reasons
        beads[number] = replace(
            bead,
            confidence=bead.confidence * likeness,
            likeness=likeness,
            doubts=doubts,
            reasons=reasons,
        )
    return beads


def right(log_odds: Doubles, unpaired: Bools) -> Doubles:
    """Probability that each pair of a document is one of translations.

    How many of those around it are right is found as in expectation and maximisation, beginning
    with nearly all.

    Args:
        log_odds: of each where half of all pairs are right, (pairs,).
        unpaired: whether each bead, in order, is a segment that the Chinese text has alone, or
            one that the English has, (2, beads); the others are the pairs.
    """
    pairs = np.logical_not(unpaired[0] | unpaired[1])
    own = np.full(len(pairs), -np.inf)
    own[pairs] = log_odds
    alone = np.minimum(_near(1.0 * unpaired[0]), _near(1.0 * unpaired[1]))
    total = _near(1.0 * pairs) + _UNPAIRED * alone + _RIGHT + _WRONG
    common = np.full(len(pairs), _MOST)
    for _ in range(30):
        share = (_near(_logistic(own + common)) + _RIGHT) / total
        common = np.clip(_WEIGHT * (_logit(share) - _logit(_EVEN)), _LEAST, _MOST)
    return _logistic(log_odds + common[pairs])


def _near(values: Doubles) -> Doubles:
    """Sum of the values around each, and a part of its own."""
    sums = np.concatenate([[0], np.cumsum(values)])
    places = np.arange(len(values))
    first, last = places - _AROUND, places + _AROUND + 1
    total: Doubles = sums[np.minimum(last, len(values))] - sums[np.maximum(first, 0)]
    return total - (1 - _OWN) * values


def _logit(share: Doubles | float) -> Doubles:
    return np.asarray(np.log(share / (1 - share)), np.float64)


def _logistic(values: Doubles) -> Doubles:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -50, 50))), np.float64)


def _around(sides: tuple[Side, Side], encoder: Encoder, judge: Encoder) -> _Both:
    """Vectors of segments to compare all pairs with, by the built-in encoder."""
    drawn = _drawn(len(sides[0])), _drawn(len(sides[1]))
    if judge is encoder:
        return sides[0].runs(drawn[0], drawn[0] + 1), sides[1].runs(drawn[1], drawn[1] + 1)
    zh, en = (
        judge.encode([side.texts[place] for place in each])
        for side, each in zip(sides, drawn, strict=True)
    )
    return zh, en


def _vectors(
    texts: tuple[list[str], list[str]],
    members: tuple[list[tuple[int, ...]], list[tuple[int, ...]]],
    sides: tuple[Side, Side],
    encoder: Encoder,
    judge: Encoder,
) -> _Both:
    """Of the two sides of beads, by the built-in encoder.

    Args:
        texts: of those sides.
        members: segments that they are made of.
    """
    if judge is not encoder:
        return judge.encode(texts[0]), judge.encode(texts[1])
    zh, en = (
        _joined(side, each, own, encoder)
        for side, each, own in zip(sides, members, texts, strict=True)
    )
    return zh, en


def _joined(
    side: Side, members: Sequence[tuple[int, ...]], texts: Sequence[str], encoder: Encoder
) -> Vectors:
    """Of segments joined; those with others between them are encoded as they are."""
    first = np.array([each[0] for each in members])
    last = np.array([each[-1] + 1 for each in members])
    found = side.runs(first, last)
    gaps = [number for number, each in enumerate(members) if each[-1] - each[0] >= len(each)]
    if gaps:
        found[gaps] = encoder.encode([texts[number] for number in gaps])
    return found


def _drawn(count: int) -> npt.NDArray[np.int64]:
    places = np.linspace(0, count - 1, min(count, AROUND)).astype(np.int64)
    return np.array(sorted(set(places.tolist())), np.int64)


def likeness_of(
    zh: Sequence[str], en: Sequence[str], *, progress: Progress | None = None
) -> list[float]:
    """Probability that each pair of texts is one of translations, the others being its document.

    Args:
        zh, en: texts, pair by pair.
        progress: called with stage, done and total.
    """
    if not zh:
        return []
    own = load("use")
    zh, en = zip(*map(without_key, zh, en), strict=True)
    vectors = encode_in_steps(own, zh, progress), encode_in_steps(own, en, progress)
    drawn = _drawn(len(zh))
    each = [(place,) for place in range(len(zh))]
    words = words_of((zh, en), built_in())
    given = TextPairs(zh, en, vectors, (vectors[0][drawn], vectors[1][drawn]), words, (each, each))
    sure: list[float] = right(evidence(given), np.zeros((2, len(zh)), bool)).tolist()
    return sure
