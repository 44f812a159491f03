"""How closely a Chinese and an English phrase keep company in the collection."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Company:
    """Counts of units.

    Attributes:
        both: units with both phrases.
        zh, en: units with the Chinese, with the English phrase.
        total: all units.
    """

    both: int
    zh: int
    en: int
    total: int

    @property
    def dice(self) -> float:
        """Dice's coefficient, between 0 and 1."""
        return 2 * self.both / (self.zh + self.en)

    @property
    def likelihood(self) -> float:
        """Log-likelihood ratio; above 10.8 chance is less likely than one in a thousand.

        Dunning, Accurate methods for the statistics of surprise and coincidence, 1993.
        """
        a = self.both
        b, c = self.zh - a, self.en - a
        d = self.total - a - b - c
        table = (
            (a, self.zh, self.en),
            (b, self.zh, b + d),
            (c, c + d, self.en),
            (d, c + d, b + d),
        )
        return 2 * sum(
            cell * math.log(cell * self.total / (row * column))
            for cell, row, column in table
            if cell > 0
        )


class Holders:
    """Which texts (as keys) hold each of some Chinese strings, and what stands around them."""

    def __init__(self, texts: Sequence[str], wanted: Collection[str]) -> None:
        self._units: dict[str, list[int]] = {key: [] for key in wanted}
        self._before: dict[str, Counter[str]] = defaultdict(Counter)
        self._after: dict[str, Counter[str]] = defaultdict(Counter)
        by_start: dict[str, list[str]] = defaultdict(list)
        for key in wanted:
            by_start[key[:2]].append(key)
        for position, text in enumerate(texts):
            for start in range(len(text)):
                for key in by_start.get(text[start : start + 2], ()):
                    if text.startswith(key, start):
                        self._add(key, position, text, start)
            for start, char in enumerate(text):
                if char in self._units:
                    self._add(char, position, text, start)

    def _add(self, key: str, position: int, text: str, start: int) -> None:
        units = self._units[key]
        if not units or units[-1] != position:
            units.append(position)
        end = start + len(key)
        self._before[key][text[start - 1] if start else ""] += 1
        self._after[key][text[end] if end < len(text) else ""] += 1

    def units(self, key: str) -> list[int]:
        """Positions of the texts that hold a string, in order."""
        return self._units[key]

    def bound(self, key: str) -> tuple[float, float]:
        """How surely a string is a fragment to the left and to the right, between 0 and 1.

        The share of its commonest Han neighbour on each side: 联合国毒品和犯罪问题办公 is
        followed by 室 always.
        """
        shares = []
        for neighbours in (self._before[key], self._after[key]):
            total = sum(neighbours.values())
            han = [count for char, count in neighbours.items() if "\u3400" <= char <= "\u9fff"]
            shares.append(max(han, default=0) / total if total else 0.0)
        return shares[0], shares[1]


def meet(one: Sequence[int], other: Sequence[int]) -> int:
    """How many positions two ascending lists share."""
    if len(one) > len(other):
        one, other = other, one
    rest = set(other)
    return sum(position in rest for position in one)


def longest_shared(texts: Sequence[str], least: int) -> set[str]:
    """Longest strings, of two characters or more, that `least` of the texts hold."""
    base = min(texts, key=len)
    others = [text for text in texts if text is not base]
    found: set[str] = set()
    reached = 0
    for start in range(len(base) - 1):
        end = max(start + 2, reached)
        while end <= len(base) and 1 + sum(base[start:end] in o for o in others) >= least:
            end += 1
        end -= 1
        if end - start >= 2 and end > reached:
            reached = end
            found.add(base[start:end])
    return found


def best(votes: Mapping[str, int]) -> list[str]:
    """Strings that answered a phrase, the commonest first."""
    return sorted(votes, key=lambda key: (-votes[key], -len(key), key))
