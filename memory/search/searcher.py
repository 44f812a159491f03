"""Search: one ranked list of what a memory has for a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from duizhao.corpora.entry import Entry
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.script import is_traditional
from duizhao.memory.store import Store, keys
from duizhao.memory.store.questions import Questions

from .classify import classify, other, penalties
from .context import contexts_shared
from .lookup import nearest, same
from .match import Band, Match, Query
from .scripts import counterpart, fits
from .similarity import Comparer
from .vectors import Vectors

_GOOD = 75
"""Score from which a match is worth more than any found by meaning alone."""
_NEAREST = 50
_WIDE = 20
# However near in meaning, what differs in words needs an eye.
_MOST_BY_MEANING = 84
_FIGURE = re.compile(r"[0-9]+")
MOST_TOKENS = 4000
"""Longest query that is compared with others than those of its very words and figures."""
_MOST_EQUAL = 100
"""Units with the very words of a query that are weighed by date and context."""


def search(store: Store, query: Query, vectors: Vectors | None = None) -> list[Match]:
    """What the memory has for a text, the best first.

    Args:
        store: the memory.
        query: what is looked for.
        vectors: to search by meaning too, unless there are good matches enough.

    Raises:
        SettingsError: no such language.
        StoreError: the store is damaged.
    """
    if query.language not in ("zh", "en"):
        raise SettingsError(f"no language {query.language!r}", mend="take zh or en")
    words = keys.tokens(query.text)
    if not words or query.limit < 1:
        return []
    # Others may write meanwhile: one search sees one state of the store.
    with store.reading():
        return _search(store, query, words, vectors)


def _search(
    store: Store, query: Query, words: Sequence[str], vectors: Vectors | None
) -> list[Match]:
    # Where a script is asked for, what is in the other one takes no place of what fits.
    wide = replace(query, limit=max(query.limit, _WIDE)) if query.script else query
    scored = (nearest if len(words) <= MOST_TOKENS else same)(store, wide, words)
    ordered = sorted(scored, key=lambda pair: (-pair[1], -pair[0]))
    equal = sum(similarity == 1.0 for _, similarity in ordered[:_MOST_EQUAL])
    best = ordered[: equal + 2 * wide.limit + 5]
    short = [pair for pair in ordered[len(best) :] if pair[1] * 100 < query.threshold]
    best += short[: wide.limit]
    entries = {entry.id: entry for entry in store.entries([number for number, _ in best])}
    traditional = query.language == "zh" and is_traditional(query.text)
    comparer = Comparer(words)
    found = [
        (entry, comparer.similarity(keys.tokens(entry.text(query.language))))
        for entry in entries.values()
        if fits(entry, query)
    ]
    targets = _translations(query, found)
    matches = [
        _match((store.ask, store.path.name), query, entry, similarity, traditional, targets)
        for entry, similarity in found
    ]
    matches = [match for match in matches if match.score >= query.threshold]
    good = sum(match.score >= _GOOD for match in matches)
    if vectors is not None and query.semantic and good < query.limit:
        matches = _better(matches, _by_meaning(store, query, vectors))
    matches.sort(key=lambda match: _rank(match, query.text))
    return _apart(matches)[: query.limit]


def _apart(matches: Sequence[Match]) -> list[Match]:
    """The best of those with the same texts and tags."""
    first: dict[tuple[str, ...], Match] = {}
    for match in matches:
        entry = match.entry
        first.setdefault((match.source, match.target, entry.zh_content, entry.en_content), match)
    return list(first.values())


def _better(first: Sequence[Match], second: Sequence[Match]) -> list[Match]:
    """The matches of both; of two with the same unit the higher one, or the first of equals."""
    best = {match.entry.id: match for match in first}
    for match in second:
        known = best.get(match.entry.id)
        if known is None or match.score > known.score:
            best[match.entry.id] = match
    return list(best.values())


def _by_meaning(store: Store, query: Query, vectors: Vectors) -> list[Match]:
    """Units near in meaning, whatever their words."""
    near = dict(vectors.nearest(query.text, _NEAREST))
    allowed = store.ask.allowed(list(near), query.filters)
    known = store.entries([number for number in near if number in allowed])
    entries = [entry for entry in known if fits(entry, query)]
    entries.sort(key=lambda entry: -near[entry.id])
    traditional = query.language == "zh" and is_traditional(query.text)
    matches = []
    for entry in entries[: query.limit]:
        cosine = near[entry.id]
        score = min(_MOST_BY_MEANING, round(100 * cosine))
        reasons = [f"near in meaning (cosine {cosine:.2f})"]
        for points, reason in penalties(query, entry, traditional, False, store.path.name):
            score -= points
            reasons.append(f"{reason} (−{points})" if points else reason)
        if score >= query.threshold:
            matches.append(
                Match(
                    source=entry.text(query.language),
                    target=counterpart(entry, query),
                    score=score,
                    band=Band.SEMANTIC,
                    reasons=tuple(reasons),
                    origin=entry.origins[0].name if entry.origins else "",
                    similarity=0.0,
                    entry=entry,
                )
            )
    return matches


def _translations(query: Query, found: Sequence[tuple[Entry, float]]) -> Counter[str]:
    """How many different counterparts each source among these has; scripts are no difference."""
    pairs = {
        (entry.text(query.language), keys.fold(entry.text(other(query.language))))
        for entry, _ in found
    }
    return Counter(source for source, _ in pairs)


def _match(
    of: tuple[Questions, str],
    query: Query,
    entry: Entry,
    similarity: float,
    traditional: bool,
    translations: Counter[str],
) -> Match:
    ask, memory = of
    source = entry.text(query.language)
    verdict = classify(query, entry, similarity)
    band, score, reasons = verdict.band, verdict.score, list(verdict.reasons)
    shared = contexts_shared(ask, query, entry) if band == Band.EXACT else []
    if shared:
        band, score = Band.CONTEXT, 100 + len(shared)
        reasons += shared
    # Where the context tells which of several translations is meant, there is no doubt.
    ambiguous = translations[source] > 1 and not shared
    for points, reason in penalties(query, entry, traditional, ambiguous, memory):
        score -= points
        reasons.append(f"{reason} (−{points})" if points else reason)
    return Match(
        source=source,
        target=verdict.target,
        score=max(score, 0),
        band=band,
        reasons=tuple(reasons),
        origin=entry.origins[0].name if entry.origins else "",
        similarity=similarity,
        entry=entry,
        marks=verdict.marks,
        source_marks=verdict.source_marks,
    )


def _rank(match: Match, text: str) -> tuple[float, ...]:
    bands = list(Band)
    return (
        -match.score,
        bands.index(match.band),
        # Chapter 1 is nearer to Chapter 2 than Chapter one is.
        abs(len(_FIGURE.findall(match.source)) - len(_FIGURE.findall(text))),
        -match.similarity,
        -int(match.entry.status),
        -_time(match.entry),
        -(match.entry.unit.confidence or 0.0),
        -match.entry.id,
    )


def _time(entry: Entry) -> int:
    """When it was changed last, as a number; 0 where nobody says."""
    digits = "".join(sign for sign in entry.changed or entry.created if sign.isdigit())
    return int(digits[:14].ljust(14, "0")) if digits else 0
