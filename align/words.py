"""The words of two texts that a dictionary knows, and which of them meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from duizhao.corpora.script import simplify

from .dictionary import Dictionary
from .meanings import LongestWords, Meanings, Stems
from .names import pinyin_names

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


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
    stems = Stems()
    lookup = Meanings(dictionary, stems)
    longest = LongestWords(dictionary)
    names = pinyin_names(texts[1], dictionary.readings)
    found: dict[str, list[int]] = {}
    for text in dict.fromkeys(texts[0]):
        plain = simplify(text)
        words = [lookup.number(word) for word in longest.words(plain)]
        words += [lookup.number_of(stems.numbers(name)) for name in names.in_chinese(plain)]
        found[text] = [number for number in words if number]
    stemmed = {text: stems.numbers(text) for text in dict.fromkeys(texts[1])}
    # Number 0 is that of words without a meaning, which are left out.
    return (
        _words([found[text] for text in texts[0]], lookup.meanings),
        _words([stemmed[text] for text in texts[1]], [(n,) for n in range(len(stems))]),
    )


def no_words(segments: int) -> Words:
    """Those of segments of whose words none is known."""
    return _words([()] * segments, [])


def _words(segments: Sequence[Sequence[int]], meanings: Sequence[tuple[int, ...]]) -> Words:
    """Words by segment, each the position of its meanings."""
    counts = [len(segment) for segment in segments]
    flat = np.fromiter((number for each in segments for number in each), np.int64, sum(counts))
    used, numbers = np.unique(flat, return_inverse=True)
    # In how many segments each word is.
    places = np.repeat(np.arange(len(segments)), counts)
    # Asked for the counts, it does not import numpy.ma.
    once, _ = np.unique(places * max(len(used), 1) + numbers, return_counts=True)
    often = np.bincount(once % max(len(used), 1), minlength=len(used))
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
    sharing = np.flatnonzero(chosen)
    word = np.repeat(np.arange(last - first), np.diff(starts))[sharing]
    result = np.zeros((last - first, count), np.float32)
    if len(sharing):
        begin_of = np.flatnonzero(np.diff(word, prepend=-1))
        result[word[begin_of]] = np.maximum.reduceat(shared[chosen[sharing]], begin_of, axis=0)
    return result
