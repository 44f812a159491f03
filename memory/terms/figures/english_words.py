"""Numbers in English words, and words that only imply a value."""

from __future__ import annotations

import re
from fractions import Fraction

from duizhao.corpora.numerals import (
    CARDINAL_WORDS,
    CARDINALS,
    ORDINAL_SCALES,
    ORDINAL_WORDS,
    ORDINALS,
    SCALES,
)
from duizhao.corpora.numerals import english as words_value
from duizhao.corpora.patterns import lazy

from .figure import Form, Role, Value
from .loose import LOOSE, LOOSE_WORD
from .scan import Scan
from .values import NUMBER, shares, small

_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_FRACTION = lazy(
    r"\b(?:(one|two|three|four|five|six|seven|eight|nine|a)[\s-]"
    r"(half|halves|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s)\b"
    r"|(one|an?)[\s-](half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?=\sof\b|-))",
    re.IGNORECASE,
)
_FIRST = lazy(r"(?:first|last|past|next|previous)\s$", re.IGNORECASE)
_COPIES = lazy(r"\bin\s(duplicate|triplicate|quadruplicate)\b", re.IGNORECASE)
_PART_OF_SCALE = lazy(
    r"\b(half|quarter)[\s-](?:of\s)?an?[\s-](hundred|thousand|million|billion)\b", re.IGNORECASE
)
_PLURALS = frozenset({"hundreds", "thousands", "millions", "billions", "halves"})
NUMBER_WORDS = frozenset({*CARDINALS, *SCALES, *ORDINALS, *ORDINAL_SCALES, *_PARTS}) | _PLURALS
_ALL_WORDS = rf"{CARDINAL_WORDS}|hundreds|thousands|millions|billions"
# The first letters of any of them, without which none has to be tried.
_STARTS = "|".join(sorted({"a\\s", *(word[:2] for word in NUMBER_WORDS)}))
_GAP = r"(?:[\s-]{1,4}(?:and\s)?)"
_WORDS = lazy(
    rf"\b(?={_STARTS})(?:(?:a\s)?(?:(?:{_ALL_WORDS}){_GAP}){{0,20}}(?:{ORDINAL_WORDS})\b"
    rf"|(?:a\s)?(?:{_ALL_WORDS})(?:(?:[\s-]+|(?<=dred)\sand\s|(?<=sand)\sand\s)"
    rf"(?:{_ALL_WORDS}))*(?:\b|(?=years?\b|days?\b|months?\b)))",
    re.IGNORECASE,
)
_ODDS = lazy(
    rf"\b({NUMBER}|{CARDINAL_WORDS})\s(?:out\sof|in)\s(?:every\s)?({NUMBER}|{CARDINAL_WORDS})\b",
    re.IGNORECASE,
)
_AN_ODDS = lazy(rf"\s(?:out\sof|in)\s(?:every\s)?(?:[\d.]|(?:{CARDINAL_WORDS})\b)", re.IGNORECASE)


def number_words(scan: Scan) -> None:
    """``twenty-five``, ``the first``, ``two thirds``, ``half a million``."""

    def fraction(match: re.Match[str]) -> bool:
        top = CARDINALS.get((match[1] or match[3]).lower(), 1)
        part = (match[2] or match[4]).lower()
        if part == "quarters" and _FIRST.search(scan.rest, 0, match.start()):
            return False  # the first three quarters of a year
        bottom = _PARTS.get(part) or _PARTS[part.removesuffix("s")]
        values = shares(Fraction(top, bottom))
        if top == 1:
            values.add(bottom)
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
        # The second half is 下半年, the first quarter 季初; third parties are 他人.
        half = is_ordinal and value < 3 and after.startswith(" half")
        other = is_ordinal and value == 3 and after[1:].startswith(("party", "parties"))
        form = Form.LOOSE if half or other else Form.WORDS
        scan.add(role, values, *match.span(), form=form)
        return True

    def part(match: re.Match[str]) -> bool:
        value = SCALES[match[2].lower()] // (2 if match[1].lower() == "half" else 4)
        scan.add(Role.NUMBER, {value}, *match.span(), form=Form.WORDS)
        return True

    scan.take(_PART_OF_SCALE, part)
    scan.take(_FRACTION, fraction)
    scan.take(_WORDS, words)


def copies(scan: Scan) -> None:
    """``in duplicate``: 一式两份."""

    def make(match: re.Match[str]) -> bool:
        count = {"d": 2, "t": 3, "q": 4}[match[1][0].lower()]
        scan.add(Role.NUMBER, {count}, *match.span(1), form=Form.WORDS)
        return True

    if "plicate" in scan.rest:
        scan.take(_COPIES, make)


def odds(scan: Scan) -> None:
    """``1 in 10``, ``three out of five``: two numbers, the first also the fraction."""

    def make(match: re.Match[str]) -> bool:
        first, second = small(match[1]), small(match[2])
        if first is None or second is None or not 0 < first < second <= 100:
            return False
        form = Form.DIGITS if match[1].isdigit() and match[2].isdigit() else Form.WORDS
        values: set[Value] = {first, Fraction(first, second)}
        scan.add(Role.NUMBER, values, *match.span(1), form=form)
        scan.add(Role.NUMBER, {second}, *match.span(2), form=Form.LOOSE)
        return True

    if _AN_ODDS.search(scan.rest):
        scan.take(_ODDS, make)


def loose_words(scan: Scan) -> None:
    """``half``, ``both``, ``biennium``: words that imply a value."""

    def loose(match: re.Match[str]) -> bool:
        scan.add(Role.NUMBER, LOOSE[match[0].lower()], *match.span(), form=Form.LOOSE)
        return True

    scan.take(LOOSE_WORD, loose)
