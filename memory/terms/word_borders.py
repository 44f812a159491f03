"""Whether a short Chinese term is a word where it is found: 资产 in 投资产生 is made of two."""

from __future__ import annotations

from functools import lru_cache

from duizhao.align.cedict import Cedict, cedict
from duizhao.corpora.patterns import lazy

_HALF = lazy("[\ud800-\udfff]")
_WORD = 4
"""Characters of the longest word that is looked for."""


def is_word(text: str, start: int, end: int) -> bool:
    """Whether a place in a Chinese text is no part of one word with a part of another.

    A dictionary is asked whether a word lies across one of its ends, and then whether that makes
    for fewer words around (maximum matching). Only where it does is the text segmented, since
    loading the segmenter takes longer than checking a short document.
    """
    known = cedict()
    before = start
    while before > max(0, start - _WORD) and "\u3400" <= text[before - 1] <= "\u9fff":
        before -= 1
    after = end
    while after < min(len(text), end + _WORD) and "\u3400" <= text[after] <= "\u9fff":
        after += 1
    here, first, last = text[before:after], start - before, end - before
    crossing = [
        _fewest(here[:begin], known) + 1 + _fewest(here[stop:], known)
        for border in (first, last)
        for begin in range(max(0, border - _WORD + 1), border)
        for stop in range(border + 1, min(len(here), begin + _WORD) + 1)
        if here[begin:stop] in known and not (begin <= first and last <= stop)
    ]
    kept = _fewest(here[:first], known) + 1 + _fewest(here[last:], known)
    if not crossing or kept < min(crossing):
        return True
    borders = _borders(text)
    whole = start in borders and end in borders
    return whole or not any(place in borders for place in range(start + 1, end))


def _fewest(text: str, known: Cedict) -> int:
    """The least number of words that a text can be cut into."""
    least = [0]
    for stop in range(1, len(text) + 1):
        begins = range(max(0, stop - _WORD), stop)
        least.append(min(least[b] + 1 for b in begins if stop - b == 1 or text[b:stop] in known))
    return least[-1]


def cut_words(text: str) -> list[str]:
    """The words of a Chinese text, which have its length; half a surrogate pair becomes U+FFFD."""
    from rjieba import cut

    words: list[str] = cut(_HALF.sub("\ufffd", text))
    return words


@lru_cache(maxsize=16)
def _borders(text: str) -> frozenset[int]:
    places = [0]
    for word in cut_words(text):
        places.append(places[-1] + len(word))
    return frozenset(places)
