"""Roman numerals, and letters that number sections and items."""

from __future__ import annotations

import re

from duizhao.corpora.numerals import roman
from duizhao.corpora.patterns import lazy

from .figure import Form, Role, Value
from .scan import Scan

_AN_EN_ROMAN = lazy(r"[IVX](?![A-Za-z0-9])")
_EN_ROMAN = lazy(
    r"(?<![A-Za-z0-9.&'-])([IVX]{2,6}|[IVX])(?![A-Za-z0-9&'])|(?<=\b[IVX]-)([IVX]{1,6})\b"
)
_EN_ROMAN_KEY = lazy(
    r"(?:chap\.|chapters?|sects?\.|sections?|annex(?:es)?|appendix|appendices|parts?|tables?|"
    r"figures?|vols?\.|volumes?|phases?|articles?|schedules?|titles?|groups?|categor(?:y|ies)|"
    r"class|levels?|war|habitat|lists?|stages?|modules?|trial chambers?|chambers?|committees?|"
    r"tiers?|pillars?|clusters?|protocols?|[IVX]{1,6},?|and|to|or|unfpa|no\.|\()\s?-?$",
    re.IGNORECASE,
)
_EN_ENUMERATOR = lazy(r"\(([ivx]+|[a-z])\)")
_ONE_LETTER = lazy(r"\s[A-Z]\b")
_EN_LETTER = lazy(
    r"\b(?:sect(?:s?\.|ions?)|annex|appendix|part|group|category|schedule|option)\s([A-Z])\b"
)


def english(scan: Scan) -> None:
    """Read them from an English text."""

    # The loose words are taken, but a key such as "Part" is none of them.
    def upper(match: re.Match[str]) -> bool:
        value = roman(match[0])
        if value is None:
            return False
        before = scan.normal[max(0, match.start() - 16) : match.start()]
        if len(match[0]) == 1 and not _EN_ROMAN_KEY.search(before):
            return False
        scan.add(Role.NUMBER, {value}, *match.span(), form=Form.WORDS)
        return True

    def lower(match: re.Match[str]) -> bool:
        # 第9项 answers both (ix) and (i), the ninth letter.
        values: set[Value] = set()
        if (value := roman(match[1])) is not None:
            values.add(value)
        if len(match[1]) == 1:
            values.add(ord(match[1]) - ord("a") + 1)
        if values:
            scan.add(Role.NUMBER, values, *match.span(), form=Form.LOOSE)
        return bool(values)

    def letter(match: re.Match[str]) -> bool:
        scan.add(Role.SECTION, {match[1]}, *match.span(1), form=Form.WORDS)
        return True

    if _AN_EN_ROMAN.search(scan.rest):
        scan.take(_EN_ROMAN, upper)
    if _ONE_LETTER.search(scan.rest):
        scan.take(_EN_LETTER, letter)
    if "(" in scan.rest:
        scan.take(_EN_ENUMERATOR, lower)


_ZH_ROMAN = lazy(
    r"(?<![A-Za-z0-9.&-])([IVX]{1,6})(?![A-Za-z0-9&])|(?<=[IVX]-)([IVX]{1,6})(?![A-Za-z0-9&])|([Ⅰ-Ⅻ])"
)
_ZH_LOWER_ROMAN = lazy(r"\(([ivx]+)\)")
_ZH_LETTER = lazy(
    r"(?<![A-Za-z0-9])([A-Z])(?=\s?(?:节|部分|组|类))|(?:附件|附录)\s?([A-Z])(?![A-Za-z])"
)


def chinese(scan: Scan) -> None:
    """Read them from a Chinese text."""

    def upper(match: re.Match[str]) -> bool:
        value = ord(match[3]) - ord("Ⅰ") + 1 if match[3] else roman(match[1] or match[2])
        if value is None:
            return False
        scan.add(Role.NUMBER, {value}, *match.span(), form=Form.WORDS)
        return True

    def lower(match: re.Match[str]) -> bool:
        value = roman(match[1])
        if value is None:
            return False
        scan.add(Role.NUMBER, {value}, *match.span(), form=Form.LOOSE)
        return True

    def letter(match: re.Match[str]) -> bool:
        index = match.lastindex or 0
        scan.add(Role.SECTION, {match[index]}, *match.span(index), form=Form.WORDS)
        return True

    if scan.may_have("IVXⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"):
        scan.take(_ZH_ROMAN, upper)
    if scan.may_have("ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        scan.take(_ZH_LETTER, letter)
    if "(" in scan.rest:
        scan.take(_ZH_LOWER_ROMAN, lower)
