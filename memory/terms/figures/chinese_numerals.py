"""Numbers in Chinese numerals, and words that only imply a value."""

from __future__ import annotations

import re
from fractions import Fraction

from duizhao.corpora.numerals import CHINESE
from duizhao.corpora.numerals import chinese as numeral_value
from duizhao.corpora.patterns import lazy

from .figure import Form, Role, Value
from .scan import Scan
from .values import DIGITS_ZH, numeral, scale_of, simple

_RUN = lazy(rf"(第\s?)?([{CHINESE}]+(?:点[{DIGITS_ZH}]+)?)")
# 唯一, 统一, 万一: the numeral belongs to the word before it.
# 四周, 四肢, 七人制, 三人组: words that hold a numeral and count little.
_NO_COUNT = lazy(
    r"四周(?![内后前时的之]|以)|四[处方面座海肢季邻壁]|五[官谷金脏岳]|八[方卦]|三[军角]|百[姓货科]|千金|万[物能象]|一式"
    r"|[一二两三四五六七八九十]人[制组行帮]"
)
_WORD_ENDS = frozenset("唯统同专单")
# 数十, 几百, 成千上万: about how many, which English says in many ways.
_ABOUT = frozenset("数几成上近好")
_ABOUT_TWO = lazy(
    r"(?P<tens>[二三四五六七八九]?十)?(?P<digits>[一二两三四五六七八九]{2})(?P<unit>十)?"
)
_CAPITAL = frozenset("陆伍肆柒捌玖拾佰仟壹贰叁")
_COPIES = frozenset("式执持存共")  # 一式肆份, 各执贰份
_TENTHS = lazy(
    rf"(?<![{CHINESE}第])([一二两三四五六七八九])成([一二三四五六七八九半]?)(?![员立为果功本就长分效年熟套都品因])"
)
# 八折 is 20 per cent off, or 80 per cent of the price; 八五折 15 or 85.
_DISCOUNT = lazy(
    rf"(?<![{CHINESE}第骨转])([一二三四五六七八九]{{1,2}}|\d(?:\.?\d)?)折(?![叠断磨返旧腾合])"
)
# 三到十万: the scale of the second counts for the first as well.
_RANGE_WORDS = lazy(
    rf"(?<![{CHINESE}第])([一二两三四五六七八九])\s?(?:到|至|-|~)\s?([一二两三四五六七八九十]{{1,3}})([百千万亿]{{1,2}})(?![{CHINESE}])"
)
# 三四五六年级: a list without its commas.
_LIST = lazy(
    rf"(?<![{CHINESE}第])(?:一二三|二三四|三四五|四五六|五六七|六七八|七八九)[四五六七八九]*(?![{CHINESE}])"
)
# 十几万, 几十: about how many.
_SOME = lazy(
    rf"(?<![{CHINESE}])([二三四五六七八九]?十)几([万亿千百]{{0,2}})|几([十百千万亿]{{1,3}})"
)
# 十四五规划: the fourteenth plan of five years.
_PLAN = lazy(
    r"(?<![零一二三四五六七八九十])(十[一二三四五六七八九]?|[二三]十[一二]?)五(?=\"?(?:规划|计划|时期|期间|\"|》|以来|末|初))"
)
# 三番五次, 四面八方, 一石二鸟: idioms count nothing.
_IDIOM = lazy(
    rf"(?<![{CHINESE}第])[一二三四五六七八九十百千万][^\W\d{CHINESE}年月日天个名人岁元项条位号点时分式比][一二三四五六七八九十百千万][^\W\d{CHINESE}年月日天个名人岁元项条位号点时分]"
)
_HALF = lazy(r"半|季度|季|双|倍")
# 第三方: somebody else, which English need not call a third party.
_PARTY = lazy(r"第三(?:方(?![案面程式队块阵向位法])|者|人)")
_WEEKDAY = lazy(r"(?:星期|周|礼拜)([一二三四五六日天])(?!天(?!气|空)|个|次|年|期(?!间))")


def numerals(scan: Scan) -> None:
    """Chinese numerals, weekdays, and words such as 半 and 双."""

    def weekday(match: re.Match[str]) -> bool:
        value = "一二三四五六日天".index(match[1]) + 1
        scan.add(Role.WEEKDAY, {min(value, 7)}, *match.span(), form=Form.WORDS)
        return True

    def loose(match: re.Match[str]) -> bool:
        values: dict[str, set[Value]] = {
            "半": {Fraction(1, 2), 6, 15, 30, 50},
            "季": {Fraction(1, 4), 4},
            "季度": {Fraction(1, 4), 4},
            "双": {2},
            "倍": {2},
        }
        scan.add(Role.NUMBER, values[match[0]], *match.span(), form=Form.LOOSE)
        return True

    def party(match: re.Match[str]) -> bool:
        scan.add(Role.ORDINAL, {3}, *match.span(), form=Form.LOOSE)
        return True

    if scan.may_have("期周拜"):
        scan.take(_WEEKDAY, weekday)
    if "第三" in scan.rest:
        scan.take(_PARTY, party)
    if scan.may_have(CHINESE):
        _written(scan)
    if scan.may_have("半季双倍"):
        scan.take(_HALF, loose)


def discounts(scan: Scan) -> None:
    """``八五折``, ``9折``: what is left of a price, and what is taken off."""

    def make(match: re.Match[str]) -> bool:
        left = price_left(match[1])
        scan.add(Role.PERCENT, {left, simple(100 - left)}, *match.span(), form=Form.LOOSE)
        return True

    if "折" in scan.rest:
        scan.take(_DISCOUNT, make)


def price_left(tenths: str) -> int | Fraction:
    """What is paid of each hundred: 八五 of 八五折 is 85, 7 is 70."""
    digits = "".join(str(numeral(one)) if one != "." else one for one in tenths)
    share = Fraction(digits)
    return simple(share if share >= 10 else share * 10)


def _written(scan: Scan) -> None:
    """Numbers in numerals."""

    def written(match: re.Match[str]) -> bool:
        run = match[2]
        start = match.start()
        before = scan.rest[start - 1 : start]
        if not match[1] and before in _WORD_ENDS and run[0] == "一":
            run, start = run[1:], start + 1
        if len(run) > 1 and run[-1] == "两":
            run = run[:-1]  # 二十两: the weight
        # 陆 and 伍 are numerals only in sums written out in full.
        counted = before in _COPIES and scan.rest.startswith("份", match.end())
        if not run or (len(run) == 1 and run in _CAPITAL and not counted):
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
        value = numeral(run)
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

    def tenths(match: re.Match[str]) -> bool:
        value = (numeral_value(match[1]) or 0) * 10
        value += 5 if match[2] == "半" else numeral_value(match[2]) or 0 if match[2] else 0
        scan.add(Role.PERCENT, {value}, *match.span(), form=Form.LOOSE)
        return True

    def scaled(match: re.Match[str]) -> bool:
        first, second = numeral_value(match[1]), numeral_value(match[2])
        scale = scale_of(match[3])
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
        scale = scale_of(match[2] or match[3] or "")
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

    if "成" in scan.rest:
        scan.take(_TENTHS, tenths)
    scan.take(_RANGE_WORDS, scaled)
    scan.take(_LIST, listed)
    if "几" in scan.rest:
        scan.take(_SOME, some)
    if "五" in scan.rest:
        scan.take(_PLAN, plan)
    scan.take(_IDIOM, idiom)
    scan.take(_RUN, written)
