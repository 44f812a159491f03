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
from .side import Side
from .threads import one_thread
from .words import words_of

Doubles = npt.NDArray[np.float64]
_Both = tuple[Vectors, Vectors]

_RIGHT, _WRONG = 1.5, 0.5
"""Pairs, right and wrong, that a document's own pairs are added to."""
_LEAST, _MOST = 0.02, 0.93
"""Limits of the share of right pairs. However good the others are, a pair can be wrong."""


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
    places = [number for number, bead in enumerate(beads) if not bead.is_null]
    if not places:
        return list(beads)
    linked = [beads[number] for number in places]
    texts = (
        [join([zh[i].text for i in bead.zh]) for bead in linked],
        [join([en[j].text for j in bead.en]) for bead in linked],
    )
    vectors, around = _vectors(texts, linked, sides, encoder, judge)
    members = [bead.zh for bead in linked], [bead.en for bead in linked]
    words = sides[0].words, sides[1].words
    given = TextPairs(texts[0], texts[1], vectors, around, words, members)
    result = list(beads)
    for number, bead, zh_text, en_text, likeness in zip(
        places, linked, *texts, right(evidence(given)).tolist(), strict=True
    ):
        doubts = (DoubtfulPair(zh_text, en_text, likeness),) if likeness < DOUBTFUL else ()
        reasons = ("hardly a translation", *bead.reasons) if doubts else bead.reasons
        result[number] = replace(
            bead,
            confidence=bead.confidence * likeness,
            likeness=likeness,
            doubts=doubts,
            reasons=reasons,
        )
    return result


def right(log_odds: Doubles) -> Doubles:
    """Probability that each pair of a document is one of translations.

    How many are is found by expectation and maximisation.

    Args:
        log_odds: of each where half of all pairs are, (pairs,).
    """
    share = 0.9
    for _ in range(30):
        probability = _logistic(log_odds + np.log(share / (1 - share)))
        share = (float(probability.sum()) + _RIGHT) / (len(log_odds) + _RIGHT + _WRONG)
        share = min(max(share, _LEAST), _MOST)
    return probability


def _logistic(values: Doubles) -> Doubles:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -50, 50))), np.float64)


def _vectors(
    texts: tuple[list[str], list[str]],
    beads: Sequence[Bead],
    sides: tuple[Side, Side],
    encoder: Encoder,
    judge: Encoder,
) -> tuple[_Both, _Both]:
    """Of the sides of all beads, and of segments to compare them with, by the built-in encoder."""
    members = [bead.zh for bead in beads], [bead.en for bead in beads]
    if judge is not encoder:
        drawn = [[side.texts[place] for place in _drawn(len(side))] for side in sides]
        return (
            (judge.encode(texts[0]), judge.encode(texts[1])),
            (judge.encode(drawn[0]), judge.encode(drawn[1])),
        )
    joined = [
        _joined(side, each, own, encoder)
        for side, each, own in zip(sides, members, texts, strict=True)
    ]
    around = [side.pools.runs(drawn, drawn + 1) for side in sides for drawn in (_drawn(len(side)),)]
    return (joined[0], joined[1]), (around[0], around[1])


def _joined(
    side: Side, members: Sequence[tuple[int, ...]], texts: Sequence[str], encoder: Encoder
) -> Vectors:
    """Of segments joined; those with others between them are encoded as they are."""
    first = np.array([each[0] for each in members])
    last = np.array([each[-1] + 1 for each in members])
    found = side.pools.runs(first, last)
    gaps = [number for number, each in enumerate(members) if each[-1] - each[0] >= len(each)]
    if gaps:
        found[gaps] = encoder.encode([texts[number] for number in gaps])
    return found


def _drawn(count: int) -> npt.NDArray[np.int64]:
    return np.unique(np.linspace(0, count - 1, min(count, AROUND)).astype(np.int64))


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
    vectors = encode_in_steps(own, zh, progress), encode_in_steps(own, en, progress)
    drawn = _drawn(len(zh))
    each = [(place,) for place in range(len(zh))]
    words = words_of((zh, en), built_in())
    given = TextPairs(zh, en, vectors, (vectors[0][drawn], vectors[1][drawn]), words, (each, each))
    return [float(each) for each in right(evidence(given))]
