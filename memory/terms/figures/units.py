"""Units of measure and of time: which one a figure counts, and what it is in another.

A unit has a dimension and a factor to the base of it, so that 10 km and 6.2 miles can be
compared by value.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from duizhao.corpora.patterns import lazy

from .figure import Figure, Form, Role

_CLOSE = 0.03  # a conversion is rounded: 10 km is 6.2 miles, and 6 is near enough


class UnitOfMeasure(NamedTuple):
    """A unit.

    Attributes:
        dimension: what it measures.
        factor: how many of the base unit it is.
        shift: what is added first (degrees Fahrenheit).
    """

    dimension: str
    factor: float
    shift: float = 0.0


# name | dimension | factor | English (a regular expression) | Chinese
_TABLE = r"""
km    | length | 1000     | km|kms|kilomet(?:er|re)s?        | 公里 千米
m     | length | 1        | m|met(?:er|re)s?                 | 米 公尺
dm    | length | 0.1      | dm|decimet(?:er|re)s?            | 分米
cm    | length | 0.01     | cm|centimet(?:er|re)s?           | 厘米 公分
mm    | length | 0.001    | mm|millimet(?:er|re)s?           | 毫米
µm    | length | 1e-6     | [µμu]m|micromet(?:er|re)s?|microns? | 微米
nm    | length | 1e-9     | nm|nanomet(?:er|re)s?            | 纳米
nmi   | length | 1852     | nautical\smiles?|nmi             | 海里
mile  | length | 1609.344 | miles?|mi                        | 英里
yd    | length | 0.9144   | yards?|yd                        | 码
ft    | length | 0.3048   | ft|foot|feet                     | 英尺
in    | length | 0.0254   | inch(?:es)?|in(?=[)\]])          | 英寸
li    | length | 500      | li                               | 华里
ha    | area   | 1e4      | hectares?|ha                     | 公顷
mu    | area   | 666.667  | mu                               | 亩
acre  | area   | 4046.856 | acres?                           | 英亩
t     | mass   | 1000     | (?:metric\s)?ton(?:ne)?s?|t      | 吨 公吨
kg    | mass   | 1        | kg|kgs|kilo(?:gram(?:me)?)?s?    | 公斤 千克
g     | mass   | 0.001    | g|gram(?:me)?s?                  | 克
mg    | mass   | 1e-6     | mg|milligram(?:me)?s?            | 毫克
µg    | mass   | 1e-9     | [µμu]g|mcg|microgram(?:me)?s?    | 微克
ng    | mass   | 1e-12    | ng|nanogram(?:me)?s?             | 纳克
lb    | mass   | 0.453592 | lbs?|pounds?                     | 磅
oz    | mass   | 0.0283495 | oz|ounces?                      | 盎司
jin   | mass   | 0.5      | jin|catt(?:y|ies)                | 斤 市斤
L     | volume | 0.001    | [lL]|lit(?:er|re)s?              | 升 公升
ml    | volume | 1e-6     | m[lL]|millilit(?:er|re)s?        | 毫升
µl    | volume | 1e-9     | [µμu][lL]|microlit(?:er|re)s?    | 微升
gal   | volume | 0.00378541 | gal|gallons?                   | 加仑
bbl   | volume | 0.158987 | barrels?                         | 桶
°C    | temperature | 1   | °\s?C|℃|degrees?\s(?:Celsius|centigrade) | 摄氏度 °C ℃ °c
°F    | temperature | 0.5555556 | °\s?F|℉|degrees?\sFahrenheit | 华氏度 °F ℉
kW    | power  | 1000     | kW|kilowatts?                    | 千瓦
MW    | power  | 1e6      | MW|megawatts?                    | 兆瓦
GW    | power  | 1e9      | GW|gigawatts?                    | 吉瓦
kWh   | energy | 3.6e6    | kWh|kilowatt[\s-]hours?          | 千瓦时
kV    | voltage | 1000    | kV|kilovolts?                    | 千伏
V     | voltage | 1       | V|volts?                         | 伏 伏特
Hz    | frequency | 1     | Hz|hertz                         | 赫兹 赫
kHz   | frequency | 1000  | kHz|kilohertz                    | 千赫
MHz   | frequency | 1e6   | MHz|megahertz                    | 兆赫
GHz   | frequency | 1e9   | GHz|gigahertz                    | 吉赫
KB    | data   | 1e3      | KB|kB|KiB|kilobytes?             | 千字节
MB    | data   | 1e6      | MB|MiB|megabytes?                | 兆字节
GB    | data   | 1e9      | GB|GiB|gigabytes?                | 吉字节
TB    | data   | 1e12     | TB|TiB|terabytes?                | 太字节
ms    | time   | 0.001    | ms|milliseconds?|msec            | 毫秒
second | time  | 1        | seconds?|secs?|s                 | 秒钟 秒
minute | time  | 60       | minutes?|mins?                   | 分钟
hour  | time   | 3600     | hours?|hrs?|h                    | 小时 钟头
day   | time   | 86400    | days?                            | 天 日
week  | time   | 604800   | weeks?|wks?                      | 周 星期 礼拜
month | time   | 2629800  | months?                          | 月
year  | time   | 31557600 | years?|yrs?                      | 周年 年
"""

UNITS: dict[str, UnitOfMeasure] = {}
"""The units by name; areas and volumes made of lengths are ``km2``, ``m3``."""
_EN: list[tuple[str, str]] = []
_ZH: list[tuple[str, str]] = []
for _row in _TABLE.strip().splitlines():
    _name, _dimension, _factor, _rest = (cell.strip() for cell in _row.split("|", 3))
    _pattern, _, _words = _rest.rpartition("|")
    UNITS[_name] = UnitOfMeasure(_dimension, float(_factor), -32.0 if _name == "°F" else 0.0)
    _EN.append((_name, _pattern.strip()))
    _ZH += [(_name, word) for word in _words.split()]
    if _dimension == "length":
        UNITS[_name + "2"] = UnitOfMeasure("area", float(_factor) ** 2)
        UNITS[_name + "3"] = UnitOfMeasure("volume", float(_factor) ** 3)


_NOT_IN_BRACKETS = lazy(r"\|(?![^(]{0,200}\))")


def _loose_case(pattern: str) -> str:
    """Words in any case; signs (mm, MB) as they are."""
    parts = _NOT_IN_BRACKETS.split(pattern)
    return "|".join(f"(?i:{part})" if len(part) > 4 else part for part in parts)


_EN_WORDS = [(name, lazy(_loose_case(pattern))) for name, pattern in _EN]
_EN_ANY = "|".join(_loose_case(pattern) for _, pattern in _EN)
_EN_UNIT = lazy(
    r"[\s-]{0,2}(?:(?P<square>[Ss]quare|[Ss]q\.?)\s|(?P<cubic>[Cc]ubic|cu\.?)\s)?"
    rf"(?P<unit>{_EN_ANY})(?P<power>[²³23])?"
    r"(?![\w']|-(?!tall|high|long|wide|deep|thick)|\.\w)"
)
_EN_OF_TIME = lazy(
    r"(?:\sof)?(?:\s(?:working|business|calendar|consecutive|full|last|past|long|more|additional|"
    r"further|whole|straight|light|academic|academical|school))*"
    r"[\s-](?:(second)|(minute)|(hour)|(day)|(week)|(month)|(year))s?\b"
)
_TIMES = ("second", "minute", "hour", "day", "week", "month", "year")
_ZH_NAMES = {word: name for name, word in _ZH}
_ZH_WORDS = "|".join(sorted(_ZH_NAMES, key=len, reverse=True))
_ZH_UNIT = lazy(
    r"\s?(?:多|余|来|几)?\s?(?P<ge>个)?\s?(?:(?P<square>平方|平)|(?P<cubic>立方))?"
    r"(?P<latin>(?:km|cm|mm|nm|kg|mg|µg|μg|ml|mL|kW|MW|kWh|MHz|GHz|kHz|Hz|KB|MB|GB|TB|ms|m|g|L|ft)(?![A-Za-z])"
    rf"|{_ZH_WORDS})(?P<power>[²³23])?"
    r"(?!历|级|代|度|轻|龄|份|元|本|报|志|期|(?<=天)气|然|使|文|球|饭|服|高|头|岁|围|边|游|电|路|制|色|赛|跑)"
)
_LATIN_NAMES = {"μg": "µg", "mL": "ml"}
_A_UNIT = lazy(
    r"\b(?:an?|one|per|each|every|another|half\san?)[\s-](?:(?P<square>square)\s|(?P<cubic>cubic)\s)?"
    rf"(?P<unit>{_EN_ANY})(?P<power>[²³])?(?![\w'])",
    re.IGNORECASE,
)
_FEET = lazy(r"\s?(?:ft|feet|foot|'|′)\s?(\d{1,2})\s?(?:in\b|inch(?:es)?|\"|″)")


def assign(figures: list[Figure], text: str, *, english: bool) -> None:
    """Tell the unit of each figure that has one; what has a unit of measure is a measure."""
    following: Figure | None = None
    for index in range(len(figures) - 1, -1, -1):
        figure = figures[index]
        if figure.role not in _ROLES:
            following = None
            continue
        name = _after(figure, text, english)
        role = figure.role
        if name:
            time = UNITS[name].dimension == "time"
            if time and role is not Role.DURATION:
                name = ""
            elif not time:
                role = Role.MEASURE
        elif (
            following is not None
            and following.unit
            and role in (following.role, Role.NUMBER)
            and not _YEAR.fullmatch(figure.text)
            and _LIST.fullmatch(text, figure.end, following.start)
        ):
            name, role = following.unit, following.role
        if name:
            figures[index] = figure = replace(figure, unit=name, role=role)
        following = figure
    if english:
        _feet(figures, text)


_YEAR = lazy(r"(?:1[5-9]|20)\d\d")
_ROLES = frozenset({Role.NUMBER, Role.MEASURE, Role.DURATION, Role.FRACTION})
_LIST = lazy(r"\s?(?:-|~|,|、|/|to|and|or|,\s?(?:and|or)|至|到|和|或|x|×)\s?")


def _after(figure: Figure, text: str, english: bool) -> str:
    if english:
        if figure.role is Role.DURATION:
            time = _EN_OF_TIME.match(text, figure.end)
            if time is not None and time.lastindex:
                return _TIMES[time.lastindex - 1]
        return _english(_EN_UNIT.match(text, figure.end))
    match = _ZH_UNIT.match(text, figure.end)
    if match is None:
        return ""
    word = match["latin"]
    if (match["ge"] is not None) and word not in ("月", "小时", "星期", "钟头"):
        return ""
    if word == "月" and match["ge"] is None:
        return ""
    name = _ZH_NAMES.get(word) or _LATIN_NAMES.get(word, word)
    return _powered(name, match["square"] is not None, match["cubic"] is not None, match["power"])


@lru_cache(maxsize=1024)
def _name_of(word: str) -> str:
    """The name of an English unit, however it is written."""
    return next((name for name, pattern in _EN_WORDS if pattern.fullmatch(word)), "")


def _english(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    square, cubic = match["square"] is not None, match["cubic"] is not None
    return _powered(_name_of(match["unit"]), square, cubic, match["power"])


def _powered(name: str, square: bool, cubic: bool, power: str | None) -> str:
    if power in ("²", "2") or square:
        return name + "2" if name + "2" in UNITS else name
    if power in ("³", "3") or cubic:
        return name + "3" if name + "3" in UNITS else name
    return name


def _feet(figures: list[Figure], text: str) -> None:
    """``5 ft 11 in``: one measure."""
    for index, figure in enumerate(figures[:-1]):
        match = _FEET.match(text, figure.end)
        second = figures[index + 1]
        if match is None or figure.number is None or match.start(1) != second.start:
            continue
        value = Fraction(figure.number) + Fraction(int(match[1]), 12)
        figures[index] = replace(
            figure, role=Role.MEASURE, unit="ft", values=figure.values | {value}
        )
        figures[index + 1] = replace(second, form=Form.LOOSE, role=Role.MEASURE, unit="in")


def amount(value: float, unit: str) -> float:
    """How many of the base unit of its dimension `value` is."""
    measure = UNITS[unit]
    return (value + measure.shift) * measure.factor


def same_dimension(first: str, second: str) -> bool:
    """Whether two units measure the same."""
    return first in UNITS and second in UNITS and UNITS[first].dimension == UNITS[second].dimension


def converted(first: Figure, second: Figure, signs: tuple[int, int] = (1, 1)) -> bool:
    """Whether two figures with different units of one dimension state the same.

    Args:
        first, second: the figures, whose values have no sign.
        signs: -1 for one that is below zero.
    """
    if first.unit == second.unit or not same_dimension(first.unit, second.unit):
        return False
    return any(
        _near(amount(float(a) * signs[0], first.unit), amount(float(b) * signs[1], second.unit))
        for a in first.values
        for b in second.values
        if not isinstance(a, str) and not isinstance(b, str)
    )


def is_one_in_words(figure: Figure, text: str) -> bool:
    """Whether an English text says the figure as "a kilogram", "an hour", "per day"."""
    if figure.unit not in UNITS:
        return False
    for match in _A_UNIT.finditer(text):
        name = _english(match)
        value = 0.5 if match[0].startswith("half") else 1.0
        if same_dimension(name, figure.unit) and any(
            _near(amount(value, name), amount(float(one), figure.unit))
            for one in figure.values
            if not isinstance(one, str)
        ):
            return True
    return False


def _near(first: float, second: float) -> bool:
    return abs(first - second) <= _CLOSE * max(abs(first), abs(second))
