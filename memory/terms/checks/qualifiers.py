"""What a text says of a figure beside its value: that it is negative, a minimum, a maximum."""

from __future__ import annotations

import re

from duizhao.corpora.patterns import lazy

from ..figures import Figure, Role, price_left

_MINUS_EN = lazy(
    r"(?:(?:^|(?<!\d)[\s(\[=:])-|\bminus\s|\bnegative\s)(?:US|RMB)?[$€£¥]?$", re.IGNORECASE
)
_MINUS_ZH = lazy(
    r"(?:(?:零下|(?<!正)负)\s?|^-\s?|(?<!\d)(?:[(\[=:;,、。，：；]-\s?|\s-|(?<![A-Za-z])[.]-))[$€£¥]?$"
)
_ATTACHED = lazy(r"[\u4e00-\u9fff]-[$€£¥]?$")
_MEASURED = frozenset({Role.MEASURE, Role.PERCENT, Role.MONEY})
_BELOW_EN = lazy(
    r"\s?(?:°\s?[CF]?|degrees?(?:\s(?:Celsius|Fahrenheit))?)?\s?(?:below\s(?:zero|freezing)|sub-?zero)"
)
_REACH = 30

_AMOUNT_EN = (
    r"\s(?:an?\s|some\s|about\s|around\s|the\s|age\s(?:of\s)?)?(?:US|RMB|HK)?\s?[$€£¥]?\s?$"
)
_LEAST_EN = lazy(
    r"\b(?:at\sleast|over|(?:no|not)\s(?:be\s|have\s)?(?:less|fewer|lower)\sthan|a?\s?minimum\s(?:of|is)|upwards\sof|"
    r"(?<!no\s)(?<!not\s)(?:more|greater|higher|larger|longer|older)\sthan|(?<!not\s)exceed(?:s|ed|ing)?|"
    rf"(?<!not\s)surpass(?:es|ed|ing)?){_AMOUNT_EN}",
    re.IGNORECASE,
)
_MOST_EN = lazy(
    r"\b(?:at\smost|(?:no|not)\s(?:be\s|have\s)?(?:more|greater|higher|longer|later)\sthan|not\s(?:to\s)?exceed(?:ing)?|"
    r"up\sto|a?\s?maximum\s(?:of|is)|(?<!no\s)(?<!not\s)(?<!not\sbe\s)(?<!not\shave\s)(?:less|fewer|lower|younger|smaller)\sthan)"
    rf"{_AMOUNT_EN}",
    re.IGNORECASE,
)
# 至少持续 20 秒, 最多保持: a few words may come between, a mark or another figure may not.
_BETWEEN = r"[^\W\d_零〇二三四五六七八九十百千万亿半]{0,7}\s?(?<!第)[$€£¥]?\s?一?$"
_LEAST_ZH = lazy(
    r"(?:至少|最少|不少于|不低于|不小于|不下于|不得少于|不得低于|"
    rf"(?<![不没未])(?<!不[得要能会可应宜许])(?<!不可以)(?:超过|超出|多于|大于|高于|逾)){_BETWEEN}"
)
_MOST_ZH = lazy(
    r"(?:至多|最多|不(?:要|能|会|可以?|应|得|宜|许)?超过|不多于|不高于|不大于|不得多于|"
    rf"(?<![不没未得])(?:少于|低于|小于)|不足|不到){_BETWEEN}"
)
# What a denial some words before makes of a limit, its sentence says: "no member shall serve
# more than two terms", 不能包含两个以上.
_DENIED_EN = lazy(
    r"(?:\bcannot|\bno(?:t|body|ne)?|n['’]t|\bnever|\bneither)\s(?:[a-z]{1,12}\s){1,5}$",
    re.IGNORECASE,
)
_DENIED_ZH = lazy(r"(?:不|无法|没有|未|勿)[\u4e00-\u9fff]{1,6}$")
# 50, at least / 60岁以上
_AFTER_EN = lazy(r"\s?(?:\w{1,30}+\s?){0,2},?\sat\s(?:(least)|(most))\s?(?:[.,;:)]|$)")
_AFTER_ZH = lazy(
    r"\s?(?:[%岁年月天日周名人个元米%]|公里|小时|分钟){0,2}\s?(?:及|或|（含）)?(?:(以上)|(以下|以内|之内))"
)


def negative(figure: Figure, text: str, *, english: bool) -> bool:
    """Whether a text says that the figure is below zero."""
    start = max(0, figure.start - 12)
    if english:
        return (
            _MINUS_EN.search(text, start, figure.start) is not None
            or _BELOW_EN.match(text, figure.end) is not None
        )
    if _MINUS_ZH.search(text, start, figure.start):
        return True
    # 气温-5度, but not 铀-235.
    return figure.role in _MEASURED and has_sign(figure, text)


def has_sign(figure: Figure, text: str) -> bool:
    """Whether a sign that may be a minus is between a Chinese character and the figure."""
    return _ATTACHED.search(text, max(0, figure.start - 12), figure.start) is not None


def may_be_negative(figure: Figure, text: str) -> bool:
    """Whether a sign says something here: no list, range, code, date or label has one."""
    if figure.role in _UNSIGNED or figure.group >= 0 or figure.start == 0:
        return False
    after = text[figure.end : figure.end + 2].lstrip()
    return not after.startswith(
        ("-", "~", "至", "到", "年", "月", "日", "名", "人", "个", "岁", "届")
    )


