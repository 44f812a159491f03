"""Times of day, decades and centuries of a Chinese text."""

from __future__ import annotations

import re
from fractions import Fraction

from duizhao.corpora.numerals import CHINESE
from duizhao.corpora.numerals import chinese as numeral_value
from duizhao.corpora.patterns import lazy

from .clock import add_time, clock, hours
from .figure import Form, Role, Value
from .scan import Scan
from .values import DIGITS_ZH, numeral

# 10点 is a time when the words around say so; it may as well count points (10点宣言).
_TIME = lazy(
    r"(?<![\d.])(\d{1,2})\s?(?:时(?![间段候期代])(?:\s?(\d{1,2})\s?分(?:\s?(?P<second>\d{1,2})\s?秒)?)?"
    r"|点(?:(?:\s?(?P<minute>\d{1,2})\s?分)|(?P<half>半)|钟|整|(?=\s?(?:-|至|到)\s?\d{1,2}点))"
    r"|(?<=[午晚上晨早夜至到于在]\d)点|(?<=[午晚上晨早夜至到于在]\d\d)点)(?!\d)"
)
# 八点半, 七时四十分, 五点一刻, 下午三点: the hour in words needs more than 点.
_HOUR = "二十[一二三四]|二十|十[一二三四五六七八九]?|[一二两三四五六七八九]"
_MINUTE = "[二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九]"
_TIME_WORDS = lazy(
    rf"(?<![{CHINESE}第几])(?P<hour>{_HOUR}|\d{{1,2}})(?:点|时)"
    rf"(?:(?P<minute>{_MINUTE}|\d{{1,2}})分(?:(?P<second>{_MINUTE}|\d{{1,2}})秒)?|(?P<half>半)|(?P<quarter>[一三])刻|钟|整)"
    rf"|(?<=[午晚晨早夜])(?P<alone>{_HOUR})(?:点|时)(?![{CHINESE}\d])"
)
_AM = lazy(r"(?:上午|早上|早晨|清晨|凌晨|清早|早)\s?$")
_PM = lazy(r"(?:下午|晚上|傍晚|午后|晚间|当晚|晚)\s?$")
_DECADES = lazy(
    rf"(?:(?P<century>\d{{2}}|[一二十]{{1,3}})\s?世纪\s?)?(?:(?P<digits>(?<!\d)\d0)|(?P<words>[{DIGITS_ZH}]{{1,4}}十))\s?年代"
    r"|(?P<full>(?:1[5-9]|20)\d0)\s?年代"
)
# 五一假期, 六一儿童节: 1 May, 1 June.
_HOLIDAY = lazy(
    r"(?<![一二三四五六七八九十第])(?:([三])(八)|([五六七八十])(一))"
    r"(?=\"?(?:国际|劳动|儿童|建军|国庆|妇女|黄金周|小?长假|假期|期间))"
)
_QUARTERS = lazy("([一两二三])刻钟")
_CENTURY = lazy(r"(?<!\d)(\d{1,2}|[一二]?十[一二三四五六七八九]?)\s?世纪")
_SHORT_YEAR = lazy(
    r"(?<![\d.,·-])([5-9]\d|0\d)(?=后(?![来面果续]))"
    r"|(?<![\d.,·/-])([4-9]\d)(?=年(?![间来前后内多以代龄级]))"
)
# 七成 is 70 per cent; 一成员 and 三成为 are not.
_DAY_NAME = lazy(
    r"(?<![\d.])(1[0-2]|[1-9])\s?·\s?(3[01]|[12]\d|[1-9])(?!\d)"
    r"|(?<=\")(1[0-2]|[1-9])\.(3[01]|[12]\d|[1-9])(?=\"?[\u4e00-\u9fff])"
)


