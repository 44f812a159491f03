"""Figures of an English text."""

from __future__ import annotations

import re
from fractions import Fraction

from duizhao.corpora.numerals import (
    CARDINAL_WORDS,
    CARDINALS,
    ONES,
    ORDINAL_SCALES,
    ORDINAL_WORDS,
    ORDINALS,
    SCALES,
)
from duizhao.corpora.numerals import english as words_value

from . import dates, letters, shared
from .figure import Figures, Form, Role, Value
from .loose import LOOSE, LOOSE_WORD
from .normal import normal
from .roles import assign_english
from .scan import Scan
from .shared import full_year, number, simple

_N = shared.NUMBER
_SCALE = r"(hundred|thousand|million|billion|trillion|dozen|mln|bn|tn|crore|lakh)s?\b"
_SCALES = {
    **SCALES,
    **{"dozen": 12, "mln": 10**6, "bn": 10**9, "tn": 10**12, "lakh": 10**5, "crore": 10**7},
}
_SCALE_WORDS = frozenset(name + end for name in _SCALES for end in ("", "s"))
# £125m, 35m posts, £90k: the letter is a unit where no currency says otherwise (35 m).
_LETTER_SCALE = re.compile(
    rf"(?P<money>[$€£¥]\s?)?(?P<number>{_N})(?P<scale>[kmbKMB])(?![A-Za-z0-9²³/])"
)
_A_LETTER_SCALE = re.compile(r"\d[kmbKMB]")
_LETTER_SCALES = {"k": 1000, "m": 10**6, "b": 10**9}
_SPAN_SCALES = {"decade": 10, "century": 100, "centurie": 100, "kilobase": 1000}
_SPANS = re.compile(
    rf"(?:({_N})\s?(?:-|to|and)\s?)?({_N}|\b(?:{CARDINAL_WORDS})\b)\s(decade|century|centurie|kilobase)s?\b",
    re.IGNORECASE,
)
_FISCAL = re.compile(
    r"\b(?:FY|(?:fiscal|financial)\syears?\s)'?(\d{2})\b|(?<![\w'])'(\d{2})\b(?!s)"
)
_ALWAYS = re.compile(r"\b(24/7|9/11|50/50|50-50|360)\b(?!\s?(?:of|degree|°|per))")

_TIME_LIST = re.compile(
    r"(?<![\d.])(\d{1,2})(?:[.:](\d{2}))?(?=\s*(?:-|to|and|until)\s*\d{1,2}(?:[.:]\d{2})?\s*[ap]\.?\s?m\b)"
)
_TIME = re.compile(r"(?<![\d.])(\d{1,2})(?:[.:](\d{2}))?\s*([ap])\.?\s?m\b\.?", re.IGNORECASE)
_CLOCK_WORDS = "|".join(ONES[1:13])
_SPOKEN = re.compile(
    rf"\b(?:a\s)?(?P<part>half|quarter|(?:five|ten|twenty|twenty-five|\d{{1,2}})\sminutes)\s(?P<to>past|to|after)\s"
    rf"(?P<hour>{_CLOCK_WORDS}|\d{{1,2}})\b(?![,.]?\d|\s(?:per|%))"
    rf"|\b(?P<clock>{_CLOCK_WORDS}|1?\d)\so'clock",
    re.IGNORECASE,
)
_AT_HOURS = re.compile(r"(?<=[Aa]t )(?!19|20[0-4])([01]\d|2[0-3])([0-5]\d)(?![\d%]|[,.]\d)")
# Slavery,1 and Persons1: superscripts that a format has made plain.
_NOTE = re.compile(
    r"(?<=[a-z]{3})(?<!Euro)(?<!euro)(\d{1,3})(?![\d\w/-]|[.,]\d)"
    r"|(?<=[a-z][,.;:\"'])(\d{1,3})(?=\s|$|[;,.](?!\d))"
    r"|(?<=[a-z])(?<=[)\"'\]])(\d{1,3})(?![\d\w/]|[.,]\d)"
    r"|(?<=\d{4}[,.;])(\d{1,2})(?=\s|$)"
)
# Without notes elsewhere only what nobody writes of a number: Questions,22 subject to.
_NOTE_GLUED = re.compile(
    r"(?<=[a-z][,;\"'])(\d{1,3})(?=\s[a-z]|$)|(?<=[a-z]\.)(\d{1,3})(?=$)"
    r"|(?<=[a-z]{3})(?<!Euro)(?<!euro)(\d{1,2})(?=$|\s[a-z]|[,.;](?:\s|$))"
)
_NOTE_BRACKET = re.compile(r"(?<=[A-Za-z.,;:\"')])\[(\d{1,3})\](?=$|\s|[.,;:)])")
_CENTURY = re.compile(
    r"(?<!\d)((?:1[0-9]|20)\d0)'?s\b"
    r"|(?P<age>\b(?:his|her|their|my|our|your)\s)?(?:\b(?P<part>early|mid|late)[\s-])?(?<![\d.,])'?([2-9]0)s\b"
)
_PARTS_OF_TEN = {"early": range(1, 4), "mid": range(4, 7), "late": range(7, 10)}
_DECADE_WORDS = re.compile(r"\b(twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b", re.IGNORECASE)
_YEARS = re.compile(r"(?<![\d,./-])((?:19|20)\d\d)\s?-\s?(\d{1,2})(?![\d,.\-/]\d|\d)")
_RANGE = re.compile(rf"({_N})(\s?(?:-|to|and|or)\s?\$?)({_N})[\s-]?{_SCALE}", re.IGNORECASE)
_LARGE = re.compile(
    rf"({_N})\)?\+?[\s-]?{_SCALE}(?:\s(thousand|million|billion)\b)?", re.IGNORECASE
)
_ORDINAL = re.compile(r"(?<!\d)(\d{1,40}(?:,\d{3}){0,10})\s?(?:st|nd|rd|th)\b")
_COVID = re.compile(r"(?<=COVID-)(19)\b", re.IGNORECASE)

