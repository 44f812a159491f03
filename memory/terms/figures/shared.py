"""Figures written alike in both languages: links, symbols, codes, notes, placeholders."""

from __future__ import annotations

import re
from fractions import Fraction

from duizhao.corpora.patterns import lazy

from . import markup
from .figure import Role, Value
from .normal import SUPERSCRIPT_VALUES, SUPERSCRIPTS
from .scan import TAKEN, Scan
from .values import NUMBER_ANYWHERE, full_year, number, simple, symbol_value

_LINK = lazy(
    r"(?:https?://|ftp://|www\.)[A-Za-z0-9./?=&_%#~:;,+@!$()-]*[A-Za-z0-9/=_#~-]"
    r"|(?<![A-Za-z0-9._+-])[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![A-Za-z0-9.@/-])(?:[a-z0-9-]+\.)+(?:org|int|com|net|gov|edu|info)(?:\.[a-z]{2})?"
    r"(?:/[A-Za-z0-9./?=&_%#~-]*[A-Za-z0-9/=_#~-])?(?![A-Za-z])"
)
_LINK_MARKS = ("://", "www.", "@", ".org", ".int", ".com", ".net", ".gov", ".edu", ".info")
"""One of these is in every address."""
_LANGUAGE_OF_PAGE = lazy(
    r"(^|[/=_.])(?:zh|cn|en|chs|eng?|chinese|english)(?:[-_](?:cn|hans|us|gb))?(?=([/.&]|$))"
)
# +86 10 6552 1234, (010) 6552-1234; without a plus only after a word that says what it is.
_CALL = r"(?:\(?0?\d{1,4}\)?[\s-]?)?(?:\d{2,4}[\s-]?){1,3}\d{3,4}"
_PHONE = lazy(
    rf"(?P<plus>\+\s?\d{{1,3}}[\s-]?\s?{_CALL})(?!\d)"
    r"|(?:电话|手机|传真|热线|致电|拨打|(?i:\b(?:tel|phone|telephone|fax|mobile|cell|hotline|call|dial)s?\b\.?))"
    rf"[\s:]{{0,3}}(?:号码|no\.|number)?[\s:]{{0,3}}(?P<call>{_CALL})(?!\d)"
)
_SEVEN_DIGITS = lazy(r"\d(?:[\s()-]{0,3}\d){6}")
_ISBN = lazy(r"\bISBN(?:-1[03])?[\s:]{0,3}(\d[\d\s-]{8,15}[\dXx])(?![\d-])")
_SYMBOL = lazy(
    r"(?<![A-Za-z0-9/._-])[A-Z][A-Za-z0-9.-]{0,14}(?:/(?:[A-Za-z0-9][A-Za-z0-9.-]*|\([A-Za-z0-9]+\)|_+))+"
    r"(?:\s?\((?:(?:19|20)\d\d|(?:Resumption|Part|Vol\.|SUPP|Supp\.?)\s?[0-9IVX]*)\))?"
    r"|(?<![A-Za-z0-9/.])(?:Add|Corr|Rev|Amend|Suppl)\.\s?\d+"
)
_SYMBOL_MARKS = ("/", "Add.", "Corr.", "Rev.", "Amend.", "Suppl.")
_NUMBERED = lazy(r"/\d|[A-Za-z]\.\s?\d|_|\d/")
_LEVELS = lazy(r"\.\d{1,4}\.\d")
_CODE = lazy(r"(?<![\d.])\d{1,4}(?:\.\d{1,4}){2,}(?![\d])")
# Figure 2-1 is Figure 2.1; Figures 2-5 are several.
_PICTURE = lazy(
    r"(\b[Ff]igure|\b[Ff]ig\.|\b[Tt]able|(?<![地意])图|(?<![代发])表)\s?(\d{1,3})-(\d{1,3})(?![\d.-])"
)
_A_PICTURE = lazy(r"[Ff]ig|[Tt]able|[图表]")
_SLASH = lazy(
    r"(?<![\d/A-Za-z.,])(\d{1,3}(?:,\d{3})+|\d{1,4})/(\d{1,3}(?:,\d{3})+|\d{1,4})(?![\d/])"
)
# Before a syllable they are its tone: ²Ggŏ.
_MARK = lazy(
    rf"(?<![\s-])[{SUPERSCRIPTS}]{{1,3}}|[{SUPERSCRIPTS}]{{1,3}}(?![{SUPERSCRIPTS}A-Za-z])"
)
_UNIT_BEFORE = lazy(r"(?:\bk?m|\bcm|\bmm|\bCO|\bs|\bft|米|\d\s?[a-z]{1,3})$")
_A_DIGIT = lazy(r"\d")
_LONGEST = 128


def links(scan: Scan) -> None:
    """Web and mail addresses."""
    if not any(mark in scan.rest for mark in _LINK_MARKS):
        return

    def make(match: re.Match[str]) -> bool:
        value = match[0].lower().rstrip("/")
        for front in ("https://", "http://", "www."):
            value = value.removeprefix(front)
        # Each text may link to the page in its own language.
        scan.add(Role.LINK, {value, _LANGUAGE_OF_PAGE.sub(r"\1*", value)}, *match.span())
        return True

    scan.take(_LINK, make)


