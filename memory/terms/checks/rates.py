"""Rates per one time in the Chinese and per another in the English: 每分钟, per hour.

Only what each text has alone is a doubt, and only where that is one time each: what one text
says by another word ("daily", 年均) is answered by the looser list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, finding

_TIMES = r"(?:(second|sec)|(minute|min)|(hour|hr|h)|(day)|(week)|(month)|(year|annum))"
_NAMES = ("second", "minute", "hour", "day", "week", "month", "year")
_EN_RATE = lazy(rf"\b(?:per\s|(?<=[a-z])/){_TIMES}\b", re.IGNORECASE)
_EN_ANY = lazy(
    rf"\b(?:(?:per|an?|each|every|the|one|any|\d+)[\s-]|/\s?){_TIMES}s?\b"
    r"|\b(secondly)\b|\b(mpm|bpm|rpm)\b|\b(hourly|mph|kph|kmh|km/h|hours?)\b"
    r"|\b(daily|everyday|days?|nightly|night|nights|morning|evening)\b|\b(weekly|weeks?|\w+days?)\b"
    r"|\b(monthly|months?)\b|\b(yearly|annual|annually|years?|p\.a\.)(?!\w)",
    re.IGNORECASE,
)
_ZH_TIMES = r"(?:(秒)|(分钟?)|(小时|钟头)|(天|日|晚|夜)|(周|星期|礼拜)|(个?月)|(年))"
_ZH_RATE = lazy(rf"每一?{_ZH_TIMES}")
_ZH_ANY = lazy(
    rf"[每/一单两各逐]\s?{_ZH_TIMES}|(秒速)|(分速|分钟)|(时速|小时|钟头)|([天日晚夜])|(周|星期|礼拜)|(月)|(年)"
)


def check_rates(unit: Unit, index: int) -> Iterator[Finding]:
    """A rate per minute that is one per hour in the other text."""
    if "每" not in unit.zh or ("per " not in unit.en and "/" not in unit.en):
        return
    zh, en = _said(_ZH_RATE, unit.zh), _said(_EN_RATE, unit.en)
    if not zh or not en:
        return
    zh_left = zh.keys() - _said(_EN_ANY, unit.en).keys()
    en_left = en.keys() - _said(_ZH_ANY, unit.zh).keys()
    if len(zh_left) != 1 or len(en_left) != 1:
        return
    first, second = zh[zh_left.pop()], en[en_left.pop()]
    yield finding(
        "unit",
        Severity.WARNING,
        unit,
        index,
        f"The English has “{second[0].strip()}”, the Chinese “{first[0]}”.",
        zh_span=first.span(),
        en_span=second.span(),
        expected=first[0],
    )


def _said(pattern: re.Pattern[str], text: str) -> dict[str, re.Match[str]]:
    """The times that a text names, each with its first place."""
    found: dict[str, re.Match[str]] = {}
    for match in pattern.finditer(text):
        place = match.lastindex or 1
        found.setdefault(_NAMES[(place - 1) % len(_NAMES)], match)
    return found
