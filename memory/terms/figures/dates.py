"""Dates of both languages, with parts understood from the neighbours filled in.

English gives the shared part last (``15 to 19 October 2012``), Chinese first
(``2012年10月15日至19日``); both leave out what the neighbour says.
"""

from __future__ import annotations

import re

from duizhao.corpora.months import MONTH_NUMBERS, MONTHS
from duizhao.corpora.numerals import chinese as chinese_value
from duizhao.corpora.patterns import lazy

from .figure import Date, Form, Role
from .scan import TAKEN, Scan

_LONG = "|".join([*MONTHS, *(name.upper() for name in MONTHS)])
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
MONTH = rf"(?:(?:{_LONG})(?![A-Za-z])|{_SHORT})"

_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d)"
_LINK = (
    r"(?:\s?[-/]\s?|\s?,\s?(?:and|or)\s|\s?,\s?|\s(?:to|and|or|until|through|&)\s"
    r"(?:from\s|on\s|the\s)?)"
)
_YEAR = r"(?:1[5-9]\d\d|20\d\d)(?!\d)"
# Days before a month, days after a month, or a month alone; a year may follow.
_ENGLISH = lazy(
    # The first characters of all three, without which none has to be tried.
    rf"(?=[\dADFJMNOS])(?:(?<![\d./,])(?<!\b[A-Z]-)(?P<days>{_DAY}(?:{_LINK}{_DAY}){{0,30}})(?:\sof)?[\s-]?(?P<month>{MONTH})"
    rf"(?:,?[\s-]?(?P<year>{_YEAR}))?"
    rf"|(?<![A-Za-z])(?P<month2>{MONTH})\s(?P<days2>{_DAY}(?:{_LINK}{_DAY}(?!\s?{MONTH})){{0,30}})"
    rf"(?:,?\s(?P<year2>{_YEAR}))?(?![\d/])"
    rf"|(?<![A-Za-z])(?P<month3>{MONTH})(?:,?\s(?:of\s)?(?P<year3>{_YEAR}))?)"
)
# What stands where the day should: "on 2014 May 27".
_DAY_SLOT = lazy(rf"(?<![\d./,-])(\d{{3,4}})\s(?=(?:{_LONG})(?![A-Za-z]))")
_A_DAY_SLOT = lazy(r"\d{3}\s[ADFJMNOS]")
_A_MONTH = lazy(
    r"[ADFJMNOS](?:pr|ug|ec|eb|an|u[nl]|a[ry]|ov|ct|ep|PR|UG|EC|EB|AN|U[NL]|A[RY]|OV|CT|EP)"
)
_JOINED = lazy(rf"{_LINK}")
# "May", "March" and "August" are seldom months unless the words around say so; nor are the
# other names where they are somebody's (June Almeida).
_MONTH_CONTEXT = lazy(
    r"(?:\d(?:st|nd|rd|th)?[\s,/-]{0,2}|\b(?:in|of|by|until|till|since|from|to|and|or|early|late|mid|"
    r"during|before|after|on|last|next|ending|through|between|each|every|this|that|past|"
    r"previous|coming|as|for|the)[\s-]{1,2}|[,/(-]\s?)$",
    re.IGNORECASE,
)
_MONTH_FOLLOWED = lazy(
    rf"'s\s|\s(?:to|and|or|through|until)\s{MONTH}|\s?[-/,]\s?{MONTH}|\s(?:last|this|next|each)\s(?:year|month)"
)
_NAME_FOLLOWS = lazy(rf"\s(?!{MONTH})[A-Z][a-z]")
_VERB_FOLLOWS = lazy(r"\s(?:be|not|have|also|only|cause|need)\b")
# Long March 5, Operation May 1: a name that has the name of a month in it.
_IN_NAME = lazy(
    r"\b(?!(?:In|On|By|Since|From|Until|During|Before|After|Early|Late|Mid|Last|Next|This|The|And|"
    r"Or|Between|For|To|Of|As|At|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|When)\b)"
    r"[A-Z][a-z]+\s$"
)