def calls(scan: Scan) -> None:
    """Telephone numbers, with or without the code of the country, and ISBNs."""

    def phone(match: re.Match[str]) -> bool:
        name = "plus" if match["plus"] else "call"
        digits = re.sub(r"\D", "", match[name])
        if len(digits) < 7:
            return False
        values: set[Value] = {"call " + digits.lstrip("0")}
        if match["plus"]:
            values |= {"call " + digits[length:].lstrip("0") for length in (1, 2, 3)}
        scan.add(Role.NUMBER, values, *match.span(name))
        return True

    def isbn(match: re.Match[str]) -> bool:
        digits = re.sub(r"[\s-]", "", match[1]).upper()
        if len(digits) not in (10, 13):
            return False
        scan.add(Role.NUMBER, {"ISBN " + digits}, *match.span(1))
        return True

    if "ISBN" in scan.rest:
        scan.take(_ISBN, isbn)
    if _SEVEN_DIGITS.search(scan.rest):
        scan.take(_PHONE, phone)


def placeholders(scan: Scan) -> None:
    """What a program or a browser reads (``%1``, ``<h1>``, ``&#8211;``): it counts nothing."""
    found = markup.spans(scan.rest)
    if not found:
        return
    rest = list(scan.rest)
    for start, end in found:
        rest[start:end] = TAKEN * (end - start)
    scan.rest = "".join(rest)


def symbols(scan: Scan) -> None:
    """Document symbols: A/67/156, S/PV.6870 (Resumption 1), Add.1."""
    if not any(mark in scan.rest for mark in _SYMBOL_MARKS):
        return

    def make(match: re.Match[str]) -> bool:
        text = match[0].rstrip(".-")
        if not _NUMBERED.search(text):
            return False
        start = match.start()
        scan.add(Role.SYMBOL, {symbol_value(text)}, start, start + len(text))
        return True

    scan.take(_SYMBOL, make)


def marks(scan: Scan) -> None:
    """Superscript note marks. ``km²`` is a unit and no note."""

    def make(match: re.Match[str]) -> bool:
        if match[0] in "²³" and _UNIT_BEFORE.search(scan.normal, 0, match.start()):
            return True
        value = int("".join(str(SUPERSCRIPT_VALUES[mark]) for mark in match[0]))
        scan.add(Role.NOTE, {value}, *match.span())
        return True

    if scan.may_have(SUPERSCRIPTS):
        scan.take(_MARK, make)


def weak_notes(scan: Scan, pattern: re.Pattern[str]) -> None:
    """Digits that may be note marks: ``Slavery,1``. The number is the group that matched."""

    def make(match: re.Match[str]) -> bool:
        index = match.lastindex or 0
        scan.add(Role.NOTE, {int(match[index])}, *match.span(index), weak=True)
        return True

    scan.take(pattern, make)


def codes(scan: Scan) -> None:
    """Numbers of several levels (``10.5.3``), and numbers with a stroke (``64/178``)."""
    if "." in scan.rest:

        def level(match: re.Match[str]) -> bool:
            scan.add(Role.NUMBER, {match[0]}, *match.span())
            return True

        if _LEVELS.search(scan.rest):
            scan.take(_CODE, level)
    if "-" in scan.rest and _A_PICTURE.search(scan.rest):

        def picture(match: re.Match[str]) -> bool:
            number = f"{match[2]}.{match[3]}"
            values: set[Value] = {number, Fraction(number)}
            role = Role.PICTURE if match[1][0] in "Ff图" else Role.TABLE
            scan.add(role, values, match.start(2), match.end())
            return True

        scan.take(_PICTURE, picture)
    if "/" not in scan.rest:
        return

    def stroke(match: re.Match[str]) -> bool:
        first, second = match[1].replace(",", ""), match[2].replace(",", "")
        year = full_year(first, second)
        if len(first) == len(second) == 4 and int(second) == int(first) + 1:
            year = int(second)
        if year is not None:
            scan.add(Role.NUMBER, {int(first)}, *match.span(1))
            scan.add(Role.NUMBER, {year, int(second)}, *match.span(2))
            return True
        values: set[Value] = {f"{int(first)}/{int(second)}"}
        if 0 < int(first) < int(second) <= 20:
            values.add(Fraction(int(first), int(second)))
        scan.add(Role.NUMBER, values, *match.span())
        return True

    scan.take(_SLASH, stroke)


def two_years(scan: Scan, pattern: re.Pattern[str]) -> None:
    """``2019-20``: a year and the one after it, without its century."""

    def make(match: re.Match[str]) -> bool:
        second = full_year(match[1], match[2])
        if second is None:
            return False
        scan.add(Role.NUMBER, {int(match[1])}, *match.span(1))
        scan.add(Role.NUMBER, {second, int(match[2])}, *match.span(2))
        return True

    scan.take(pattern, make)


def basis_points(scan: Scan, pattern: re.Pattern[str]) -> None:
    """``25个基点``: a quarter of a percentage point."""

    def make(match: re.Match[str]) -> bool:
        points = number(match[1])
        values: set[Value] = {points, simple(Fraction(points) / 100)}
        scan.add(Role.NUMBER, values, *match.span(1), also=frozenset({Role.PERCENT}))
        return True

    scan.take(pattern, make)


def plain(scan: Scan) -> None:
    """What is left of numbers; one of more than 40 digits counts nothing and is its own value."""

    def make(match: re.Match[str]) -> bool:
        text = match[0]
        scan.add(Role.NUMBER, {number(text) if len(text) < _LONGEST else text}, *match.span())
        return True

    if _A_DIGIT.search(scan.rest):
        scan.take(NUMBER_ANYWHERE, make)
