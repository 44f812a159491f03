"""What is known of a bead, as numbers that a person can name.

The weight of each is in ``align/weights``; `scripts/train_align.py` finds them. The
figures are made for a block of rows at a time, so that a long text needs no more memory
than a short one.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from .bitext import Bitext
from .blocks import repeats, table_blocks
from .borders import QUOTATION_NAMES, quotation_features
from .corridor import Ints
from .coverage import Ends, best_cover, likely_cover
from .groups import average, hide
from .labelling import NAMES as LABEL_NAMES
from .labelling import label_features
from .lines import NAMES as LINE_NAMES
from .lines import line_features
from .shapes import Shapes
from .side import Side, Units
from .similarity import similarities
from .words import met

Floats = npt.NDArray[np.float32]
Values = npt.NDArray[np.floating]

MARGIN = 12
"""Segments beyond a block whose clauses may answer a clause of the block."""

REPEATS = 8
"""Blocks at hand that are repeated further on, about 5 MB each."""

NEXT = 2
"""The same for words, which only count in a bead and beside it."""

_COVER = tuple(
    f"{kind}: {side} {what}"
    for kind in ("best clause", "likely clause")
    for side in ("Chinese", "English")
    for what in ("covered", "uncovered", "leak")
)

NAMES: tuple[str, ...] = (
    "bead",
    "1-1",
    "several to several",
    "Chinese segments beyond one",
    "English segments beyond one",
    "several to several, beyond 2-2",
    "three segments",
    "2-1",
    "Chinese segments beyond two",
    "English segments beyond three",
    "fit",
    "fit by segments",
    "cosine",
    "cosine by segments",
    "neighbour's cosine",
    "neighbour's cosine by segments",
    "lengths in proportion",
    "log ratio of lengths, absolute",
    "log ratio of lengths",
    "log ratio of lengths, squared",
    "difference of lengths",
    "log of length",
    *_COVER,
    *QUOTATION_NAMES,
    *LABEL_NAMES,
    *LINE_NAMES,
    "1-1, by how literal the texts are",
    "segments beyond two, by how literal the texts are",
    *(
        f"dictionary: {side} {what}"
        for side in ("Chinese", "English")
        for what in ("covered", "uncovered", "leak")
    ),
)


def blocks(pair: Bitext) -> Iterator[tuple[slice, tuple[Values, ...], Floats]]:
    """Features of all beads, block by block.

    Yields:
        Which cells; a feature for each of `NAMES`, each of shape (cells, shapes) or one that is
        broadcast to it; cosines of shape (cells, shapes).
    """
    joins = _Joins(pair.zh, pair.shapes.longest), _Joins(pair.en, pair.shapes.longest)
    parts = list(table_blocks(pair.corridor))
    known: dict[bytes, tuple[tuple[Values, ...], Floats]] = {}
    digests = repeats(pair, parts, pair.shapes.longest + MARGIN + 1)
    for (begin, end, part), digest in zip(parts, digests, strict=True):
        above = int(pair.corridor.start[begin])
        cells = slice(above + part.start, above + part.stop)
        if digest in known:
            yield cells, *known[digest]
            continue
        made = _block(pair, joins, begin, end, part)
        if digest:
            if len(known) == REPEATS:
                del known[next(iter(known))]
            known[digest] = made
        yield cells, *made


class _Joins:
    """Vectors of joined neighbours of one side; what a block shares with the last is kept."""

    def __init__(self, side: Side, longest: int) -> None:
        self._side, self._longest = side, longest
        self._first = self._last = 0
        self._known = np.zeros((longest, 0, 0), np.float32)

    def ending(self, first: int, last: int) -> Floats:
        """As `Side.joins`."""
        if not self._first <= first < self._last:
            self._known = self._side.joins(first, last, self._longest)
            self._first, self._last = first, last
        elif last > self._last:
            new = self._side.joins(self._last, last, self._longest)
            self._known = np.concatenate([self._known[:, first - self._first :], new], axis=1)
            self._first, self._last = first, last
        return self._known[:, first - self._first : last - self._first]


def _block(
    pair: Bitext, joins: tuple[_Joins, _Joins], begin: int, end: int, part: slice
) -> tuple[tuple[Values, ...], Floats]:
    zh, en, corridor, shapes = pair.zh, pair.en, pair.corridor, pair.shapes
    rows, columns = (each[part] for each in corridor.points(begin, end))
    low, high = int(columns.min()), int(columns.max())
    zh_join, zh_near = _reach(begin, end - 1, len(zh), shapes.longest)
    en_join, en_near = _reach(low, high, len(en), shapes.longest)
    cosine, neighbour = similarities(
        (joins[0].ending(*zh_join), joins[1].ending(*en_join)),
        (
            zh.singles[slice(*zh_near)].astype(np.float32),
            en.singles[slice(*en_near)].astype(np.float32),
        ),
        (rows, columns),
        (zh_join[0], en_join[0]),
        (zh_near[0], en_near[0]),
        (len(zh), len(en)),
        shapes,
    )
    if zh.groups is not None:
        neighbour = np.zeros_like(neighbour)
    zh_length, en_length = _lengths(pair, rows, columns)
    values = (
        *_shape(shapes),
        *_similarity(cosine, neighbour, zh_length, en_length, shapes),
        *_length(zh_length, en_length),
        *_coverage(pair, rows, columns),
        *quotation_features(pair.zh, pair.en, pair.shapes, rows, columns),
        *label_features(zh.labels, en.labels, shapes, rows, columns),
        *line_features(zh.lines, en.lines, shapes, rows, columns),
        np.asarray(pair.literal * ((shapes.zh == 1) & (shapes.en == 1)), np.float32),
        np.asarray(pair.literal * (shapes.zh + shapes.en - 2), np.float32),
        *_dictionary(pair, rows, columns),
    )
    return values, cosine


def _reach(
    low: int, high: int, count: int, longest: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Segments at which beads end for borders low … high, and those that stand near."""
    ends = max(low - 1, 0), max(high, 1)
    return ends, (max(low - longest - 1, 0), min(high + 1, count))


