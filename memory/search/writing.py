"""Writing a value the way another figure is written: digits, words, Chinese numerals, months."""

from __future__ import annotations

import re
from fractions import Fraction

from duizhao.corpora.months import MONTHS
from duizhao.corpora.numerals import CARDINALS, ORDINALS, roman
from duizhao.memory.terms.figures import Figure, Form, Role

_DIGITS = re.compile(r"\d(?:[\d,.\u00a0\u2009\u202f ]*\d)?")
_SCALE = re.compile(r"(hundred|thousand|million|billion|trillion|[百千万亿]+)", re.IGNORECASE)
_SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "亿": 10**8,
}
_HAN = "零一二三四五六七八九"
_NAMES = {value: word for word, value in CARDINALS.items()}
_ORDINAL_NAMES = {value: word for word, value in ORDINALS.items()}
_ROMAN = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def write_like(model: Figure, wanted: Figure) -> str | None:
    """The value of one figure, written as another one is.

    Args:
        model: the figure whose place it takes, in the other language.
        wanted: the figure whose value it is to have.

    Returns:
        The text, or None where it is not known how to write it.
    """
    value = wanted.number
    if value is None:
        # A code (A/RES/70/1, 70/1) is written alike in both languages.
        return wanted.text if model.number is None else None
    if model.role == Role.MONTH and model.text[:1].isalpha():
        return _month(model.text, value)
    if model.form == Form.DIGITS:
        return _digits(model, value)
    if not isinstance(value, int):
        return None
    return _words(model.text, value)


def _month(model: str, value: int | Fraction) -> str | None:
    if not isinstance(value, int) or not 1 <= value <= 12:
        return None
    name = MONTHS[value - 1]
    return name.upper() if model.isupper() and len(model) > 1 else name


def _digits(model: Figure, value: int | Fraction) -> str | None:
    core = _DIGITS.search(model.text)
    if core is None:
        return None
    scale = _SCALE.search(model.text, core.end())
    unit = _unit(scale[1]) if scale else 1
    written = _decimal(Fraction(value) / unit)
    tail = model.text[core.end() :]
    if written is None or (scale is not None and len(written) > len(core[0]) + 4):
        # Not a round number of millions any more: all digits, and no scale after them.
        written = _decimal(Fraction(value))
        if written is None or scale is None:
            return None
        tail = tail.replace(scale[0], "", 1).rstrip() if scale[0] in tail else tail
    if re.fullmatch(r"(?:st|nd|rd|th)", tail) and isinstance(value, int):
        tail = _suffix(value)
    return model.text[: core.start()] + _grouped(written, core[0], model) + tail


def _unit(words: str) -> int:
    if words.lower() in _SCALES:
        return _SCALES[words.lower()]
    unit = 1
    for character in words:
        unit *= _SCALES[character]
    return unit


def _decimal(value: Fraction) -> str | None:
    for places in range(5):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = f"{scaled.numerator:0{places + 1}d}"
            return f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return None


def _grouped(written: str, model: str, figure: Figure) -> str:
    whole, point, part = written.partition(".")
    if figure.role == Role.YEAR or len(whole) < 4:
        return written
    found = re.search(r"\d([,\u00a0\u2009\u202f ])\d{3}(?!\d)", model)
    if found:
        mark = found[1]
    elif len(re.sub(r"\..*", "", model)) >= 4 or any("\u3400" <= c <= "\u9fff" for c in model):
        return written
    else:
        mark = ","
    return f"{int(whole):,}".replace(",", mark) + point + part


def _suffix(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _words(model: str, value: int) -> str | None:
    if any(character in _HAN or character in "〇十百千万" for character in model):
        prefix = "第" if model.startswith("第") else ""
        if len(model) > 2 and not any(character in "十百千万亿" for character in model):
            zero = "〇" if "〇" in model or "零" not in model else "零"
            return prefix + str(value).translate(str.maketrans("0123456789", zero + _HAN[1:]))
        han = to_han(value)
        return prefix + han if han else None
    if roman(model) is not None and model.isupper():
        return _to_roman(value)
    last = re.split(r"[\s-]+", model.lower())[-1]
    name = to_english(value, ordinal=last in ORDINALS or last.endswith(("hundredth", "thousandth")))
    if name is None:
        return None
    return name.capitalize() if model[:1].isupper() else name


def to_english(value: int, *, ordinal: bool = False) -> str | None:
    """A number up to 999 in English words: ``twenty-five``, ``one hundred and fifth``."""
    if not 0 <= value <= 999:
        return None
    hundreds, rest = divmod(value, 100)
    front = f"{_NAMES[hundreds]} hundred" if hundreds else ""
    if hundreds and not rest:
        return front + "th" if ordinal else front
    if front:
        front += " and "
    names = _ORDINAL_NAMES if ordinal else _NAMES
    if rest in names:
        return front + names[rest]
    if rest not in _NAMES and rest > 20:
        tens, ones = divmod(rest, 10)
        return f"{front}{_NAMES[10 * tens]}-{names[ones]}"
    return None


def to_han(value: int) -> str | None:
    """A number up to 99,999,999 in Chinese numerals: 七十, 一百零五."""
    if not 0 <= value < 10**8:
        return None
    if value < 10:
        return _HAN[value]
    high, low = divmod(value, 10**4)
    if high:
        gap = "零" if 0 < low < 1000 else ""
        return f"{to_han(high)}万{gap}{_section(low) if low else ''}"
    text = _section(low)
    return text[1:] if text.startswith("一十") else text


def _section(value: int) -> str:
    pieces = ""
    zero = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            pieces += ("零" if zero else "") + _HAN[digit] + name
            zero = False
        elif pieces:
            zero = True
    return pieces


def _to_roman(value: int) -> str | None:
    if not 0 < value < 400:
        return None
    text = ""
    for unit, letters in _ROMAN:
        count, value = divmod(value, unit)
        text += letters * count
    return text
