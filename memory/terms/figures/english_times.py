"""Times of day, decades and weekdays of an English text."""

from __future__ import annotations

import re

from duizhao.corpora.numerals import CARDINALS, ONES
from duizhao.corpora.patterns import lazy

from .clock import add_time, clock, hours
from .figure import Form, Role
from .scan import Scan
from .values import small

_TIME_LIST = lazy(
    r"(?<![\d.])(\d{1,2})(?:[.:](\d{2}))?(?=\s*(?:-|to|and|until)\s*\d{1,2}(?:[.:]\d{2})?\s*[ap]\.?\s?m\b)"
)
_A_OR_PM = lazy(r"[ap]\.?\s?m\b", re.IGNORECASE)
_TIME = lazy(r"(?<![\d.])(\d{1,2})(?:[.:](\d{2}))?\s*([ap])\.?\s?m\b\.?", re.IGNORECASE)
_CLOCK_WORDS = "|".join(ONES[1:13])
_SPOKEN = lazy(
    rf"\b(?:a\s)?(?P<part>half|quarter|(?:five|ten|twenty|twenty-five|\d{{1,2}})\sminutes)\s(?P<to>past|to|after)\s"
    rf"(?P<hour>{_CLOCK_WORDS}|\d{{1,2}})\b(?![,.]?\d|\s(?:per|%))"
    rf"|\b(?P<clock>{_CLOCK_WORDS}|1?\d)\so'clock",
    re.IGNORECASE,
)
_AT_HOURS = lazy(r"(?<=[Aa]t )(?!19|20[0-4])([01]\d|2[0-3])([0-5]\d)(?![\d%]|[,.]\d)")
_CENTURY = lazy(
    r"(?<!\d)((?:1[0-9]|20)\d0)'?s\b"
    r"|(?P<age>\b(?:his|her|their|my|our|your)\s)?(?:\b(?P<part>early|mid|late)[\s-])?(?<![\d.,])'?([2-9]0)s\b"
)
_PARTS_OF_TEN = {"early": range(1, 4), "mid": range(4, 7), "late": range(7, 10)}
_DECADE_WORDS = lazy(r"\b(twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b", re.IGNORECASE)
_WEEKDAY = lazy(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")
_SHORT_WEEKDAYS = frozenset(
    {"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"}
)
_SHORT_WEEKDAY = lazy(r"\b(?:(Mon)|(Tues?)|(Wed)|(Thu|Thurs?)|(Fri)|(Sat)|(Sun))\b")
_WEEKDAYS = {
    name: number
    for number, name in enumerate(("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"), 1)
}


def times(scan: Scan) -> None:
    """``3.30 p.m.``, ``9 to 5 pm``, ``20:15``, ``0800 UTC``."""

    def make(match: re.Match[str]) -> bool:
        hour, minute = int(match[1]), int(match[2] or 0)
        if hour > 24 or minute > 59:
            return False
        half = match[3].lower() + "m" if (match.lastindex or 0) > 2 else ""
        add_time(scan, hour, minute, *match.span(), half=half)
        return True

    if _A_OR_PM.search(scan.rest):
        scan.take(_TIME_LIST, make)
        scan.take(_TIME, make)
    clock(scan)
    hours(scan)
    if "t 0" in scan.rest or "t 1" in scan.rest or "t 2" in scan.rest:
        scan.take(_AT_HOURS, make)


def spoken_times(scan: Scan) -> None:
    """``twenty minutes to eight``, ``half past 5``, ``eight o'clock``."""

    def make(match: re.Match[str]) -> bool:
        if match["clock"]:
            hour, minute = small(match["clock"]), 0
        else:
            hour = small(match["hour"])
            first = match["part"].lower()
            minutes = {"half": 30, "quarter": 15}.get(first) or small(first.split()[0])
            if hour is None or not minutes or minutes > 59:
                return False
            minute = minutes
            if match["to"].lower() == "to":
                hour, minute = (hour - 1) or 12, 60 - minutes
        if hour is None or not 1 <= hour <= 12:
            return False
        add_time(scan, hour, minute, *match.span(), form=Form.WORDS)
        return True

    scan.take(_SPOKEN, make)


def decades(scan: Scan) -> None:
    """``the 1990s``, ``her mid-30s``, ``the twenties``."""

    def words(match: re.Match[str]) -> bool:
        tens = CARDINALS[match[1].lower() + "y"]
        also = frozenset({Role.AGE})  # people in their twenties
        scan.add(Role.DECADE, {tens, 1900 + tens}, *match.span(), form=Form.WORDS, also=also)
        return True

    if "ties" in scan.rest:
        scan.take(_DECADE_WORDS, words)
    if "0s" not in scan.rest and "0's" not in scan.rest:
        return

    def make(match: re.Match[str]) -> bool:
        if match[1]:
            year = int(match[1])
            values = {year, year % 100}
            if not year % 100:
                values.add(year // 100 + 1)  # the 1800s are the 19th century
            scan.add(Role.DECADE, values, *match.span(1))
            return True
        tens = int(match[4])
        values = {tens, 1900 + tens}
        if match["part"]:
            values |= {tens + one for one in _PARTS_OF_TEN[match["part"]]}
        also = frozenset({Role.AGE}) if match["age"] or match["part"] else frozenset()
        scan.add(Role.DECADE, values, *match.span(4), also=also)
        return True

    scan.take(_CENTURY, make)


def weekdays(scan: Scan, words: set[str]) -> None:
    """``Monday``, ``Mon``; `words` are those of the text in lower case."""

    def weekday(match: re.Match[str]) -> bool:
        scan.add(Role.WEEKDAY, {_WEEKDAYS[match[1]]}, *match.span(), form=Form.WORDS)
        return True

    def short(match: re.Match[str]) -> bool:
        value = match.lastindex or 0
        scan.add(Role.WEEKDAY, {value}, *match.span(), form=Form.LOOSE)
        return True

    if "day" in scan.rest:
        scan.take(_WEEKDAY, weekday)
    if not _SHORT_WEEKDAYS.isdisjoint(words):
        scan.take(_SHORT_WEEKDAY, short)
