"""What a number counts or names, told by the words beside it.

A number that both languages call a percentage, a paragraph or a session must not be
answered by one that is a day or a year: comparing values within their class is the one
defence against two figures that have changed places.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from . import units
from .figure import Figure, Form, Role
from .scan import Scan

_OPEN = {Role.NUMBER, Role.ORDINAL, Role.FRACTION}
"""Roles that a word beside the figure may make more exact."""

# English: the word stands before its numbers ("paragraphs 12 to 15") ...
_CURRENCIES = r"\b(?:US|USD|EUR|CHF|GBP|Euro|CAN?|Can|C|NZ|AU?|HK|NT|S|R|CN)\s?"
_BEFORE = [
    (Role.PARAGRAPH, r"\b(?:sub)?paragraphs?|\bparas?\."),
    (Role.ARTICLE, r"\barticles?|\barts?\.|\brules?|\bregulations?|\bprinciples?"),
    (Role.RESOLUTION, r"\bresolutions?"),
    (Role.PAGE, r"\bpages?|\bpp?\."),
    (Role.VOLUME, r"\bvols?\.|\bvolumes?"),
    (Role.CHAPTER, r"\bchap(?:s?\.|ters?)"),
    (Role.SECTION, r"\bsect(?:s?\.|ions?)"),
    (Role.ANNEX, r"\bannex(?:es)?|\bappendi(?:x|ces)"),
    (Role.TABLE, r"\btables?"),
    (Role.PICTURE, r"\bfigures?"),
    (Role.ITEM, r"\bitems?"),
    (
        Role.MONEY,
        rf"(?:{_CURRENCIES})?[$€£¥₩₹₽]A?|\b(?:USD|EUR|CHF|GBP|Euro|CNY|RMB|JPY|HKD|CAD|AUD|INR|KRW|RUB)",
    ),
    (Role.AGE, r"\baged?(?:\sbetween)?|\bages"),
    (Role.YEAR, r"\b(?:in|since|until|of|during)(?:\sthe\s(?:years?|period))?"),
]
# ... or after them ("15 to 20 per cent").
_STATES = r"(?:\s(?:developing|developed|participating|donor|African|other|different)){0,4}"
_PERSONS = (
    "persons|people|men|women|children|girls|boys|civilians|participants|students|refugees|"
    "staff|members|detainees|prisoners|soldiers|individuals|representatives|inhabitants|"
    "victims|casualties|troops"
)
_MEASURES = (
    r"km|kilomet|met(?:er|re)|hectare|ton|kg|kilogram|sq(?:uare|\.)|mm\b|cm\b|degree|°|"
    r"lit(?:er|re)|mile|nautical"
)
_AFTER = [
    (
        Role.PERCENT,
        r"[\s-]?(?:%(?!\d|[sdifux](?![A-Za-z])|\(\w+\)[a-z])|per\s?cent\b|percent\b|percentage\b|per\smille?\b|‰)|\s(?:percentage\s)?points?\b",
    ),
    (
        Role.MONEY,
        r"\s?(?:(?:US|U\.S\.|United States|American|Canadian|Australian|Hong Kong|Singapore|"
        r"New Zealand|British|Japanese|Indian|Russian|Taiwan|New Taiwan)\s)?"
        r"(?:dollars?|[Ee]uros?|[Pp]ounds(?!\sof\b)|€|Swiss francs|yen\b|[Yy]uan|rupees|roubles?|"
        r"rubles|won\b|RMB|renminbi)",
    ),
    (
        Role.MEETING,
        r"(?:\s(?:plenary|formal|closed|open|private|and final|resumed)){0,4}\smeetings?\b",
    ),
    (
        Role.SESSION,
        r"(?:\s(?:regular|special|annual|substantive|resumed|organizational|emergency|"
        r"ordinary|extraordinary)){0,4}\ssessions?\b",
    ),
    (Role.AGE, r"[\s-]years?(?:\sof\sage|[\s-]olds?)\b"),
    (
        Role.DURATION,
        r"(?:\sof)?(?:\s(?:working|calendar|consecutive|full|last|past)){0,4}"
        r"[\s-](?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)'?\b",
    ),
    (Role.COUNTRIES, rf"{_STATES}\s(?:countries|Member States|States)\b"),
    (
        Role.PEOPLE,
        r"(?:\s(?:million|other|young|local|civilian|internally displaced)){0,4}"
        rf"\s(?:{_PERSONS})\b",
    ),
    (Role.MEASURE, rf"[\s-]?(?:{_MEASURES})"),
]
_ENGLISH_LINK = re.compile(
    r"\s?(?:\([a-z0-9]+\))?\s?(?:-|~|,|;|/|to|and|or|,\s?and|,\s?or|through|bis|ter)?"
    r"\s?(?:paragraphs?\s|\([a-z]+\)\s?|\$\s?|of\s)?"
)

# Chinese: 第 … 段; the classifier follows the last number of the list.
_MORE = r"\s?(?:多|余|来)?\s?"
_ZH_AFTER = [
    (Role.PARAGRAPH, r"\s?(?:执行部分|序言部分)?(?:段|款|分段)"),
    (Role.ARTICLE, r"\s?(?:条|项?原则|号?规则)"),
    (Role.RESOLUTION, r"\s?(?:\([12]\d{3}\)\s?)?(?:[A-Z]\s?)?号?(?:和\S{0,12})?决议"),
    (Role.MEETING, r"\s?次(?:全体|正式|公开|非公开|闭门|特别)?会议"),
    (Role.SESSION, r"\s?届"),
    (Role.PAGE, r"\s?页"),
    (Role.VOLUME, r"\s?卷"),
    (Role.CHAPTER, r"\s?章"),
    (Role.SECTION, r"\s?节"),
    (Role.PERCENT, r"\s?(?:%(?!\d|[sdifux](?![A-Za-z])|\(\w+\)[a-z])|个百分点|‰)"),
    (
        Role.MONEY,
        r"\s?(?:多|余)?\s?(?:[美欧日加澳港新韩]元|美金|港币|新台币|台币|英镑|瑞士法郎|法郎|元(?!首|件|素)|卢比|卢布"
        r"|比索|先令|克朗|人民币)",
    ),
    (Role.AGE, r"\s?(?:周)?岁"),
    (Role.DURATION, rf"{_MORE}(?:年|个?月(?!\d)|个?星期|周|天|日|个?小时|分钟|秒)"),
    (Role.COUNTRIES, rf"{_MORE}个[一-鿿]{{0,4}}国家?"),
    (Role.PEOPLE, rf"{_MORE}(?:名|人|位)"),
    (
        Role.MEASURE,
        r"\s?(?:公里|千米|米|公顷|吨|公斤|千克|平方|立方|毫米|厘米|度|升|英里|海里)",
    ),
]
_ZH_BEFORE = [
    (Role.ANNEX, r"(?:附件|附录)\s?"),
    (Role.TABLE, r"(?<![代发])表\s?"),
    (Role.PICTURE, r"(?<![地意])图\s?"),
    (Role.ITEM, r"项目\s?"),
    (Role.MONEY, r"[$€£¥]\s?|人民币\s?"),
    (Role.PAGE, r"\bpp?\.\s?"),
    (Role.VOLUME, r"\bvol\.\s?"),
]
_CHINESE_LINK = re.compile(
    r"\s?(?:\([a-z0-9一二三四五六七八九十]+\))?\s?[段条款次届页卷章节]?\s?"
    r"(?:-|至|到|~|、|和|及|与|以及|或|,|，|/)\s?(?:第|\([a-z]+\))?\s?"
)
_JOINING = re.compile(r"(?<!,\s)\b(?:and|or|to|through)\b|[-/、和及与或至到~]")
_LAST_OF_LIST = re.compile(r"\s?,\s(?:and|or)\s")
_MOST_ARTICLES = 5000
_LATIN_UNIT = re.compile(r"\s?(?:[cmk]m|[mk]?g|m[lL])\b")
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d")


_REACH = 30  # characters before a figure in which the word that names it ends


def _ending(rows: Sequence[tuple[Role, str]], flags: int = 0) -> re.Pattern[str]:
    """The words of `rows` right before a figure."""
    parts = "|".join(f"(?P<{role.name}>{pattern})" for role, pattern in rows)
    return re.compile(rf"(?:{parts})\s*$", flags)


def _table(rows: Sequence[tuple[Role, str]], flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{role.name}>{pattern})" for role, pattern in rows), flags)


_BEFORE_TABLE = _ending(_BEFORE, re.IGNORECASE)
_AFTER_TABLE = _table(_AFTER)
_ZH_AFTER_TABLE = _table(_ZH_AFTER)
_ZH_BEFORE_TABLE = _ending(_ZH_BEFORE)


def assign_english(scan: Scan) -> list[Figure]:
    """The figures in order, with the role that the words beside them give."""
    figures = sorted(scan.figures, key=lambda figure: figure.start)
    _resolution_years(figures, scan.normal)
    _forward(figures, scan.normal, _BEFORE_TABLE, _ENGLISH_LINK)
    _backward(figures, scan.normal, _AFTER_TABLE, _ENGLISH_LINK)
    _currencies(figures, scan.normal)
    units.assign(figures, scan.normal, english=True)
    return figures


def assign_chinese(scan: Scan) -> list[Figure]:
    """The figures in order, with the role that the characters beside them give."""
    figures = sorted(scan.figures, key=lambda figure: figure.start)
    _resolution_years(figures, scan.normal)
    _backward(figures, scan.normal, _ZH_AFTER_TABLE, _CHINESE_LINK)
    _forward(figures, scan.normal, _ZH_BEFORE_TABLE, _CHINESE_LINK)
    _currencies(figures, scan.normal)
    units.assign(figures, scan.normal, english=False)
    return figures


_CURRENCY = {
    "CAD": r"(?:CAN?|Can|C)\$|CAD|Canadian dollars?|加元|加拿大元|加币",
    "AUD": r"\$A|AU?\$|AUD|Australian dollars?|澳元|澳大利亚元|澳币",
    "HKD": r"HK ?\$|HKD|Hong Kong dollars?|港元|港币",
    "TWD": r"NT ?\$|TWD|NTD|Taiwan dollars?|新台币|台币",
    "SGD": r"S\$|SGD|Singapore dollars?|新加坡元|新元|新币",
    "NZD": r"NZ ?\$|NZD|New Zealand dollars?|新西兰元|纽元",
    "USD": r"US ?\$|USD|(?:US|U\.S\.|United States|American) dollars?|美元|美金",
    "$": r"(?<![A-Za-z])\$(?!A)|dollars?\b",
    "EUR": r"€|EUR|[Ee]uros?\b|欧元",
    "GBP": r"£|GBP|(?:British )?pounds?\b|英镑",
    "CHF": r"CHF|Swiss francs?|瑞士法郎|瑞郎",
    "JPY": r"JPY|(?:Japanese )?yen\b|日元|日圆",
    "KRW": r"KRW|₩|won\b|韩元|韩圆",
    "INR": r"INR|₹|(?:Indian )?rupees?\b|卢比",
    "RUB": r"RUB|₽|(?:Russian )?rou?bles?\b|卢布",
    "CNY": r"CN¥|CNY|RMB|[Yy]uan\b|[Rr]enminbi|人民币",
    "¥": r"¥",
    "元": r"元(?!首|件|素|气|旦|月|老|年|宵)",
}
DOLLARS = frozenset({"USD", "CAD", "AUD", "HKD", "TWD", "SGD", "NZD"})


def currencies_agree(first: str, second: str) -> bool:
    """Whether two amounts may be in one currency: "$" is any dollar, 元 the yuan if nothing."""
    if first == second or not first or not second:
        return True
    pair = {first, second}
    if "$" in pair:
        return not pair.isdisjoint(DOLLARS)
    if "元" in pair:
        return not pair.isdisjoint({"CNY", "¥"})
    return "¥" in pair and not pair.isdisjoint({"CNY", "JPY"})


_CODES = {**{code: code for code in _CURRENCY}, "d": "$", "y": "¥", "yuan": "元"}
_GROUPS = {"$": "d", "¥": "y", "元": "yuan"}
_CURRENCY_TABLE = "|".join(
    f"(?P<{_GROUPS.get(code, code)}>{pattern})" for code, pattern in _CURRENCY.items()
)
_CURRENCY_BEFORE = re.compile(rf"(?:{_CURRENCY_TABLE})\s?$")
_CURRENCY_AFTER = re.compile(rf"\s?(?:多|余)?(?:{_CURRENCY_TABLE})")


def _currencies(figures: list[Figure], text: str) -> None:
    """Tell the currency of each amount of money."""
    for index, figure in enumerate(figures):
        if figure.role is not Role.MONEY:
            continue
        before = _CURRENCY_BEFORE.search(text, max(0, figure.start - 12), figure.start)
        after = _CURRENCY_AFTER.match(text, figure.end)
        # 人民币5000元, $5 million Canadian dollars: what says more. 人民币3万欧元: the last word.
        match = before or after
        if before is not None and after is not None:
            names = [_CODES[one.lastgroup or ""] for one in (before, after)]
            if before.lastgroup == "d" or not currencies_agree(*names):
                match = after
        if match is not None:
            figures[index] = replace(figure, unit=_CODES[match.lastgroup or ""])


def _resolution_years(figures: list[Figure], text: str) -> None:
    """``2118 (2013)``: the number of a resolution and its year."""
    for index, (first, second) in enumerate(itertools.pairwise(figures)):
        if (
            _YEAR_LIKE.fullmatch(second.text)
            and first.role is Role.NUMBER
            and second.role is Role.NUMBER
            and text[first.end : second.start].strip() == "("
            and text[second.end : second.end + 1] == ")"
        ):
            figures[index + 1] = replace(second, role=Role.YEAR)


def _forward(
    figures: list[Figure], text: str, table: re.Pattern[str], link: re.Pattern[str]
) -> None:
    chained = -1
    for first, figure in enumerate(figures):
        if first <= chained or figure.role not in _OPEN or figure.form is Form.LOOSE:
            continue
        match = table.search(text, max(0, figure.start - _REACH), figure.start)
        if match is None:
            continue
        role = Role[match.lastgroup or "NUMBER"]
        if role is Role.TABLE and _LATIN_UNIT.match(text, figure.end):
            continue  # 女表27.4mm
        if role is Role.ARTICLE and _YEAR_LIKE.fullmatch(figure.text):
            role = Role.YEAR  # the Health Regulations 2002
        if role is Role.YEAR and (
            not _YEAR_LIKE.fullmatch(figure.text) or text.startswith(",", figure.end)
        ):
            continue
        # "articles 3, 5 and 7", but in "article 3, 5 States" the comma ends it.
        key = match[0].rstrip()
        several = key.endswith(("s", "s.")) or not key.isascii()
        index = first
        while True:
            figure = figures[index]
            if figure.role not in _OPEN or figure.form is Form.LOOSE:
                break
            figures[index] = replace(figure, role=role)
            chained = index
            if index + 1 == len(figures) or role in (Role.YEAR, Role.MONEY, Role.AGE):
                break
            start = figures[index + 1].start
            if not link.fullmatch(text, figure.end, start):
                break
            if not several and not _JOINING.search(text, figure.end, start):
                break
            index += 1


def _backward(
    figures: list[Figure], text: str, table: re.Pattern[str], link: re.Pattern[str]
) -> None:
    for index, figure in enumerate(figures):
        if figure.role not in _OPEN:
            continue
        match = table.match(text, figure.end)
        if match is None:
            continue
        role = Role[match.lastgroup or "NUMBER"]
        if figure.form is Form.LOOSE:
            if role is Role.MONEY and not match[0].isascii():  # 近百万元
                figures[index] = replace(figure, role=role)
            continue
        if role is Role.DURATION and figure.role is Role.ORDINAL:
            # The 13th day is a day, the 2nd year no number of years.
            if text[figure.end : figure.end + 4].strip(" -") in ("day", "da"):
                figures[index] = replace(
                    figure, role=Role.DAY, also=frozenset({Role.ORDINAL, Role.DURATION})
                )
            continue
        if role in (Role.SESSION, Role.MEETING) and _YEAR_LIKE.fullmatch(figure.text):
            continue
        if role in (Role.ARTICLE, Role.PARAGRAPH) and (figure.number or 0) > _MOST_ARTICLES:
            continue  # 3500万条帖子
        # "by 20 points" may be a percentage, or points of a match.
        also = frozenset({Role.NUMBER}) if "point" in match[0] else frozenset()
        here = index
        joined = False
        while True:
            figures[here] = replace(figures[here], role=role, also=also | figures[here].also)
            before = figures[here - 1] if here else None
            if before is None or before.role not in _OPEN or before.form is Form.LOOSE:
                break
            if before.end > figures[here].start or before.form is not figure.form:
                break
            # "In 2011, 10.5 per cent", "36,070, 0.9 per cent": a comma alone opens no list.
            joined = joined or _JOINING.search(text, before.end, figures[here].start) is not None
            # "10, 20, and 30 per cent" is a list, "over 60, and 75%" is none.
            if (
                not joined
                and here > 1
                and _LAST_OF_LIST.search(text, before.end, figures[here].start)
            ):
                joined = text[figures[here - 2].end : before.start].strip() == ","
            if not joined or (
                _YEAR_LIKE.fullmatch(before.text) and not _YEAR_LIKE.fullmatch(figure.text)
            ):
                break
            if not link.fullmatch(text, before.end, figures[here].start):
                break
            here -= 1
