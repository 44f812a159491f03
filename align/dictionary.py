"""Word pairs as evidence: CC-CEDICT, and files of a user's own."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from os import PathLike
from pathlib import Path
from typing import cast

from duizhao.corpora.errors import InputError
from duizhao.corpora.patterns import lazy
from duizhao.corpora.readers.limits import read_bytes
from duizhao.corpora.script import simplify

from .cedict import cedict

_CEDICT = lazy(r"(\S+) (\S+) \[[^\]]*\] /(.*)/\s*$")


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What English words a Chinese word may be.

    Attributes:
        entries: English text by word in simplified characters.
        readings: of a character in pinyin without tones, where known.
        longest: characters of the longest word that begins with two characters, or 1.
    """

    entries: Mapping[str, str]
    readings: Mapping[str, frozenset[str]]
    longest: Callable[[str], int]

    @classmethod
    def of(cls, entries: Mapping[str, str]) -> Dictionary:
        """One of some entries, without readings."""
        return cls(entries, {}, _longest(entries))


def _longest(entries: Mapping[str, str]) -> Callable[[str], int]:
    longest: dict[str, int] = {}
    for word in entries:
        longest[word[:2]] = max(longest.get(word[:2], 1), len(word))
    return lambda head: longest.get(head, 1)


@cache
def built_in() -> Dictionary:
    """CC-CEDICT."""
    entries = cedict()
    return Dictionary(entries, entries.readings(), entries.longest)


def dictionary_of(path: str | PathLike[str] | None) -> Dictionary:
    """The built-in dictionary, with the entries of a user's file where one is given.

    Raises:
        InputError: see `read_dictionary`.
    """
    own = built_in()
    if path is None:
        return own
    more = {
        word: f"{meaning}/{own.entries[word]}" if word in own.entries else meaning
        for word, meaning in read_dictionary(path).items()
    }
    longest = _longest(more)
    return Dictionary(
        ChainMap(more, cast("dict[str, str]", own.entries)),
        own.readings,
        lambda head: max(longest(head), own.longest(head)),
    )


def read_dictionary(path: str | PathLike[str]) -> Mapping[str, str]:
    """Read ``zh<TAB>en`` lines or CC-CEDICT; lines that begin with # are remarks.

    Returns:
        English text by word in simplified characters.

    Raises:
        InputError: the file cannot be read as UTF-8, or a line is of neither form.
    """
    place = Path(path)
    try:
        return _read(place, place.stat().st_mtime_ns)
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", path=place, mend="give a dictionary file"
        ) from error


@lru_cache(maxsize=1)  # a batch reads the same one for each of its documents
def _read(place: Path, _: int) -> Mapping[str, str]:
    try:
        text = read_bytes(place).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", path=place, mend="save it as UTF-8") from error
    entries: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        known = _CEDICT.match(line)
        word, meaning = (known[2], known[3]) if known else (line.partition("\t")[::2])
        if not meaning.strip():
            raise InputError(
                f"line {number} is not a dictionary entry",
                path=place,
                mend="write a Chinese word, a tab and English words, or give CC-CEDICT",
            )
        entries.setdefault(simplify(word.strip()), []).append(meaning)
    if not entries:
        raise InputError("holds no dictionary entry", path=place, mend="give another file")
    return {word: "/".join(meanings) for word, meanings in entries.items()}
