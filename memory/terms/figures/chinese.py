"""Figures of a Chinese text, simplified or traditional."""

from __future__ import annotations

import re
from fractions import Fraction

from duizhao.corpora.numerals import CHINESE
from duizhao.corpora.numerals import chinese as numeral_value

from . import dates, letters, shared
from .figure import Figures, Form, Role, Value
from .normal import normal
from .roles import assign_chinese
from .scan import Scan
from .shared import full_year, number, simple

_N = shared.NUMBER
_DIGIT = "零〇一二三四五六七八九"
# Longer runs are no numerals that anybody writes; without a bound, a page of them takes hours.
_C = f"[{CHINESE}]{{1,40}}"

# 10点 is a time when the words around say so; it may as well count points (10点宣言).
_TIME = re.compile(
    r"(?<![\d.])(\d{1,2})\s?(?:时(?![间段候期代])(?:\s?(\d{1,2})\s?分)?"
    r"|点(?:(?:\s?(\d{1,2})\s?分)|(半)|钟|整|(?=\s?(?:-|至|到)\s?\d{1,2}点))"
    r"|(?<=[午晚上晨早夜至到于在]\d)点|(?<=[午晚上晨早夜至到于在]\d\d)点)(?!\d)"
)
# 八点半, 七时四十分, 五点一刻, 下午三点: the hour in words needs more than 点.
_HOUR = "二十[一二三四]|二十|十[一二三四五六七八九]?|[一二两三四五六七八九]"
_MINUTE = "[二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九]"
_TIME_WORDS = re.compile(
    rf"(?<![{CHINESE}第几])(?P<hour>{_HOUR}|\d{{1,2}})(?:点|时)"
    rf"(?:(?P<minute>{_MINUTE}|\d{{1,2}})分|(?P<half>半)|(?P<quarter>[一三])刻|钟|整)"
    rf"|(?<=[午晚晨早夜])(?P<alone>{_HOUR})(?:点|时)(?![{CHINESE}\d])"
)
_NOTE_BRACKET = re.compile(
    r"(?<=[\u4e00-\u9fff。，；：、”\"')）》])\[(\d{1,3})\](?=$|\s|[。，；：、）)])"
)
_NOTE = re.compile(
    r"(?<=[。；;，》”\"])(\d{1,3})(?=$|\s(?![年月日时点分秒天岁周名人位个元万亿千百%])|[，。；])"
    r"|(?<=》)(\d{1,3})(?![\d./年月日个名项次万亿%，-])"
)
_DECADES = re.compile(
    rf"(?:(?P<century>\d{{2}}|[一二十]{{1,3}})\s?世纪\s?)?(?:(?P<digits>(?<!\d)\d0)|(?P<words>[{_DIGIT}]{{1,4}}十))\s?年代"
    r"|(?P<full>(?:1[5-9]|20)\d0)\s?年代"
)
_YEARS = re.compile(
    r"(?<![\d,./-])((?:19|20)\d\d)\s?年?\s?(?:-|至)\s?(\d{1,2})(?=\s?(?:年|学年|[^\d\s,./月日-]|$))"
)
_CENTURY = re.compile(r"(?<!\d)(\d{1,2}|[一二]?十[一二三四五六七八九]?)\s?世纪")
_SHORT_YEAR = re.compile(
    r"(?<![\d.,·-])([5-9]\d|0\d)(?=后(?![来面果续]))"
    r"|(?<![\d.,·/-])([4-9]\d)(?=年(?![间来前后内多以代龄级]))"
)
_SCALE = "([十百千]?[万亿]{1,2}|[百千](?![分克米瓦卡赫吨年禧比字帕焦伏]))"
_RANGE = re.compile(rf"({_N})\s?(-|至|到|~|或)\s?({_N})\s?(?:多|余|来)?{_SCALE}")
_MIXED = re.compile(
    rf"({_N})\s?亿\s?({_N})\s?万|({_N})\s?万\s?(\d{{1,4}})(?![\d千])|({_N})\s?万\s?(\d)千"
)
_LARGE = re.compile(rf"({_N})\s?(?:多|余|来|几)?\s?(?:{_SCALE}|个\s?([万亿])(?!元))")
_FRACTION = re.compile(rf"({_C}|(?<!\d)\d{{1,40}})\s?分之\s?({_C}(?:点[{_DIGIT}]{{1,20}})?|{_N})")
_RUN = re.compile(rf"(第\s?)?([{CHINESE}]+(?:点[{_DIGIT}]+)?)")
# 唯一, 统一, 万一: the numeral belongs to the word before it.
# 四周, 四肢, 七人制, 三人组: words that hold a numeral and count little.
_NO_COUNT = re.compile(
    r"四周(?![内后前时的之]|以)|四[处方面座海肢季邻壁]|五[官谷金脏岳]|八[方卦]|三[军角]|百[姓货科]|千金|万[物能象]"
    r"|[一二两三四五六七八九十]人[制组行帮]"
)
_WORD_ENDS = frozenset("唯统同专单")
# 数十, 几百, 成千上万: about how many, which English says in many ways.
_ABOUT = frozenset("数几成上近好")
_ABOUT_TWO = re.compile(
    r"(?P<tens>[二三四五六七八九]?十)?(?P<digits>[一二两三四五六七八九]{2})(?P<unit>十)?"
)
_CAPITAL = frozenset("陆伍肆柒捌玖拾佰仟壹贰叁")
# 七成 is 70 per cent; 一成员 and 三成为 are not.
_DAY_NAME = re.compile(
    r"(?<![\d.])(1[0-2]|[1-9])\s?·\s?(3[01]|[12]\d|[1-9])(?!\d)"
    r"|(?<=\")(1[0-2]|[1-9])\.(3[01]|[12]\d|[1-9])(?=\"?[\u4e00-\u9fff])"
)
_TENTHS = re.compile(
    rf"(?<![{CHINESE}第])([一二两三四五六七八九])成(?![员立为果功本就长分效年熟套都品因])"
)
# 八折 is 20 per cent off, or 80 per cent of the price.
_DISCOUNT = re.compile(
    rf"(?<![{CHINESE}第骨转])([一二三四五六七八九]|\d(?:\.\d)?)折(?![叠断磨返旧腾合])"
)
# 三到十万: the scale of the second counts for the first as well.
_RANGE_WORDS = re.compile(
    rf"(?<![{CHINESE}第])([一二两三四五六七八九])\s?(?:到|至|-|~)\s?([一二两三四五六七八九十]{{1,3}})([百千万亿]{{1,2}})(?![{CHINESE}])"
)
# 三四五六年级: a list without its commas.
_LIST = re.compile(
    rf"(?<![{CHINESE}第])(?:一二三|二三四|三四五|四五六|五六七|六七八|七八九)[四五六七八九]*(?![{CHINESE}])"
)
# 十几万, 几十: about how many.
_SOME = re.compile(
    rf"(?<![{CHINESE}])([二三四五六七八九]?十)几([万亿千百]{{0,2}})|几([十百千万亿]{{1,3}})"
)
# 十四五规划: the fourteenth plan of five years.
_PLAN = re.compile(
    r"(?<![零一二三四五六七八九十])(十[一二三四五六七八九]?|[二三]十[一二]?)五(?=\"?(?:规划|计划|时期|期间|\"|》|以来|末|初))"
)
# 三番五次, 四面八方, 一石二鸟: idioms count nothing.
_IDIOM = re.compile(
    rf"(?<![{CHINESE}第])[一二三四五六七八九十百千万][^\W\d{CHINESE}年月日天个名人岁元项条位号点时分][一二三四五六七八九十百千万][^\W\d{CHINESE}年月日天个名人岁元项条位号点时分]"
)
_HALF = re.compile(r"半|季度|季|双|倍")
_A_DIGIT = re.compile(r"\d")
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])(?!天(?!气|空)|个|次|年)")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_LATIN_DATE = re.compile(r"[A-Z][a-z]{2,8}")


