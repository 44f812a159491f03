"""Numbers, dates and symbols that differ between the two texts of a unit.

Figures that answer each other are matched first, by value and role. What is left over
on both sides is a difference; what is left over on one side only is one unless there is
a way to say it without the figure ("last year", "both", 一).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from duizhao.corpora.contents import page_at
from duizhao.memory.finding import Severity

from ..figures import Date, Figure, Figures, Form, Role, currencies_agree, units
from . import qualifiers, restated, tolerance
from .matching import GENERIC, ComparedText, Matching, compatible, match, year_like
from .order import exchanged

_MOST = 200
"""Figures without an answer that are looked at on each side of one unit: who has read two
hundred differences knows that the unit is wrong, and each is compared with every other."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure without an answer, or two that should have been the same.

    Attributes:
        zh, en: the figures; None on the side where there is none.
        severity: of the finding.
        swapped: whether both values are in both texts, but in other places.
        about: what differs beside the value: ``sign``, ``limit``, ``direction``,
            ``era`` or ``discount``.
    """

    zh: Figure | None
    en: Figure | None
    severity: Severity
    swapped: bool = False
    about: str = ""


def compare(zh: Figures, en: Figures, zh_from: int = 0, en_from: int = 0) -> list[Difference]:
    """Differences between two texts; figures before `zh_from` and `en_from` are labels."""
    left = _compared(zh, zh_from)
    right = _compared(en, en_from)
    if not left and not right:
        return []
    matching = match(left, right)
    zh_left = [left[i] for i in matching.zh_left[:_MOST]]
    en_left = [right[i] for i in matching.en_left[:_MOST]]
    # What a side states as a range is asked for by what the other has left.
    stated = (
        tolerance.ranges(left, zh.text) if en_left else (),
        tolerance.ranges(right, en.text) if zh_left else (),
    )
    one = ComparedText(left, zh_left, zh.dates, zh.text, english=False, ranges=stated[0])
    two = ComparedText(right, en_left, en.dates, en.text, english=True, ranges=stated[1])
    result = []
    if one.left or two.left:
        restated.explain(one.left, two.left)
        restated.convert(one, two)
        result = _pairs(one, two)
        result += _alone(
            [f for f in one.left if not _excused(f, one, two)],
            [f for f in two.left if not _excused(f, two, one)],
        )
    result += _units(matching, left, right)
    result += _qualified(matching, one, two)
    return result or _dates(zh, en, zh_from, en_from) or _order(matching, one, two)


def _compared(side: Figures, first: int) -> list[Figure]:
    """Figures of a text that the other has as well: no note marks, no pages of a contents list."""
    last = page_at(side.text)
    return [f for f in side.figures if first <= f.start < last and not _mark(f)]


def _alone(zh: list[Figure], en: list[Figure]) -> list[Difference]:
    """Figures without an answer; one value in two roles (13日 and 13 days) is one difference."""
    result = []
    for figure in zh:
        other = next((one for one in en if one.values & figure.values), None)
        if other is not None:
            en.remove(other)
        result.append(Difference(figure, other, Severity.WARNING))
    return [Difference(None, figure, Severity.WARNING) for figure in en] + result


def _units(matching: Matching, zh: Sequence[Figure], en: Sequence[Figure]) -> list[Difference]:
    """Equal amounts of two currencies, equal measures in two units, 3 a.m. and 下午3时."""
    result = []
    for a, b in matching.pairs:
        first, second = zh[a], en[b]
        if first.unit == second.unit or not first.unit or not second.unit:
            continue
        if first.role is Role.MONEY and second.role is Role.MONEY:
            if not currencies_agree(first.unit, second.unit):
                vague = {"$", "元", "¥"} & {first.unit, second.unit}
                severity = Severity.WARNING if vague else Severity.ERROR
                result.append(Difference(first, second, severity))
        elif (first.role is Role.TIME and second.role is Role.TIME) or (
            first.unit in units.UNITS and second.unit in units.UNITS
        ):
            sure = first.firm and second.firm
            result.append(Difference(first, second, Severity.ERROR if sure else Severity.WARNING))
    return result


def _qualified(matching: Matching, zh: ComparedText, en: ComparedText) -> list[Difference]:
    """Equal values of which one is negative, or one a minimum and one a maximum."""
    result = [
        *_opposite(zh, en, qualifiers.limit, "limit"),
        *_opposite(zh, en, qualifiers.direction, "direction"),
    ]
    for a, b in matching.pairs:
        first, second = zh.figures[a], en.figures[b]
        if qualifiers.other_discount(first, second, en.text):
            result.append(Difference(first, second, Severity.WARNING, about="discount"))
        if _eras_differ(first, second, zh.text, en.text):
            result.append(Difference(first, second, Severity.WARNING, about="era"))
        if not (first.firm and second.firm):
            continue
        below = qualifiers.negative(second, en.text, english=True)
        if (
            qualifiers.negative(first, zh.text, english=False) != below
            and not (below and qualifiers.has_sign(first, zh.text))
            and qualifiers.may_be_negative(first, zh.text)
            and qualifiers.may_be_negative(second, en.text)
        ):
            result.append(Difference(first, second, Severity.WARNING, about="sign"))
    return result


def _eras_differ(first: Figure, second: Figure, zh: str, en: str) -> bool:
    """Whether one text has a year before Christ, and the other nothing of the kind."""
    if qualifiers.before_christ(first, zh, english=False):
        return not qualifiers.any_before_christ(en, english=True)
    if qualifiers.before_christ(second, en, english=True):
        return not qualifiers.any_before_christ(zh, english=False)
    return False


def _opposite(
    zh: ComparedText, en: ComparedText, qualifier: Callable[..., str], about: str
) -> list[Difference]:
    """Values of which the texts say the opposite, and nowhere the same."""

    def said(figure: Figure, side: ComparedText) -> str:
        return qualifier(figure, side.text, english=side.english)

    result = []
    for figure in zh.figures:
        own = said(figure, zh)
        if not own:
            continue
        answers = [one for one in en.figures if one.values & figure.values]
        others = [(one, other) for one in answers if (other := said(one, en))]
        if others and all(other != own for _, other in others):
            result.append(Difference(figure, others[0][0], Severity.WARNING, about=about))
    return result


def _order(matching: Matching, zh: ComparedText, en: ComparedText) -> list[Difference]:
    """Two figures that seem to have changed places."""
    places = exchanged(matching.pairs, zh.figures, en.figures, zh.text, en.text)
    if places is None:
        return []
    # In the place of the first Chinese figure stands what answers the second.
    (first, first_en), (second, second_en) = places
    return [
        Difference(first, second_en, Severity.WARNING, swapped=True),
        Difference(second, first_en, Severity.WARNING, swapped=True),
    ]


def _mark(figure: Figure) -> bool:
    return figure.role is Role.NOTE and not figure.weak


def _excused(figure: Figure, side: ComparedText, other: ComparedText) -> bool:
    """Whether a figure that stands on one side only is no difference."""
    if tolerance.is_cut(other.text, other.english):
        return True
    if figure.firm and tolerance.has_hole(other.text):
        return False
    return (
        # A row of a table whose cells the other text does not have.
        (figure.start >= tolerance.cells(side.text) and not other.left)
        or not tolerance.counts(figure, side.text, side.english)
        or tolerance.mentioned(figure, other)
        or tolerance.bearable(figure, side.text, other.text)
        or tolerance.bearable_year(figure, side.text, side.dates, other.text, other.dates)
    )


def _pairs(zh: ComparedText, en: ComparedText) -> list[Difference]:
    """Take leftovers that stand for each other out of both sides, the surest first."""
    result = []
    for same_role in (True, False):
        for figure in list(zh.left):
            if not tolerance.counts(figure, zh.text, english=False, alone=False):
                continue
            partner = _partner(figure, en, same_role)
            if partner is None:
                continue
            zh.left.remove(figure)
            en.left.remove(partner)
            sure = (figure.firm and partner.firm) or (
                figure.role is partner.role
                and figure.role not in GENERIC
                and figure.unit == partner.unit
            )
            sure = sure and not restated.rounded(figure, partner)
            result.append(Difference(figure, partner, Severity.ERROR if sure else Severity.WARNING))
    return result


def _partner(figure: Figure, en: ComparedText, same_role: bool) -> Figure | None:
    best = None
    for other in en.left:
        if not tolerance.counts(other, en.text, english=True, alone=False):
            continue
        if (other.role is not figure.role) if same_role else not _may_pair(figure, other):
            continue
        score = tolerance.likeness(figure, other)
        if best is None or score > best[0]:
            best = (score, other)
    return best[1] if best else None


def _may_pair(figure: Figure, other: Figure) -> bool:
    if not compatible(figure, other):
        return False
    if figure.firm != other.firm and not (_small(figure) and _small(other)):
        return False
    # A year that one text adds does not stand for the paragraph that it leaves out.
    return year_like(figure) == year_like(other) or (
        (figure.role in GENERIC and other.role in GENERIC) or len(figure.text) == len(other.text)
    )


def _small(figure: Figure) -> bool:
    number = figure.number
    return number is not None and number < 1000


def _dates(zh: Figures, en: Figures, zh_from: int, en_from: int) -> list[Difference]:
    """Whole dates that answer none on the other side, though all their parts do."""

    def full(dates: Sequence[Date], start: int) -> list[Date]:
        return [
            d
            for d in dates
            if d.start >= start and d.month is not None and (d.day or d.year) is not None
        ]

    zh_full, en_full = full(zh.dates, zh_from), full(en.dates, en_from)
    zh_lone, en_lone = _lone_years(zh), _lone_years(en)
    zh_odd = [
        d
        for d in zh_full
        if not any(d.agrees(other) or _shares_day(d, other, en_lone) for other in en_full)
    ]
    en_odd = [
        d
        for d in en_full
        if not any(d.agrees(other) or _shares_day(d, other, zh_lone) for other in zh_full)
    ]
    return [
        Difference(_as_figure(a, zh.text), _as_figure(b, en.text), Severity.ERROR)
        for a, b in zip(zh_odd, en_odd, strict=False)
    ]


def _lone_years(figures: Figures) -> set[int | None]:
    """Years that stand in no date with a month: "31 December 2013 and 2014"."""
    years = [f for f in figures.figures if f.role is Role.YEAR or f.group < 0]
    return {int(f.number) for f in years if f.number is not None}


def _shares_day(date: Date, other: Date, years: set[int | None]) -> bool:
    return (date.month, date.day) == (other.month, other.day) and date.year in years


def _as_figure(date: Date, text: str) -> Figure:
    return Figure(
        Role.DAY,
        frozenset({date.day or 0}),
        date.start,
        date.end,
        text[date.start : date.end],
        Form.DIGITS,
    )