_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_FRACTION = re.compile(
    r"\b(?:(one|two|three|four|five|six|seven|eight|nine|a)[\s-]"
    r"(half|halves|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s)\b"
    r"|(one|an?)[\s-](half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?=\sof\b|-))",
    re.IGNORECASE,
)
_PART_OF_SCALE = re.compile(
    r"\b(half|quarter)[\s-](?:of\s)?an?[\s-](hundred|thousand|million|billion)\b", re.IGNORECASE
)
_LETTERS = re.compile(r"[a-z]+")
_CLOCK = frozenset({"past", "minutes", "quarter"})
_A_DIGIT = re.compile(r"\d")
_PLURALS = frozenset({"hundreds", "thousands", "millions", "billions", "halves"})
_NUMBER_WORDS = frozenset({*CARDINALS, *SCALES, *ORDINALS, *ORDINAL_SCALES, *_PARTS}) | _PLURALS
_ALL_WORDS = rf"{CARDINAL_WORDS}|hundreds|thousands|millions|billions"
_GAP = r"(?:[\s-]{1,4}(?:and\s)?)"
_WORDS = re.compile(
    rf"\b(?:a\s)?(?:(?:{_ALL_WORDS}){_GAP}){{0,20}}(?:{ORDINAL_WORDS})\b"
    rf"|\b(?:a\s)?(?:{_ALL_WORDS})(?:(?:[\s-]+|(?<=dred)\sand\s|(?<=sand)\sand\s)"
    rf"(?:{_ALL_WORDS}))*(?:\b|(?=years?\b|days?\b|months?\b))",
    re.IGNORECASE,
)
_ODDS = re.compile(
    rf"\b({_N}|{CARDINAL_WORDS})\s(?:out\sof|in)\s(?:every\s)?({_N}|{CARDINAL_WORDS})\b",
    re.IGNORECASE,
)
_AN_ODDS = re.compile(
    rf"\s(?:out\sof|in)\s(?:every\s)?(?:[\d.]|(?:{CARDINAL_WORDS})\b)", re.IGNORECASE
)
_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")
_SHORT_WEEKDAYS = frozenset(
    {"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"}
)
_SHORT_WEEKDAY = re.compile(r"\b(?:(Mon)|(Tues?)|(Wed)|(Thu|Thurs?)|(Fri)|(Sat)|(Sun))\b")
_WEEKDAYS = {
    name: number
    for number, name in enumerate(("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"), 1)
}