def read_chinese(text: str, *, notes: bool = False) -> Figures:
    """Figures and dates of a Chinese text, in order.

    Args:
        text: as it stands.
        notes: whether digits after punctuation may be note marks, since the document has
            notes.
    """
    scan = Scan(text, normal(text))
    shared.links(scan)
    shared.calls(scan)
    shared.placeholders(scan)
    shared.symbols(scan)
    shared.marks(scan)
    _times(scan)
    if _A_DIGIT.search(scan.rest):
        if notes:
            if "[" in scan.rest:
                shared.weak_notes(scan, _NOTE_BRACKET)
            shared.weak_notes(scan, _NOTE)
        dates.numeric(scan)
        if "·" in scan.rest or '"' in scan.rest:
            _attacks(scan)
        if _LATIN_DATE.search(scan.rest):
            dates.english(scan)
        _decades(scan)
        _years(scan)
        dates.chinese(scan)
        _fractions(scan)
        shared.codes(scan)
        _numbers(scan)
    else:
        _decades(scan)
        _years(scan)
        dates.chinese(scan)
        _fractions(scan)
    _words(scan)
    letters.chinese(scan)
    figures = assign_chinese(scan)
    return Figures(tuple(figures), tuple(scan.dates), scan.normal)


def _attacks(scan: Scan) -> None:
    """``9·11``: a day that is known by its month and day."""

    def make(match: re.Match[str]) -> bool:
        group = scan.new_group()
        month = 1 if match[1] else 3
        scan.add(Role.MONTH, {int(match[month])}, *match.span(month), group=group)
        scan.add(Role.DAY, {int(match[month + 1])}, *match.span(month + 1), group=group)
        return True

    scan.take(_DAY_NAME, make)


