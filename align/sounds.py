"""How alike two short texts sound: names that Chinese transcribes, as 特雷布涅 does Trebnje.

The consonants of the Chinese syllables and those of the Latin letters are compared by the best
local alignment (Smith and Waterman, 1981, "Identification of Common Molecular Subsequences").
Letters stand for other sounds in every language and characters have several readings, so that
each is a set of classes, and two that share a class agree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from duizhao.corpora.patterns import lazy
from duizhao.corpora.script import simplify

from .dictionary import built_in

LONGEST = (12, 48)
"""Chinese characters and English ones of the longest texts that are compared: more sounds are
alike by chance."""

Sounds = tuple[tuple[int, float], ...]
"""Classes of each consonant, as bits, and what it weighs."""

_P, _F, _M, _T, _N, _L, _K, _H, _S, _Y, _W = (1 << n for n in range(11))

_LETTERS = {
    "b": _P, "p": _P, "f": _F, "v": _F | _W | _P, "w": _W | _F, "m": _M, "d": _T, "t": _T,
    "n": _N, "l": _L, "r": _L, "g": _K | _S | _H, "k": _K, "q": _K | _S, "c": _K | _S,
    "x": _K | _S | _H, "h": _H, "j": _S | _H | _Y, "s": _S, "z": _S | _T, "y": _Y,
}  # fmt: skip
_INITIALS = {
    "b": _P, "p": _P, "f": _F, "m": _M, "d": _T, "t": _T, "n": _N, "l": _L, "r": _L | _Y | _S,
    "g": _K, "k": _K, "h": _H | _K | _F, "j": _S | _K | _Y, "q": _S | _K, "x": _S | _H | _K,
    "z": _S | _T, "c": _S | _T, "s": _S, "y": _Y, "w": _W | _F,
}  # fmt: skip
_LIGHT = _H | _Y | _W
"""Consonants that are often not written, or are part of a vowel."""
_SLIGHT = 0.4
_APART = 0.8
"""What a sound that the other text lacks, or has another one for, costs of its weight."""

_OTHERS = {"ł": "l", "đ": "d", "ð": "d", "þ": "t", "ß": "s", "ı": "i", "ø": "o", "æ": "e"}
_CAPITAL = lazy(r"[^\W\d_a-z]")


def sounds_alike(zh: str, en: str) -> tuple[float, float]:
    """Weight of the consonants that two short texts share, and its share of the fewer ones.

    Both are 0 for texts that are long or where the English has no capital letter.
    """
    if len(zh) > LONGEST[0] or len(en) > LONGEST[1] or not _CAPITAL.search(en):
        return 0.0, 0.0
    here, there = _chinese(zh), _english(en)
    if not here or not there:
        return 0.0, 0.0
    fewer = min(sum(weight for _, weight in side) for side in (here, there))
    shared = _aligned(here, there)
    return shared, shared / max(fewer, 1.0)


def _aligned(here: Sounds, there: Sounds) -> float:
    best = 0.0
    last = [0.0] * (len(there) + 1)
    for mask, weight in here:
        row = [0.0]
        for place, (other, other_weight) in enumerate(there):
            same = min(weight, other_weight)
            score = max(
                last[place] + (same if mask & other else -_APART * same),
                last[place + 1] - _APART * weight,
                row[place] - _APART * other_weight,
                0.0,
            )
            row.append(score)
            if score > best:
                best = score
        last = row
    return best


@lru_cache(maxsize=4096)
def _english(text: str) -> Sounds:
    found: list[tuple[int, float]] = []
    previous = ""
    for letter in unicodedata.normalize("NFKD", text.lower()):
        letter = _OTHERS.get(letter, letter)
        if unicodedata.combining(letter) or letter == previous:
            continue
        classes = _LETTERS.get(letter, 0)
        if letter == "h" and previous in ("p", "c", "s", "z", "t", "k", "g", "d", "b"):
            if previous in "ps":
                found[-1] = (_F if previous == "p" else _S, 1.0)
        elif classes:
            found.append((classes, _weight(classes)))
        previous = letter
    return tuple(found)


@lru_cache(maxsize=4096)
def _chinese(text: str) -> Sounds:
    known = _syllables()
    return tuple(sound for char in simplify(text) for sound in known.get(char, ()))


@cache
def _syllables() -> Mapping[str, Sounds]:
    """Consonants of each character: how its readings begin, and whether they end in n or ng."""
    readings = built_in().readings.items()
    return {char: _syllable(each) for char, each in readings if "\u3400" <= char <= "\u9fff"}


def _syllable(readings: frozenset[str]) -> Sounds:
    begins = ends = 0
    for reading in readings:
        begins |= _L if reading == "er" else _INITIALS.get(reading[:1], 0)
        ends |= _N if reading.endswith(("n", "ng")) else 0
    found = [(begins, _weight(begins))] if begins else []
    return tuple(found + ([(ends | _M, _SLIGHT)] if ends else []))


def _weight(classes: int) -> float:
    return 1.0 if classes & ~_LIGHT else _SLIGHT
