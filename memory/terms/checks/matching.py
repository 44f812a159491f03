"""Which figure of one text answers which of the other, and what is left over."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..figures import Date, Figure, Form, Role

GENERIC = frozenset({Role.NUMBER, Role.ORDINAL})
"""Roles that say nothing about what is counted; they go with most others."""

# Both languages mark these in so regular a way that a bare number never answers one.
_STRICT = frozenset({Role.DAY, Role.MONTH, Role.WEEKDAY, Role.PERCENT, Role.LINK, Role.SYMBOL})

_TOGETHER = frozenset(
    frozenset(pair)
    for pair in (
        (Role.DECADE, Role.YEAR),
        (Role.PARAGRAPH, Role.ARTICLE),
        (Role.AGE, Role.DURATION),
        (Role.CHAPTER, Role.SECTION),
        (Role.ARTICLE, Role.SECTION),
        (Role.SESSION, Role.MEETING),
        (Role.FRACTION, Role.PERCENT),
    )
)

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class ComparedText:
    """One text with its figures after the label, and those left without an answer.

    Attributes:
        ranges: see `tolerance.ranges`; nothing where the other text has no figure left.
    """

    figures: Sequence[Figure]
    left: list[Figure]
    dates: Sequence[Date]
    text: str
    english: bool
    ranges: Sequence[tuple[Number, Number, Figure]] = ()


def year_like(figure: Figure) -> bool:
    """Whether the figure may be a year by its value, and is written as one."""
    number = figure.number
    return isinstance(number, int) and 1500 <= number <= 2199 and len(figure.text) <= 5


def compatible(first: Figure, second: Figure) -> bool:
    """Whether two figures may be the same one, their values apart."""
    if not first.also and not second.also:
        return _compatible(first, first.role, second, second.role)
    return any(_compatible(first, a, second, b) for a in first.roles for b in second.roles)


def _compatible(first: Figure, a: Role, second: Figure, b: Role) -> bool:
    if a is b or frozenset((a, b)) in _TOGETHER:
        return True
    if b not in GENERIC:
        first, second = second, first
        a, b = b, a
    if b not in GENERIC:
        return False
    if a in _STRICT:
        if a is Role.PERCENT:  # "half" and 50%
            return second.form is Form.LOOSE
        return a is Role.DAY and b is Role.ORDINAL
    if a is Role.YEAR:
        return year_like(second)
    return not (a is Role.TIME and year_like(second))


_NEAR = 64
"""Figures of one value that another of it is compared with: those of its own rank and around."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs of positions (zh, en) and the positions left over on each side."""

    pairs: tuple[tuple[int, int], ...]
    zh_left: tuple[int, ...]
    en_left: tuple[int, ...]


def match(zh: Sequence[Figure], en: Sequence[Figure]) -> Matching:
    """A largest matching of figures that share a value and may share a role.

    Same roles are preferred, and firm figures over number words; each figure answers
    at most one. Cost: linear in the figures, since where one value is repeated more than
    `_NEAR` times only those near to each other in rank are compared.
    """
    by_value: dict[object, list[int]] = defaultdict(list)
    for index, figure in enumerate(zh):
        for value in figure.values:
            by_value[value].append(index)
    edges: list[list[int]] = []
    ranks: Counter[object] = Counter()
    for figure in en:
        near: set[int] = set()
        for value in figure.values:
            first = max(0, ranks[value] - _NEAR // 2)
            near.update(by_value.get(value, ())[first : first + _NEAR])
            ranks[value] += 1
        edges.append([index for index in sorted(near) if compatible(figure, zh[index])])
    zh_of: dict[int, int] = {}
    en_of: dict[int, int] = {}
    order = sorted(range(len(en)), key=lambda index: (not en[index].firm, index))
    for demand in (_alike, _same_role, None):
        for index in order:
            if index in en_of:
                continue
            for other in edges[index]:
                if other in zh_of or (demand and not demand(en[index], zh[other])):
                    continue
                en_of[index], zh_of[other] = other, index
                break
    for index in order:
        if index not in en_of and edges[index]:
            _augment(index, edges, zh_of, en_of)
    return Matching(
        tuple(sorted((other, index) for index, other in en_of.items())),
        tuple(index for index in range(len(zh)) if index not in zh_of),
        tuple(index for index in range(len(en)) if index not in en_of),
    )


def _same_role(en: Figure, zh: Figure) -> bool:
    return en.role is zh.role and en.firm == zh.firm


def _alike(en: Figure, zh: Figure) -> bool:
    return en.role is zh.role and en.firm == zh.firm and en.unit == zh.unit


def _augment(
    start: int, edges: list[list[int]], zh_of: dict[int, int], en_of: dict[int, int]
) -> None:
    """Find another partner for those that hold the partners of `start` (breadth first)."""
    came_from: dict[int, int] = {}
    queue = [start]
    for index in queue:
        for other in edges[index]:
            if other in came_from:
                continue
            came_from[other] = index
            if other in zh_of:
                queue.append(zh_of[other])
                continue
            while True:
                index = came_from[other]
                following = en_of.get(index)
                en_of[index], zh_of[other] = other, index
                if index == start or following is None:
                    return
                other = following
    return
