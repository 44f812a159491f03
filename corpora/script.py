"""Which script and language a text is in, and simplified forms for use as keys.

Everything here judges by characters alone; nothing is looked up over a network and
nothing is altered in a stored text: `simplify` makes keys to match by.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from .characters import HALVES
from .document import Language
from .patterns import lazy

if TYPE_CHECKING:
    from opencc import OpenCC

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Han characters as the inside of a regular expression's class."""

# Letters that only Latin-script languages use, ASCII and beyond (ª º × ÷ left out).
LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a"
"""Latin letters as the inside of a regular expression's class."""

_HAN = lazy(f"[{HAN}]")
# Comments, tags and entities are of no language.
_MARKUP = lazy(r"<!--(?:[^-]|-(?!->)){0,2000}+-->|</?[a-zA-Z][^<>]{0,200}+>|&\w{2,8}+;")
_LATIN_WORD = lazy(f"[{LATIN}]+(?:['’][{LATIN}]+)*")
_KANA = lazy("[\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff]")
_HANGUL = lazy("[\u1100-\u11ff\uac00-\ud7a3]")
_OTHER_WORD = lazy("[\u0370-\u1cff]+")
_HALVES = lazy(f"([{HALVES}]+)")

# A long file is judged by this many characters from its start, middle and end.
_SAMPLE = 60_000


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    third = _SAMPLE // 3
    middle = (len(text) - third) // 2
    return text[:third] + text[middle : middle + third] + text[-third:]


def has_han(text: str) -> bool:
    """Whether there is a Han character in `text`."""
    return _HAN.search(text) is not None


def latin_words(text: str) -> int:
    """Number of words in Latin letters."""
    return len(_LATIN_WORD.findall(text))


def han_share(text: str) -> float:
    """Share of Han characters among Han characters and Latin words, between 0 and 1.

    A Latin word counts as much as a Han character, since both carry about a word. 0.0 for
    a text with neither.
    """
    han = len(_HAN.findall(text))
    latin = len(_LATIN_WORD.findall(text))
    return han / (han + latin) if han + latin else 0.0


def language_of(text: str) -> Language | None:
    """The language that a text is written in, judged by its script.

    Returns:
        ``zh`` or ``en``; None for a text without letters and for one mostly in another
        script (kana, hangul, Cyrillic, Arabic, …). Other languages in Latin script
        cannot be distinguished from English here.
    """
    text = _MARKUP.sub(" ", _sample(text))
    han = len(_HAN.findall(text))
    latin = len(_LATIN_WORD.findall(text))
    # Japanese has kana in every sentence; a Chinese text quotes a word of it at most.
    other = len(_KANA.findall(text)) * 2 + len(_HANGUL.findall(text))
    other += len(_OTHER_WORD.findall(text))
    if other > han + latin or not han + latin:
        return None
    if other > 0.3 * han and han > latin:
        return None
    # English that quotes Chinese has far more Latin words than Han characters; Chinese
    # with tables of foreign names can have more Latin words than one expects.
    return "zh" if han >= 0.4 * (han + latin) else "en"


@cache
def _converter(configuration: str) -> OpenCC:
    # opencc is only paid for by callers that need it.
    from opencc import OpenCC

    return OpenCC(configuration)


def _convert(text: str, configuration: str) -> str:
    if not _HAN.search(text):
        return text
    converter = _converter(configuration)
    # OpenCC takes UTF-8; a lone surrogate has none.
    parts = _HALVES.split(text)
    converted = [
        part if index % 2 else _same_length(part, converter) for index, part in enumerate(parts)
    ]
    return "".join(converted)


def _same_length(text: str, converter: OpenCC) -> str:
    whole: str = converter.convert(text)
    if len(whole) == len(text):
        return whole
    # A phrase changed its length; character by character the places stay comparable.
    singles = (converter.convert(char) for char in text)
    return "".join(new if len(new) == 1 else char for char, new in zip(text, singles, strict=True))


def simplify(text: str) -> str:
    """`text` in simplified characters, of the same length: a key, never to be stored.

    OpenCC's ``t2s``, loaded on first use; text without Han characters comes back as it is.
    Where a phrase would change its length, its characters are converted one by one.
    """
    return _convert(text, "t2s")


def traditional(text: str) -> str:
    """`text` in traditional characters, of the same length: a key, never to be stored."""
    return _convert(text, "s2t")


def is_traditional(text: str) -> bool:
    """Whether a Chinese text is written in traditional characters.

    It is when more of its characters change on the way to simplified ones than on the
    way to traditional ones. False for a text that shows neither.
    """
    text = "".join(_HAN.findall(_sample(text)))
    if not text:
        return False
    to_simplified = _convert(text, "t2s")
    traditional = sum(a != b for a, b in zip(text, to_simplified, strict=True))
    if not traditional:
        # As for most texts; the other way need not be loaded.
        return False
    to_traditional = _convert(text, "s2t")
    simplified = sum(a != b for a, b in zip(text, to_traditional, strict=True))
    return traditional > simplified


def columns(text: str) -> int:
    """Width of `text` on a grid where Han characters take two columns and marks none."""
    if text.isascii():
        return len(text)
    return sum(map(_columns_of, text))


@lru_cache(maxsize=1 << 16)
def _columns_of(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else int(not unicodedata.combining(char))
