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
_NOTE_BRACKET = re.compile(
    r"(?<=[\u4e00-\u9fff。，；：、”\"')）》])\[(\d{1,3})\](?=$|\s|[。，；：、）)])"
)
_NOTE = re.compile(
    r"(?<=[。；;，》”\"])(\d{1,3})(?=$|\s|[，。；])"
    r"|(?<=》)(\d{1,3})(?![\d./年月日个名项次万亿%，-])"
)
_DECADES = re.compile(
    rf"(?:(?P<century>\d{{2}}|[一二十]{{1,3}})\s?世纪\s?)?(?:(?P<digits>(?<!\d)\d0)|(?P<words>[{_DIGIT}]{{1,4}}十))\s?年代"
    r"|(?P<full>(?:1[5-9]|20)\d0)\s?年代"
)
_YEARS = re.compile(
    r"(?<![\d,./-])((?:19|20)\d\d)\s?年?\s?(?:-|至)\s?(\d{1,2})(?=\s?(?:年|学年|[^\d\s,./月日-]|$))"
)
_SCALE = "([十百千]?[万亿]{1,2}|[百千](?![分克米瓦卡赫吨年禧]))"
_RANGE = re.compile(rf"({_N})\s?(-|至|到|~|或)\s?({_N})\s?(?:多|余|来)?{_SCALE}")
_MIXED = re.compile(
    rf"({_N})\s?亿\s?({_N})\s?万|({_N})\s?万\s?(\d{{1,4}})(?![\d千])|({_N})\s?万\s?(\d)千"
)
_LARGE = re.compile(rf"({_N})\s?(?:多|余|来|几)?\s?{_SCALE}")
_FRACTION = re.compile(rf"({_C}|(?<!\d)\d{{1,40}})\s?分之\s?({_C}(?:点[{_DIGIT}]{{1,20}})?|{_N})")
_RUN = re.compile(rf"(第\s?)?([{CHINESE}]+(?:点[{_DIGIT}]+)?)")
# 唯一, 统一, 万一: the numeral belongs to the word before it.
_WORD_ENDS = frozenset("唯统同专单")
# 数十, 几百, 成千上万: about how many, which English says in many ways.
_ABOUT = frozenset("数几成上近好")
_ABOUT_TWO = re.compile(
    r"(?P<tens>[二三四五六七八九]?十)?(?P<digits>[一二两三四五六七八九]{2})(?P<unit>十)?"
)
_CAPITAL = frozenset("陆伍肆柒捌玖拾佰仟壹贰叁")
# 七成 is 70 per cent; 一成员 and 三成为 are not.
_DAY_NAME = re.compile(r"(?<![\d.])(1[0-2]|[1-9])\s?·\s?(3[01]|[12]\d|[1-9])(?!\d)")
_TENTHS = re.compile(
    rf"(?<![{CHINESE}第])([一二三四五六七八九])成(?![员立为果功本就长分效年熟套都品因])"
)
_HALF = re.compile(r"半|季度|季|双|倍")
_A_DIGIT = re.compile(r"\d")
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_LATIN_DATE = re.compile(r"[A-Z][a-z]{2,8}")


def read_chinese(text: str) -> Figures:
    """Figures and dates of a Chinese text, in order."""
    scan = Scan(text, normal(text))
    shared.links(scan)
    shared.placeholders(scan)
    shared.symbols(scan)
    shared.marks(scan)
    if _A_DIGIT.search(scan.rest):
        if "[" in scan.rest:
            shared.weak_notes(scan, _NOTE_BRACKET)
        shared.weak_notes(scan, _NOTE)
        _times(scan)
        dates.numeric(scan)
        if "·" in scan.rest:
            _attacks(scan)
        if _LATIN_DATE.search(scan.rest):
            dates.english(scan)
        _decades(scan)
        dates.chinese(scan)
        _fractions(scan)
        shared.codes(scan)
        _numbers(scan)
    else:
        _decades(scan)
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
        scan.add(Role.MONTH, {int(match[1])}, *match.span(1), group=group)
        scan.add(Role.DAY, {int(match[2])}, *match.span(2), group=group)
        return True

    scan.take(_DAY_NAME, make)


def _times(scan: Scan) -> None:
    def make(match: re.Match[str]) -> bool:
        hour = int(match[1])
        minute = 30 if match[4] else int(match[2] or match[3] or 0)
        if hour > 24 or minute > 59:
            return False
        shared.add_time(scan, hour, minute, *match.span())
        return True

    scan.take(_TIME, make)
    shared.clock(scan)


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
        scan.add(Role.NUMBER, {simple(number(match[1]) * _scale(match[2]))}, *match.span())
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
            before in _ABOUT or all(character in "百千万亿" for character in run)
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

    scan.take(_WEEKDAY, weekday)
    if "成" in scan.rest:
        scan.take(_TENTHS, tenths)
    scan.take(_RUN, numeral)
    scan.take(_HALF, loose)