def english(scan: Scan) -> None:
    """All dates with a month name in an English text."""
    if not _A_MONTH.search(scan.rest):
        return
    found: list[tuple[list[int | None], int, int | None, int, int]] = []

    def make(match: re.Match[str]) -> bool:
        suffix = "" if match["month"] else "2" if match["month2"] else "3"
        name = match["month" + suffix].rstrip(".")
        year = match["year" + suffix]
        alone = suffix == "3" and year is None
        form = Form.DIGITS
        also: frozenset[Role] = frozenset()
        before = scan.rest[max(0, match.start() - 12) : match.start()]
        if suffix != "" and year is None and _IN_NAME.search(before):
            form, also = Form.LOOSE, frozenset({Role.NUMBER})
        if alone and scan.rest.startswith(" Day", match.end()):
            return False  # May Day
        if alone:
            known = _MONTH_CONTEXT.search(before.replace(TAKEN, "1")) is not None
            known = known or _MONTH_FOLLOWED.match(scan.rest, match.end()) is not None
            known = known or match[0] == scan.rest.strip()  # an entry of a calendar
            if name.lower() not in _FULL and not (known or match["month3"].endswith(".")):
                return False
            if name.lower() in ("may", "march", "august") and (
                not known or (name.lower() == "may" and _VERB_FOLLOWS.match(scan.rest, match.end()))
            ):
                return False
            if not known and (form is Form.LOOSE or _NAME_FOLLOWS.match(scan.rest, match.end())):
                return False
        group = scan.new_group()
        days: list[int | None] = []
        if suffix != "3":
            base = match.start("days" + suffix)
            for day in re.finditer(r"\d+", match["days" + suffix]):
                days.append(int(day[0]))
                place = base + day.start(), base + day.end()
                scan.add(Role.DAY, {int(day[0])}, *place, group=group, form=form, also=also)
        month = MONTH_NUMBERS[name.lower()]
        scan.add(Role.MONTH, {month}, *match.span("month" + suffix), group=group, form=form)
        if year is not None:
            scan.add(Role.YEAR, {int(year)}, *match.span("year" + suffix), group=group)
        if form is Form.DIGITS:
            found.append((days, month, int(year) if year else None, *match.span()))
        return True

    def slot(match: re.Match[str]) -> bool:
        scan.add(Role.DAY, {int(match[1])}, *match.span(1))
        return True

    if _A_DAY_SLOT.search(scan.rest):
        scan.take(_DAY_SLOT, slot)
    scan.take(_ENGLISH, make)
    # A year that stands once, after the last of several dates, belongs to them all.
    known: int | None = None
    following = -1
    whole: list[Date] = []
    for days, month, year, start, end in reversed(found):
        if year is None and known is not None and _JOINED.fullmatch(scan.normal, end, following):
            year = known
        whole.extend(Date(year, month, day, start, end) for day in reversed(days or [None]))
        known, following = year, start
    scan.dates.extend(reversed(whole))


_FULL = {name.lower() for name in MONTHS}
_CONNECTOR = r"(?:-|至|到|~|、|和|及|与|以及|或|,|，)"
_NO_NUMBER = r"(?<![\d.第])(?<!\d[,/])"  # before digits: no part of a number, no ordinal
_UNIT = lazy(
    rf"{_NO_NUMBER}(?P<digits>\d{{1,4}})\s?(?P<unit>年(?!代)|月份?(?!球)|日(?!元)|号)"
    r"|(?<![〇零一二三四五六七八九十])(?P<year>[一二][〇零一二三四五六七八九]{3})\s?年(?!代)"
    r"|(?<![第个一二三四五六七八九十每近两几])(?P<month>十[一二]?|[一二三四五六七八九])\s?月份?(?!球)"
    r"|(?<=[月份至到、和])\s?(?P<day>[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号]"
)
_MONTH_FOLLOWS = lazy(r"\s?\d{1,4}\s?月")
_SHARED = lazy(rf"{_NO_NUMBER}(\d{{1,4}})\s?{_CONNECTOR}\s?$")
_CHAIN = lazy(rf"\s?(?:(?:起|晚|上午|下午)?{_CONNECTOR}|[(（])?\s?(?:该|同)?")
_LIMITS = {Role.YEAR: (1500, 2199), Role.MONTH: (1, 12), Role.DAY: (1, 31)}
# 15日内, 逾期15日, 拘留10日: a length of time. 在15日前: a day.
_SPAN_AFTER = lazy(
    r"\s?(?:以内|之内|内|以上|以下|之久|期满|期限|左右|有余|不等|不得|拘留|游|行程|书面|通知|的(?:期限|期间|时间|拘留|休假|假期)"
    r"|(?:以|之)?后(?=[，。,未仍不才])|未(?!来))"
)
_SPAN_BEFORE = lazy(
    r"(?:逾期|提前|至少|至多|最多|最少|最长|最短|不少于|不超过|不足|超过|不得超过|不多于|多于|少于|连续|累计|共|共计|长达|达|"
    r"为期|期限为|期为|期限|延长|迟延|推迟|满|未满|届满|约|近|拘留|休假|历时|每隔|间隔|持续|逗留|停留|处以|前|后|头|过去|最近)\s?$"
)
_EVERY = lazy(r"[每当本上下同次]个?月的?\s?$")
_UNIT_ROLES = {"年": Role.YEAR, "月": Role.MONTH, "日": Role.DAY, "号": Role.DAY}

