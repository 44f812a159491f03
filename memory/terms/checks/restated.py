"""Figures that state one value in two ways: another unit, other digits, two parts for one."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from duizhao.corpora.patterns import lazy

from ..figures import Figure, Role, units
from . import qualifiers
from .matching import ComparedText


def rounded(first: Figure, second: Figure) -> bool:
    """Whether one value is the other with fewer decimals: 2.7255 and 2.726."""
    short, long = sorted((first, second), key=_decimals)
    if not _decimals(long) or _decimals(short) == _decimals(long):
        return False
    if short.number is None or long.number is None:
        return False
    half = Fraction(1, 2 * 10 ** _decimals(short))
    return abs(Fraction(short.number) - Fraction(long.number)) <= half


def _decimals(figure: Figure) -> int:
    return len(figure.text.partition(".")[2]) if figure.text.replace(".", "").isdigit() else 0


def convert(zh: ComparedText, en: ComparedText) -> None:
    """Take out of what is left what is said in another unit: 10公里 and 6.2 miles.

    So is what one text gives in a second unit: 1.8 metres (5 ft 11 in).
    """
    for these, those in ((zh, en), (en, zh)):
        for figure in list(these.left):
            if figure.unit not in units.UNITS:
                continue
            sign = _sign(figure, these)
            other = next(
                (
                    one
                    for one in those.left
                    if units.converted(figure, one, (sign, _sign(one, those)))
                ),
                None,
            )
            if other is not None:
                these.left.remove(figure)
                those.left.remove(other)
            elif any(
                units.converted(figure, one) for side in (those, these) for one in side.figures
            ) or (those.english and units.is_one_in_words(figure, those.text)):
                these.left.remove(figure)


def _sign(figure: Figure, side: ComparedText) -> int:
    return -1 if qualifiers.negative(figure, side.text, english=side.english) else 1


def explain(zh: list[Figure], en: list[Figure]) -> None:
    """Take out of both lists what is one figure here and several there.

    10.30 and 10时30分; 46-53 and the 4653 that a lost dash makes of it; A/67/1 and its
    addendum.
    """
    for these, those in ((zh, en), (en, zh)):
        for figure in list(these):
            if figure.role is Role.SYMBOL:
                _longer_symbol(figure, these, those)
            elif not _glued(figure, these, those):
                _composed(figure, these, those)


_THOUSANDS = lazy(r"(?<=\d),(?=\d{3}(?!\d))")


def _states(figure: Figure, part: str) -> bool:
    """Whether the figure states the number of some digits."""
    return part in _digits(figure) or (len(part) < 5 and int(part) in figure.values)


def _digits(figure: Figure) -> list[str]:
    return [part.lstrip("0") or "0" for part in re.findall(r"\d+", _THOUSANDS.sub("", figure.text))]


def _composed(figure: Figure, these: list[Figure], those: list[Figure]) -> None:
    parts = _digits(figure)
    if any(len(part) > 9 for part in parts):
        return
    if len(parts) == 1 and len(parts[0]) == 4 and figure.role is Role.NUMBER:
        parts = [parts[0][:2], parts[0][2:].lstrip("0") or "0"]
    if len(parts) < 2 or not figure.firm:
        return
    found = []
    for part in parts:
        other = next((o for o in those if o not in found and _states(o, part)), None)
        if other is None:
            return
        found.append(other)
    these.remove(figure)
    for other in found:
        those.remove(other)


def _glued(figure: Figure, these: list[Figure], those: list[Figure]) -> bool:
    text = figure.text
    if not text.isdigit() or len(text) < 2:
        return False
    for first, second in pairwise(those):
        if first.text + second.text == text and second.start - first.end <= 2:
            these.remove(figure)
            those.remove(first)
            those.remove(second)
            return True
    return False


def _longer_symbol(figure: Figure, these: list[Figure], those: list[Figure]) -> None:
    symbol = str(next(iter(figure.values)))
    for other in those:
        if other.role is not Role.SYMBOL:
            continue
        short, long = sorted((symbol, str(next(iter(other.values)))), key=len)
        if long.startswith(short) and long[len(short) :][:1] in ("/", "("):
            these.remove(figure)
            those.remove(other)
            return
