"""Units that may be like a query, the likeliest first, from the index of the store.

The grams of the query are counted in the units, rare grams first, until a budget of
postings is spent (a prefix filter: Chaudhuri, Ganti and Kaushik, 2006). What a unit shares
of them, and its length, bound its similarity from above: one edit destroys two pairs of
neighbours at most (the q-gram lemma: Ukkonen, 1992), or one word. Units are then compared
in the order of their bounds until no bound exceeds what has been found.
"""

from __future__ import annotations

import collections
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from duizhao.corpora.document import Language
from duizhao.memory.store import keys
from duizhao.memory.store.coverage import IndexSegment
from duizhao.memory.store.postings import CAPACITY
from duizhao.memory.store.questions import Questions

_MOST_OF_A_SEGMENT = 2048
"""Candidates taken from one segment; those with the best bounds."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Units that were met, and what may have been missed.

    Attributes:
        ids: unit ids, the highest bound first.
        bounds: the similarity that each of them can have at most.
        outside: the similarity that any other unit can have at most.
        cut: whether a segment had more of them than are taken from one.
    """

    ids: npt.NDArray[np.int64]
    bounds: npt.NDArray[np.float64]
    outside: float
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Grams:
    """The grams of a query, the rarest first.

    Attributes:
        weights: how often each stands in the query.
        frequencies: about how many units of the store hold each.
        length: tokens of the query.
        edits: how many grams one edit can destroy.
    """

    weights: dict[str, int]
    frequencies: dict[str, int]
    length: int
    edits: int


def survey(
    ask: Questions,
    language: Language,
    words: Sequence[str],
    segments: Sequence[IndexSegment],
) -> Grams:
    """The grams of a query with their frequencies, as two large segments have them."""
    single = keys.grams(words)
    line = keys.line(words)
    counts = collections.Counter(map(str.__add__, line, line[1:]))
    counts.update(words)
    sample = sorted(segments, key=lambda segment: segment.first - segment.last)[:2]
    known = dict.fromkeys(single, 0) | ask.frequencies(list(single), language, sample)
    share = sum(segment.last - segment.first + 1 for segment in sample) or 1
    whole = sum(segment.last - segment.first + 1 for segment in segments)
    ordered = sorted(single, key=known.__getitem__)
    return Grams(
        {gram: counts[gram] for gram in ordered},
        {gram: known[gram] * whole // share for gram in ordered},
        len(words),
        2 if any(map(keys.is_han, words)) else 1,
    )


class Counter:
    """Counts the grams of a query in the units of a store, a few at a time.

    Args:
        ask: of the store.
        language: side of the units that is compared.
        grams: of the query.
        segments: all of the store.
    """

    def __init__(
        self,
        ask: Questions,
        language: Language,
        grams: Grams,
        segments: Sequence[IndexSegment],
    ) -> None:
        self._ask = ask
        self._language = language
        self._grams = grams
        self._segments = segments
        self._waiting = list(grams.weights)
        self._counted = 0
        self._read: dict[int, list[bytes]] = {segment.id: [] for segment in segments}

    def find(
        self, threshold: float, budget: int, only: npt.NDArray[np.int64] | None = None
    ) -> Candidates:
        """Indexed units that may reach a similarity, the likeliest first.

        Args:
            threshold: lowest similarity of interest, between 0 and 1.
            budget: postings to read beside those that were read before, about.
            only: ids of the units that may be candidates, rising; all by default.
        """
        self._fetch(budget)
        grams = self._grams
        rest = sum(grams.weights.values()) - self._counted
        least = max(_least(grams, threshold) - rest, 1)
        all_ids = [np.empty(0, np.int64)]
        all_bounds = [np.empty(0)]
        all_missing = [np.empty(0, np.int64)]
        cut = False
        for segment in self._segments:
            joined = np.frombuffer(b"".join(self._read[segment.id]), "<u2")
            if not len(joined):
                continue
            counts = np.bincount(joined, minlength=CAPACITY)
            places = np.flatnonzero(counts >= least)
            if only is not None:
                places = np.intersect1d(places, only - segment.first, assume_unique=True)
            if not len(places):
                continue
            lengths = segment.lengths(self._language)[places].astype(np.int64)
            missing = self._counted - counts[places]
            bounds = _bounds(missing, lengths, grams)
            keep = np.flatnonzero(bounds >= threshold)
            if len(keep) > _MOST_OF_A_SEGMENT:
                cut = True
                keep = keep[np.argpartition(-bounds[keep], _MOST_OF_A_SEGMENT)]
                keep = keep[:_MOST_OF_A_SEGMENT]
            all_ids.append(places[keep] + segment.first)
            all_bounds.append(bounds[keep])
            all_missing.append(missing[keep])
        ids, bounds = np.concatenate(all_ids), np.concatenate(all_bounds)
        # Of two with the same bound, the one that misses less is likelier.
        order = np.lexsort((np.concatenate(all_missing), -bounds))
        outside = 0.0
        if rest:
            length = np.array([grams.length])
            outside = float(_bounds(np.array([self._counted]), length, grams)[0])
        return Candidates(ids[order], bounds[order], outside, cut)

    def _fetch(self, budget: int) -> None:
        chosen: list[str] = []
        spent = 0
        for gram in self._waiting:
            if chosen and spent + self._grams.frequencies[gram] > budget:
                break
            chosen.append(gram)
            spent += self._grams.frequencies[gram]
        self._waiting = self._waiting[len(chosen) :]
        weights = self._grams.weights
        self._counted += sum(weights[gram] for gram in chosen)
        for segment, gram, units in self._ask.postings(chosen, self._language):
            if segment in self._read:  # else it was made since the segments were listed
                self._read[segment].append(units * weights[gram])


def _bounds(
    missing: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64], grams: Grams
) -> npt.NDArray[np.float64]:
    """Similarity at most of units of these lengths that miss so many grams of the query."""
    # Of a longer unit some edits are insertions, and those destroy one gram less.
    extra = np.maximum(lengths - grams.length, 0)
    distance = -(-(missing + extra) // grams.edits)
    distance = np.maximum(distance, np.abs(lengths - grams.length))
    return np.asarray(1 - distance / np.maximum(lengths, grams.length))


def _least(grams: Grams, threshold: float) -> int:
    """The smallest weight that a unit of any length has to share to reach the threshold."""
    total = sum(grams.weights.values())
    length = grams.length
    if grams.edits == 1:
        return total - int((1 - threshold) * length)
    # A unit as long as the query may miss most, unless it may be twice as long.
    longest = length if threshold >= 0.5 else int(length / max(threshold, 0.01))
    return total - length - int((1 - 2 * threshold) * longest)
