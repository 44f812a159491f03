"""Faults of figures to plant in one text of a pair, one function for each kind.

Figures are found by expressions of their own, which know nothing of the readers that are
measured with them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
NUMBER_WORDS = (
    *("two", "three", "four", "five", "six", "seven"),
    *("eight", "nine", "ten", "eleven", "twelve", "fifteen"),
    *("twenty",),
)
ORDINAL_WORDS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
    *("thirteenth", "twentieth", "thirtieth", "fortieth"),
)
HAN = "一二三四五六七八九"

SYMBOL = re.compile(r"(?<![A-Za-z0-9/])[A-Z][A-Za-z.]{0,9}\d*(?:/[A-Za-z0-9.]+)+")
EN_DATE = re.compile(
    rf"\d{{1,2}} (?:{'|'.join(MONTHS)})(?: \d{{4}})?|(?:{'|'.join(MONTHS)}) \d{{4}}"
)
ZH_DATE = re.compile(r"(?:\d{4}\s?年\s?)?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?|\d{4}\s?年")
LABEL = re.compile(
    r"^(?:\d{1,3}(?=\. )|\([a-z]\)|[A-Z](?=\. )|[IVX]+(?=\. )|[一二三四五六七八九十]+(?=、))"
)
EN_SCALE = re.compile(r"(?<=\d )(?:million|billion|thousand|trillion)\b")
ZH_SCALE = re.compile(r"(?<=\d)\s?(?:万亿|万|亿)")
EN_WORD = re.compile(
    r"\b(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?"
    rf"(?:{'|'.join((*NUMBER_WORDS, *ORDINAL_WORDS))})\b",
    re.IGNORECASE,
)
ZH_WORD = re.compile(rf"第[{HAN}十]+(?=[届次章条个])|(?<![{HAN}十])[{HAN}十]+(?=[个项名届年])")
DIGITS = re.compile(r"\d+(?:[,.]\d+)*")

Place = tuple[int, int]
Change = Callable[[str, random.Random, bool], str | None]


def other_digit(text: str, chance: random.Random) -> str:
    """`text` with one of its digits changed."""
    places = [index for index, character in enumerate(text) if character.isdigit()]
    place = chance.choice(places)
    low = "123456789" if place == places[0] and len(places) > 1 else "0123456789"
    digit = chance.choice([d for d in low if d != text[place]])
    return text[:place] + digit + text[place + 1 :]


def plain_numbers(text: str, english: bool) -> list[Place]:
    """Numbers that are no part of a date, symbol, label or address."""
    covered = [m.span() for m in SYMBOL.finditer(text)]
    covered += [m.span() for m in (EN_DATE if english else ZH_DATE).finditer(text)]
    covered += [m.span() for m in re.finditer(r"\S*(?:www\.|http|@)\S*", text)]
    if label := LABEL.match(text):
        covered.append(label.span())
    return [
        m.span()
        for m in DIGITS.finditer(text)
        if not any(start < m.end() and m.start() < end for start, end in covered)
        and not re.search(r"[A-Za-z.,;:'\")\]-]$", text[: m.start()])
    ]


def change_digit(text: str, chance: random.Random, english: bool) -> str | None:
    """One digit of one number changed."""
    places = plain_numbers(text, english)
    if not places:
        return None
    start, end = chance.choice(places)
    return text[:start] + other_digit(text[start:end], chance) + text[end:]


def change_date(text: str, chance: random.Random, english: bool) -> str | None:
    """Day, month or year of one date changed to another that exists."""
    dates = list((EN_DATE if english else ZH_DATE).finditer(text))
    if not dates:
        return None
    date = chance.choice(dates)
    parts = list(re.finditer(rf"\d+|{'|'.join(MONTHS)}" if english else r"\d+", date[0]))
    part = chance.choice(parts)
    unit = date[0][part.end() : part.end() + 2].strip()[:1]
    if part[0].isalpha():
        new = chance.choice([name for name in MONTHS if name != part[0]])
    elif len(part[0]) == 4:
        new = str(int(part[0]) + chance.choice([-10, -3, -2, -1, 1, 2, 3, 10]))
    else:
        top = 12 if unit == "月" else 28
        new = str(chance.choice([n for n in range(1, top + 1) if n != int(part[0])]))
    start = date.start() + part.start()
    return text[:start] + new + text[date.start() + part.end() :]


def change_symbol(text: str, chance: random.Random, english: bool) -> str | None:
    """One digit of one document symbol changed."""
    places = [m.span() for m in SYMBOL.finditer(text) if re.search(r"\d", m[0])]
    if not places:
        return None
    start, end = chance.choice(places)
    return text[:start] + other_digit(text[start:end], chance) + text[end:]


def change_scale(text: str, chance: random.Random, english: bool) -> str | None:
    """万 for 亿, million for billion, or none."""
    places = list((EN_SCALE if english else ZH_SCALE).finditer(text))
    if not places:
        return None
    place = chance.choice(places)
    choices = ["thousand", "million", "billion"] if english else ["万", "亿", ""]
    new = chance.choice([word for word in choices if word != place[0].strip()])
    return text[: place.start()] + new + text[place.end() :]


def change_label(text: str, chance: random.Random, english: bool) -> str | None:
    """Another number or letter in front of the paragraph."""
    match = LABEL.match(text)
    if match is None:
        return None
    label = match[0]
    if label[0].isdigit():
        new = str(int(label) + chance.choice([-10, -2, -1, 1, 2, 10]))
        if int(new) < 1:
            new = str(int(label) + 1)
    elif label[0] == "(":
        new = f"({chance.choice([c for c in 'abcdefghijk' if c != label[1]])})"
    elif label[0] in HAN + "十":
        new = chance.choice([c for c in HAN if c != label])
    elif re.fullmatch("[IVX]+", label):
        new = chance.choice([r for r in ("I", "II", "III", "IV", "V", "VI") if r != label])
    else:
        new = chance.choice([c for c in "ABCDEFGH" if c != label])
    return new + text[len(label) :]


def change_word(text: str, chance: random.Random, english: bool) -> str | None:
    """Another number word or ordinal."""
    places = [
        m
        for m in (EN_WORD if english else ZH_WORD).finditer(text)
        if m[0].lower() not in ("first", "second")
    ]
    if not places:
        return None
    place = chance.choice(places)
    old = place[0]
    if english:
        last = old.rsplit("-", 1)[-1]
        pool: Sequence[str] = ORDINAL_WORDS if last.lower() in ORDINAL_WORDS else NUMBER_WORDS
        if "-" in old:
            pool = [word for word in pool[:9] if word != "ten"]
        new = chance.choice([word for word in pool if word != last.lower()])
        new = old[: len(old) - len(last)] + (new.capitalize() if last[0].isupper() else new)
    else:
        spot = chance.choice([i for i, c in enumerate(old) if c in HAN + "十"])
        new = chance.choice([c for c in HAN if c != old[spot]])
        new = old[:spot] + new + old[spot + 1 :]
    return text[: place.start()] + new + text[place.end() :]


def drop(text: str, chance: random.Random, english: bool) -> str | None:
    """One number taken out."""
    places = plain_numbers(text, english)
    if not places:
        return None
    start, end = chance.choice(places)
    return re.sub(r"  +", " ", text[:start] + text[end:])


def swap(text: str, chance: random.Random, english: bool) -> str | None:
    """Two different numbers of the text, dates and symbols among them, exchanged."""
    start_from = label.end() if (label := LABEL.match(text)) else 0
    places = [m for m in DIGITS.finditer(text) if m.start() >= start_from]
    pairs = [(a, b) for i, a in enumerate(places) for b in places[i + 1 :] if a[0] != b[0]]
    if not pairs:
        return None
    a, b = chance.choice(pairs)
    return text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]


FAULTS: dict[str, Change] = {
    "digit": change_digit,
    "date": change_date,
    "symbol": change_symbol,
    "万/亿": change_scale,
    "label": change_label,
    "ordinal or number word": change_word,
    "dropped": drop,
    "swapped": swap,
}