def times(scan: Scan) -> None:
    """``下午3点半``, ``八时四十分``, ``20:15``."""

    def make(match: re.Match[str]) -> bool:
        hour = int(match[1])
        minute = 30 if match["half"] else int(match[2] or match["minute"] or 0)
        second = int(match["second"]) if match["second"] else None
        if hour > 24 or minute > 59 or (second or 0) > 59:
            return False
        half = _half_of_day(scan, match.start())
        add_time(scan, hour, minute, *match.span(), half=half, second=second)
        return True

    def words(match: re.Match[str]) -> bool:
        hour = numeral(match["hour"] or match["alone"])
        minute: int | Fraction | None = 0
        if match["half"]:
            minute = 30
        elif match["quarter"]:
            minute = 15 if match["quarter"] == "一" else 45
        elif match["minute"]:
            minute = numeral(match["minute"].lstrip("零"))
        if not isinstance(hour, int) or not isinstance(minute, int) or hour > 24 or minute > 59:
            return False
        said = numeral(match["second"].lstrip("零")) if match["second"] else None
        second = said if isinstance(said, int) else None
        form = Form.DIGITS if match[0][0].isdigit() else Form.WORDS
        half = _half_of_day(scan, match.start())
        add_time(scan, hour, minute, *match.span(), form=form, half=half, second=second)
        return True

    def quarters(match: re.Match[str]) -> bool:
        count = numeral_value(match[1]) or 0
        values: set[Value] = {15 * count, Fraction(count, 4)}
        also = frozenset({Role.DURATION})
        scan.add(Role.NUMBER, values, *match.span(), form=Form.WORDS, also=also)
        return True

    if "刻钟" in scan.rest:
        scan.take(_QUARTERS, quarters)
    if "点" in scan.rest or "时" in scan.rest:
        scan.take(_TIME_WORDS, words)
        scan.take(_TIME, make)
    clock(scan, _half_of_day)
    hours(scan)


def _half_of_day(scan: Scan, start: int) -> str:
    """What the words before a time say: ``am``, ``pm``, or nothing."""
    before = scan.normal[max(0, start - 4) : start]
    return "am" if _AM.search(before) else "pm" if _PM.search(before) else ""


def decades(scan: Scan) -> None:
    """``20世纪90年代``, ``七八十年代``."""
    if "年代" not in scan.rest:
        return

    def make(match: re.Match[str]) -> bool:
        if match["full"]:
            year = int(match["full"])
            scan.add(Role.DECADE, {year, year % 100}, *match.span())
            return True
        century = match["century"] or "20"
        value = int(century) if century.isdigit() else numeral_value(century)
        base = ((value or 20) - 1) * 100
        if match["digits"]:
            tens = int(match["digits"])
            scan.add(Role.DECADE, {base + tens, tens}, *match.span())
            return True
        for offset, character in enumerate(match["words"][:-1]):
            tens = 10 * (numeral_value(character) or 0)
            place = match.start("words") + offset
            scan.add(Role.DECADE, {base + tens, tens}, place, match.end(), form=Form.WORDS)
        return True

    scan.take(_DECADES, make)


def centuries(scan: Scan) -> None:
    """Centuries, years of two digits, and those born after one."""

    def century(match: re.Match[str]) -> bool:
        value = numeral(match[1])
        if not isinstance(value, int) or not 1 <= value <= 30:
            return False
        form = Form.DIGITS if match[1][0].isdigit() else Form.WORDS
        values: set[Value] = {value, (value - 1) * 100}
        scan.add(Role.DECADE, values, *match.span(1), form=form)
        return True

    def short(match: re.Match[str]) -> bool:
        year = int(match[0])
        values: set[Value] = {year, (1900 if year > 30 else 2000) + year}
        also = frozenset({Role.YEAR, Role.DURATION, Role.DECADE})
        scan.add(Role.NUMBER, values, *match.span(), also=also)
        return True

    if "世纪" in scan.rest:
        scan.take(_CENTURY, century)
    if "后" in scan.rest or "年" in scan.rest:
        scan.take(_SHORT_YEAR, short)


def holidays(scan: Scan) -> None:
    """``五一``: a holiday that is known by its month and day."""

    def make(match: re.Match[str]) -> bool:
        group = scan.new_group()
        month = 1 if match[1] else 3
        for role, place in ((Role.MONTH, month), (Role.DAY, month + 1)):
            value = numeral_value(match[place]) or 0
            scan.add(role, {value}, *match.span(place), group=group, form=Form.LOOSE)
        return True

    scan.take(_HOLIDAY, make)


def attacks(scan: Scan) -> None:
    """``9·11``: a day that is known by its month and day."""

    def make(match: re.Match[str]) -> bool:
        group = scan.new_group()
        month = 1 if match[1] else 3
        scan.add(Role.MONTH, {int(match[month])}, *match.span(month), group=group)
        scan.add(Role.DAY, {int(match[month + 1])}, *match.span(month + 1), group=group)
        return True

    scan.take(_DAY_NAME, make)
