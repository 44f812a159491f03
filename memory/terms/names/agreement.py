"""How well words in capitals agree with the Chinese before a place, by a dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..words import Word
from .glosses import Glosses
from .runs import is_content

BEFORE = frozenset(
    "和与及而由对在向为或并但以把被将使让从经据按请促就其该各本这那的同到给于是了等即"
)
"""Characters that precede a name without belonging to it."""

_SMALL = frozenset("的和与及或暨之间类型问题为在对于")
_LEAST = 0.45
_FOR_WORD, _FOR_HEAD = 0.03, 0.15
_SHORTEST = 3  # characters

Span = tuple[int, int]


class Agreement(NamedTuple):
    """A stretch of English words and the Chinese before a place.

    Attributes:
        span: first and last word.
        score: agreement, between 0 and 1.
        rank: the same, more for long names and where the two end in one kind of thing.
        length: characters of the Chinese before the place that agree best.
        wide: the same, with words before them that may be what the dictionary does not know.
    """

    span: Span
    score: float
    rank: float
    length: int
    wide: int


class Capitals:
    """Words in capitals of one text. Sets of words are bits of a number here, for speed.

    Attributes:
        spans: first and last word of each stretch that may be a name.
    """

    def __init__(
        self, text: str, tokens: Sequence[Word], spans: Sequence[Span], glosses: Glosses
    ) -> None:
        self.spans = spans
        self._glosses = glosses
        self._stems: dict[int, frozenset[str]] = {}
        self._bits: dict[str, int] = {}
        self._spelt: dict[str, int] = {}
        self._masks: dict[str, int] = {}
        covered = {at for first, last in spans for at in range(first, last + 1)}
        for at in sorted(covered):
            if is_content(tokens[at]):
                word = text[tokens[at].start : tokens[at].end]
                self._stems[at] = glosses.stems(word)
                for stem in self._stems[at]:
                    self._bits[stem] = self._bits.get(stem, 0) | 1 << at
                if glosses.is_pinyin(word.lower()):
                    self._spelt[word.lower()] = self._spelt.get(word.lower(), 0) | 1 << at
        self._inside: dict[Span, int] = {}
        self._heads: dict[Span, int] = {}
        for first, last in spans:
            places = [at for at in range(first, last + 1) if at in self._stems]
            self._inside[first, last] = sum(1 << at for at in places)
            # The head of a name is the word before "of", "for", …, or the last one.
            head = next((a for a, b in pairwise(places) if b > a + 1), places[-1])
            self._heads[first, last] = 1 << head

    def content(self, span: Span) -> tuple[frozenset[str], ...]:
        """Stems of the content words of a stretch."""
        return tuple(self._stems[at] for at in range(span[0], span[1] + 1) if at in self._stems)

    def agreements(self, context: str) -> Iterator[Agreement]:
        """Stretches that agree with the Chinese before the end of a context."""
        last = self._glosses.last_word(context)
        kind = self._mask(last)
        if not kind:
            return  # what kind of thing it is has to be said
        steps = self._steps(context)
        for span in self.spans:
            if self._inside[span] & kind:
                found = self._best(steps, span)
                if found.score >= _LEAST:
                    yield found

    def _mask(self, word: str) -> int:
        """Which words a Chinese word may be."""
        mask = self._masks.get(word)
        if mask is None:
            mask = 0
            for stem in self._bits.keys() & self._glosses.loosely(word):
                mask |= self._bits[stem]
            self._masks[word] = mask
        return mask

    def _steps(self, context: str) -> list[tuple[str, int, int, int, int]]:
        """Words from the end: word, characters so far, what it may be, names begun and done."""
        places = self._glosses.words(context)
        size = len(context)
        spelt = []
        if self._spelt:
            for start, end, name in self._glosses.romanized(context):
                if name in self._spelt:
                    spelt.append((size - end, size - start, self._spelt[name]))
        steps = []
        for start, end in reversed(places):
            begin, length = size - end, size - start
            begun = done = 0
            for first, last, bits in spelt:
                if first < length and begin < last:
                    begun |= bits
                if last <= length:
                    done |= bits
            word = context[start:end]
            steps.append((word, length, self._mask(word), begun, done))
        return steps

    def _best(self, steps: Sequence[tuple[str, int, int, int, int]], span: Span) -> Agreement:
        """The stretch of Chinese with the best harmonic mean of what is met on the two sides."""
        inside = self._inside[span]
        kind = steps[0][2]
        total = inside.bit_count()
        met = answered = mass = 0
        best, reached, found = 0.0, 0, 0
        for word, length, mask, begun, done in steps:
            here, spelt = mask & inside, begun & inside
            if met == inside and not here:
                break
            if word in BEFORE and word not in _SMALL and not here:
                break
            before = met
            met |= here
            if word[0] in _SMALL and len(word) <= 2 and not here:
                continue
            mass += len(word)
            if here or spelt:
                answered += len(word)
            met |= done & inside
            if met == before and not spelt:
                continue
            score = 2 * met.bit_count() * answered / (met.bit_count() * mass + answered * total)
            if score >= best and length >= _SHORTEST and word not in BEFORE:
                best, reached, found = score, length, met
        wide = self._extended(steps, reached, total - found.bit_count())
        rank = best + _FOR_WORD * total + _FOR_HEAD * bool(kind & self._heads[span])
        return Agreement(span, best, rank, reached, wide)

    def _extended(
        self, steps: Sequence[tuple[str, int, int, int, int]], length: int, unanswered: int
    ) -> int:
        for word, reached, *_ in steps:
            if length and reached - len(word) == length and unanswered > 0:
                if word[0] in BEFORE or (len(word) > 1 and self._glosses.is_verb(word)):
                    break
                length = reached
                unanswered -= 1
        return length