def read_english(text: str, *, notes: bool = False) -> Figures:
    """Figures and dates of an English text, in order.

    Args:
        text: as it stands.
        notes: whether digits after a word or punctuation may be note marks, since the
            document has notes.
    """
    scan = Scan(text, normal(text))
    shared.links(scan)
    shared.calls(scan)
    shared.placeholders(scan)
    shared.symbols(scan)
    shared.marks(scan)
    words = set(_LETTERS.findall(scan.normal.lower()))
    words |= {word[:-4] for word in words if word.endswith("year")}  # tenyear: the hyphen lost
    counts = not _NUMBER_WORDS.isdisjoint(words)
    if "o'clock" in scan.rest or not _CLOCK.isdisjoint(words):
        _spoken_times(scan)
    if _A_DIGIT.search(scan.rest):
        shared.weak_notes(scan, _NOTE if notes else _NOTE_GLUED)
        if "[" in scan.rest:
            shared.weak_notes(scan, _NOTE_BRACKET)
        _times(scan)
        dates.numeric(scan)
        dates.english(scan)
        _decades(scan)
        _always(scan)
        shared.codes(scan)
        _odds(scan)
        _numbers(scan, scaled=not _SCALE_WORDS.isdisjoint(words))
    else:
        dates.english(scan)
        _decades(scan)
        if counts:
            _odds(scan)
    if counts:
        _words(scan)
    if not LOOSE.keys().isdisjoint(words):
        _loose(scan)
    _weekdays(scan, words)
    letters.english(scan)
    figures = assign_english(scan)
    return Figures(tuple(figures), tuple(scan.dates), scan.normal)


def _times(scan: Scan) -> None:
    def make(match: re.Match[str]) -> bool:
        hour, minute = int(match[1]), int(match[2] or 0)
        if hour > 24 or minute > 59:
            return False
        half = match[3].lower() + "m" if (match.lastindex or 0) > 2 else ""
        shared.add_time(scan, hour, minute, *match.span(), half=half)
        return True

    if "m" in scan.rest or "M" in scan.rest:
        scan.take(_TIME_LIST, make)
        scan.take(_TIME, make)
    shared.clock(scan)
    shared.hours(scan)
    scan.take(_AT_HOURS, make)


def _spoken_times(scan: Scan) -> None:
    """``twenty minutes to eight``, ``half past 5``, ``eight o'clock``."""

    def make(match: re.Match[str]) -> bool:
        if match["clock"]:
            hour, minute = _small(match["clock"]), 0
        else:
            hour = _small(match["hour"])
            first = match["part"].lower()
            minutes = {"half": 30, "quarter": 15}.get(first) or _small(first.split()[0])
            if hour is None or not minutes or minutes > 59:
                return False
            minute = minutes
            if match["to"].lower() == "to":
                hour, minute = (hour - 1) or 12, 60 - minutes
        if hour is None or not 1 <= hour <= 12:
            return False
        shared.add_time(scan, hour, minute, *match.span(), form=Form.WORDS)
        return True

    scan.take(_SPOKEN, make)


