"""How many of the words of two texts are found in each other, for many pairs at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .words import Words, gathered

Doubles = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Members = Sequence[Sequence[int]]

CELLS = 1 << 20
"""Pairs times meanings that are looked at together."""


def shared_words(words: tuple[Words, Words], members: tuple[Members, Members]) -> Doubles:
    """Weights of the words of pairs: found on the other side, and all.

    Args:
        words: of the segments of both texts, see `duizhao.align.words.words_of`.
        members: segments of each pair, on each side; at least one each.

    Returns:
        Shape (pairs, 4): Chinese words found, all Chinese words, English words found, all English
        words. A word that only one segment has weighs about 1, one that all have nearly nothing.
    """
    count = len(members[0])
    sides = [_Own(own, each) for own, each in zip(words, members, strict=True)]
    every = int(max(side.meanings.max(initial=0) for side in sides)) + 1
    shared = _shared(sides[0], sides[1], count, every)
    columns = []
    for number, side in enumerate(sides):
        met = np.bincount(side.word_of_meaning[shared[number]], minlength=len(side.weights)) > 0
        scale = np.log(len(words[number].start)) + 0.1
        columns += [
            np.bincount(side.pair[chosen], side.weights[chosen], minlength=count) / scale
            for chosen in (met, slice(None))
        ]
    return np.asarray(np.stack(columns, axis=1), np.float64)


def _shared(zh: _Own, en: _Own, count: int, every: int) -> list[Bools]:
    """Which meanings of each side the other side of the same pair has too, each (meanings,).

    Args:
        count: of pairs.
        every: number of different meanings.
    """
    step = max(1, CELLS // every)
    table = np.zeros((2, min(step, count) * every), bool)
    found = [np.zeros(len(side.meanings), bool) for side in (zh, en)]
    for first in range(0, count, step):
        parts = [
            slice(*np.searchsorted(side.pair_of_meaning, (first, first + step)).tolist())
            for side in (zh, en)
        ]
        keys = [
            (side.pair_of_meaning[part] - first) * every + side.meanings[part]
            for side, part in zip((zh, en), parts, strict=True)
        ]
        for number in range(2):
            table[number, keys[number]] = True
        for number in range(2):
            found[number][parts[number]] = table[1 - number, keys[number]]
        for number in range(2):
            table[number, keys[number]] = False
    return found


class _Own:
    """The words of one side of all pairs, one after the other, with their meanings."""

    def __init__(self, words: Words, members: Members) -> None:
        segments = np.array([place for each in members for place in each], np.int64)
        pair_of_segment = np.repeat(np.arange(len(members)), [len(each) for each in members])
        start, chosen = gathered(words.start, segments)
        self.pair = np.repeat(pair_of_segment, np.diff(start))
        self.weights = words.weights[chosen]
        first, places = gathered(words.first, words.numbers[chosen])
        self.meanings = words.meanings[places]
        self.word_of_meaning = np.repeat(np.arange(len(chosen)), np.diff(first))
        self.pair_of_meaning = self.pair[self.word_of_meaning]
