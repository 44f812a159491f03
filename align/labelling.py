"""SideLabels as evidence: what stands at the head of a bead's two sides, and what begins inside it.

第三条 opposite Article 3 speaks for a bead, Article 4 against it; a label inside a bead whose
like stands on the other side speaks for a border before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from duizhao.corpora.labels import (
    Label,
    LabelKind,
    Value,
    alike,
    read_label,
    read_lone_numeral,
    resolved,
)

from .corridor import Ints
from .shapes import Shapes

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

NAMES: tuple[str, ...] = (
    "label: the same, with a name",
    "label: the same number",
    "label: another value",
    "label: of another kind",
    "label: one side only, its like opposite",
    "label: one side only",
    "label: alone on one side only",
    "label: begins inside",
)

_KINDS = tuple(LabelKind)
_ALIKE = np.array([[alike(one, other) for other in _KINDS] for one in _KINDS])
_NUMBER = _KINDS.index(LabelKind.NUMBER)
_NONE, _NAMED, _SAME, _OTHER, _UNLIKE, _EXPECTED, _ONE = range(7)


# For each kind, the first of those that translators put for it.
_GROUP = np.array([*(int(np.flatnonzero(row)[0]) for row in _ALIKE[:_NUMBER, :_NUMBER]), _NUMBER])
WEIGHT_OF_NAMED, WEIGHT_OF_NUMBER = 0.6, 0.2
"""What a pair of labels that are alike weighs as an anchor, beside the likeness of the texts."""


@dataclass(frozen=True, slots=True)
class SideLabels:
    """The labels of a text's segments.

    Attributes:
        kind: number of each label's kind, -1 where there is none, (segments,).
        values: numbers of its readings, alike on both sides, (segments, 2).
        alone: whether nothing follows the label.
        like: whether a label like it stands anywhere on the other side.
        before: labels with such a like before each segment, (segments + 1,).
    """

    kind: Ints
    values: Ints
    alone: Bools
    like: Bools
    before: Ints

    def take(self, segments: Ints | slice) -> SideLabels:
        """Those of some of the segments."""
        return _made(
            self.kind[segments], self.values[segments], self.alone[segments], self.like[segments]
        )


def _made(kind: Ints, values: Ints, alone: Bools, like: Bools) -> SideLabels:
    return SideLabels(kind, values, alone, like, np.concatenate([[0], np.cumsum(like)]))


def labels_of(zh: Sequence[str], en: Sequence[str]) -> tuple[SideLabels, SideLabels]:
    """The labels of both texts."""
    numbers: dict[Value, int] = {}
    sides = []
    for none, texts in ((-1, zh), (-2, en)):
        found = resolved([read_label(text) or read_lone_numeral(text) for text in texts])
        sides.append(_labels(found, numbers, none))
    zh_labels, en_labels = sides
    return _with_likes(zh_labels, en_labels), _with_likes(en_labels, zh_labels)


def _labels(found: Sequence[Label | None], numbers: dict[Value, int], none: int) -> SideLabels:
    kind = np.full(len(found), -1, np.int64)
    values = np.full((len(found), 2), none, np.int64)
    alone = np.zeros(len(found), bool)
    for place, label in enumerate(found):
        if label is None:
            continue
        kind[place] = _KINDS.index(label.kind)
        alone[place] = label.alone
        for which, value in enumerate(sorted(label.values)[:2]):
            values[place, which] = numbers.setdefault(value, len(numbers))
    return _made(kind, values, alone, np.zeros(len(found), bool))


def _with_likes(own: SideLabels, other: SideLabels) -> SideLabels:
    there = {
        (int(kind), int(value))
        for kind, values in zip(other.kind, other.values, strict=True)
        for value in values
        if kind >= 0
    }
    like = own.kind >= 0
    for place in np.flatnonzero(like):
        kinds, values = np.flatnonzero(_ALIKE[own.kind[place]]), own.values[place]
        like[place] = any((int(k), int(value)) in there for k in kinds for value in values)
    return _made(own.kind, own.values, own.alone, like)


def labelled_pairs(zh: SideLabels, en: SideLabels) -> tuple[Ints, Ints, Floats]:
    """Segments whose labels are alike, the first such with the first, and so on.

    A label that the two sides have not equally often (each chapter begins with a 1) says nothing.

    Returns:
        Chinese and English positions, and weights in the measure of `duizhao.align.anchors`.
    """
    places: list[dict[tuple[int, int], list[int]]] = []
    for labels in (zh, en):
        found: dict[tuple[int, int], list[int]] = {}
        for place in np.flatnonzero(labels.like & (labels.values[:, 1] < 0)):
            key = int(_GROUP[labels.kind[place]]), int(labels.values[place, 0])
            found.setdefault(key, []).append(int(place))
        places.append(found)
    pairs = [
        (*pair, WEIGHT_OF_NUMBER if key[0] == _NUMBER else WEIGHT_OF_NAMED)
        for key, rows in places[0].items()
        if len(rows) == len(places[1].get(key, ()))
        for pair in zip(rows, places[1][key], strict=True)
    ]
    rows, columns, weights = np.array(pairs, np.float64).reshape(-1, 3).T
    return rows.astype(np.int64), columns.astype(np.int64), weights.astype(np.float32)


def label_features(
    zh: SideLabels, en: SideLabels, shapes: Shapes, rows: Ints, columns: Ints
) -> tuple[Floats, ...]:
    """How the labels of beads agree, each of a shape like (cells, shapes)."""
    begin = np.maximum(rows[:, None] - shapes.zh, 0), np.maximum(columns[:, None] - shapes.en, 0)
    low = int(begin[0].min()), int(begin[1].min())
    high = int(begin[0].max()) + 1, int(begin[1].max()) + 1
    here, there = slice(low[0], high[0]), slice(low[1], high[1])
    inside = _inside(zh, rows, begin[0]) + _inside(en, columns, begin[1])
    if max(zh.kind[here].max(initial=-1), en.kind[there].max(initial=-1)) < 0:
        nothing = np.zeros((len(rows), len(shapes)), np.float32)
        return (*(nothing for _ in NAMES[:-1]), inside)
    code, alone = _agreement(zh.take(here), en.take(there))
    place = np.minimum(begin[0] - low[0], code.shape[0] - 1)
    opposite = np.minimum(begin[1] - low[1], code.shape[1] - 1)
    heads = code[place, opposite]
    codes = (_NAMED, _SAME, _OTHER, _UNLIKE, _EXPECTED, _ONE)
    features = (np.asarray(heads == each, np.float32) for each in codes)
    return (*features, np.asarray(alone[place, opposite], np.float32), inside)


def _inside(labels: SideLabels, ends: Ints, begin: Ints) -> Floats:
    # Of a bead's segments but the first, those with a label whose like stands opposite.
    first = np.minimum(begin + 1, ends[:, None])
    return np.asarray(labels.before[ends][:, None] - labels.before[first], np.float32)


def _agreement(zh: SideLabels, en: SideLabels) -> tuple[npt.NDArray[np.int8], Bools]:
    """For each segment of one side and each of the other, how their labels agree."""
    here, there = (zh.kind >= 0)[:, None], (en.kind >= 0)[None, :]
    kinds = _ALIKE[zh.kind][:, en.kind]
    same = np.zeros(kinds.shape, bool)
    for one in range(2):
        for other in range(2):
            same |= zh.values[:, one, None] == en.values[None, :, other]
    numbers = (zh.kind == _NUMBER)[:, None] & (en.kind == _NUMBER)[None, :]
    like = np.where(here, zh.like[:, None], en.like[None, :])
    both = here & there
    code = np.select(
        [both & same & kinds & ~numbers, both & same & kinds, both & kinds, both, here ^ there],
        [_NAMED, _SAME, _OTHER, _UNLIKE, np.where(like, _EXPECTED, _ONE)],
        _NONE,
    )
    alone = zh.alone[:, None] != en.alone[None, :]
    return code.astype(np.int8), alone