def _shape(shapes: Shapes) -> tuple[npt.NDArray[np.floating], ...]:
    p, q = shapes.zh, shapes.en
    both = (p > 1) & (q > 1)
    values = (
        np.ones(len(p)),
        (p == 1) & (q == 1),
        both,
        p - 1,
        q - 1,
        both * (p + q - 4),
        p + q == 3,
        (p == 2) & (q == 1),
        np.maximum(p - 2, 0),
        np.maximum(q - 3, 0),
    )
    return tuple(np.asarray(value, np.float32) for value in values)


def _lengths(pair: Bitext, rows: Ints, columns: Ints) -> tuple[Floats, Floats]:
    """Bytes of both sides of each bead, English ones in the measure of Chinese ones."""
    zh, en = pair.zh.length, pair.en.length
    p, q = pair.shapes.zh, pair.shapes.en
    zh_length = zh[rows][:, None] - zh[np.maximum(rows[:, None] - p, 0)]
    en_length = en[columns][:, None] - en[np.maximum(columns[:, None] - q, 0)]
    return zh_length.astype(np.float32), (en_length * pair.ratio).astype(np.float32)


def _similarity(
    cosine: Floats, neighbour: Floats, zh_length: Floats, en_length: Floats, shapes: Shapes
) -> tuple[Floats, ...]:
    size = np.asarray(shapes.zh + shapes.en, np.float32)
    proportion = np.exp(-np.abs(np.log((zh_length + 1) / (en_length + 1))) / 2)
    fit = (cosine - 0.65 * neighbour + 0.01 * size) * proportion
    return (
        fit,
        fit * size,
        cosine,
        cosine * size,
        neighbour,
        neighbour * size,
        proportion,
    )


def _length(zh_length: Floats, en_length: Floats) -> tuple[Floats, ...]:
    ratio = np.log((zh_length + 1) / (en_length + 1))
    total = zh_length + en_length + 1
    return (
        np.minimum(np.abs(ratio), 3),
        np.clip(ratio, -2, 2),
        np.minimum(ratio**2, 4),
        np.minimum(np.abs(zh_length - en_length) / np.sqrt(total), 20),
        np.log(total),
    )


def _coverage(pair: Bitext, rows: Ints, columns: Ints) -> list[Floats]:
    zh_side, en_side = pair.zh.clauses, pair.en.clauses
    zh_range = _around(rows, pair.shapes.longest, len(pair.zh))
    en_range = _around(columns, pair.shapes.longest, len(pair.en))
    i = np.clip(rows - zh_range[0], 0, None)
    j = np.clip(columns - en_range[0], 0, None)
    there = Ends(i, j, pair.shapes.zh, pair.shapes.en)
    back = Ends(j, i, pair.shapes.en, pair.shapes.zh)
    zh, zh_counts = _cut(zh_side, zh_range)
    en, en_counts = _cut(en_side, en_range)
    similar = np.asarray(
        zh_side.vectors[zh].astype(np.float32) @ en_side.vectors[en].astype(np.float32).T,
        np.float32,
    )
    groups = pair.zh.groups, pair.en.groups
    hide(similar, groups, (zh_range, en_range), (zh_counts, en_counts), -np.inf)
    strong = np.clip(similar * 1.5, 0, 1)
    weights = zh_side.weights[zh], en_side.weights[en]
    usual = (
        average(zh_side.weights, zh_side.start, groups[0], rows),
        average(en_side.weights, en_side.start, groups[1], columns),
    )
    result: list[Floats] = []
    for cover, table in ((best_cover, strong), (likely_cover, similar)):
        result += cover(table, weights[0], zh_counts, en_counts, there, usual[0])
        result += cover(table.T, weights[1], en_counts, zh_counts, back, usual[1])
    return result


def _dictionary(pair: Bitext, rows: Ints, columns: Ints) -> list[Floats]:
    zh_range = _around(rows, pair.shapes.longest, len(pair.zh), NEXT)
    en_range = _around(columns, pair.shapes.longest, len(pair.en), NEXT)
    i = np.clip(rows - zh_range[0], 0, None)
    j = np.clip(columns - en_range[0], 0, None)
    result: list[Floats] = []
    for own, other, here, there, ends, cells in (
        (pair.zh, pair.en, zh_range, en_range, Ends(i, j, pair.shapes.zh, pair.shapes.en), rows),
        (pair.en, pair.zh, en_range, zh_range, Ends(j, i, pair.shapes.en, pair.shapes.zh), columns),
    ):
        words = own.words
        weights = words.weights[words.start[here[0]] : words.start[here[1]]]
        counts = np.diff(words.start[here[0] : here[1] + 1])
        single = np.ones(there[1] - there[0], np.int64)
        table = met(words, other.words, here, there)
        hide(table, (own.groups, other.groups), (here, there), (counts, single), 0)
        usual = average(words.weights, words.start, own.groups, cells)
        result += best_cover(table, weights, counts, single, ends, usual)
    return result


def _around(points: Ints, longest: int, count: int, margin: int = MARGIN) -> tuple[int, int]:
    low = max(int(points.min()) - longest - margin, 0)
    return low, min(int(points.max()) + margin, count)


def _cut(units: Units, segments: tuple[int, int]) -> tuple[slice, Ints]:
    """Units of a range of segments, and how many each segment has."""
    first, last = segments
    counts = np.diff(units.start[first : last + 1])
    return slice(int(units.start[first]), int(units.start[last])), counts
