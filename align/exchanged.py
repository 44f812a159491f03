"""Single segments in another order: an alphabetical list, a definition, a paragraph moved.

`align.moved` finds whole blocks. Here mutual nearest neighbours that the path could not take are
weighed, together with all the beads that they would break, against those beads: two nulls, or
pairs that are worse translations of each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from duizhao.corpora.document import Segment

from .anchors import Pairs
from .bead import Bead
from .bitext import Bitext
from .encode.protocol import Vectors
from .labelling import NAMES as LABELS
from .model import Model, bead_scores
from .path import Scores
from .reasons import ELSEWHERE, null_reasons, reasons
from .shapes import shapes
from .side import Side
from .threads import one_thread

COST = 2.0
"""What a pair in another order has to gain, beyond what nulls would."""

BETTER = 2.0
"""By how much more it has to gain than the beads that it takes the place of."""

LARGEST = 200
"""Beads that hang together above which a block has been moved, if anything; see `align.moved`."""

_Link = tuple[int, int]


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
    weighed = [beads[number] for members, _ in groups for number in members]
    gains = _Gains(
        pair,
        *known,
        (_alone(pair.zh, [b.zh for b in weighed]), _alone(pair.en, [b.en for b in weighed])),
    )
    result, added = dict(enumerate(beads)), []
    for members, links in groups:
        new = {link: gains.of(link[:1], link[1:]) for link in links}
        own = {(bead.zh, bead.en) for bead in (beads[number] for number in members)}
        paid = {
            link: gain - (0.0 if ((link[0],), (link[1],)) in own else COST)
            for link, gain in new.items()
        }
        chosen = sorted(link for link, gain in paid.items() if gain > 0)
        before = sum(gains.of(b.zh, b.en) for b in (beads[n] for n in members) if not b.is_null)
        if sum(paid[link] for link in chosen) < before + BETTER:
            continue
        old = [result.pop(number) for number in members]
        measured = {link: (new[link], gains.cosine(link)) for link in chosen}
        added += _apart(zh, en, old, measured)
    return [*result.values(), *added]


def _worded(pair: Bitext, likely: Pairs) -> list[_Link]:
    """The pairs less those of a line without letters and anything but the same line."""
    zh, en = pair.zh.lines, pair.en.lines
    rows, columns = likely[0], likely[1]
    bare = zh.bare[rows] | en.bare[columns]
    good = ~bare | (zh.same[rows] == en.same[columns])
    return list(zip(rows[good].tolist(), columns[good].tolist(), strict=True))


def _groups(
    beads: Sequence[Bead], links: Sequence[_Link]
) -> Iterator[tuple[list[int], list[_Link]]]:
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
    for row, column in sorted(links):
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
    inside: dict[int, list[_Link]] = {}
    for row, column in links:
        here, there = at_zh[row], at_en[column]
        if here in crossing and there in crossing and root(here) == root(there):
            inside.setdefault(root(here), []).append((row, column))
    for group, numbers in members.items():
        if len(numbers) <= LARGEST:
            yield numbers, inside[group]


def _apart(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    old: Sequence[Bead],
    measured: dict[_Link, tuple[float, float]],
) -> list[Bead]:
    """Beads of the chosen pairs, and nulls of what they leave over.

    Args:
        measured: gain and cosine of each of those pairs.
    """
    kept = {(bead.zh, bead.en): bead for bead in old}
    made = []
    for (row, column), (gain, cosine) in measured.items():
        sure = float(1 / (1 + np.exp(COST - gain)))
        why = reasons([zh[row]], [en[column]], cosine, 1.0, sure)
        before = kept.get(((row,), (column,)))
        if before is not None:
            made.append(replace(before, confidence=max(before.confidence, sure)))
        else:
            made.append(Bead((row,), (column,), sure, (*why, ELSEWHERE), moved=True))
    rows, columns = {row for row, _ in measured}, {column for _, column in measured}
    for bead in old:
        made += [Bead((i,), (), 0.5, null_reasons("Chinese")) for i in bead.zh if i not in rows]
        made += [Bead((), (j,), 0.5, null_reasons("English")) for j in bead.en if j not in columns]
    return made


class _One:
    """`Pools` of one text whose vector is known."""

    def __init__(self, vector: Vectors) -> None:
        self._vector = vector[None]

    def __len__(self) -> int:
        return 1

    @property
    def dimension(self) -> int:
        return int(self._vector.shape[1])

    def singles(self) -> Vectors:
        return self._vector

    def runs(self, starts: npt.NDArray[np.integer], stops: npt.NDArray[np.integer]) -> Vectors:
        return np.asarray(self._vector * (stops > starts)[:, None], np.float32)

    def take(self, positions: npt.NDArray[np.integer]) -> _One:
        return self


def _alone(side: Side, members: Sequence[Sequence[int]]) -> dict[int, _One]:
    """Pools of each segment that beads hold, all made together, by its position."""
    places = np.unique([place for each in members for place in each]).astype(np.int64)
    if not len(places):
        return {}
    vectors = side.pools.runs(places, places + 1)
    return {place: _One(each) for place, each in zip(places.tolist(), vectors, strict=True)}


class _Gains:
    """By how much beads score above nulls, wherever their segments stand.

    Labels are left out: in another order a list is numbered in its own order.
    `alone` holds the segments of both sides, as `_alone` gives them.
    """

    def __init__(
        self,
        pair: Bitext,
        model: Model,
        scores: Scores,
        alone: tuple[dict[int, _One], dict[int, _One]],
    ) -> None:
        weights = {name: each for name, each in model.beads.items() if name not in LABELS}
        self._model = replace(model, beads=weights)
        self._pair = pair
        self._scores = scores
        self._alone = alone
        self._known: dict[tuple[Sequence[int], Sequence[int]], tuple[float, float]] = {}

    def of(self, rows: Sequence[int], columns: Sequence[int]) -> float:
        """The gain of a bead, in log odds."""
        return self._measured(rows, columns)[0]

    def cosine(self, link: _Link) -> float:
        """Likeness of two segments."""
        return self._measured(link[:1], link[1:])[1]

    def _measured(self, rows: Sequence[int], columns: Sequence[int]) -> tuple[float, float]:
        if (rows, columns) not in self._known:
            zh, en = self._pair.zh, self._pair.en
            if len(rows) == 1:
                zh = replace(zh, pools=self._alone[0][rows[0]])
            if len(columns) == 1:
                en = replace(en, pools=self._alone[1][columns[0]])
            pair = replace(self._pair, zh=zh, en=en)
            alone = pair.take(np.array(rows), np.array(columns))
            alone = replace(alone, shapes=shapes(len(rows) + len(columns)))  # none is larger
            beads, cosine, _ = bead_scores(self._model, alone)
            shape = alone.shapes.index(len(rows), len(columns))
            null = float(self._scores.zh_null[list(rows)].sum() + self._scores.zh_open)
            null += float(self._scores.en_null[list(columns)].sum() + self._scores.en_open)
            self._known[rows, columns] = float(beads[-1, shape]) - null, float(cosine[-1, shape])
        return self._known[rows, columns]