def _times(scan: Scan) -> None:
    def make(match: re.Match[str]) -> bool:
        hour = int(match[1])
        minute = 30 if match[4] else int(match[2] or match[3] or 0)
        if hour > 24 or minute > 59:
            return False
        shared.add_time(scan, hour, minute, *match.span(), half=_half_of_day(scan, match.start()))
        return True

    def words(match: re.Match[str]) -> bool:
        hour = _number(match["hour"] or match["alone"])
        minute: int | Fraction | None = 0
        if match["half"]:
            minute = 30
        elif match["quarter"]:
            minute = 15 if match["quarter"] == "一" else 45
        elif match["minute"]:
            minute = _number(match["minute"].lstrip("零"))
        if not isinstance(hour, int) or not isinstance(minute, int) or hour > 24 or minute > 59:
            return False
        form = Form.DIGITS if match[0][0].isdigit() else Form.WORDS
        half = _half_of_day(scan, match.start())
        shared.add_time(scan, hour, minute, *match.span(), form=form, half=half)
        return True

    if "点" in scan.rest or "时" in scan.rest:
        scan.take(_TIME_WORDS, words)
        scan.take(_TIME, make)
    shared.clock(scan, _half_of_day)
    shared.hours(scan)


_AM = re.compile(r"(?:上午|早上|早晨|清晨|凌晨|清早|早)\s?$")
_PM = re.compile(r"(?:下午|晚上|傍晚|午后|晚间|当晚|晚)\s?$")


def _half_of_day(scan: Scan, start: int) -> str:
    """What the words before a time say: ``am``, ``pm``, or nothing."""
    before = scan.normal[max(0, start - 4) : start]
    return "am" if _AM.search(before) else "pm" if _PM.search(before) else ""


def _decades(scan: Scan) -> None:
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


def _years(scan: Scan) -> None:
    """Centuries, years of two digits, and those born after one."""

    def century(match: re.Match[str]) -> bool:
        value = _number(match[1])
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
    scan.take(_SHORT_YEAR, short)


def _fractions(scan: Scan) -> None:
    if "分之" not in scan.rest:
        return

    def make(match: re.Match[str]) -> bool:
        bottom = _number(match[1])
        top = _number(match[2])
        if not bottom or top is None:
            return False
        form = Form.DIGITS if match[2][0].isdigit() else Form.WORDS
        if bottom == 100:
            scan.add(Role.PERCENT, {top}, *match.span(), form=form)
            return True
        values = shared.shares(Fraction(top) / Fraction(bottom)) | {bottom}
        if isinstance(top, int):
            values.add(f"{top}/{bottom}")
        scan.add(Role.FRACTION, values, *match.span(), form=Form.WORDS)
        return True

    scan.take(_FRACTION, make)


def _number(text: str) -> int | Fraction | None:
    if text[0].isdigit():
        return number(text)
    whole, point, decimals = text.partition("点")
    value = numeral_value(whole)
    if not point or value is None:
        return value
    digits = "".join(str(numeral_value(digit) or 0) for digit in decimals)
    return Fraction(f"{value}.{digits}")


def _scale(text: str) -> int:
    result = 1
    for character in text:
        result *= _SCALES[character]
    return result


def _numbers(scan: Scan) -> None:
    def years(match: re.Match[str]) -> bool:
        second = full_year(match[1], match[2])
        if second is None:
            return False
        scan.add(Role.NUMBER, {int(match[1])}, *match.span(1))
        scan.add(Role.NUMBER, {second, int(match[2])}, *match.span(2))
        return True

    def several(match: re.Match[str]) -> bool:
        first, second, scale = number(match[1]), number(match[3]), _scale(match[4])
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
            Role.NUMBER, {simple(number(match[1]) * _scale(match[2] or match[3]))}, *match.span()
        )
        return True

    scan.take(_YEARS, years)
    if "万" in scan.rest or "亿" in scan.rest or "千" in scan.rest or "百" in scan.rest:
        scan.take(_RANGE, several)
        scan.take(_MIXED, mixed)
        scan.take(_LARGE, large)
    shared.plain(scan)


