"""Values of number words: English, Chinese and Roman.

Own code in place of libraries: `text2num` reads no ordinals, and importing `cn2an`
takes longer than checking a whole resolution. Both refuse what real text has
(百万, "a hundred", 二〇一五).
"""

from __future__ import annotations

import re
from functools import lru_cache

from .words import ONES, TENS, as_ordinal

CARDINALS: dict[str, int] = {word: value for value, word in enumerate(ONES)}
CARDINALS.update({word: 10 * value for value, word in enumerate(TENS, 2)})
SCALES: dict[str, int] = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
ORDINALS: dict[str, int] = {as_ordinal(word): value for word, value in CARDINALS.items() if value}
ORDINAL_SCALES = {as_ordinal(word): value for word, value in SCALES.items()}

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5}
_DIGITS |= {"陆": 6, "柒": 7, "捌": 8, "玖": 9}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10**4, "亿": 10**8}
CHINESE = "零〇一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖拾佰仟"

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_FORM = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


@lru_cache(maxsize=4096)
def english(words: str) -> tuple[int, bool] | None:
    """Value of a run of English number words, and whether it is an ordinal.

    ``one hundred and five`` gives (105, False), ``sixty-seventh`` (67, True); None for
    a run that is no number (``twenty thirty``).
    """
    total = current = 0
    room = 10**15  # what may still be added: nothing after "five", less than 10 after "twenty"
    ordinal = False
    for word in re.split(r"[\s-]+", words.lower()):
        if ordinal:
            return None
        if word in ("and", "a", "an"):
            continue
        if word in ORDINALS or word in ORDINAL_SCALES:
            ordinal = True
        value = CARDINALS.get(word, ORDINALS.get(word))
        if value is not None:
            if value >= room:
                return None
            current += value
            room = 10 if value >= 20 else 0
            continue
        word = word.rstrip("s")
        scale = SCALES.get(word, ORDINAL_SCALES.get(word))
        if scale is None:
            return None
        room = 100
        if scale == 100:
            current = (current or 1) * 100
        else:
            total += (current or 1) * scale
            current = 0
    return total + current, ordinal


@lru_cache(maxsize=4096)
def chinese(run: str) -> int | None:
    """Value of a Chinese numeral: 六十七, 二〇一五, 一亿三千万, 两百; None when it is none."""
    if len(run) > 40:
        return None
    digits = [_DIGITS.get(character) for character in run]
    if len(run) > 1 and None not in digits:
        return int("".join(str(digit) for digit in digits))
    total = section = current = 0
    unit = 10
    ends_open = False
    for character in run:
        if character in _DIGITS:
            if ends_open and current:
                return None
            current = _DIGITS[character]
            ends_open = True
        elif character in ("廿", "卅"):
            section += 20 if character == "廿" else 30
            ends_open = False
        elif character in _UNITS:
            unit = _UNITS[character]
            section += (current or 1) * unit
            current = 0
            ends_open = False
        elif character in _BIG:
            unit = _BIG[character]
            amount = section + current
            if character == "亿":
                total = (total + amount or 1) * unit
            else:
                high, low = divmod(total, 10**8)
                total = high * 10**8 + (low + amount or 1) * unit
            section = current = 0
            ends_open = False
        else:
            return None
    # 一千二 is 1,200: a digit left open after a unit counts in the next lower unit.
    if current and unit >= 100 and len(run) > 2 and run[-2] not in "零〇":
        current *= unit // 10
    return total + section + current


def roman(letters: str) -> int | None:
    """Value of a Roman numeral in either case, or None."""
    upper = letters.upper()
    if not upper or _ROMAN_FORM.fullmatch(upper) is None:
        return None
    total = 0
    for this, following in zip(upper, [*upper[1:], "I"], strict=True):
        value = _ROMAN[this]
        total += -value if value < _ROMAN[following] else value
    return total


def _table() -> str:
    words = sorted({*CARDINALS, *SCALES}, key=len, reverse=True)
    return "|".join(words)


CARDINAL_WORDS = _table()
ORDINAL_WORDS = "|".join(sorted({*ORDINALS, *ORDINAL_SCALES}, key=len, reverse=True))
