"""Figures that have changed places: every value is there, but not where it belongs.

A sentence may tell its clauses in another order, and the figures move with them. What
a translation does not do is turn a range round, shuffle a list of numbers, or exchange
two amounts of one kind.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from duizhao.corpora.patterns import lazy

from ..figures import Figure, Form, Role

# Amounts that keep their order in every translation that we have seen.
_STEADY = frozenset(
    {
        Role.MONEY,
        Role.PERCENT,
        Role.PEOPLE,
        Role.AGE,
        Role.MEASURE,
        Role.COUNTRIES,
        Role.RESOLUTION,
        Role.TIME,
    }
)
_PART_OF = lazy(
    r"\s(?:\w+\s){0,2}(?:out\s)?(?:of|from|in|among)\s(?:(?:all|the|its|their|these|those|every)\s)*"
)
_JOIN_ZH = lazy(r"\s?[%元人条段]?\s?(?:-|至|到|~|、|和|及|与|以及|或)\s?第?\s?")
_JOIN_EN = lazy(
    r"\s?%?\s?(?:-|to|and|or|,|,\s?and|,\s?or|through|until)\s?(?:[$€£]\s?|article\s|paragraph\s)?"
)

Pair = tuple[Figure, Figure]
"""A Chinese figure and the English one that answers it."""


def exchanged(
    pairs: Sequence[tuple[int, int]],
    zh: Sequence[Figure],
    en: Sequence[Figure],
    zh_text: str,
    en_text: str,
) -> tuple[Pair, Pair] | None:
    """The first two pairs that seem to have changed places, or None.

    Args:
        pairs: positions of figures that answer each other, by the Chinese order.
        zh, en: the figures.
        zh_text, en_text: normal forms of the texts.
    """
    kept = [(a, b) for a, b in pairs if zh[a].form is not Form.LOOSE and not zh[a].weak]
    for (a, b), (c, d) in itertools.pairwise(kept):
        first, second = zh[a], zh[c]
        if b < d or first.values & second.values or first.role is not second.role:
            continue
        if first.group >= 0 and first.role is not Role.YEAR:
            continue
        if _PART_OF.fullmatch(en_text, en[d].end, en[b].start):
            continue  # 14个邻国中的12个 is 12 of its 14 neighbours
        steady = first.role in _STEADY and en[b].role is first.role and en[d].role is first.role
        listed = (
            c == a + 1
            and b == d + 1
            and _JOIN_ZH.fullmatch(zh_text, first.end, second.start)
            and _JOIN_EN.fullmatch(en_text, en[d].end, en[b].start)
        )
        if steady or listed:
            return (first, en[b]), (second, en[d])
    return _between(kept, zh, en) or _single(kept, zh, en)


def _between(
    kept: Sequence[tuple[int, int]], zh: Sequence[Figure], en: Sequence[Figure]
) -> tuple[Pair, Pair] | None:
    """Two amounts that were exchanged while what stands between them was not.

    Where 2022 comes before 2021 in both texts, what belongs to them does too.
    """
    for role in sorted(_STEADY):
        amounts = [pair for pair in kept if zh[pair[0]].role is en[pair[1]].role is role]
        for (a, b), (c, d) in itertools.pairwise(amounts):
            if b < d or zh[a].values & zh[c].values:
                continue
            for (p, q), (r, s) in itertools.combinations(kept, 2):
                if zh[p].role is role or zh[p].role is not zh[r].role or q > s:
                    continue
                in_zh = p < a < r < c or a < p < c < r
                if in_zh and (q < d < s < b or d < q < b < s):
                    return (zh[a], en[b]), (zh[c], en[d])
    return None


def _single(
    kept: Sequence[tuple[int, int]], zh: Sequence[Figure], en: Sequence[Figure]
) -> tuple[Pair, Pair] | None:
    """Two figures of one role that stand in each other's place while all others stay."""
    # Dates move as a whole and are compared as a whole; a year may stand alone.
    months = {figure.group for figure in zh if figure.role is Role.MONTH}
    plain = [
        (a, b)
        for a, b in kept
        if zh[a].firm
        and en[b].firm
        and zh[a].role not in (Role.DAY, Role.MONTH)
        and (zh[a].group < 0 or zh[a].group not in months)
    ]
    if len(plain) < 3:
        return None
    order = sorted(b for _, b in plain)
    wrong = [place for place, (_, b) in enumerate(plain) if order[place] != b]
    if len(wrong) != 2 or wrong[1] - wrong[0] < 2:
        return None
    (a, b), (c, d) = plain[wrong[0]], plain[wrong[1]]
    if zh[a].role is not zh[c].role or zh[a].values & zh[c].values:
        return None
    return (zh[a], en[b]), (zh[c], en[d])
