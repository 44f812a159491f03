"""Figures of a Chinese text, simplified or traditional."""

from __future__ import annotations

from duizhao.corpora.patterns import lazy

from . import chinese_numbers, chinese_numerals, chinese_times, dates, letters, shared
from .figure import Figures
from .normal import normal
from .numeric_dates import numeric_dates
from .roles import assign_chinese
from .scan import Scan

_NOTE_BRACKET = lazy(
    r"(?<=[\u4e00-\u9fff。，；：、”\"')）》])\[(\d{1,3})\](?=$|\s|[。，；：、）)])"
)
_NOTE = lazy(
    r"(?<=[。；;，》”\"])(\d{1,3})(?=$|\s(?![年月日时点分秒天岁周名人位个元万亿千百%])|[，。；])"
    r"|(?<=》)(\d{1,3})(?![\d./年月日个名项次万亿%，-])"
)
_A_DIGIT = lazy(r"\d")
_LATIN_DATE = lazy(r"[A-Z][a-z]{2,8}")


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
    chinese_times.times(scan)
    chinese_numerals.discounts(scan)
    if _A_DIGIT.search(scan.rest):
        if notes:
            if "[" in scan.rest:
                shared.weak_notes(scan, _NOTE_BRACKET)
            shared.weak_notes(scan, _NOTE)
        numeric_dates(scan)
        if "·" in scan.rest or '"' in scan.rest:
            chinese_times.attacks(scan)
        if _LATIN_DATE.search(scan.rest):
            dates.english(scan)
        chinese_times.decades(scan)
        chinese_times.centuries(scan)
        dates.chinese(scan)
        chinese_numbers.fractions(scan)
        shared.codes(scan)
        chinese_numbers.numbers(scan)
    else:
        chinese_times.decades(scan)
        chinese_times.centuries(scan)
        dates.chinese(scan)
        chinese_numbers.fractions(scan)
    if scan.may_have("一八"):
        chinese_times.holidays(scan)
    chinese_numerals.numerals(scan)
    letters.chinese(scan)
    figures = assign_chinese(scan)
    return Figures(tuple(figures), tuple(scan.dates), scan.normal)
