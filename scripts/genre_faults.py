"""Faults of many genres to plant in one text of a pair, by name.

The expressions here know nothing of the readers that are measured with them.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

from figure_faults import (
    EN_DATE,
    ZH_DATE,
    change_date,
    change_scale,
    change_word,
    other_digit,
    swap,
)
from planting import Plant, carried, changed, lost, on_text, put, shared
from word_faults import (
    body,
    country,
    currency,
    half_of_day,
    limit,
    measure,
    minus,
    month,
    percent,
    span_of_time,
    weekday,
)

from duizhao.corpora.unit import Unit

_PRINTF = re.compile(r"%(?:\d\$)?(?:\.\d)?[sdufi]|%\(\w+\)[sd]|\{\w*\}")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
_WEB = re.compile(r"https?://[A-Za-z0-9./_#?=&-]+[A-Za-z0-9/]|[\w.]+@[\w-]+(?:\.[\w-]+)+")
_ACRONYM = re.compile(r"(?<![A-Za-z0-9])[A-Z]{3,6}(?![A-Za-z0-9])")
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Z][a-z]{3,}[A-Za-z]*(?![A-Za-z0-9])")
_CODE = re.compile(r"(?<![A-Za-z0-9.])(?=[A-Za-z0-9-]*\d)(?=[A-Za-z0-9-]*[A-Z])[A-Za-z0-9-]{3,}")
_ESCAPE = re.compile(r"\\[nt]|\n")
_HAN = re.compile("[一-鿿]")


def _other_letter(text: str, chance: random.Random) -> str:
    places = [index for index, character in enumerate(text) if character.isalpha() and index]
    place = chance.choice(places or [0])
    old = text[place]
    letters = "ABCDEFGHKLMNPRSTV" if old.isupper() else "abcdefghklmnoprstuv"
    new = chance.choice([letter for letter in letters if letter != old])
    return text[:place] + new + text[place + 1 :]


def _other_placeholder(text: str, chance: random.Random) -> str:
    if text[-1] in "sdufi":
        return text[:-1] + ("d" if text[-1] == "s" else "s")
    return "{" + _other_letter(text[1:-1] + "x", chance) + "}"


def _other_code(text: str, chance: random.Random) -> str:
    places = [index for index, character in enumerate(text) if character.isalnum()]
    place = chance.choice(places)
    old = text[place]
    pool = "0123456789" if old.isdigit() else "ABCDEFGHKLMNPRSTV" if old.isupper() else "abcdefgh"
    return text[:place] + chance.choice([c for c in pool if c != old]) + text[place + 1 :]


def decimal_point(unit: Unit, chance: random.Random) -> Unit | None:
    """A decimal point lost or moved by one place."""
    found = shared(re.compile(r"(?<![\d.,])\d+\.\d+(?![\d.])"), unit)
    if not found:
        return None
    zh, en = chance.choice(found)
    english = chance.random() < 0.5
    match = en if english else zh
    new = match[0].replace(".", "")
    return put(unit, english, *match.span(), new)


def _empty(unit: Unit, chance: random.Random) -> Unit | None:
    return replace(unit, zh="") if chance.random() < 0.5 else replace(unit, en="")


def _copied(unit: Unit, chance: random.Random) -> Unit | None:
    if len(re.findall(r"\b[a-z]{2,}\b", unit.en)) < 4 or not _HAN.search(unit.zh):
        return None
    return replace(unit, zh=unit.en)


def _bracket(unit: Unit, chance: random.Random) -> Unit | None:
    """One bracket of a pair lost."""
    for text, english in ((unit.zh, False), (unit.en, True)):
        match = re.search(r"[(（][^()（）]+([)）])", text)
        if match:
            return put(unit, english, *match.span(1), "")
    return None


def _twice(unit: Unit, chance: random.Random) -> Unit | None:
    """A word or mark repeated."""
    if chance.random() < 0.5:
        match = re.search(r"\b(?:the|of|and|to|in|a)\b(?= )", unit.en)
        return put(unit, True, match.end(), match.end(), " " + match[0]) if match else None
    match = re.search(r"[，。、]|(?<=[一-鿿])的(?=[一-鿿])", unit.zh)
    return put(unit, False, match.end(), match.end(), match[0]) if match else None


def _broken(unit: Unit, chance: random.Random) -> Unit | None:
    """Characters that another encoding has spoilt."""
    places = [match.start() for match in _HAN.finditer(unit.zh)]
    if len(places) < 4:
        return None
    place = chance.choice(places)
    if chance.random() < 0.5:
        return put(unit, False, place, place + 1, "\ufffd")
    spoilt = unit.zh[place : place + 3].encode("utf-8").decode("latin-1", "replace")
    return put(unit, False, place, place + 3, spoilt)


def any_digit(text: str, chance: random.Random, english: bool) -> str | None:
    """One digit of any number changed, wherever it is."""
    places = [match.span() for match in re.finditer(r"\d+(?:[,.]\d+)*", text)]
    if not places:
        return None
    start, end = chance.choice(places)
    return text[:start] + other_digit(text[start:end], chance) + text[end:]


def any_dropped(text: str, chance: random.Random, english: bool) -> str | None:
    """Any number taken out."""
    places = [match.span() for match in re.finditer(r"\d+(?:[,.]\d+)*", text)]
    if not places:
        return None
    start, end = chance.choice(places)
    return re.sub(r"  +", " ", text[:start] + text[end:])


def _month_or_year(text: str, chance: random.Random, english: bool) -> str | None:
    return (
        change_date(text, chance, english)
        if (EN_DATE if english else ZH_DATE).search(text)
        else None
    )


FAULTS: dict[str, Plant] = {
    "digit": on_text(any_digit),
    "number dropped": on_text(any_dropped),
    "date": on_text(_month_or_year),
    "month": month,
    "weekday": weekday,
    "number word": on_text(change_word),
    "万/亿": on_text(change_scale),
    "two figures swapped": on_text(swap),
    "decimal point": decimal_point,
    "percent sign": percent,
    "currency": currency,
    "minus sign": minus,
    "unit of measure": measure,
    "length of time": span_of_time,
    "a.m./p.m.": half_of_day,
    "at least/at most": limit,
    "body exchanged": body,
    "country exchanged": country,
    "acronym": changed(_ACRONYM, _other_letter),
    "Latin name": changed(_LATIN, _other_letter),
    "code": changed(_CODE, _other_code),
    "placeholder lost": lost(_PRINTF),
    "placeholder changed": changed(_PRINTF, _other_placeholder),
    "tag lost": lost(_TAG),
    "tag changed": changed(_TAG, _other_letter),
    "option": changed(_OPTION, _other_letter),
    "address": carried(
        changed(_WEB, _other_letter),
        [
            ("（见 https://example.org/help/start）", " (see https://example.org/help/start)"),
            ("（联系 office@example.org）", " (contact office@example.org)"),
        ],
    ),
    "empty": _empty,
    "left untranslated": _copied,
    "bracket lost": _bracket,
    "repeated": _twice,
    "broken characters": _broken,
}
