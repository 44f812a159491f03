"""Names learned from the units themselves: an English and a Chinese name that recur together.

For every run of capitalised words in two units or more, the longest Chinese string that
those units share is a candidate, and accepted where the two occur together often enough, by
Dice's coefficient (Smadja, McKeown and Hatzivassiloglou, Translating collocations for
bilingual lexicons, 1996). This is quick and needs no model; `duizhao.memory.terms.extract` is
slower and better.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence

from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit

from ..termbase import Term
from ..words import ARTICLES, han_key, words
from .known import KnownConcept
from .near import HEADS
from .runs import runs, windows

Progress = Callable[[str, int, int], None]

MOST_WORDS = 14
_SAMPLE = 8
_SHORTEST = 4
_DICE = 0.74
# A Chinese name has between these numbers of characters for each English content word.
_CHARS_LEAST, _CHARS_MOST = 1.0, 4.2

BODIES = HEADS - {"federation", "force", "plan", "service", "union", "unit"}
"""Words that say what a name names and that are seldom part of a country's name."""

_FIGURES = lazy("[0-9]+")
_STRETCH = lazy("[\u3400-\u9fff、()0-9]+")
_EDGE = "的了和与及或在对向于以为由从把被将等该其各本这那年月日次届第、()0123456789"
_EDGE_END = "的了和与及或在对向于以为由从把被将该其各本这那第、("


def induce(
    units: Sequence[Unit],
    known: Collection[str] = (),
    progress: Progress | None = None,
) -> list[KnownConcept]:
    """Learn names from units.

    Args:
        units: of one file or many.
        known: keys of Chinese and English names that need not be learned.
        progress: called with (stage, done, total).

    Returns:
        Names, each with one Chinese and one English term and the number of different units
        that hold both.
    """
    units = _distinct(units)
    keys = [han_key(unit.zh)[0] for unit in units]
    places, forms = _english(units, progress)
    repeated = _whole({name: where for name, where in places.items() if len(where) >= 2})
    candidates = {
        name: shared(name, [keys[unit] for unit in where])
        for name, where in repeated.items()
        if " ".join(name) not in known and not BODIES.isdisjoint(name)
    }
    holders = holders_of(keys, {key for strings in candidates.values() for key in strings})
    pairs: list[tuple[float, int, str, tuple[str, ...]]] = []
    for name, strings in candidates.items():
        holding = set(repeated[name])
        for key in strings:
            both = len(holding & holders[key])
            dice = 2 * both / (len(holding) + len(holders[key]))
            if dice >= _DICE and both >= 2 and key not in known:
                pairs.append((dice, both, key, name))
    learned: list[KnownConcept] = []
    taken: set[str] = set()
    # The most strongly associated pair takes both of its names.
    for _, both, key, name in sorted(pairs, reverse=True):
        english = " ".join(name)
        if key in taken or english in taken:
            continue
        taken |= {key, english}
        text = forms[name].most_common(1)[0][0]
        terms = (Term(key, "zh"), Term(text, "en"))
        name_id = f"learned-{len(learned)}"
        learned.append(KnownConcept(name_id, terms, "learned", lenient=True, count=both))
    return learned


def _distinct(units: Sequence[Unit]) -> list[Unit]:
    """Units without those that differ from an earlier one in figures only, or in nothing.

    A repeated unit is no further evidence.
    """
    first = {(_FIGURES.sub("", unit.zh), _FIGURES.sub("", unit.en)): unit for unit in units[::-1]}
    return list(first.values())[::-1]


def _whole(
    places: dict[tuple[str, ...], list[int]],
) -> dict[tuple[str, ...], list[int]]:
    """Names that are not always part of the same longer name."""
    parts: set[tuple[str, ...]] = set()
    for name, where in places.items():
        size = len(name)
        for start in range(size):
            for end in range(start + 2, size + (start > 0)):
                part = name[start:end]
                if part in places and len(places[part]) == len(where):
                    parts.add(part)
    return {name: where for name, where in places.items() if name not in parts}


def _english(
    units: Sequence[Unit], progress: Progress | None
) -> tuple[dict[tuple[str, ...], list[int]], dict[tuple[str, ...], Counter[str]]]:
    """Capitalised runs and their parts: the units that hold them, and how they are written."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    forms: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for position, unit in enumerate(units):
        if progress and position % 1000 == 0:
            progress("learning names", position, len(units))
        if unit.is_null:
            continue
        text = unit.en
        tokens = words(text)
        for run in runs(text, tokens):
            if run[0] == run[1]:
                continue
            for window in windows(text, tokens, run, 2, MOST_WORDS):
                inside = tokens[window.first : window.last + 1]
                name = tuple(token.key for token in inside if token.key not in ARTICLES)
                if not places[name] or places[name][-1] != position:
                    places[name].append(position)
                forms[name][text[inside[0].start : inside[-1].end]] += 1
    return places, forms


def shared(name: tuple[str, ...], texts: Sequence[str]) -> list[str]:
    """Longest strings that most of the texts have in common, longest first, at most three.

    Args:
        name: keys of the words of an English name, which limit the length.
        texts: keys of Chinese texts (see `words.han_key`).
    """
    sample = sorted(texts, key=len)[:_SAMPLE]
    needed = (
        len(sample)
        if len(sample) < 4
        else len(sample) - 1
        if len(sample) < 6
        else round(0.75 * len(sample))
    )
    most = int(len(name) * _CHARS_MOST) + 2
    least = max(_SHORTEST, int(len(name) * _CHARS_LEAST) - 1)
    found: set[str] = set()
    for base in sample[: len(sample) - needed + 1]:
        for stretch in _STRETCH.findall(base):
            longest_end = 0
            for start in range(len(stretch) - _SHORTEST + 1):
                end = max(start + _SHORTEST, longest_end)
                # A string that is not shared has no longer one that is.
                while end <= len(stretch) and _spread(stretch[start:end], sample) >= needed:
                    end += 1
                end -= 1
                if end - start >= _SHORTEST and end > longest_end:
                    longest_end = end
                    found.add(_trim(stretch[start:end]))
    kept = [key for key in found if least <= len(key) <= most]
    return sorted(kept, key=len, reverse=True)[:3]


def _spread(key: str, texts: Sequence[str]) -> int:
    return sum(key in text for text in texts)


def _trim(key: str) -> str:
    """A string without particles and punctuation at its ends."""
    key = key.lstrip(_EDGE).rstrip(_EDGE_END)
    if key.count("(") != key.count(")"):
        key = key.strip("()")
    return key


def holders_of(texts: Sequence[str], wanted: Collection[str]) -> dict[str, set[int]]:
    """Positions of the texts that hold each of the strings of four characters and more."""
    by_start: dict[str, list[str]] = defaultdict(list)
    for key in wanted:
        by_start[key[:_SHORTEST]].append(key)
    holders: dict[str, set[int]] = {key: set() for key in wanted}
    firsts = {key[0] for key in by_start}
    for position, text in enumerate(texts):
        for start in [place for place, char in enumerate(text) if char in firsts]:
            for key in by_start.get(text[start : start + _SHORTEST], ()):
                if text.startswith(key, start):
                    holders[key].add(position)
    return holders