def _words(scan: Scan) -> None:
    def weekday(match: re.Match[str]) -> bool:
        value = "一二三四五六日天".index(match[1]) + 1
        scan.add(Role.WEEKDAY, {min(value, 7)}, *match.span(), form=Form.WORDS)
        return True

    def numeral(match: re.Match[str]) -> bool:
        run = match[2]
        start = match.start()
        before = scan.rest[start - 1 : start]
        if not match[1] and before in _WORD_ENDS and run[0] == "一":
            run, start = run[1:], start + 1
        if len(run) > 1 and run[-1] == "两":
            run = run[:-1]  # 二十两: the weight
        # 陆 and 伍 are numerals only in sums written out in full.
        if not run or (len(run) == 1 and run in _CAPITAL):
            return False
        end = match.start(2) + len(match[2]) - (match[2][-1] == "两" and len(match[2]) > 1)
        if not match[1] and (about := _ABOUT_TWO.fullmatch(run)):
            # 十四五 is "fourteen or fifteen": two figures, neither of them sure.
            tens = numeral_value(about["tens"]) or 0 if about["tens"] else 0
            unit = 10 if about["unit"] else 1
            for digit in about["digits"]:
                low = tens + (numeral_value(digit) or 0) * unit
                scan.add(Role.NUMBER, {low}, start, end, form=Form.LOOSE)
            return True
        value = _number(run)
        if value is None:
            return False
        role = Role.ORDINAL if match[1] else Role.NUMBER
        vague = not match[1] and (
            _NO_COUNT.match(scan.rest, start)
            or before in _ABOUT
            or all(character in "百千万亿" for character in run)
        )
        scan.add(role, {value}, start, end, form=Form.LOOSE if vague else Form.WORDS)
        return True

    def loose(match: re.Match[str]) -> bool:
        values: dict[str, set[Value]] = {
            "半": {Fraction(1, 2), 6, 30, 50},
            "季": {Fraction(1, 4), 4},
            "季度": {Fraction(1, 4), 4},
            "双": {2},
            "倍": {2},
        }
        scan.add(Role.NUMBER, values[match[0]], *match.span(), form=Form.LOOSE)
        return True

    def tenths(match: re.Match[str]) -> bool:
        value = (numeral_value(match[1]) or 0) * 10
        scan.add(Role.PERCENT, {value}, *match.span(), form=Form.LOOSE)
        return True

    def discount(match: re.Match[str]) -> bool:
        tenths = _number(match[1])
        if tenths is None:
            return False
        left = simple(Fraction(tenths) * 10)
        scan.add(Role.PERCENT, {left, simple(100 - left)}, *match.span(), form=Form.LOOSE)
        return True

    def scaled(match: re.Match[str]) -> bool:
        first, second = numeral_value(match[1]), numeral_value(match[2])
        scale = _scale(match[3])
        if first is None or second is None or first >= second:
            return False
        scan.add(Role.NUMBER, {first, first * scale}, *match.span(1), form=Form.WORDS)
        scan.add(Role.NUMBER, {second * scale}, match.start(2), match.end(3), form=Form.WORDS)
        return True

    def listed(match: re.Match[str]) -> bool:
        for place, digit in enumerate(match[0], start=match.start()):
            value = numeral_value(digit) or 0
            scan.add(Role.NUMBER, {value}, place, place + 1, form=Form.LOOSE)
        return True

    def some(match: re.Match[str]) -> bool:
        tens = numeral_value(match[1]) or 10 if match[1] else 1
        scale = _scale(match[2] or match[3] or "")
        scan.add(Role.NUMBER, {tens * scale}, *match.span(), form=Form.LOOSE)
        return True

    def plan(match: re.Match[str]) -> bool:
        value = numeral_value(match[1])
        if value is None:
            return False
        scan.add(Role.NUMBER, {value}, *match.span(1), form=Form.WORDS)
        scan.add(Role.NUMBER, {5}, match.end(1), match.end(), form=Form.LOOSE)
        return True

    def idiom(match: re.Match[str]) -> bool:
        for place in (match.start(), match.start() + 2):
            value = numeral_value(scan.rest[place]) or 0
            scan.add(Role.NUMBER, {value}, place, place + 1, form=Form.LOOSE)
        return True

    scan.take(_WEEKDAY, weekday)
    if "成" in scan.rest:
        scan.take(_TENTHS, tenths)
    if "折" in scan.rest:
        scan.take(_DISCOUNT, discount)
    scan.take(_RANGE_WORDS, scaled)
    scan.take(_LIST, listed)
    if "几" in scan.rest:
        scan.take(_SOME, some)
    if "五" in scan.rest:
        scan.take(_PLAN, plan)
    scan.take(_IDIOM, idiom)
    scan.take(_RUN, numeral)
    scan.take(_HALF, loose)