_UNSIGNED = frozenset(
    {Role.ARTICLE, Role.PARAGRAPH, Role.RESOLUTION, Role.SESSION, Role.MEETING, Role.PAGE}
    | {Role.VOLUME, Role.CHAPTER, Role.SECTION, Role.ANNEX, Role.TABLE, Role.PICTURE, Role.ITEM}
    | {Role.AGE, Role.PEOPLE, Role.COUNTRIES, Role.YEAR, Role.MONTH, Role.DAY, Role.DECADE}
    | {Role.SYMBOL, Role.LINK, Role.NOTE, Role.ORDINAL, Role.TIME, Role.WEEKDAY}
)


def limit(figure: Figure, text: str, *, english: bool) -> str:
    """What the words beside a figure make of it: ``least``, ``most`` or ""."""
    start = max(0, figure.start - _REACH)
    least, most = (_LEAST_EN, _MOST_EN) if english else (_LEAST_ZH, _MOST_ZH)
    found = ""
    if match := most.search(text, start, figure.start):
        found = "most"
    elif match := least.search(text, start, figure.start):
        found = "least"
    elif after := (_AFTER_EN if english else _AFTER_ZH).match(text, figure.end):
        found = "least" if after[1] else "most"
    if found:
        place = match.start() if match else figure.start
        denied = _DENIED_EN if english else _DENIED_ZH
        if denied.search(text, max(0, place - _REACH), place):
            return ""
    return found


_BC_EN = lazy(r"(?:\s?(?:centur(?:y|ies)|millennium))?,?\s?(?:BCE?\b|B\.\s?C\.)")
_BC_ZH = lazy(r"(?:公|西|纪)元前\s?$")
_ANY_BC_EN = lazy(r"\bBCE?\b|B\.\s?C\.|\bbefore (?:Christ|the Common Era)|\bago\b")
_ANY_BC_ZH = lazy(r"前\s?[\d零〇一二三四五六七八九十]")


def before_christ(figure: Figure, text: str, *, english: bool) -> bool:
    """Whether a year or century is one before Christ."""
    if english:
        return _BC_EN.match(text, figure.end) is not None
    return _BC_ZH.search(text, max(0, figure.start - 4), figure.start) is not None


def any_before_christ(text: str, *, english: bool) -> bool:
    """Whether a text may speak of years before Christ."""
    return (_ANY_BC_EN if english else _ANY_BC_ZH).search(text) is not None


_OFF_AFTER = lazy(r"\s?(?:%|per\s?cent)\s(?:off|discounts?|reductions?)\b", re.IGNORECASE)
_OFF_BEFORE = lazy(r"\b(?:discount(?:ed|s)?|reduc(?:ed|tion)|cut)\s(?:of|by)\s$", re.IGNORECASE)
_PAID_AFTER = lazy(
    r"\s?(?:%|per\s?cent)\sof\s(?:(?:the|its|their)\s)?(?:\w{1,12}\s)?(?:price|cost)", re.IGNORECASE
)


def other_discount(zh: Figure, en: Figure, text: str) -> bool:
    """Whether the English takes off what the Chinese leaves: 七折 is 30% off, not 70.

    Args:
        zh, en: figures that answer each other.
        text: the English one.
    """
    if not zh.text.endswith("折"):
        return False
    paid = price_left(zh.text[:-1].strip())
    off = _OFF_AFTER.match(text, en.end) or _OFF_BEFORE.search(text, 0, en.start)
    if off:
        return 100 - paid not in en.values
    return _PAID_AFTER.match(text, en.end) is not None and paid not in en.values


_UP_EN = lazy(
    r"\b(?:ris(?:e|es|ing|en)|rose|increas(?:e|es|ed|ing)|gr[eo]w(?:s|n|ing|th)?|climb(?:s|ed)?|gain(?:s|ed)?|"
    r"jump(?:s|ed)?|soar(?:s|ed)?|surg(?:e|es|ed)|up(?!\sto))(?:\s(?:by|of|to))?(?:\s(?:about|around|nearly|some|an?|"
    r"almost|over|another))?(?:\s(?:US|RMB)?[$€£¥]?)?$",
    re.IGNORECASE,
)
_DOWN_EN = lazy(
    r"\b(?:fall(?:s|en|ing)?|fell|decreas(?:e|es|ed|ing)|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|lost|down|"
    r"shr[aiu]nk|plung(?:e|es|ed)|reduc(?:e|es|ed|ing)|cut(?:s|ting)?|slid|slump(?:s|ed)?)(?:\s(?:by|of|to))?"
    r"(?:\s(?:about|around|nearly|some|an?|almost|over|another))?(?:\s(?:US|RMB)?[$€£¥]?)?$",
    re.IGNORECASE,
)
_TO_ZH = r"(?:了|至|到|为|达|约|近|超过|幅度?为?|率为?){0,3}\s?[$€£¥]?$"
_UP_ZH = lazy(rf"(?<!负)(?:增长|增加|上升|上涨|提高|升高|攀升|增幅|涨幅|增至|升至|涨){_TO_ZH}")
_DOWN_ZH = lazy(rf"(?:下降|减少|下跌|降低|缩减|下滑|降幅|跌幅|降至|跌|减|降){_TO_ZH}")


def direction(figure: Figure, text: str, *, english: bool) -> str:
    """Whether something rises or falls by or to a figure: ``up``, ``down`` or ""."""
    start = max(0, figure.start - _REACH)
    up, down = (_UP_EN, _DOWN_EN) if english else (_UP_ZH, _DOWN_ZH)
    if down.search(text, start, figure.start):
        return "down"
    return "up" if up.search(text, start, figure.start) else ""
