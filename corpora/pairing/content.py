"""Pairing by content: document vectors, mutual best, margin.

Neighbours by the mean of a document's piece vectors (FAISS); those are compared piece by
piece in both directions, with the figures that both share; documents that are like
everything are marked down as in cross-domain similarity local scaling (Conneau, Lample,
Ranzato, Denoyer & Jégou, "Word translation without parallel data", 2018).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
import numpy.typing as npt

from .crew import Crew, Vectors
from .sample import Sample

CANDIDATES = 20
"""Nearest documents that are compared piece by piece."""
NEIGHBOURS = 5
"""Of these, by how many a document's usual likeness is measured."""
FIGURES = 0.15
"""Weight of the share of figures that both hold."""

Half = npt.NDArray[np.float16]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Bar:
    """What a pair found by content has to reach.

    Attributes:
        score: likeness of the pieces.
        margin: lead over the next best on either side.
        length: largest deviation of the length ratio from the usual, as a logarithm.
        figures: share of figures that both hold, where either has any.
    """

    score: float
    margin: float
    length: float
    figures: float


_AT_ONCE = 16
"""Documents that are encoded together, which is faster than one by one."""
LISTED = Bar(0.5, 0.0, math.inf, 0.0)
"""Below this, two documents are no pair, not even a doubtful one."""
CERTAIN = Bar(0.55, 0.1, 0.6, 0.3)
CERTAIN_SHORT = Bar(0.6, 0.2, 0.3, 0.6)
"""The same for documents shorter than `SHORT`, which formulas make alike."""
SHORT = 100
"""Chinese characters."""


@dataclass(frozen=True, slots=True)
class Found:
    """A pair by content, as positions on each side."""

    zh: int
    en: int
    score: float
    margin: float
    certain: bool
    note: str


def by_content(
    zh: Sequence[Sample],
    en: Sequence[Sample],
    crew: Crew,
    *,
    progress: Progress | None = None,
) -> list[Found]:
    """Documents that are each other's best match, in the order of the Chinese ones.

    Args:
        zh, en: the documents of each side.
        crew: who encodes.
        progress: called with stage, done and total.
    """
    if not zh or not en:
        return []
    pieces = [encoded(side, crew, progress) for side in (zh, en)]
    ratio = median(b.length for b in en) / max(median(a.length for a in zh), 1)
    near = _candidates(*(np.stack([mean(vectors) for vectors in side]) for side in pieces))
    scores: dict[tuple[int, int], float] = {}
    likeness: dict[tuple[int, int], float] = {}
    for done, (i, j) in enumerate(near):
        likeness[i, j] = alike(pieces[0][i], pieces[1][j])
        scores[i, j] = likeness[i, j] + FIGURES * _shared(zh[i].numbers, en[j].numbers, 0.5)
        if progress is not None and done % 1000 == 0:
            progress("compare", done, len(near))
    return list(_mutual(zh, en, scores, likeness, ratio))


def encoded(side: Sequence[Sample], crew: Crew, progress: Progress | None) -> list[Half]:
    """Piece vectors of each document, the side's own mean taken off.

    Half the digits are enough to compare them, and take half the memory.
    """
    halves: list[Half] = []
    parts = [side[start : start + _AT_ONCE] for start in range(0, len(side), _AT_ONCE)]
    texts = [[piece for sample in part for piece in sample.pieces] for part in parts]
    for part, vectors in zip(parts, crew.vectors(texts), strict=True):
        ends = np.cumsum([len(sample.pieces) for sample in part])
        halves += np.split(vectors.astype(np.float16), ends[:-1])
        if progress is not None:
            progress("encode documents", len(halves), len(side))
    count = sum(map(len, halves))
    if len(side) <= 3 or not count:
        return halves
    centre = sum(half.sum(axis=0, dtype=np.float64) for half in halves) / count
    for n, half in enumerate(halves):
        halves[n] = _unit(half - centre).astype(np.float16)
    return halves


