"""Keys of a text: its tokens, what the index holds of it, and the form that exact look-up uses.

Keys are folded (width, case, traditional to simplified); the stored text never is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from operator import add
from zlib import crc32

from duizhao.corpora.months import MONTHS
from duizhao.corpora.numerals import CARDINALS, ORDINALS, SCALES
from duizhao.corpora.script import HAN, simplify

# A word may hold one punctuation mark between two letters or digits: A/RES/70/1, well-being,
# 1,000.5, O'Brien; a letter may be followed by the accents that belong to it. Han characters
# are words of their own, so that 5日 is two tokens.
_LETTER = rf"[^\W_{HAN}][\u0300-\u036f]*"
TOKEN = re.compile(rf"[{HAN}]|(?:{_LETTER})+(?:[-./,'’:－．／，：](?:{_LETTER})+)*")
"""A token in a text as it stands; see `fold_word`."""
_ASCII_TOKEN = re.compile(r"[0-9a-z]+(?:[-./,':][0-9a-z]+)*")

EDGE = "\n"
"""Put before the first and after the last token in a pair of neighbours."""

FIGURE = "#"
"""Stands for a figure in the loose form."""

_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")
# Keys are kept in databases: a word more or less here would make them disagree.
_TENS = [word for word, value in CARDINALS.items() if value >= 20]
_ONES = [
    *(word for word, value in {**CARDINALS, **ORDINALS}.items() if value < 20),
    *(word for word, value in SCALES.items() if value < 10**12),
    "hundredth",
]
_WORDS = frozenset(
    [
        *(name.lower() for name in MONTHS),
        *_ONES,
        *_TENS,
        *(f"{ten[:-1]}ieth" for ten in _TENS),
        *(f"{ten}-{one}" for ten in _TENS for one in _ONES),
    ]
)


def fold(text: str) -> str:
    """Compatibility form, lower case, simplified characters (each for itself)."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).lower()
    table, traditional = _simplified()
    return text.translate(table) if traditional.search(text) else text


@cache
def _simplified() -> tuple[dict[int, str], re.Pattern[str]]:
    # Each character on a line of its own, since a key must not depend on the words around it.
    every = "\n".join(map(chr, (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))))
    pairs = zip(every, simplify(every), strict=True)
    table = {ord(char): simple for char, simple in pairs if simple != char}
    return table, re.compile("[" + "".join(map(chr, table)) + "]")


@lru_cache(maxsize=1 << 17)
def fold_word(word: str) -> str:
    """`fold` for a single token; most words of a text have been seen before."""
    return fold(word).replace("’", "'")


def tokens(text: str) -> list[str]:
    """Han characters and Latin words of a text, folded, without punctuation."""
    if text.isascii():
        return _ASCII_TOKEN.findall(text.lower())
    return list(map(fold_word, TOKEN.findall(text)))


def is_han(word: str) -> bool:
    """Whether it is a Han character."""
    return len(word) == 1 and word >= "〇" and _HAN_TOKEN.fullmatch(word) is not None


_HAN_TOKEN = re.compile(rf"[{HAN}]")


def grams(words: Sequence[str]) -> set[str]:
    """What the index holds of a text: pairs with a Han character in them, and Latin words.

    Two neighbouring Han characters are written together; a Latin word stands for itself. A
    character at an edge of the text is paired with `EDGE`, and one beside a Latin word with
    a space, so that every character of the text begins exactly one pair.
    """
    path = line(words)
    found = set(map(add, path, path[1:]))
    found.difference_update(_NO_HAN)
    if " " in path:
        found.update([word for word in words if len(word) > 1 or word < "〇"])
    return found


def line(words: Sequence[str]) -> str:
    """The tokens with a character for each: a space for a Latin word, `EDGE` at both ends."""
    return (
        EDGE + "".join([word if len(word) == 1 and word >= "〇" else " " for word in words]) + EDGE
    )


_NO_HAN = frozenset({"  ", EDGE + " ", " " + EDGE, EDGE + EDGE, EDGE})


@lru_cache(maxsize=65536)
def _loose(word: str) -> str:
    if word in _NUMERALS or word in _WORDS or any("0" <= sign <= "9" for sign in word):
        return FIGURE
    return word


def loose(words: Sequence[str]) -> bytes:
    """Eight bytes that are equal for texts that differ in figures only.

    Numbers in digits, Chinese numerals, number words, months and document symbols count as
    figures, and a run of them as one. Whether what differs really is a figure is for
    `duizhao.memory.search.figures` to say: 统一 and 统二 have the same key.
    """
    form = " ".join(map(_loose, words))
    if "# #" in form:
        form = _FIGURES.sub(FIGURE, form)
    return blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest()


_FIGURES = re.compile("#(?: #)+")


@lru_cache(maxsize=1 << 17)
def _sign(word: str) -> str:
    if len(word) == 1 and ("㐀" <= word <= "鿿" or "豈" <= word <= "﫿"):
        return word
    place = crc32(word.encode("utf-8", "surrogatepass")) % _SIGNS
    for first, last in _FREE:
        if place < last - first:
            return chr(first + place)
        place -= last - first
    raise AssertionError(word)


# Code points of 16 bits that are neither Han characters nor surrogates.
_FREE = ((0x0001, 0x3400), (0xA000, 0xD800), (0xE000, 0xF900), (0xFB00, 0xFFFE))
_SIGNS = sum(last - first for first, last in _FREE)


def code(words: Sequence[str]) -> str:
    """The tokens with a character of 16 bits for each, so that an edit distance is quick.

    Han characters stand for themselves. Two words have the same character once in 30,000
    times, so a distance can come out too small, and never too large.
    """
    return "".join(map(_sign, words))


def coded(text: str) -> bytes:
    """`code` of a text in UTF-16, as the store keeps it."""
    return code(tokens(text)).encode("utf-16-le")


def digest(*parts: str) -> int:
    """A signed 64-bit number for a sequence of texts."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(joined, digest_size=8).digest(), "big", signed=True)
