"""What a text says of a figure beside its value: that it is negative, a minimum, a maximum."""

from __future__ import annotations

import re

from ..figures import Figure, Role

_MINUS_EN = re.compile(
    r"(?:(?:^|(?<!\d)[\s(\[=:])-|\bminus\s|\bnegative\s)(?:US|RMB)?[$€£¥]?$", re.IGNORECASE
)
_MINUS_ZH = re.compile(r"(?:零下|(?<!正)负|(?:^|(?<!\d)[\s(=:])-)\s?[$€£¥]?$")
_ATTACHED = re.compile(r"[\u4e00-\u9fff]-[$€£¥]?$")
_MEASURED = frozenset({Role.MEASURE, Role.PERCENT, Role.MONEY})
_BELOW_EN = re.compile(
    r"\s?(?:°\s?[CF]?|degrees?(?:\s(?:Celsius|Fahrenheit))?)?\s?(?:below\s(?:zero|freezing)|sub-?zero)"
)
_REACH = 26

_LEAST_EN = re.compile(
    r"\b(?:at\sleast|(?:no|not)\s(?:less|fewer|lower)\sthan|a?\s?minimum\s(?:of|is)|upwards\sof|"
    r"(?<!no\s)(?<!not\s)(?:more|greater|higher|larger|longer|older)\sthan|(?<!not\s)exceed(?:s|ed|ing)?|"
    r"(?<!not\s)surpass(?:es|ed|ing)?)\s(?:an?\s|some\s|about\s)?(?:US|RMB|HK)?\s?[$€£¥]?\s?$",
    re.IGNORECASE,
)
_MOST_EN = re.compile(
    r"\b(?:at\smost|(?:no|not)\s(?:more|greater|higher|longer|later)\sthan|not\s(?:to\s)?exceed(?:ing)?|"
    r"up\sto|a?\s?maximum\s(?:of|is)|(?<!no\s)(?<!not\s)(?:less|fewer|lower|younger|smaller)\sthan)"
    r"\s(?:an?\s|some\s|about\s)?(?:US|RMB|HK)?\s?[$€£¥]?\s?$",
    re.IGNORECASE,
)
_LEAST_ZH = re.compile(
    r"(?:至少|最少|不少于|不低于|不小于|不下于|不得少于|不得低于|(?<![不没未得要能会可应宜许])(?:超过|超出|多于|大于|高于|逾))"
    r"(?:有|为|了|是|达|约|人民币)?\s?[$€£¥]?\s?$"
)
_MOST_ZH = re.compile(
    r"(?:至多|最多|不(?:要|能|会|可|应|得|宜|许)?超过|不多于|不高于|不大于|不得多于|(?<![不没未得])(?:少于|低于|小于)|不足|不到)"
    r"(?:有|为|了|是|达|约|人民币)?\s?[$€£¥]?\s?$"
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
    return figure.role in _MEASURED and _ATTACHED.search(text, start, figure.start) is not None


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
    """What the words before a figure make of it: ``least``, ``most`` or ""."""
    start = max(0, figure.start - _REACH)
    least, most = (_LEAST_EN, _MOST_EN) if english else (_LEAST_ZH, _MOST_ZH)
    if most.search(text, start, figure.start):
        return "most"
    return "least" if least.search(text, start, figure.start) else ""
