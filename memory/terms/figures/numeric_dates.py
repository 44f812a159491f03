"""Dates in digits, written alike in both languages."""

from __future__ import annotations

import re

from duizhao.corpora.patterns import lazy

from .figure import Date, Role
from .scan import Scan

_ISO = lazy(
    r"(?<![\d/.-])((?:19|20)\d\d)([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?![\d/.-]?\d)"
)
_A_NUMERIC = lazy(r"\d[-./]\d{1,2}[-./]\d")
_NUMERIC = lazy(
    r"(?<![\d/.-])(0?[1-9]|[12]\d|3[01])([./])(0?[1-9]|[12]\d|3[01])\2((?:19|20)\d\d)(?!\d)"
)
_SHORT_NUMERIC = lazy(r"(?<![\d/.-])(0?[1-9]|[12]\d|3[01])/(0?[1-9]|[12]\d|3[01])/(\d\d)(?![\d/])")


def numeric_dates(scan: Scan) -> None:
    """``2012-12-18``, ``18.12.2012``, ``18/12/2012`` (day first, unless it cannot be).

    Of ``3/4/12`` either may be the day, and the century is open.
    """

    def record(match: re.Match[str], year: int, month: int, day: int) -> bool:
        if int(match[month]) > 12:
            month, day = day, month
        if int(match[month]) > 12:
            return False
        group = scan.new_group()
        for role, index in ((Role.YEAR, year), (Role.MONTH, month), (Role.DAY, day)):
            scan.add(role, {int(match[index])}, *match.span(index), group=group)
        scan.dates.append(Date(int(match[year]), int(match[month]), int(match[day]), *match.span()))
        return True

    def record_short(match: re.Match[str]) -> bool:
        first, second, year = (int(match[place]) for place in (1, 2, 3))
        if min(first, second) > 12:
            return False
        month = 1 if first <= 12 else 2
        either = {first, second} if max(first, second) <= 12 else set()
        group = scan.new_group()
        for role, place in ((Role.MONTH, month), (Role.DAY, 3 - month)):
            scan.add(role, either or {int(match[place])}, *match.span(place), group=group)
        scan.add(Role.YEAR, {1900 + year, 2000 + year}, *match.span(3), group=group)
        return True

    if _A_NUMERIC.search(scan.rest):
        scan.take(_ISO, lambda match: record(match, 1, 3, 4))
        scan.take(_NUMERIC, lambda match: record(match, 4, 3, 1))
        scan.take(_SHORT_NUMERIC, record_short)
