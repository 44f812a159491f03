"""Numbers, dates and symbols that differ between the two texts of a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from memory.finding import Finding, Severity
from memory.unit import Unit

from ..figures import Date, Figure, Figures, Form, Role
from .matching import GENERIC, compatible, match

_DATE_ROLES = frozenset({Role.DAY, Role.MONTH, Role.YEAR, Role.DECADE, Role.WEEKDAY, Role.TIME})
KINDS = frozenset({"number", "date", "symbol", "link"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure without an answer, or two that should have been the same."""

    zh: Figure | None
    en: Figure | None
    severity: Severity


def kind_of(figure: Figure) -> str:
    """The kind of finding that a figure belongs to."""
    if figure.role in _DATE_ROLES:
        return "date"
    if figure.role is Role.SYMBOL:
        return "symbol"
    if figure.role is Role.LINK:
        return "link"
    return "number"


def compare(zh: Figures, en: Figures, zh_from: int = 0, en_from: int = 0) -> list[Difference]:
    """Differences between two texts; figures before `zh_from` and `en_from` are labels."""
    left = [f for f in zh.figures if f.start >= zh_from and not _superscript(f)]
    right = [f for f in en.figures if f.start >= en_from and not _superscript(f)]
    if not left and not right:
        return []
    matching = match(left, right)
    zh_left = [left[index] for index in matching.zh_left]
    en_left = [right[index] for index in matching.en_left]
    zh_firm = [figure for figure in zh_left if figure.firm]
    en_firm = [figure for figure in en_left if figure.firm]
    zh_firm, en_firm = _by_parts(zh_firm, en_firm, zh_left, en_left)
    if not (zh_firm and en_firm):
        zh_firm = [figure for figure in zh_firm if not _mentioned(figure, right)]
        en_firm = [figure for figure in en_firm if not _mentioned(figure, left)]
        if not en_firm:
            zh_firm = [figure for figure in zh_firm if not _bearable(figure)]
        if not zh_firm:
            en_firm = [figure for figure in en_firm if not _bearable(figure)]
    zh_firm = [figure for figure in zh_firm if not _symbol_part(figure, right)]
    en_firm = [figure for figure in en_firm if not _symbol_part(figure, left)]
    result = _pair(zh_firm, en_firm)
    result += _words(zh_left, en_left, zh.text)
    if not result:
        result += _dates(zh, en, zh_from, en_from)
    return result


def _superscript(figure: Figure) -> bool:
    return figure.role is Role.NOTE and not figure.weak


def _mentioned(figure: Figure, others: Sequence[Figure]) -> bool:
    """Whether the other text states the value at all, be it once for twice."""
    return any(
        figure.values & other.values and compatible(figure.role, other.role) for other in others
    )


def _bearable(figure: Figure) -> bool:
    """Whether one text may well state this and the other not: a small count, a year."""
    number = figure.number
    if figure.role in GENERIC and number is not None and number <= 3:
        return True
    return figure.role is Role.YEAR or (
        figure.role is Role.NUMBER and re.fullmatch(r"(?:19|20)\d\d", figure.text) is not None
    )


def _parts(figure: Figure) -> list[str]:
    digits = re.findall(r"\d+", figure.text)
    if len(digits) == 1 and len(digits[0]) == 4 and figure.role is Role.NUMBER:
        digits = [digits[0][:2], digits[0][2:]]
    return [part.lstrip("0") or "0" for part in digits]


def _by_parts(
    zh: list[Figure], en: list[Figure], zh_left: list[Figure], en_left: list[Figure]
) -> tuple[list[Figure], list[Figure]]:
    """Drop what is one figure here and its parts there: 10.30 and 10时30分."""
    for these, those in ((zh, en_left), (en, zh_left)):
        for figure in list(these):
            if figure.role is Role.SYMBOL or len(parts := _parts(figure)) < 2:
                continue
            available = [part for other in those for part in _parts(other)]
            if all(part in available for part in parts):
                these.remove(figure)
                others = en if these is zh else zh
                for other in list(others):
                    if _parts(other) and all(part in parts for part in _parts(other)):
                        others.remove(other)
    return zh, en


def _symbol_part(figure: Figure, others: Sequence[Figure]) -> bool:
    """Whether a symbol is answered by a longer or shorter one (A/67/1 and A/67/1/Add.1)."""
    if figure.role is not Role.SYMBOL:
        return False
    mine = str(next(iter(figure.values)))
    for other in others:
        if other.role is Role.SYMBOL:
            theirs = str(next(iter(other.values)))
            short, long = sorted((mine, theirs), key=len)
            if long.startswith(short) and re.match(r"[/(]", long[len(short) :]):
                return True
    return False


