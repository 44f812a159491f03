"""Pairs found by name, checked against what the files hold.

A name may lie: a folder is renumbered, a file is saved under its neighbour's name. Each pair
is looked at in two steps. A few pieces of every document are compared first; where they are
not alike, or another document is more similar, all pieces are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from .content import LISTED, Half, Progress, alike, encoded, mean
from .crew import Crew, Vectors
from .sample import Sample

FEW = 8
"""Pieces of a document in the first step."""
SHORTENED = {"zh": 80, "en": 240}
"""Longest piece in the first step, in characters."""
ALIKE = 0.55
"""Likeness of the few pieces from which a pair is not looked at again."""
LEAD = 0.1
"""How much more similar another document must be to put a pair in doubt."""
LONGER = 1.1
"""Largest deviation of the length ratio from the usual, as a logarithm."""
_RIVALS = 3


@dataclass(frozen=True, slots=True)
class PairVerdict:
    """What the content says of a pair: its likeness, and why it is doubtful, or ""."""

    score: float | None
    doubt: str


def check_pairs(
    zh: Sequence[Sample],
    en: Sequence[Sample],
    crew: Crew | None,
    *,
    progress: Progress | None = None,
) -> list[PairVerdict]:
    """Judge pairs; `zh` and `en` have the same length, pair by pair.

    Args:
        zh, en: the documents of each side.
        crew: who encodes; without one, symbols and lengths alone are compared.
        progress: called with stage, done and total.
    """
    lengths = [b.length / max(a.length, 1) for a, b in zip(zh, en, strict=True)]
    usual = median(lengths) if len(lengths) > 2 else 2.6
    doubts = [_plain(a, b, usual) for a, b in zip(zh, en, strict=True)]
    if crew is None:
        return [PairVerdict(None, doubt) for doubt in doubts]
    few = [encoded([_shortened(s) for s in side], crew, progress) for side in (zh, en)]
    own = [alike(a, b) for a, b in zip(*few, strict=True)]
    rivals = _rivals(few[0], few[1], own)
    again = [n for n, score in enumerate(own) if score < ALIKE or rivals[n] or doubts[n]]
    verdicts = [PairVerdict(score, "") for score in own]
    if not again:
        return verdicts
    wanted = sorted({*again, *(other for n in again for other in rivals[n])})
    place = {n: k for k, n in enumerate(wanted)}
    whole = [encoded([side[n] for n in wanted], crew, progress) for side in (zh, en)]
    for n in again:
        k = place[n]
        score = alike(whole[0][k], whole[1][k])
        others = [place[other] for other in rivals[n]]
        best = max(
            (max(alike(whole[0][k], whole[1][o]), alike(whole[0][o], whole[1][k])) for o in others),
            default=0.0,
        )
        reasons = [doubts[n]] if doubts[n] else []
        if score < LISTED.score:
            reasons.append("their texts are not much alike")
        elif best > score + LEAD:
            reasons.append("another document is more alike")
        verdicts[n] = PairVerdict(score, "; ".join(reasons))
    return verdicts


def _plain(zh: Sample, en: Sample, usual: float) -> str:
    """What symbols and lengths say against a pair."""
    reasons = []
    if zh.symbol and en.symbol and zh.symbol != en.symbol:
        reasons.append(f"their symbols differ ({zh.symbol}, {en.symbol})")
    if zh.length and en.length and abs(math.log(en.length / zh.length / usual)) > LONGER:
        reasons.append("one is much longer than the other")
    return "; ".join(reasons)


def _shortened(sample: Sample) -> Sample:
    """The same document with a few short pieces from all over it."""
    longest = SHORTENED[sample.language or "en"]
    count = len(sample.pieces)
    places = range(count) if count <= FEW else [n * count // FEW for n in range(FEW)]
    return replace(sample, pieces=tuple(sample.pieces[n][:longest] for n in places))


def _rivals(zh: Sequence[Half], en: Sequence[Half], own: Sequence[float]) -> list[list[int]]:
    """For each pair, other documents that are more similar by the few pieces, on either side."""
    found: list[list[int]] = [[] for _ in own]
    if len(own) < 2:
        return found
    means = [np.stack([mean(vectors) for vectors in side]) for side in (zh, en)]
    for a, b, turned in ((means[0], means[1], False), (means[1], means[0], True)):
        for n, row in enumerate(_nearest(a, b)):
            for other in row:
                pair = (other, n) if turned else (n, other)
                if other != n and alike(zh[pair[0]], en[pair[1]]) > own[n] + LEAD:
                    found[n].append(other)
    return found


def _nearest(queries: Vectors, base: Vectors) -> list[list[int]]:
    import faiss

    index = faiss.IndexFlatIP(base.shape[1])
    index.add(np.ascontiguousarray(base))
    _, positions = index.search(np.ascontiguousarray(queries), min(_RIVALS, len(base)))
    return [[int(other) for other in row] for row in positions]
