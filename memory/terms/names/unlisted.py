"""Renderings of a name that recur and that no termbase lists.

Where a name has no known counterpart, what those units have in common on the other side may
be another rendering: 北湖渔业委员会 is the North Lake Fisheries Commission in twelve
units and the Northern Lake Fishing Board in five.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from duizhao.corpora.document import Language
from duizhao.corpora.unit import Unit

from ..words import han_key, is_han, term_key, words
from .induce import BODIES, MOST_WORDS, holders_of, shared
from .known import KnownConcept
from .near_zh import head_of
from .runs import runs, windows

Key = tuple[KnownConcept, Language]
"""A concept, and the language of its name."""

_LEAST = 2  # units
_ONLY = 0.8  # of the units with the rendering that have the name


def unlisted_renderings(
    units: Sequence[Unit],
    bare: Mapping[Key, Sequence[int]],
    named: Mapping[Key, set[int]],
    keys: Collection[str],
) -> Iterator[tuple[Key, str, tuple[int, ...]]]:
    """Renderings that no termbase lists.

    Args:
        units: all units.
        bare: units that have a name without a known counterpart.
        named: all units that have the name.
        keys: of all known names (see `words.term_key`); a known name is no new rendering.

    Yields:
        The name, its other rendering as written, and the units.
    """
    candidates = {
        key: [text for text in _candidates(units, key, positions) if _key(text) not in keys]
        for key, positions in bare.items()
        if len(positions) >= _LEAST
    }
    holders: dict[Language, dict[str, set[int]]] = {}
    for language in ("zh", "en"):
        wanted = {text for key, texts in candidates.items() if key[1] == language for text in texts}
        sides = [unit.en if language == "zh" else unit.zh for unit in units] if wanted else []
        holders[language] = holders_of(sides, wanted)
    for key, texts in candidates.items():
        for text in texts:
            where = holders[key[1]][text]
            found = tuple(at for at in bare[key] if at in where)
            if len(found) >= _LEAST and len(where & named[key]) >= _ONLY * len(where):
                yield key, text, found
                break


def _candidates(units: Sequence[Unit], key: Key, positions: Sequence[int]) -> list[str]:
    concept, language = key
    texts = {units[at].en if language == "zh" else units[at].zh for at in positions}
    if len(texts) < _LEAST:
        return []
    if language == "zh":
        return _english(texts)
    name = tuple(word.key for word in words(concept.preferred("en")))
    return _chinese(name, texts)


def _key(text: str) -> str:
    return term_key(text, "zh" if is_han(text) else "en")


def _english(texts: Collection[str]) -> list[str]:
    """Names in capitals with a word such as Committee that two texts have; the longest first."""
    count: Counter[str] = Counter()
    for text in texts:
        tokens = words(text)
        found = {
            text[tokens[window.first].start : tokens[window.last].end]
            for run in runs(text, tokens)
            for window in windows(text, tokens, run, 2, MOST_WORDS)
            if not BODIES.isdisjoint(window.content)
        }
        count.update(found)
    names = [text for text, often in count.items() if often >= _LEAST]
    return sorted(names, key=lambda text: (-count[text], -len(text), text))[:5]


def _chinese(name: tuple[str, ...], texts: Collection[str]) -> list[str]:
    """Strings that say what kind of body they name and that most of the texts have.

    Only strings that are in the texts as written: without title marks or spaces inside.
    """
    return [text for text in shared(name, [han_key(text)[0] for text in texts]) if head_of(text)]