def _pair(zh: list[Figure], en: list[Figure]) -> list[Difference]:
    """Put leftovers of one role beside each other, first come first served."""
    result = []
    rest_en = list(en)
    rest_zh = []
    for figure in zh:
        partner = next((other for other in rest_en if other.role is figure.role), None)
        if partner is None:
            rest_zh.append(figure)
            continue
        rest_en.remove(partner)
        result.append(Difference(figure, partner, Severity.ERROR))
    for figure in rest_zh:
        partner = next((o for o in rest_en if compatible(o.role, figure.role)), None)
        if partner is None:
            result.append(Difference(figure, None, Severity.WARNING))
            continue
        rest_en.remove(partner)
        result.append(Difference(figure, partner, Severity.ERROR))
    result += [Difference(None, figure, Severity.WARNING) for figure in rest_en]
    return result


_COUNTED = frozenset(
    "个名人位项次年天日月周岁份种条款段章国届所座艘架辆级类方点卷家批起份处部场组页倍小分"
)


def _words(zh: Sequence[Figure], en: Sequence[Figure], zh_text: str) -> list[Difference]:
    """Number words and Chinese numerals that have no answer, where both texts have one."""
    result = []
    zh_ordinals = [f for f in zh if f.form is Form.WORDS and f.text.startswith("第")]
    en_ordinals = [
        f
        for f in en
        if (f.role is Role.ORDINAL or f.role in (Role.SESSION, Role.MEETING))
        and f.form is not Form.LOOSE
    ]
    for figure, other in zip(zh_ordinals, en_ordinals, strict=False):
        if max(figure.number or 0, other.number or 0) > 3 or figure.role is not Role.ORDINAL:
            result.append(Difference(figure, other, Severity.ERROR))
    if result:
        return result
    zh_counts = [
        f
        for f in zh
        if f.form is Form.WORDS
        and not f.text.startswith("第")
        and 2 <= (f.number or 0) < 1000
        and zh_text[f.end : f.end + 1] in _COUNTED
    ]
    en_counts = [
        f
        for f in en
        if f.form is Form.WORDS and f.role is not Role.ORDINAL and 3 <= (f.number or 0) < 1000
    ]
    if len(zh_counts) == len(en_counts) == 1:
        result.append(Difference(zh_counts[0], en_counts[0], Severity.WARNING))
    return result


def _dates(zh: Figures, en: Figures, zh_from: int, en_from: int) -> list[Difference]:
    """Whole dates that answer none on the other side, though all their parts do."""

    def full(dates: Sequence[Date], start: int) -> list[Date]:
        return [d for d in dates if d.start >= start and d.day is not None and d.month is not None]

    zh_full, en_full = full(zh.dates, zh_from), full(en.dates, en_from)
    zh_odd = [d for d in zh_full if not any(d.agrees(other) for other in en_full)]
    en_odd = [d for d in en_full if not any(d.agrees(other) for other in zh_full)]
    return [
        Difference(_as_figure(a, zh.text), _as_figure(b, en.text), Severity.ERROR)
        for a, b in zip(zh_odd, en_odd, strict=False)
    ]


def _as_figure(date: Date, text: str) -> Figure:
    return Figure(
        Role.DAY, frozenset({date.day or 0}), date.start, date.end, text[date.start : date.end]
    )


def to_finding(difference: Difference, unit: Unit, index: int) -> Finding:
    """The finding of a difference, in words for a translator."""
    zh, en = difference.zh, difference.en
    figure = en or zh
    assert figure is not None
    kind = kind_of(figure if figure.role not in GENERIC else (zh or figure))
    what = {"date": "date", "symbol": "document symbol", "link": "link"}.get(kind, "number")
    if zh is not None and en is not None:
        role = en.role if en.role not in GENERIC else zh.role
        what = what if role in GENERIC else role.value
        message = f"The English has {en.text}, the Chinese has {zh.text} ({what})."
        found, expected = en.text, zh.text
    elif en is not None:
        message = f"The {what} {en.text} of the English is missing in the Chinese."
        found, expected = en.text, ""
    else:
        message = f"The {what} {figure.text} of the Chinese is missing in the English."
        found, expected = figure.text, ""
    return Finding(
        kind,
        difference.severity,
        index,
        unit.zh,
        unit.en,
        None if zh is None else (zh.start, zh.end),
        None if en is None else (en.start, en.end),
        found,
        expected,
        message,
    )