def _decades(scan: Scan) -> None:
    def words(match: re.Match[str]) -> bool:
        tens = CARDINALS[match[1].lower() + "y"]
        also = frozenset({Role.AGE})  # people in their twenties
        scan.add(Role.DECADE, {tens, 1900 + tens}, *match.span(), form=Form.WORDS, also=also)
        return True

    if "ties" in scan.rest:
        scan.take(_DECADE_WORDS, words)
    if "0s" not in scan.rest and "0's" not in scan.rest:
        return

    def make(match: re.Match[str]) -> bool:
        if match[1]:
            year = int(match[1])
            values = {year, year % 100}
            if not year % 100:
                values.add(year // 100 + 1)  # the 1800s are the 19th century
            scan.add(Role.DECADE, values, *match.span(1))
            return True
        tens = int(match[4])
        values = {tens, 1900 + tens}
        if match["part"]:
            values |= {tens + one for one in _PARTS_OF_TEN[match["part"]]}
        also = frozenset({Role.AGE}) if match["age"] or match["part"] else frozenset()
        scan.add(Role.DECADE, values, *match.span(4), also=also)
        return True

    scan.take(_CENTURY, make)


def _numbers(scan: Scan, *, scaled: bool) -> None:
    def years(match: re.Match[str]) -> bool:
        second = full_year(match[1], match[2])
        if second is None:
            return False
        scan.add(Role.NUMBER, {int(match[1])}, *match.span(1))
        scan.add(Role.NUMBER, {second, int(match[2])}, *match.span(2))
        return True

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
            plain = number(match[index]) if digits else _small(match[index])
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
        scan.take(_YEARS, years)
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

    scan.take(_ORDINAL, ordinal)
    if "19" in scan.rest:
        scan.take(_COVID, named)
    shared.plain(scan)


def _always(scan: Scan) -> None:
    """``24/7``: words written with figures."""

    def make(match: re.Match[str]) -> bool:
        parts = {int(part) for part in re.findall(r"\d+", match[0])}
        scan.add(Role.NUMBER, parts | {match[0]}, *match.span(), form=Form.LOOSE)
        return True

    if "/" in scan.rest or "0" in scan.rest:
        scan.take(_ALWAYS, make)


def _odds(scan: Scan) -> None:
    """``1 in 10``, ``three out of five``: two numbers, the first also the fraction."""

    def make(match: re.Match[str]) -> bool:
        first, second = _small(match[1]), _small(match[2])
        if first is None or second is None or not 0 < first < second <= 100:
            return False
        form = Form.DIGITS if match[1].isdigit() and match[2].isdigit() else Form.WORDS
        values: set[Value] = {first, Fraction(first, second)}
        scan.add(Role.NUMBER, values, *match.span(1), form=form)
        scan.add(Role.NUMBER, {second}, *match.span(2), form=Form.LOOSE)
        return True

    if _AN_ODDS.search(scan.rest):
        scan.take(_ODDS, make)


def _small(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    result = words_value(text) if text.isalpha() else None
    return result[0] if result else None


def _words(scan: Scan) -> None:
    def fraction(match: re.Match[str]) -> bool:
        top = CARDINALS.get((match[1] or match[3]).lower(), 1)
        part = (match[2] or match[4]).lower()
        bottom = _PARTS.get(part) or _PARTS[part.removesuffix("s")]
        values = shared.shares(Fraction(top, bottom)) | {bottom}
        scan.add(Role.FRACTION, values, *match.span(), form=Form.WORDS)
        return True

    def words(match: re.Match[str]) -> bool:
        text = match[0]
        result = words_value(text)
        if result is None:
            for word in re.finditer(r"[A-Za-z]+", text):
                if (single := words_value(word[0])) is not None:
                    start = match.start()
                    scan.add(
                        Role.ORDINAL if single[1] else Role.NUMBER,
                        {single[0]},
                        start + word.start(),
                        start + word.end(),
                        form=Form.WORDS,
                    )
            return True
        value, is_ordinal = result
        values: set[Value] = {value}
        if text.lower() in ("hundreds", "thousands", "millions", "billions"):
            scan.add(Role.NUMBER, values, *match.span(), form=Form.LOOSE)
            return True
        after = scan.rest[match.end() : match.end() + 8].lower()
        if after.startswith((" decade", "-decade")):
            values.add(value * 10)
        elif after.startswith(" centur"):
            values.add(value * 100)
        elif after.startswith(" dozen"):
            values.add(value * 12)
        role = Role.ORDINAL if is_ordinal else Role.NUMBER
        # The second half is 下半年, the first quarter 季初.
        form = Form.LOOSE if is_ordinal and value < 3 and after.startswith(" half") else Form.WORDS
        scan.add(role, values, *match.span(), form=form)
        return True

    def part(match: re.Match[str]) -> bool:
        value = SCALES[match[2].lower()] // (2 if match[1].lower() == "half" else 4)
        scan.add(Role.NUMBER, {value}, *match.span(), form=Form.WORDS)
        return True

    scan.take(_PART_OF_SCALE, part)
    scan.take(_FRACTION, fraction)
    scan.take(_WORDS, words)


def _loose(scan: Scan) -> None:
    def loose(match: re.Match[str]) -> bool:
        scan.add(Role.NUMBER, LOOSE[match[0].lower()], *match.span(), form=Form.LOOSE)
        return True

    scan.take(LOOSE_WORD, loose)


def _weekdays(scan: Scan, words: set[str]) -> None:
    def weekday(match: re.Match[str]) -> bool:
        scan.add(Role.WEEKDAY, {_WEEKDAYS[match[1]]}, *match.span(), form=Form.WORDS)
        return True

    def short(match: re.Match[str]) -> bool:
        value = match.lastindex or 0
        scan.add(Role.WEEKDAY, {value}, *match.span(), form=Form.LOOSE)
        return True

    if "day" in scan.rest:
        scan.take(_WEEKDAY, weekday)
    if not _SHORT_WEEKDAYS.isdisjoint(words):
        scan.take(_SHORT_WEEKDAY, short)
