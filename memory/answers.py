"""Which words of the counterparts answer a text, found by association.

The units that hold a text share something on their other side that units elsewhere have
seldom. A run of words is scored by the harmonic mean of the share of these units that have
it and of how much commoner it is here than in the whole memory (after Smadja, McKeown and
Hatzivassiloglou, 1996, who found translations of collocations by Dice's coefficient).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from duizhao.corpora.document import Language
from duizhao.memory.finding import Span
from duizhao.memory.store import Store, keys

_LEAST_HITS = 3
_LONGEST = {"zh": 10, "en": 6}
_LEAST_SCORE = 0.4
_MOST_SCORED = 400
# Words that no answer begins or ends with.
_ENGLISH = (
    "a an the of and or in on to for by with from at as is are was were be been that this which "
    "its it their his her all any other"
)
_CHINESE = "的和与在了为对其以及等并于是将中这该各"
_FUNCTION = frozenset((*_ENGLISH.split(), *_CHINESE))

_Run = tuple[str, ...]


def answers(
    store: Store, targets: Sequence[str], language: Language, shown: int
) -> list[tuple[Span, ...]]:
    """Places in the counterparts that answer what their sources have in common.

    Args:
        store: the memory, for how common a word is.
        targets: the counterparts.
        language: of the counterparts.
        shown: how many of them, from the first, are wanted; the others are evidence.

    Returns:
        For each of these the places, none where it cannot be found.
    """
    nothing: list[tuple[Span, ...]] = [() for _ in targets[:shown]]
    if len(targets) < _LEAST_HITS:
        return nothing
    words = [keys.tokens(text) for text in targets]
    least = max(2, len(targets) // 5)
    frequencies = Counter(word for found in words for word in set(found))
    # No run is in more units than each of its words (Agrawal and Srikant, 1994).
    common = {word for word, count in frequencies.items() if count >= least}
    counts: Counter[_Run] = Counter()
    for found in words:
        counts.update(_runs(found, _LONGEST[language], common))
    likely = [run for run, count in counts.most_common(_MOST_SCORED) if count >= least]
    scores = _scores(store, likely, counts, len(targets), language)
    ranked = sorted(scores, key=lambda run: (-scores[run], -len(run)))
    if not ranked:
        return nothing
    best = [run for run in ranked if scores[run] >= max(_LEAST_SCORE, 0.6 * scores[ranked[0]])]
    return [_places(_placed(text), best) for text in targets[:shown]]


def _placed(text: str) -> list[tuple[str, Span]]:
    return [(keys.fold_word(match[0]), match.span()) for match in keys.TOKEN.finditer(text)]


def _runs(words: Sequence[str], longest: int, common: set[str]) -> set[_Run]:
    """Runs of common words that neither begin nor end with a function word."""
    found: set[_Run] = set()
    for start, first in enumerate(words):
        if first not in common or first in _FUNCTION:
            continue
        for end in range(start, min(start + longest, len(words))):
            if words[end] not in common:
                break
            if words[end] not in _FUNCTION:
                found.add(tuple(words[start : end + 1]))
    return found


def _scores(
    store: Store, runs: Sequence[_Run], counts: Counter[_Run], hits: int, language: Language
) -> dict[_Run, float]:
    grams = {run: [gram for gram in keys.grams(run) if keys.EDGE not in gram] for run in runs}
    wanted = sorted({gram for found in grams.values() for gram in found})
    frequencies = store.ask.frequencies(wanted, language)
    units = max(len(store), 1)
    scores: dict[_Run, float] = {}
    for run in runs:
        here = counts[run] / hits
        # No run is commoner than its rarest part; a lone character has no part in the index.
        everywhere = min((frequencies.get(gram, 0) for gram in grams[run]), default=units)
        outside = max(everywhere - counts[run], 0) / units
        lift = here / (here + outside)
        length = 0.03 * min(len(run), 4)
        scores[run] = 2 * here * lift / (here + lift) + length if here + lift else 0.0
        if outside > 0.3 * here:
            scores[run] = 0.0
    return scores


def _places(placed: Sequence[tuple[str, Span]], best: Sequence[_Run]) -> tuple[Span, ...]:
    words = [word for word, _ in placed]
    for run in best:
        starts = [
            start
            for start in range(len(words) - len(run) + 1)
            if tuple(words[start : start + len(run)]) == run
        ]
        if starts:
            return tuple(
                (placed[start][1][0], placed[start + len(run) - 1][1][1]) for start in starts
            )
    return ()
