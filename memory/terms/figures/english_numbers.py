"""Numbers in digits of an English text, with their scales."""

from __future__ import annotations

import re

from duizhao.corpora.numerals import CARDINAL_WORDS, SCALES
from duizhao.corpora.patterns import lazy

from . import shared
from .figure import Form, Role, Value
from .scan import Scan
from .values import NUMBER, number, simple, small

_SCALE = r"(hundred|thousand|million|billion|trillion|dozen|mln|bn|tn|crore|lakh)s?\b"
_SCALES = {
    **SCALES,
    **{"dozen": 12, "mln": 10**6, "bn": 10**9, "tn": 10**12, "lakh": 10**5, "crore": 10**7},
}
SCALE_WORDS = frozenset(name + end for name in _SCALES for end in ("", "s"))
# £125m, 35m posts, £90k: the letter is a unit where no currency says otherwise (35 m).
_LETTER_SCALE = lazy(
    rf"(?P<money>[$€£¥]\s?)?(?P<number>{NUMBER})(?P<scale>[kmbKMB])(?![A-Za-z0-9²³/])"
)
_A_LETTER_SCALE = lazy(r"\d[kmbKMB]")
_LETTER_SCALES = {"k": 1000, "m": 10**6, "b": 10**9}
_SPAN_SCALES = {"decade": 10, "century": 100, "centurie": 100, "kilobase": 1000}
_SPANS = lazy(
    rf"(?:({NUMBER})\s?(?:-|to|and)\s?)?({NUMBER}|\b(?:{CARDINAL_WORDS})\b)\s(decade|century|centurie|kilobase)s?\b",
    re.IGNORECASE,
)
_FISCAL = lazy(r"\b(?:FY|(?:fiscal|financial)\syears?\s)'?(\d{2})\b|(?<![\w'])'(\d{2})\b(?!s)")
_ALWAYS = lazy(r"\b(24/7|9/11|50/50|50-50|360)\b(?!\s?(?:of|degree|°|per))")
_BASIS_POINTS = lazy(rf"({NUMBER})[\s-](?:basis[\s-]points?|bps?)\b")
_YEARS = lazy(r"(?<![\d,./-])((?:19|20)\d\d)\s?-\s?(\d{1,2})(?![\d,.\-/]\d|\d)")
_RANGE = lazy(rf"({NUMBER})(\s?(?:-|to|and|or)\s?\$?)({NUMBER})[\s-]?{_SCALE}", re.IGNORECASE)
_LARGE = lazy(rf"({NUMBER})\)?\+?[\s-]?{_SCALE}(?:\s(thousand|million|billion)\b)?", re.IGNORECASE)
_AN_ORDINAL = lazy(r"\d\s?(?:st|nd|rd|th)\b")
_ORDINAL = lazy(r"(?<!\d)(\d{1,40}(?:,\d{3}){0,10})\s?(?:st|nd|rd|th)\b")
_COVID = lazy(r"(?<=COVID-)(19)\b", re.IGNORECASE)


def numbers(scan: Scan, *, scaled: bool) -> None:
    """Numbers in digits; `scaled` says whether the text has words such as million."""

    def several(match: re.Match[str]) -> bool:
        scale = _SCALES[match[4].lower()]
        first, second = number(match[1]), number(match[3])
        # "2 to 3 million" is two millions; "15 and 3 million" need not be.
        values: set[Value] = {first}
        if first < second:
            values.add(simple(first * scale))
        scan.add(Role.NUMBER, values, *match.span(1))
        scan.add(Role.NUMBER, {simple(second * scale)}, match.start(3), match.end(4))
        return True

    def large(match: re.Match[str]) -> bool:
        scale = _SCALES[match[2].lower()] * (SCALES[match[3].lower()] if match[3] else 1)
        scan.add(Role.NUMBER, {simple(number(match[1]) * scale)}, *match.span())
        return True

    def ordinal(match: re.Match[str]) -> bool:
        scan.add(Role.ORDINAL, {number(match[1])}, *match.span())
        return True

    def letter(match: re.Match[str]) -> bool:
        plain = number(match["number"])
        large = simple(plain * _LETTER_SCALES[match["scale"].lower()])
        values: set[Value] = {large} if match["money"] else {plain, large}
        start = match.start("number")
        scan.add(Role.NUMBER, values, start, match.end() if match["money"] else match.end("number"))
        return True

    def span(match: re.Match[str]) -> bool:
        scale = _SPAN_SCALES[match[3].lower()]
        for index in (1, 2):
            if match[index] is None:
                continue
            digits = match[index][0] in ".0123456789"
            plain = number(match[index]) if digits else small(match[index])
            if plain is None:
                return False
            values: set[Value] = {plain, simple(plain * scale)}
            form = Form.DIGITS if digits else Form.WORDS
            also = frozenset({Role.DURATION})
            scan.add(Role.NUMBER, values, *match.span(index), form=form, also=also)
        return True

    def fiscal(match: re.Match[str]) -> bool:
        index = match.lastindex or 0
        year = int(match[index])
        values: set[Value] = {year, (2000 if year < 50 else 1900) + year}
        scan.add(Role.NUMBER, values, *match.span(index), also=frozenset({Role.YEAR}))
        return True

    if "-" in scan.rest:
        shared.two_years(scan, _YEARS)
    if "basis" in scan.rest or "bp" in scan.rest:
        shared.basis_points(scan, _BASIS_POINTS)
    if "FY" in scan.rest or "'" in scan.rest or "ial year" in scan.rest or "cal year" in scan.rest:
        scan.take(_FISCAL, fiscal)
    if "decade" in scan.rest or "centur" in scan.rest or "kilobase" in scan.rest:
        scan.take(_SPANS, span)
    if scaled:
        scan.take(_RANGE, several)
        scan.take(_LARGE, large)
    if _A_LETTER_SCALE.search(scan.rest):
        scan.take(_LETTER_SCALE, letter)

    def named(match: re.Match[str]) -> bool:
        # The Chinese name of the disease has the year, 2019冠状病毒病.
        scan.add(Role.NUMBER, {19, 2019}, *match.span(1))
        return True

    if _AN_ORDINAL.search(scan.rest):
        scan.take(_ORDINAL, ordinal)
    if "19" in scan.rest:
        scan.take(_COVID, named)
    shared.plain(scan)


def always(scan: Scan) -> None:
    """``24/7``: words written with figures."""

    def make(match: re.Match[str]) -> bool:
        parts = {int(part) for part in re.findall(r"\d+", match[0])}
        scan.add(Role.NUMBER, parts | {match[0]}, *match.span(), form=Form.LOOSE)
        return True

    if "/" in scan.rest or "0" in scan.rest:
        scan.take(_ALWAYS, make)
