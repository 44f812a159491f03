"""Single segments in another order: an alphabetical list, a definition, a paragraph moved.

`align.moved` finds whole blocks. Here mutual nearest neighbours that the path could not take are
weighed, together with all the beads that they would break, against those beads: two nulls, or
pairs that are worse translations of each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from duizhao.corpora.document import Segment

from .anchors import Pairs
from .bead import Bead
from .bitext import Bitext
from .labelling import NAMES as LABELS
from .model import Model, bead_scores
from .path import Scores
from .reasons import ELSEWHERE, null_reasons, reasons
from .threads import one_thread

COST = 2.0
"""What a pair in another order has to gain, beyond what nulls would."""

BETTER = 2.0
"""By how much more it has to gain than the beads that it takes the place of."""

LARGEST = 200
"""Beads that hang together above which a block has been moved, if anything; see `align.moved`."""

_Pair = tuple[tuple[int, ...], tuple[int, ...]]
"""Rows and columns; of a link, one of each."""


@one_thread()
def exchanged(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    pair: Bitext,
    known: tuple[Model, Scores],
    beads: Sequence[Bead],
    likely: Pairs,
) -> list[Bead]:
    """Beads, some of them taken apart for pairs in another order.

    Args:
        zh, en: segments of the pair.
        known: the weights, and the scores that they gave.
        beads: of the best path.
        likely: mutual nearest neighbours, as `duizhao.align.anchors.mutual` gives them.
    """
    groups = list(_groups(beads, _worded(pair, likely)))
    pairs = {link for _, links in groups for link in links}
    pairs |= {_sides(beads[number]) for members, _ in groups for number in members}
    gains = _gains(pair, known, sorted(each for each in pairs if all(each)))
    result, added = dict(enumerate(beads)), []
    for members, links in groups:
        own = [_sides(beads[number]) for number in members]
        paid = {link: gains[link][0] - (0.0 if link in own else COST) for link in links}
        chosen = sorted(link for link, gain in paid.items() if gain > 0)
        before = sum(gains[each][0] for each in own if all(each))
        if sum(paid[link] for link in chosen) < before + BETTER:
            continue
        old = [result.pop(number) for number in members]
        added += _apart(zh, en, old, {link: gains[link] for link in chosen})
    return [*result.values(), *added]


def _worded(pair: Bitext, likely: Pairs) -> list[_Pair]:
    """The pairs less those of a line without letters and anything but the same line."""
    zh, en = pair.zh.lines, pair.en.lines
    rows, columns = likely[0], likely[1]
    bare = zh.bare[rows] | en.bare[columns]
    good = ~bare | (zh.same[rows] == en.same[columns])
    found = zip(rows[good].tolist(), columns[good].tolist(), strict=True)
    return [((row,), (column,)) for row, column in found]


def _groups(
    beads: Sequence[Bead], links: Sequence[_Pair]
) -> Iterator[tuple[list[int], list[_Pair]]]:
    """Beads that hang together by pairs that no path can take, with all pairs in them."""
    at_zh = {place: number for number, bead in enumerate(beads) for place in bead.zh}
    at_en = {place: number for number, bead in enumerate(beads) for place in bead.en}
    parent = list(range(len(beads)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    crossing = set()
    before: dict[int, int] = {}
    for (row,), (column,) in sorted(links):
        first, second = at_zh[row], at_en[column]
        if first != second:
            parent[root(first)] = root(second)
            crossing |= {first, second}
        else:
            # Or they cross inside a bead of several segments.
            if column < before.get(first, -1):
                crossing.add(first)
            before[first] = column
    members: dict[int, list[int]] = {}
    for number in sorted(crossing):
        members.setdefault(root(number), []).append(number)
    inside: dict[int, list[_Pair]] = {}
    for link in links:
        here, there = at_zh[link[0][0]], at_en[link[1][0]]
        if here in crossing and there in crossing and root(here) == root(there):
            inside.setdefault(root(here), []).append(link)
    for group, numbers in members.items():
        if len(numbers) <= LARGEST:
            yield numbers, inside[group]


def _apart(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    old: Sequence[Bead],
    measured: dict[_Pair, tuple[float, float]],
) -> list[Bead]:
    """Beads of the chosen pairs, and nulls of what they leave over.

    Args:
        measured: gain and cosine of each of those pairs.
    """
    kept = {_sides(bead): bead for bead in old}
    made = []
    for link, (gain, cosine) in measured.items():
        sure = float(1 / (1 + np.exp(COST - gain)))
        if link in kept:
            made.append(replace(kept[link], confidence=max(kept[link].confidence, sure)))
        else:
            why = reasons([zh[link[0][0]]], [en[link[1][0]]], cosine, 1.0, sure)
            made.append(Bead(*link, sure, (*why, ELSEWHERE), moved=True))
    rows, columns = {rows for rows, _ in measured}, {columns for _, columns in measured}
    for bead in old:
        made += [Bead((i,), (), 0.5, null_reasons("Chinese")) for i in bead.zh if (i,) not in rows]
        made += [
            Bead((), (j,), 0.5, null_reasons("English")) for j in bead.en if (j,) not in columns
        ]
    return made


def _sides(bead: Bead) -> _Pair:
    return bead.zh, bead.en


def _gains(
    pair: Bitext, known: tuple[Model, Scores], pairs: Sequence[_Pair]
) -> dict[_Pair, tuple[float, float]]:
    """By how much each pair scores above nulls wherever its segments stand, and its cosine.

    Labels are left out: in another order a list is numbered in its own order.
    """
    if not pairs:
        return {}
    model, scores = known
    weights = {name: each for name, each in model.beads.items() if name not in LABELS}
    table = pair.alone(pairs)
    beads, cosine, _ = bead_scores(replace(model, beads=weights), table)
    result, end = {}, 0
    for rows, columns in pairs:
        end += len(rows)
        shape = table.shapes.index(len(rows), len(columns))
        null = float(scores.zh_null[list(rows)].sum() + scores.zh_open)
        null += float(scores.en_null[list(columns)].sum() + scores.en_open)
        result[rows, columns] = float(beads[end, shape]) - null, float(cosine[end, shape])
    return result
