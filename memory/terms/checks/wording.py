"""Differences of figures as findings, in words for a translator."""

from __future__ import annotations

import re

from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, finding

from ..figures import Figure, Role, price_left
from .matching import GENERIC
from .numbers import Difference
from .qualifiers import before_christ, direction, limit, negative

_DATES = frozenset({Role.DAY, Role.MONTH, Role.YEAR, Role.DECADE, Role.WEEKDAY, Role.TIME})
_NAMES = {"date": "date", "symbol": "document symbol", "link": "link", "note": "note mark"}


_HALVES = {"am": "before noon", "pm": "after noon"}
_LIMITS = {"least": "a minimum", "most": "a maximum"}
_SIGNS = {"$": "dollars", "¥": "yuan or yen", "元": "yuan"}


def _unit(name: str) -> str:
    return _SIGNS.get(name, name)


# $1 is an amount of money, and in a text about scripts or expressions an argument.
_ARGUMENT = lazy(r"(?<![\w$])\$(\d)(?![\d.,]\d|\d|\s?(?:[kmb]\b|[万亿千百]|million|billion))")
_OF_SCRIPTS = lazy(
    r"\b(?:scripts?|shell|bash|regex(?:es|p)?|regular expressions?|placeholders?|parameters?|"
    r"captur(?:e|ing)|back-?references?|positional|variables?|arguments?)\b"
    r"|脚本|正则|占位符|参数|捕获|反向引用|变量|\$\d\s\$\d|`[^`]{0,40}\$\d[^`]{0,40}`",
    re.IGNORECASE,
)


def _are_arguments(zh: Figure | None, en: Figure | None, unit: Unit) -> bool:
    """Whether the figures are such as ``$1`` that a script or an expression fills in."""
    for figure, text in ((zh, unit.zh), (en, unit.en)):
        if figure is not None and not any(
            match.start(1) == figure.start for match in _ARGUMENT.finditer(text)
        ):
            return False
    return any(_OF_SCRIPTS.search(text) for text in (unit.zh, unit.en))


def kind_of(figure: Figure) -> str:
    """The kind of finding that a figure belongs to."""
    if figure.role in _DATES:
        return "date"
    if figure.role is Role.SYMBOL:
        return "symbol"
    if figure.role is Role.LINK:
        return "link"
    return "note" if figure.role is Role.NOTE else "number"


def to_finding(
    difference: Difference, unit: Unit, index: int, zh_text: str, en_text: str
) -> Finding:
    """The finding of a difference; the texts are the normal forms."""
    zh, en = difference.zh, difference.en
    figures = [figure for figure in (en, zh) if figure is not None]
    # A typed figure says more than a bare number on the other side.
    typed = next((figure for figure in figures if figure.role not in GENERIC), figures[0])
    kind = kind_of(typed)
    what = typed.role.value if typed.role not in GENERIC else _NAMES.get(kind, "number")
    if difference.about == "limit" and zh is not None and en is not None:
        message = (
            f"“{en.text}” is {_LIMITS[limit(en, en_text, english=True)]} in the English, "
            f"“{zh.text}” {_LIMITS[limit(zh, zh_text, english=False)]} in the Chinese."
        )
        found, expected = en.text, zh.text
    elif difference.about == "direction" and zh is not None and en is not None:
        sides = ("English", "Chinese")
        up, down = sides if direction(en, en_text, english=True) == "up" else sides[::-1]
        message = f"“{en.text}” is a rise in the {up} and a fall in the {down}."
        found, expected = en.text, zh.text
    elif difference.about == "sign" and zh is not None and en is not None:
        sides = ("English", "Chinese")
        below, above = sides if negative(en, en_text, english=True) else sides[::-1]
        message = f"“{en.text}” is negative in the {below} and not in the {above}."
        found, expected = en.text, zh.text
    elif difference.about == "era" and zh is not None and en is not None:
        sides = ("English", "Chinese")
        old, new = sides if before_christ(en, en_text, english=True) else sides[::-1]
        message = f"“{en.text}” is a time before Christ in the {old}, not in the {new}."
        found, expected = en.text, zh.text
    elif difference.about == "discount" and zh is not None and en is not None:
        message = (
            f"“{zh.text}” of the Chinese leaves {price_left(zh.text[:-1].strip())}% to pay: "
            f"“{en.text}” of the English says otherwise."
        )
        found, expected = en.text, zh.text
    elif difference.swapped and zh is not None and en is not None:
        message = (
            f"“{en.text}” of the English and “{zh.text}” of the Chinese stand in the same "
            f"place ({what}): two figures may have changed places."
        )
        found, expected = en.text, zh.text
    elif zh and en and zh.values & en.values and zh.unit and en.unit and zh.unit != en.unit:
        message = (
            f"“{en.text}” is in {_unit(en.unit)} in the English, “{zh.text}” in {_unit(zh.unit)} "
            "in the Chinese."
        )
        if Role.TIME in (zh.role, en.role):
            message = (
                f"“{en.text}” is {_HALVES[en.unit]} in the English, “{zh.text}” "
                f"{_HALVES[zh.unit]} in the Chinese."
            )
        found, expected = f"{en.text} {en.unit}", f"{zh.text} {zh.unit}"
        kind = "unit"
    elif zh is not None and en is not None and zh.values & en.values and zh.role is not en.role:
        message = (
            f"“{en.text}” is read as a {en.role.value} in the English, “{zh.text}” as a "
            f"{zh.role.value} in the Chinese."
        )
        found, expected = en.text, zh.text
    elif _are_arguments(zh, en, unit):
        kind = "placeholder"
        found, expected = "$" + figures[0].text, "" if zh is None else "$" + zh.text
        side, other = ("English", "Chinese") if en is not None else ("Chinese", "English")
        if zh is not None and en is not None:
            message = f"The placeholder {found} of the English is {expected} in the Chinese."
        else:
            message = f"The placeholder {found} of the {side} is missing in the {other}."
    elif zh is not None and en is not None:
        message = f"The English has “{en.text}”, the Chinese “{zh.text}” ({what})."
        found, expected = en.text, zh.text
    else:
        side, other = ("English", "Chinese") if en is not None else ("Chinese", "English")
        found, expected = figures[0].text, ""
        message = f"“{found}” ({what}) of the {side} has no counterpart in the {other}."
    return finding(
        kind,
        difference.severity,
        unit,
        index,
        message,
        zh_span=None if zh is None else (zh.start, zh.end),
        en_span=None if en is None else (en.start, en.end),
        found=found,
        expected=expected,
    )