def _unit(vectors: npt.NDArray[np.floating]) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def mean(vectors: Half) -> Vectors:
    """The vector of a whole document, shape (dimension,)."""
    return _unit(vectors.mean(axis=0, dtype=np.float32))


def _candidates(zh: Vectors, en: Vectors) -> list[tuple[int, int]]:
    """Pairs worth comparing: near neighbours from either side."""
    import faiss

    found = set()
    for queries, base, turned in ((zh, en, False), (en, zh, True)):
        index = faiss.IndexFlatIP(base.shape[1])
        index.add(np.ascontiguousarray(base))
        count = min(CANDIDATES, len(base))
        _, positions = index.search(np.ascontiguousarray(queries), count)
        for query, row in enumerate(positions):
            for other in row:
                found.add((int(other), query) if turned else (query, int(other)))
    return sorted(found)


def alike(zh: Half, en: Half) -> float:
    """Mean over the pieces of each side of the best match on the other."""
    table = zh.astype(np.float32) @ en.astype(np.float32).T
    return float(table.max(axis=1).mean() + table.max(axis=0).mean()) / 2


def _shared(zh: Counter[str], en: Counter[str], neither: float) -> float:
    """Share of the figures that both hold; `neither` when there are none."""
    union = zh.keys() | en.keys()
    return len(zh.keys() & en.keys()) / len(union) if union else neither


def _mutual(
    zh: Sequence[Sample],
    en: Sequence[Sample],
    scores: dict[tuple[int, int], float],
    likeness: dict[tuple[int, int], float],
    ratio: float,
) -> list[Found]:
    by_zh: list[dict[int, float]] = [{} for _ in zh]
    by_en: list[dict[int, float]] = [{} for _ in en]
    for (i, j), score in scores.items():
        by_zh[i][j] = by_en[j][i] = score
    usual_zh, usual_en = ([_usual(row) for row in side] for side in (by_zh, by_en))

    def scaled(i: int, j: int) -> float:
        return 2 * scores[i, j] - usual_zh[i] - usual_en[j]

    def ranked(row: dict[int, float], turn: Callable[[int], float]) -> list[tuple[float, int]]:
        return sorted(((turn(other), -other) for other in row), reverse=True)

    best_zh = [ranked(row, lambda j, i=i: scaled(i, j)) for i, row in enumerate(by_zh)]  # type: ignore[misc]
    best_en = [ranked(row, lambda i, j=j: scaled(i, j)) for j, row in enumerate(by_en)]  # type: ignore[misc]
    found = []
    for i, row in enumerate(best_zh):
        if not row:
            continue
        score, j = row[0][0], -row[0][1]
        if -best_en[j][0][1] != i or likeness[i, j] < LISTED.score:
            continue
        rivals = [side[1][0] for side in (row, best_en[j]) if len(side) > 1]
        margin = min((score - rival for rival in rivals), default=1.0)
        reason = _doubt(zh[i], en[j], likeness[i, j], margin, ratio)
        found.append(Found(i, j, likeness[i, j], margin, not reason, reason))
    return found


def _usual(row: dict[int, float]) -> float:
    """How like its neighbours a document is; with few of them nothing can be said."""
    values = sorted(row.values(), reverse=True)[:NEIGHBOURS]
    return sum(values) / len(values) if len(values) == NEIGHBOURS else 0.0


def _doubt(zh: Sample, en: Sample, score: float, margin: float, ratio: float) -> str:
    """Why a pair is not certain, or ""."""
    bar = CERTAIN if zh.length >= SHORT else CERTAIN_SHORT
    reasons = []
    if score < bar.score:
        reasons.append("their texts are not much alike")
    if margin < bar.margin:
        reasons.append("another document is nearly as much alike")
    if zh.length and en.length and abs(math.log(en.length / zh.length / ratio)) > bar.length:
        reasons.append("one is much longer than the other")
    if _shared(zh.numbers, en.numbers, 1.0) < bar.figures:
        reasons.append("their figures differ")
    return "; ".join(reasons)
