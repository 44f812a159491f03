"""When a figure without an answer is no difference.

Everything here errs on the side of silence for what one language says in figures and
the other does not, and never applies where both texts have a figure left over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from duizhao.corpora.patterns import lazy

from ..figures import Date, Figure, Form, Role
from .matching import GENERIC, ComparedText, Number, compatible, year_like

# Words that name a year, a month or a day by its distance from another.
_RELATIVE = lazy(
    r"\b(?:(?:last|this|that|next|same|previous|current|preceding|following|past|present|prior|"
    r"latter)\s(?:calendar\s|financial\s|reporting\s)?(?:year|month|biennium|period|date|day|session)"
    r"|annual|year\sbefore|year\sunder|year\sago|year\slater|today|yesterday|thereof|thereafter"
    r"|the\syear\b(?!s?\s(?:\d|of))|year-end)",
    re.IGNORECASE,
)
_RELATIVE_ZH = lazy(
    r"[去今明本该当同前后翌次上下每](?:两|一|几)?(?:年|月|日|天|届|期)|年度|两年期|同期|现在|目前|年底|年初"
)
# What a Chinese numeral counts; without one of these it may be part of a word.
_COUNTED = frozenset(
    "个名人位项次年天日月周岁份种条款段章节届所座艘架辆类点卷家批起份处部场组页倍票号层比"
)
_AROUND = ("四周", "四处", "四方", "八方", "三方")
_DANGLING = lazy(r"\b(?:on|at|the|to|with|and|or|a|an|between|dated)\s*$", re.IGNORECASE)
_CELL = lazy(r"\(?-?\d[\d.,]*+\)?%?")
# "15th, 16th and 17th" and 第15至17次.
_LONGEST_RANGE = 12
_RANGE = lazy(r"\s?[日月年条段]?\s?(?:-|至|到|~|to|through)\s?第?")
# Where a figure seems to have fallen out: "()", "in ,", "$ million", 第号.
_HOLE = lazy(
    r"\(\s*\)|\b(?:in|by|since|until|for|of|from|and|No\.|paragraphs?|resolutions?|articles?)\s*[,.;)]"
    r"|\b(?:in|by|since|until)\s*$|\$\s+(?:million|billion)|(?<!\S)-\s?\d"
    r"|\bresolutions?\s\(\d{4}\)|第\s*[号段条届次章页款项年卷排行列名位]|[^\x00-\x7f]-\s?\d{4}"
    # COVID- 患者, ISO--7, "the -day", "In May , "; 于 年 1 月, 在 月 31 日.
    r"|[A-Z][A-Za-z]{0,30}-(?=[\s,.;:()]|$|[^\x00-\x7f])|[A-Za-z]--[A-Z\d]|\bthe\s-[a-z]"
    r"|(?:[a-z]\s|,\s?)[,.](?=\s|$)|#(?![\w#])|(?:^|[于在从至自到,。(])\s?(?:年\s?\d{1,2}\s?月|月\s?\d{1,2}\s?日)"
)
_TIMES = lazy(r"fold\b|\btimes\b|\bdoubl|\btripl|\bquadrupl", re.IGNORECASE)
_CODE_BEFORE = lazy(r"[A-Za-z]-?$")
# What is asked of a whole text for each of its figures is looked up once.
_ASKED_AGAIN = lru_cache(maxsize=16)


def counts(figure: Figure, text: str, english: bool, *, alone: bool = True) -> bool:
    """Whether the figure surely is one, so that its lack on the other side means something.

    Args:
        figure: the figure.
        text: the normal form of its text.
        english: whether that text is English.
        alone: whether nothing is left over on the other side, which asks for more.
    """
    if figure.form is Form.LOOSE or figure.weak:
        return False
    if figure.form is Form.DIGITS:
        return not (alone and (_code(figure, text) or _stray(figure, text, english)))
    if alone and ((figure.text.isascii() and len(figure.text) == 1) or _body(figure, text)):
        return False
    number = figure.number
    if number is None:  # a letter: section D
        return not alone
    least = 3 if alone else 1 if figure.role not in GENERIC else 2
    if not least <= number < 10**6:
        return False
    return (
        english
        or figure.role not in GENERIC
        or figure.text.startswith("第")
        or (
            text[figure.end : figure.end + 1] in _COUNTED
            and not text.startswith(_AROUND, figure.start)
        )
    )


def _code(figure: Figure, text: str) -> bool:
    """Whether it ends a code such as HFC-23 or COP-15, which may be spelt out."""
    return _CODE_BEFORE.search(text, max(0, figure.start - 2), figure.start) is not None


def _stray(figure: Figure, text: str, english: bool) -> bool:
    """Whether it stands before a Chinese text, apart: the number of a paragraph or a note."""
    after = text[figure.end : figure.end + 2]
    return not english and figure.start == 0 and after[:1] == " " and after[1:] not in _COUNTED


def _body(figure: Figure, text: str) -> bool:
    """Whether it is in a name that is often shortened: the Fourth Committee, the Committee."""
    return text.startswith(("委员会", " Committee"), figure.end)


def ranges(figures: Sequence[Figure], text: str) -> list[tuple[Number, Number, Figure]]:
    """Short ranges that a text states, 第15至17次: their ends, and the figure of the second one."""
    numbers = [figure.number for figure in figures]
    return [
        (low, high, last)
        for (first, low), (last, high) in pairwise(zip(figures, numbers, strict=True))
        if low is not None
        and high is not None
        and low < high <= low + _LONGEST_RANGE
        and _RANGE.fullmatch(text, first.end, last.start)
    ]


def mentioned(figure: Figure, other: ComparedText) -> bool:
    """Whether the other text states the value at all, once for twice or within a range."""
    if any(figure.values & each.values and compatible(figure, each) for each in other.figures):
        return True
    number = figure.number
    return isinstance(number, int) and any(
        low < number < high and compatible(figure, last) for low, high, last in other.ranges
    )


@_ASKED_AGAIN
def is_cut(text: str, english: bool) -> bool:
    """Whether a text ends in the middle of a phrase, so that it cannot say all that there is."""
    return english and _DANGLING.search(text) is not None


@_ASKED_AGAIN
def cells(text: str) -> int:
    """Where the cells of a table row begin after its heading; the length where there are none.

    Cells are two or more numbers with nothing but space between them, up to the end.
    """
    found, start = 0, len(text)
    end = _trimmed(text, len(text))
    while end:
        begin = end
        while begin and not text[begin - 1].isspace():
            begin -= 1
        if not begin or not _CELL.fullmatch(text, begin, end):
            break
        found, start = found + 1, _trimmed(text, begin)
        end = start
    return start if found > 1 else len(text)


def _trimmed(text: str, end: int) -> int:
    """Where the space before `end` begins."""
    while end and text[end - 1].isspace():
        end -= 1
    return end


_COUNTS = frozenset(
    {Role.PEOPLE, Role.DURATION, Role.MEASURE, Role.MONEY, Role.COUNTRIES, Role.NUMBER}
)
_ARTICLE = lazy(r"\b(?:an?|per|each|every|another|the|single)\b", re.IGNORECASE)


def bearable(figure: Figure, text: str, other: str) -> bool:
    """Whether the other text may leave this out: a small count, a month told otherwise."""
    if text.startswith("倍", figure.end) and _TIMES.search(other):
        return True  # a fivefold increase is an increase by 四倍
    if _counts_list(figure, text) or _sums_up(figure, other):
        return True
    number = figure.number
    if number == 1 and figure.role in _COUNTS and _ARTICLE.search(other):
        return True  # 1名医生 is a doctor
    small = 3 if figure.firm else 2
    if figure.role in GENERIC and number is not None and number <= small:
        return not has_hole(other)
    if figure.role in (Role.MONTH, Role.DAY):
        return _relative(other)
    if "世纪" in text[figure.end : figure.end + 3]:
        return "centur" in other.lower()
    return figure.role is Role.SYMBOL and "_" in figure.text


def bearable_year(
    figure: Figure, text: str, dates: Sequence[Date], other: str, others: Sequence[Date]
) -> bool:
    """Whether the other text may leave out a year.

    It may say "in the same year"; name the month or day and leave the year to what went
    before; or cite a resolution by its number alone.

    Args:
        figure: the year.
        text: the normal form of its text.
        dates: the dates of that text.
        other: the normal form of the other text.
        others: the dates of the other text.
    """
    if not (year_like(figure) and figure.role in (Role.YEAR, Role.NUMBER)):
        return False
    if _relative(other):
        return True
    if has_hole(other):
        return False
    if text[figure.start - 1 : figure.start] in "(（" and figure.start:
        return True
    for date in dates:
        if date.month is None or not date.start <= figure.start < date.end:
            continue
        for one in others:
            if one.year is None and one.month == date.month and one.day in (date.day, None):
                return True
    return False


@_ASKED_AGAIN
def has_hole(text: str) -> bool:
    """Whether a figure seems to have fallen out of a text."""
    return _HOLE.search(text) is not None


@_ASKED_AGAIN
def _relative(text: str) -> bool:
    return _RELATIVE.search(text) is not None or _RELATIVE_ZH.search(text) is not None


def _counts_list(figure: Figure, text: str) -> bool:
    """Whether a numeral only sums up the list before it: 甲、乙和丙三项公约."""
    number = figure.number
    if figure.form is not Form.WORDS or not isinstance(number, int) or not 2 <= number <= 9:
        return False
    before = re.split(r"[，。；：]", text[max(0, figure.start - 90) : figure.start])[-1]
    return before.count("、") == number - 2 and re.search(r"[和及与]", before) is not None


_CLAUSE = lazy(r"[.;:()\n。；：（）](?=\s|$|[^\x00-\x7f])")


def _sums_up(figure: Figure, other: str) -> bool:
    """Whether a numeral says how many the list of the other text has: 四种后缀."""
    number = figure.number
    if figure.role not in _COUNTS or figure.form is not Form.WORDS:
        return False
    if not isinstance(number, int) or not 4 <= number <= 12:
        return False
    for clause in _CLAUSE.split(other):
        marks = clause.count(", ") + clause.count("、")
        closed = re.search(r",\s(?:and|or)\s", clause) is not None
        joined = re.search(r"\s(?:and|or)\s|[和及或与]", clause) is not None
        if marks > 1 and joined and number == marks + (1 if closed else 2):
            return True
    return False


def likeness(first: Figure, second: Figure) -> int:
    """How well two leftovers stand for each other: length and digits in common."""
    a, b = re.sub(r"\D", "", first.text), re.sub(r"\D", "", second.text)
    common = sum(x == y for x, y in zip(a, b, strict=False))
    return 2 * common - abs(len(a) - len(b))
