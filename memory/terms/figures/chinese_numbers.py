"""Numbers in digits and fractions of a Chinese text."""

from __future__ import annotations

import re
from fractions import Fraction

from duizhao.corpora.numerals import CHINESE
from duizhao.corpora.patterns import lazy

from . import shared
from .figure import Form, Role
from .scan import Scan
from .values import DIGITS_ZH, NUMBER, number, numeral, scale_of, shares, simple

# Longer runs are no numerals that anybody writes; without a bound, a page of them takes hours.
_C = f"[{CHINESE}]{{1,40}}"
_PARTS_OF = 100_000
_BASIS_POINTS = lazy(rf"({NUMBER})\s?个?基点")
_YEARS = lazy(
    r"(?<![\d,./-])((?:19|20)\d\d)\s?年?\s?(?:-|至)\s?(\d{1,2})(?=\s?(?:年|学年|[^\d\s,./月日-]|$))"
)
_SCALE = "([十百千]?[万亿]{1,2}|[百千](?![分克米瓦卡赫吨年禧比字帕焦伏]))"
_RANGE = lazy(rf"({NUMBER})\s?(-|至|到|~|或)\s?({NUMBER})\s?(?:多|余|来)?{_SCALE}")
_MIXED = lazy(
    rf"({NUMBER})\s?亿\s?({NUMBER})\s?万|({NUMBER})\s?万\s?(\d{{1,4}})(?![\d千])|({NUMBER})\s?万\s?(\d)千"
)
_LARGE = lazy(rf"({NUMBER})\)?\s?(?:多|余|来|几)?\s?(?:{_SCALE}|个\s?([万亿])(?!元))")
_FRACTION = lazy(rf"({_C}|(?<!\d)\d{{1,40}})\s?分之\s?({_C}(?:点[{DIGITS_ZH}]{{1,20}})?|{NUMBER})")


def fractions(scan: Scan) -> None:
    """``三分之二``, ``百分之40``."""
    if "分之" not in scan.rest:
        return

    def make(match: re.Match[str]) -> bool:
        bottom = numeral(match[1])
        top = numeral(match[2])
        if not bottom or top is None:
            return False
        form = Form.DIGITS if match[2][0].isdigit() else Form.WORDS
        if bottom == 100:
            scan.add(Role.PERCENT, {top}, *match.span(), form=form)
            return True
        values = shares(Fraction(top) / Fraction(bottom))
        if top == 1:
            values.add(bottom)  # one in three
        if bottom >= _PARTS_OF:
            values.add(top)  # 420 parts per million
        if isinstance(top, int):
            values.add(f"{top}/{bottom}")
        scan.add(Role.FRACTION, values, *match.span(), form=Form.WORDS)
        return True

    scan.take(_FRACTION, make)


def numbers(scan: Scan) -> None:
    """Numbers in digits, with 万 and 亿: ``1.5万``, ``3至5亿``, ``2亿3000万``."""

    def several(match: re.Match[str]) -> bool:
        first, second, scale = number(match[1]), number(match[3]), scale_of(match[4])
        scan.add(Role.NUMBER, {first, simple(first * scale)}, *match.span(1))
        scan.add(Role.NUMBER, {simple(second * scale)}, match.start(3), match.end(4))
        return True

    def mixed(match: re.Match[str]) -> bool:
        if match[1]:
            value = number(match[1]) * 10**8 + number(match[2]) * 10**4
        elif match[3]:
            value = number(match[3]) * 10**4 + number(match[4])
        else:
            value = number(match[5]) * 10**4 + number(match[6]) * 1000
        scan.add(Role.NUMBER, {simple(value)}, *match.span())
        return True

    def large(match: re.Match[str]) -> bool:
        scan.add(
            Role.NUMBER, {simple(number(match[1]) * scale_of(match[2] or match[3]))}, *match.span()
        )
        return True

    if scan.may_have("-至"):
        shared.two_years(scan, _YEARS)
    if "基点" in scan.rest:
        shared.basis_points(scan, _BASIS_POINTS)
    if "万" in scan.rest or "亿" in scan.rest or "千" in scan.rest or "百" in scan.rest:
        scan.take(_RANGE, several)
        scan.take(_MIXED, mixed)
        scan.take(_LARGE, large)
    shared.plain(scan)
