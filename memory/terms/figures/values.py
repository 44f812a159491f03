"""Values of figures: numbers in digits, shares, years of two digits."""

from __future__ import annotations

import re
from fractions import Fraction

from duizhao.corpora.numerals import chinese, english
from duizhao.corpora.patterns import lazy

from .figure import Value

_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3}){1,10}(?:\.\d{1,40})?|\d{1,3}(?: \d{3}){1,10}(?!\d)(?:\.\d{1,40})?"
    r"|\d{1,40}\.\d{1,40}(?!\.?\d)|(?<![\w.)\x01])\.\d{1,40}(?!\.?\d)|\d{1,40})"
)
NUMBER = rf"(?<!\d){_NUMBER}"
"""A number in digits, bounded so that a page of digits takes no longer than a page of text."""
NUMBER_ANYWHERE = lazy(rf"(?=[\d.])(?:(?<!\d)\d{{41,}}+|{_NUMBER})")
"""The same, or a run of digits that is too long for a number."""
DIGITS_ZH = "零〇一二三四五六七八九"
_SCALES_ZH = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def number(text: str) -> int | Fraction:
    """The value of digits with thousands separators and a decimal point."""
    plain = text.replace(",", "").replace(" ", "")
    if plain.startswith("."):
        plain = "0" + plain
    if "." not in plain:
        return int(plain)
    value = Fraction(plain)
    return value.numerator if value.denominator == 1 else value


def simple(value: int | Fraction) -> int | Fraction:
    """An int where the value is whole."""
    return int(value) if value == int(value) else value


def shares(value: Fraction) -> set[Value]:
    """A fraction and its percentage."""
    return {value, simple(value * 100)}


def full_year(first: str, second: str) -> int | None:
    """The second year of ``2014-15``; None where the two are no range of years."""
    if len(first) == 4 and first[0] in "12" and 1 <= len(second) < 4:
        year = int(first[: 4 - len(second)] + second)
        if year > int(first):
            return year
    return None


def symbol_value(text: str) -> str:
    """A document symbol for comparison: no spaces, capitals."""
    return re.sub(r"\s", "", text).upper()


def numeral(text: str) -> int | Fraction | None:
    """The value of digits or a Chinese numeral; None where it is none.

    >>> numeral("二点五"), numeral("2.5"), numeral("十二")
    (Fraction(5, 2), Fraction(5, 2), 12)
    """
    if text[0].isdigit():
        return number(text)
    whole, point, decimals = text.partition("点")
    value = chinese(whole)
    if not point or value is None:
        return value
    digits = "".join(str(chinese(digit) or 0) for digit in decimals)
    return Fraction(f"{value}.{digits}")


def scale_of(text: str) -> int:
    """The factor of Chinese scales, one after the other: 百万, 万亿."""
    result = 1
    for character in text:
        result *= _SCALES_ZH[character]
    return result


def small(text: str) -> int | None:
    """The value of digits or one English number word; None where it is none."""
    if text.isdigit():
        return int(text)
    result = english(text) if text.isalpha() else None
    return result[0] if result else None