Part = tuple[Role, int, int, int, int, Form]
"""Role, value, start and end of the number, end with its unit, form."""


def chinese(scan: Scan) -> None:
    """All dates in a Chinese text."""
    if not scan.may_have("年月日号"):
        return
    text = scan.rest
    parts: list[Part] = []
    for match in _UNIT.finditer(text):
        part = _chinese_part(match, parts)
        if part is None:
            continue
        # 24和25日, 2013-2014年: numbers that share the unit of a later one.
        shared: list[Part] = []
        before = part[2]
        low, high = _LIMITS[part[0]]
        limit = parts[-1][4] if parts else 0
        while other := _SHARED.search(text, limit, before):
            value = int(other[1])
            if not low <= value <= high or (part[0] is Role.YEAR and len(other[1]) != 4):
                break
            shared.append((part[0], value, *other.span(1), other.end(1), Form.DIGITS))
            before = other.start(1)
        parts.extend(reversed(shared))
        parts.append(part)
    if not parts:
        return
    taken = list(text)
    chain: list[Part] = []
    for part in parts:
        taken[part[2] : part[4]] = TAKEN * (part[4] - part[2])
        if chain and not _CHAIN.fullmatch(text, chain[-1][4], part[2]):
            _fold(scan, chain)
            chain = []
        chain.append(part)
    _fold(scan, chain)
    scan.rest = "".join(taken)


def _is_span(match: re.Match[str]) -> bool:
    """Whether the words around ``15日`` make it a number of days."""
    if _SPAN_AFTER.match(match.string, match.end()):
        return True
    start = match.start()
    return _SPAN_BEFORE.search(match.string, max(0, start - 6), start) is not None


def _chinese_part(match: re.Match[str], parts: list[Part]) -> Part | None:
    if match["digits"]:
        role = _UNIT_ROLES[match["unit"][0]]
        value = int(match["digits"])
        low, high = _LIMITS[role]
        # 10年1月29日, 11月97日: what stands in a date is read as one, however wrong.
        after = match.string[match.end() : match.end() + 5]
        in_date = (role is Role.YEAR and _MONTH_FOLLOWS.match(after)) or (
            role is not Role.YEAR and parts and match.start() == parts[-1][4]
        )
        if not low <= value <= high and not in_date:
            return None
        # 15日 without a month may be fifteen days; the words around often say which.
        alone = not parts or match.start() - parts[-1][4] > 1
        if role is Role.DAY and alone and _is_span(match):
            return None
        if match["unit"] == "号" and not (
            parts and parts[-1][0] is Role.MONTH and match.start() - parts[-1][4] <= 1
        ):
            return None
        return role, value, *match.span("digits"), match.end(), Form.DIGITS
    name = match.lastgroup or ""
    number = chinese_value(match[name])
    role = {"year": Role.YEAR, "month": Role.MONTH, "day": Role.DAY}[name]
    low, high = _LIMITS[role]
    if number is None or not low <= number <= high:
        return None
    if role is Role.DAY and not (parts and match.start() - parts[-1][4] <= 1):
        return None
    return role, number, *match.span(name), match.end(), Form.WORDS


def _fold(scan: Scan, chain: list[Part]) -> None:
    """One chain of parts to dates: what a later date leaves out it has from the earlier one."""
    group = scan.new_group()
    year: int | None = None
    month: int | None = None
    start = end = -1
    level = 0  # of the last part: 1 year, 2 month, 3 day
    for role, value, part_start, number_end, part_end, form in chain:
        also = (
            frozenset({Role.DURATION})
            if (
                role is Role.MONTH
                and scan.normal[max(0, part_start - 2) : part_start].strip() == "每"
            )
            or (
                role is Role.DAY
                and level == 0
                and not _EVERY.search(scan.normal, max(0, part_start - 5), part_start)
            )
            else frozenset()
        )
        scan.add(role, {value}, part_start, number_end, form=form, group=group, also=also)
        this = {Role.YEAR: 1, Role.MONTH: 2, Role.DAY: 3}[role]
        if level and this <= level and level < 3:
            scan.dates.append(Date(year, month if level == 2 else None, None, start, end))
        if this <= level or start < 0:
            start = part_start
        if this == 1:
            year, month = value, None
        elif this == 2:
            month = value
        else:
            scan.dates.append(Date(year, month, value, start, part_end))
        level, end = this, part_end
    if level < 3:
        scan.dates.append(Date(year, month if level == 2 else None, None, start, end))
