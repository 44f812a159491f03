"""The units whose tokens are nearest to those of a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

from duizhao.memory.store import Store, keys
from duizhao.memory.store.questions import Questions

from . import candidates
from .match import Query
from .similarity import Comparer

_ROUNDS = ((40_000, 128), (500_000, 4096))
"""Postings to read and candidates to compare at most. The first round finds something good
for little, and the second has to look only at what may be better."""
_CHUNK = 64
_THOROUGH = 384
"""Candidates among which all the best are found; among further ones only the very best."""
_MOST_SAME = 200
"""Units compared that are the same but for figures."""

_SHORT = 12
"""Tokens of a text of which figures may be the greater part."""


def nearest(store: Store, query: Query, words: Sequence[str]) -> list[tuple[int, float]]:
    """Ids and similarities of the units that are most like a query, in no order.

    Units that are the same but for figures are among them however short they are: of
    ``Chapter 2`` half is figures. The similarities are exact or, once in a thousand, a little
    too high.

    Args:
        store: the memory.
        query: filters, limit and threshold of it count here.
        words: its tokens.
    """
    ask = store.ask
    threshold = max(query.threshold, 1) / 100
    comparer = Comparer(words)
    pending = ask.waiting()
    scored = _of_texts(ask, query, comparer, pending)
    figures = _short_same(ask, query, words, pending, scored)
    same = ask.same_loose(words, query.language, _MOST_SAME)
    figures.update(_of_codes(ask, query, comparer, same))
    scored.update(figures)
    segments = store.coverage.segments()
    grams = candidates.survey(ask, query.language, words, segments)
    counter = candidates.Counter(ask, query.language, grams, segments)
    for budget, most in _ROUNDS:
        least = _least_of(scored, query.limit)
        found = counter.find(max(threshold, least), budget)
        seen = _compare(ask, query, comparer, found, most, scored)
        best = max(scored.values(), default=0.0)
        if seen.missed < threshold or (best and seen.missed <= best):
            break
    enough = sum(value >= threshold for value in scored.values()) >= query.limit
    if seen.cut and seen.filtered and not enough:
        # What may not answer took the places of what may: look again among the rest.
        passing = ask.passing(query.filters)
        found = counter.find(threshold, 0, passing)
        _compare(ask, query, comparer, found, _ROUNDS[-1][1], scored)
    passed = ((number, value) for number, value in scored.items() if value >= threshold)
    return list({**figures, **dict(passed)}.items())


def same(store: Store, query: Query, words: Sequence[str]) -> list[tuple[int, float]]:
    """As `nearest`, but only units that are the same but for figures: for very long texts."""
    ask = store.ask
    wanted = keys.loose(words)
    ids = ask.same_loose(words, query.language, _MOST_SAME)
    texts = ask.texts([*ids, *ask.waiting()], query.language, query.filters)
    comparer = Comparer(words)
    split = [(number, keys.tokens(text)) for number, text in texts]
    return [
        (number, comparer.similarity(found))
        for number, found in split
        if keys.loose(found) == wanted
    ]


def _short_same(
    ask: Questions,
    query: Query,
    words: Sequence[str],
    pending: Sequence[int],
    scored: dict[int, float],
) -> dict[int, float]:
    """Short units not indexed yet that are the same but for figures, with their similarities."""
    if len(words) > _SHORT:
        return {}
    wanted = keys.loose(words)
    texts = ask.texts(pending, query.language, query.filters)
    return {
        number: scored[number]
        for number, text in texts
        if number in scored and keys.loose(keys.tokens(text)) == wanted
    }


@dataclass(frozen=True, slots=True)
class _Seen:
    """What came of comparing candidates.

    Attributes:
        missed: the similarity that a unit not compared can have at most.
        cut: whether candidates were left uncompared.
        filtered: whether some of those compared may not answer.
    """

    missed: float
    cut: bool
    filtered: bool


def _least_of(scored: dict[int, float], limit: int) -> float:
    """The lowest of the best similarities, 0 while there are fewer than asked for."""
    best = nlargest(limit, scored.values())
    return best[-1] if len(best) == limit else 0.0


def _compare(
    ask: Questions,
    query: Query,
    comparer: Comparer,
    found: candidates.Candidates,
    most: int,
    scored: dict[int, float],
) -> _Seen:
    """Compare candidates in the order of their bounds, into `scored`, until none can be better."""
    filtered = False
    best = nlargest(query.limit, scored.values())
    for start in range(0, len(found.ids), _CHUNK):
        bound = float(found.bounds[start])
        enough = best[-1] if len(best) == query.limit else 0.0
        top = best[0] if best else 0.0
        if bound <= enough or start >= most or (start >= _THOROUGH and bound <= top):
            return _Seen(max(found.outside, bound), bound > enough, filtered)
        ids = found.ids[start : start + _CHUNK].tolist()
        new = [number for number in ids if number not in scored]
        more = _of_codes(ask, query, comparer, new)
        filtered = filtered or len(more) < len(new)
        best = nlargest(query.limit, [*best, *more.values()])
        scored.update(more)
    return _Seen(found.outside, found.cut, filtered)


def _of_codes(
    ask: Questions, query: Query, comparer: Comparer, ids: Sequence[int]
) -> dict[int, float]:
    return _scored(comparer, ask.codes(ids, query.language, query.filters))


def _of_texts(
    ask: Questions, query: Query, comparer: Comparer, ids: Sequence[int]
) -> dict[int, float]:
    texts = ask.texts(ids, query.language, query.filters)
    return _scored(comparer, [(number, keys.coded(text)) for number, text in texts])


def _scored(comparer: Comparer, pairs: Sequence[tuple[int, bytes]]) -> dict[int, float]:
    similarities = comparer.coded([code for _, code in pairs]).tolist()
    return dict(zip([number for number, _ in pairs], similarities, strict=True))
