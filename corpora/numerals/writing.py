"""Numbers as automatic numbering writes them.

The names are those of OOXML (ECMA-376, ST_NumberFormat); ``odt`` and ``html`` map theirs
to them. A format that we do not know is written in decimal digits: the value is right,
only its form is not.
"""

from __future__ import annotations

from collections.abc import Callable

from .words import ONES, TENS, as_ordinal

HAN = "〇一二三四五六七八九"
HAN_FORMAL = "零壹贰叁肆伍陆柒捌玖"
HAN_FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
SYMBOLS = "*†‡§"
FULL_WIDTH = {ord("0") + digit: ord("０") + digit for digit in range(10)}


def roman(value: int) -> str:
    """Lower-case Roman numeral; decimal digits outside 1 to 3999."""
    if not 0 < value < 4000:
        return str(value)
    result = ""
    for size, letters in ROMAN:
        count, value = divmod(value, size)
        result += letters * count
    return result


def letter(value: int) -> str:
    """Lower-case letter: a … z, aa, bb … as word processors go on."""
    if not 0 < value <= 26 * 20:
        return str(value)
    times, index = divmod(value - 1, 26)
    return chr(ord("a") + index) * (times + 1)


def letters_in_base(value: int) -> str:
    """Lower-case letters: a … z, aa, ab … as spreadsheets and HTML go on."""
    if value < 1:
        return str(value)
    result = ""
    while value:
        value, index = divmod(value - 1, 26)
        result = chr(ord("a") + index) + result
    return result


def han(value: int, digits: str = HAN, units: str = "十百千", drop_one: bool = True) -> str:
    """Chinese numeral of 0 to 9999 with places (十二, 一百零三); decimal beyond."""
    if not 0 <= value < 10_000:
        return str(value)
    if value == 0:
        return digits[0]
    zero = "零"
    text = ""
    pending = False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit == 0:
            pending = bool(text)
            continue
        text += (zero if pending else "") + digits[digit] + (units[place - 1] if place else "")
        pending = False
    if drop_one and text.startswith(digits[1] + units[0]):
        return text[1:]
    return text


def han_digits(value: int) -> str:
    """Chinese digits one by one (一〇三)."""
    return "".join(HAN[int(digit)] for digit in str(abs(value)))


def chosen(signs: str) -> Callable[[int], str]:
    """A format that counts through a row of signs, then goes on in decimal digits."""

    def write(value: int) -> str:
        return signs[value - 1] if 0 < value <= len(signs) else str(value)

    return write


def span(first: str, length: int) -> str:
    """A row of neighbouring Unicode characters."""
    return "".join(chr(ord(first) + step) for step in range(length))


def symbol(value: int) -> str:
    """Note signs * † ‡ § then doubled."""
    if value < 1 or value > 40:
        return str(value)
    times, index = divmod(value - 1, len(SYMBOLS))
    return SYMBOLS[index] * (times + 1)


def english(value: int) -> str:
    """English cardinal of 0 to 999 in words; decimal beyond."""
    if not 0 <= value < 1000:
        return str(value)
    if value >= 100:
        rest = f" {english(value % 100)}" if value % 100 else ""
        return f"{ONES[value // 100]} hundred{rest}"
    if value < 20:
        return ONES[value]
    return TENS[value // 10 - 2] + (f"-{ONES[value % 10]}" if value % 10 else "")


def english_ordinal(value: int) -> str:
    """English ordinal in words (first, twenty-second)."""
    words = english(value)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    head, last = words[:cut], words[cut:]
    if last.isdecimal():
        return ordinal(value)
    return head + as_ordinal(last)


def ordinal(value: int) -> str:
    """English ordinal in digits (1st, 22nd)."""
    teens = 10 < value % 100 < 14
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "upperRoman": lambda value: roman(value).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda value: letter(value).upper(),
    "lowerLetter": letter,
    "upperLetterBase": lambda value: letters_in_base(value).upper(),
    "lowerLetterBase": letters_in_base,
    "ordinal": ordinal,
    "cardinalText": lambda value: english(value).capitalize(),
    "ordinalText": lambda value: english_ordinal(value).capitalize(),
    "chineseCounting": han,
    "chineseCountingThousand": han,
    "taiwaneseCounting": han,
    "taiwaneseCountingThousand": han,
    "japaneseCounting": han,
    "koreanCounting": han,
    "ideographDigital": han_digits,
    "japaneseDigitalTenThousand": han_digits,
    "taiwaneseDigital": han_digits,
    "chineseLegalSimplified": lambda value: han(value, HAN_FORMAL, "拾佰仟", drop_one=False),
    "ideographLegalTraditional": lambda value: han(
        value, HAN_FORMAL_TRADITIONAL, "拾佰仟", drop_one=False
    ),
    "ideographTraditional": chosen(STEMS),
    "ideographZodiac": chosen(BRANCHES),
    "decimalEnclosedCircle": chosen(span("①", 20)),
    "decimalEnclosedCircleChinese": chosen(span("①", 20)),
    "decimalEnclosedParen": chosen(span("⑴", 20)),
    "decimalEnclosedFullstop": chosen(span("⒈", 20)),
    "ideographEnclosedCircle": chosen(span("㊀", 10)),
    "decimalFullWidth": lambda value: str(value).translate(FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(FULL_WIDTH),
    "numberInDash": lambda value: f"- {value} -",
    "chicago": symbol,
}


def write(value: int, form: str) -> str:
    """A number in the named format (see `FORMATS`); decimal when the name is unknown."""
    return FORMATS.get(form, str)(value)
