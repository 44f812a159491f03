"""Chinese names in an English text: Xiaoming for 小明."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from duizhao.corpora.patterns import lazy

_NAME = lazy(r"\b[A-Z][a-z]+(?:['’-][a-z]+)*")
_SMALL = lazy(r"\b[a-z]+\b")
_JOINERS = lazy("['’-]")
_SYLLABLES = 3
"""Most syllables of a name that is written as one word."""


@dataclass(frozen=True, slots=True)
class PinyinNames:
    """Names that an English text writes in pinyin.

    Attributes:
        names: in small letters.
        beginnings: of those.
        starts: characters with which one may begin.
        readings: of a character, in pinyin without tones.
        known: the names at the beginning of some characters, filled as they are asked for.
    """

    names: Set[str]
    beginnings: Set[str]
    starts: Set[str]
    readings: Mapping[str, frozenset[str]]
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def in_chinese(self, text: str) -> list[str]:
        """The names that a text in simplified characters may hold, each once."""
        if not self.names:
            return []
        found: dict[str, None] = {}
        for place, char in enumerate(text):
            if char in self.starts:
                head = text[place : place + _SYLLABLES]
                if head not in self.known:
                    self.known[head] = tuple(self._beginning(head))
                found.update(dict.fromkeys(self.known[head]))
        return list(found)

    def _beginning(self, chars: str) -> Iterator[str]:
        heads = {""}
        for char in chars:
            heads = {head + reading for head in heads for reading in self.readings.get(char, ())}
            heads &= self.beginnings
            yield from sorted(heads & self.names)


def pinyin_names(texts: Sequence[str], readings: Mapping[str, frozenset[str]]) -> PinyinNames:
    """The words of an English text that may be Chinese names.

    They are capitalised wherever they stand, and made of one to three syllables of pinyin.
    """
    small = {word for text in texts for word in _SMALL.findall(text)}
    syllables = {reading for each in readings.values() for reading in each}
    names = set()
    for word in {word for text in texts for word in _NAME.findall(text)}:
        plain = _JOINERS.sub("", word).lower()
        if plain not in small and _is_pinyin(plain, syllables, _SYLLABLES):
            names.add(plain)
    beginnings = {name[:length] for name in names for length in range(1, len(name) + 1)}
    starts = {char for char, each in readings.items() if not each.isdisjoint(beginnings)}
    return PinyinNames(names, beginnings, starts, readings)


def _is_pinyin(word: str, syllables: Set[str], most: int) -> bool:
    if not most:
        return not word
    return not word or any(
        word[:length] in syllables and _is_pinyin(word[length:], syllables, most - 1)
        for length in range(1, min(len(word), 6) + 1)
    )
