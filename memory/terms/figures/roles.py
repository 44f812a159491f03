"""What a number counts or names, told by the words beside it.

A number that both languages call a percentage, a paragraph or a session must not be
answered by one that is a day or a year: comparing values within their class is the one
defence against two figures that have changed places.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from duizhao.corpora.patterns import lazy

from . import units
from .currencies import assign_currencies
from .figure import Figure, Form, Role
from .role_words import (
    CHINESE_AFTER,
    CHINESE_BEFORE,
    CHINESE_LINK,
    ENGLISH_AFTER,
    ENGLISH_BEFORE,
    ENGLISH_LINK,
)
from .scan import Scan

_OPEN = {Role.NUMBER, Role.ORDINAL, Role.FRACTION}
"""Roles that a word beside the figure may make more exact."""
_JOINING = lazy(r"(?<!,\s)\b(?:and|or|to|through)\b|[-/、和及与或至到~]")
_LAST_OF_LIST = lazy(r"\s?,\s(?:and|or)\s")
# 三元表达式, 二元函数: so many parts, and no money.
_PARTED = lazy(
    "元(?:表达|运算|组|函数|方程|论|回归|化|分类|操作|关系|结构|语法|搜索|查找|对立|一次|二次)"
)
_MOST_ARTICLES = 5000
_LATIN_UNIT = lazy(r"\s?(?:[cmk]m|[mk]?g|m[lL])\b")
_YEAR_LIKE = lazy(r"(?:19|20)\d\d")
_REACH = 30  # characters before a figure in which the word that names it ends


def assign_english(scan: Scan) -> list[Figure]:
    """The figures in order, with the role that the words beside them give."""
    figures = sorted(scan.figures, key=lambda figure: figure.start)
    _resolution_years(figures, scan.normal)
    _forward(figures, scan.normal, ENGLISH_BEFORE, ENGLISH_LINK)
    _backward(figures, scan.normal, ENGLISH_AFTER, ENGLISH_LINK)
    assign_currencies(figures, scan.normal)
    units.assign(figures, scan.normal, english=True)
    return figures


def assign_chinese(scan: Scan) -> list[Figure]:
    """The figures in order, with the role that the characters beside them give."""
    figures = sorted(scan.figures, key=lambda figure: figure.start)
    _resolution_years(figures, scan.normal)
    _backward(figures, scan.normal, CHINESE_AFTER, CHINESE_LINK)
    _forward(figures, scan.normal, CHINESE_BEFORE, CHINESE_LINK)
    assign_currencies(figures, scan.normal)
    units.assign(figures, scan.normal, english=False)
    return figures


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
        if role is Role.MONEY and figure.form is Form.WORDS and _PARTED.match(text, figure.end):
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
