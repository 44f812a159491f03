"""The words of two texts that a dictionary knows, and which of them meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from duizhao.corpora.script import simplify

from .dictionary import Dictionary
from .names import pinyin_names

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_ASIDE = re.compile(
    r"\([^()]{0,400}\)|\[[^\]]{0,400}\]|\S{0,40}[\u2e80-\u9fff]\S{0,40}|\bCL:|\bvariant of\b"
)
_ENGLISH = re.compile(r"[A-Za-z]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]+")
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
_ANY_BRITISH = re.compile("|".join(british.pattern for british, _ in _BRITISH))

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


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text that a dictionary may know, in the order of the text.

    Attributes:
        start: number of words before each segment, (segments + 1,).
        weights: (words,), less for words that many segments have.
        numbers: which word each is, (words,).
        first: number of meanings before those of each distinct word, (distinct + 1,); each has
            at least one.
        meanings: numbers of English stems, (meanings,).
    """

    start: Ints
    weights: Floats
    numbers: npt.NDArray[np.int32]
    first: Ints
    meanings: Ints

    @property
    def average(self) -> float:
        """Weight of an average segment."""
        return float(self.weights.sum()) / max(len(self.start) - 1, 1)

    def take(self, segments: Ints) -> Words:
        """The words of some of the segments."""
        start, words = gathered(self.start, segments)
        return replace(self, start=start, weights=self.weights[words], numbers=self.numbers[words])


def gathered(start: Ints, positions: npt.NDArray[np.integer]) -> tuple[Ints, Ints]:
    """Members of some groups, where group i holds the members ``start[i] … start[i + 1] - 1``.

    Returns:
        The number of members before each group taken, and the members.
    """
    counts = np.diff(start)[positions]
    begin = _starts(counts)
    return begin, np.arange(begin[-1]) + np.repeat(start[positions] - begin[:-1], counts)


def words_of(
    texts: tuple[Sequence[str], Sequence[str]], dictionary: Dictionary
) -> tuple[Words, Words]:
    """The words of a Chinese and an English text, with meanings that are numbered alike."""
    stems = _Stems()
    lookup = _Meanings(dictionary, stems)
    longest = _LongestWords(dictionary)
    names = pinyin_names(texts[1], dictionary.readings)
    found = []
    for text in texts[0]:
        plain = simplify(text)
        words = [lookup.number(word) for word in longest.words(plain)]
        words += [lookup.number_of(stems.numbers(name)) for name in names.in_chinese(plain)]
        found.append([number for number in words if number])
    english = [stems.numbers(text) for text in texts[1]]
    # Number 0 is that of words without a meaning, which are left out.
    return _words(found, lookup.meanings), _words(english, [(n,) for n in range(len(stems))])


_NO_NUMBER = -1


class _Meanings:
    """What English words a Chinese word may be, and its parts if it is long.

    Attributes:
        meanings: numbers of English stems, distinct; the first has none.
    """

    def __init__(self, dictionary: Dictionary, stems: _Stems) -> None:
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


class _Stems:
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


class _LongestWords:
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


def _words(segments: Sequence[Sequence[int]], meanings: Sequence[tuple[int, ...]]) -> Words:
    """Words by segment, each the position of its meanings."""
    counts = [len(segment) for segment in segments]
    flat = np.fromiter((number for each in segments for number in each), np.int64, sum(counts))
    used, numbers = np.unique(flat, return_inverse=True)
    # In how many segments each word is.
    places = np.repeat(np.arange(len(segments)), counts)
    once = np.unique(places * max(len(used), 1) + numbers) % max(len(used), 1)
    often = np.bincount(once, minlength=len(used))
    weights = np.log((len(segments) + 1) / np.maximum(often, 1)) + 0.1
    own = [meanings[number] for number in used.tolist()]
    return Words(
        _starts(counts),
        weights.astype(np.float32)[numbers],
        numbers.astype(np.int32),
        _starts([len(each) for each in own]),
        np.array([number for each in own for number in each], np.int64),
    )


def _starts(counts: Sequence[int] | Ints) -> Ints:
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def met(own: Words, other: Words, here: tuple[int, int], there: tuple[int, int]) -> Floats:
    """Which words of some segments are met by which segments of the other side.

    Args:
        own, other: the words of the two sides.
        here, there: first segment and end, on each side.

    Returns:
        Shape (words, segments), 1 where they share a meaning.
    """
    first, last = int(own.start[here[0]]), int(own.start[here[1]])
    count = there[1] - there[0]
    if first == last or not count:
        return np.zeros((last - first, count), np.float32)
    starts, own_at = gathered(own.first, own.numbers[first:last])
    meanings = own.meanings[own_at]
    begin, end = int(other.start[there[0]]), int(other.start[there[1]])
    before, other_at = gathered(other.first, other.numbers[begin:end])
    opposite = other.meanings[other_at]
    per_segment = before[other.start[there[0] : there[1] + 1] - begin]
    segment = np.repeat(np.arange(count), np.diff(per_segment))
    # Only meanings that stand opposite have a row of their own; row 0 is that of all others.
    row = np.zeros(int(max(meanings.max(), opposite.max(initial=0))) + 1, np.int64)
    row[meanings] = 1
    same = row[opposite] > 0
    opposite, segment = opposite[same], segment[same]
    row[meanings] = 0
    row[opposite] = 1
    distinct = np.flatnonzero(row)
    row[distinct] = np.arange(1, len(distinct) + 1)
    shared = np.zeros((len(distinct) + 1, count), np.uint8)
    shared[row[opposite], segment] = 1
    # A meaning that nothing opposite has makes no word met.
    chosen = row[meanings]
    told = np.flatnonzero(chosen)
    word = np.repeat(np.arange(last - first), np.diff(starts))[told]
    result = np.zeros((last - first, count), np.float32)
    if len(told):
        begin_of = np.flatnonzero(np.diff(word, prepend=-1))
        result[word[begin_of]] = np.maximum.reduceat(shared[chosen[told]], begin_of, axis=0)
    return result
