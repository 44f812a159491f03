"""What the words of a text may mean: dictionary entries as numbers of English stems."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from duizhao.corpora.patterns import lazy

from .dictionary import Dictionary

_ASIDE = lazy(
    r"\([^()]{0,400}\)|\[[^\]]{0,400}\]|\S{0,40}[\u2e80-\u9fff]\S{0,40}|\bCL:|\bvariant of\b"
)
_ENGLISH = lazy(r"[A-Za-z]{2,}")
_HAN = lazy(r"[\u3400-\u9fff]+")
_LONGEST = 8
"""Characters of the longest word that is looked for."""

LONG = 3
"""Characters from which a word's parts are looked up too: translators put the parts."""

_BRITISH = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"(?<=[a-z]{3})our(?=$|s$|ed$|ing$|al$|able$|ite|hood|ly$)", "or"),
        (r"(?<=[a-z]{3})is(?=(?:e[drs]?|ers|ing|ations?)$)", "iz"),
        (r"(?<=[a-z]{2}[bt])re(?=$|s$)", "er"),
        (r"(?<=[a-z]{3})ogue(?=$|s$)", "og"),
        (r"(?<=[a-z]{3})ence(?=$|s$)", "ense"),
        (r"(?<=[a-z]{3})mme(?=$|s$)", "m"),
        (r"(?<=[a-z]{3})ll(?=(?:ed|ing|ers?)$)", "l"),
    )
)
"""British endings and the American ones that dictionaries have. It is of no matter that words are
changed that should not be: they are on both sides."""
_ANY_BRITISH = lazy("|".join(british.pattern for british, _ in _BRITISH))

STEMS = 100_000
"""Words whose stems are kept."""

_STOP = frozenset(
    re.findall(
        r"\w+",
        "to of the and or in on at by for an be is are was were it its sb sth one with as from "
        "that this used etc esp also not no do does did have has had he she they we you his "
        "her their my your who which what when so if but up out into",
    )
)

_NO_NUMBER = -1


class Meanings:
    """What English words a Chinese word may be, and its parts if it is long.

    Attributes:
        meanings: numbers of English stems, distinct; the first has none.
    """

    def __init__(self, dictionary: Dictionary, stems: Stems) -> None:
        self.meanings: list[tuple[int, ...]] = [()]
        self._entries = dictionary.entries
        self._stems = stems
        self._of: dict[str, tuple[int, ...]] = {}
        self._number: dict[str, int] = {}
        self._number_of: dict[tuple[int, ...], int] = {(): 0}

    def number(self, word: str) -> int:
        """Position of a word's meanings among all."""
        number = self._number.get(word)
        if number is None:
            number = self._number[word] = self.number_of(self._meanings(word))
        return number

    def number_of(self, meanings: tuple[int, ...]) -> int:
        """Position of some meanings among all; added to them."""
        if meanings not in self._number_of:
            self._number_of[meanings] = len(self.meanings)
            self.meanings.append(meanings)
        return self._number_of[meanings]

    def _meanings(self, word: str) -> tuple[int, ...]:
        if word not in self._of:
            numbers = self._stems.numbers(_ASIDE.sub(" ", self._entries[word]))
            if len(word) >= LONG:
                parts = (word[:2], word[2:], word[:-2], word[-2:])
                numbers += tuple(
                    n for part in parts if part in self._entries for n in self._meanings(part)
                )
            self._of[word] = tuple(dict.fromkeys(numbers))
        return self._of[word]


@cache
def _stemmer() -> Callable[[str], str]:
    from Stemmer import Stemmer

    stem = Stemmer("english", 0).stemWord

    def plain(word: str) -> str:
        if _ANY_BRITISH.search(word):
            for british, american in _BRITISH:
                word = british.sub(american, word)
        return str(stem(word))

    # The pairs of a batch have most of their words in common.
    return lru_cache(STEMS)(plain)


class Stems:
    """Numbers of English words, inflection taken off (Porter, Snowball: English, 2001)."""

    def __init__(self) -> None:
        self._stem = _stemmer()
        self._numbers: dict[str, int] = {}
        self._known: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def numbers(self, text: str) -> tuple[int, ...]:
        """Numbers of the words of a text, each once, small words left out."""
        words, known = _ENGLISH.findall(text), self._known
        for word in words:
            if word not in known:
                known[word] = self._number(word.lower())
        found = dict.fromkeys([known[word] for word in words])
        found.pop(_NO_NUMBER, None)
        return tuple(found)

    def _number(self, lower: str) -> int:
        if lower in _STOP:
            return _NO_NUMBER
        return self._numbers.setdefault(self._stem(lower), len(self._numbers))


class LongestWords:
    """Finds the longest known word at each place, from left to right."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._entries, self._longest_of = dictionary.entries, dictionary.longest
        self._longest: dict[str, int] = {}
        self._known: dict[str, bool] = {}

    def words(self, text: str) -> list[str]:
        """The known words of a text in simplified characters."""
        found = []
        longest, known = self._longest, self._known
        for run in _HAN.findall(text):
            place, end = 0, len(run)
            while place < end:
                head = run[place : place + 2]
                length = longest.get(head)
                if length is None:
                    length = longest[head] = min(self._longest_of(head), _LONGEST)
                length = min(length, end - place)
                while length:
                    word = run[place : place + length]
                    here = known.get(word)
                    if here is None:
                        here = known[word] = word in self._entries
                    if here:
                        found.append(word)
                        break
                    length -= 1
                place += length or 1
        return found
