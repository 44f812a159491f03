"""Where the borders of a bead lie: in quotations, between paragraphs, between body and notes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .bitext import Bitext
from .corridor import Ints
from .shapes import Shapes
from .side import Side

Floats = npt.NDArray[np.float32]

BLOCK = 48
"""Rows that are worked on together."""

WHOLE = 0.25
"""Part of the score that a bead of whole paragraphs gets for each border inside it."""

QUOTATION_NAMES: tuple[str, ...] = (
    "quotation: border inside on one side only",
    "quotation: border inside on both sides",
    "quotation: closed on both sides",
    "quotation: opened on both sides",
    "quotation: closed on one side only",
    "quotation: opened on one side only",
)


def quotation_features(
    zh_side: Side, en_side: Side, shapes: Shapes, rows: Ints, columns: Ints
) -> tuple[Floats, ...]:
    """How a bead's borders lie in quotations, each of a shape like (cells, shapes)."""
    zh, en = zh_side.quotations, en_side.quotations
    begin = (
        np.maximum(rows[:, None] - shapes.zh, 0),
        np.maximum(columns[:, None] - shapes.en, 0),
    )
    used = zh.used and en.used
    inside = zh.inside[rows], en.inside[columns]
    closed = zh.closed[rows], en.closed[columns]
    opened = zh.opened[begin[0]], en.opened[begin[1]]
    values = (
        (inside[0] != inside[1])[:, None],
        (inside[0] & inside[1])[:, None],
        (closed[0] & closed[1])[:, None],
        opened[0] & opened[1],
        (closed[0] != closed[1])[:, None],
        opened[0] != opened[1],
    )
    return tuple(np.asarray(value & used, np.float32) for value in values)


def keep_paragraphs(pair: Bitext, beads: Floats, score: float) -> None:
    """Add a score, in place, for each border of paragraphs that a bead crosses.

    Of whole paragraphs, which may be one on the other side, only a part is added. A side on
    which each segment is a paragraph (lines are) says nothing.

    Args:
        beads: scores by cell in which the bead ends and shape, (cells, shapes).
    """
    corridor, shapes = pair.corridor, pair.shapes
    sides = [
        (each, paragraphs, _begins(paragraphs))
        for each, paragraphs in enumerate((pair.zh.paragraphs, pair.en.paragraphs))
        if paragraphs[-1] and paragraphs[-1] < len(paragraphs) - 1  # neither one nor each its own
    ]
    for first in range(0, corridor.rows + 1 if sides else 0, BLOCK):
        last = min(first + BLOCK, corridor.rows + 1)
        points = corridor.points(first, last)
        cells = slice(int(corridor.start[first]), int(corridor.start[last]))
        for each, paragraphs, begins in sides:
            end = points[each][:, None]
            begin = np.maximum(end - (shapes.zh, shapes.en)[each], 0)
            inside = paragraphs[np.maximum(end - 1, begin)] - paragraphs[begin]
            beads[cells] += np.where(begins[begin] & begins[end], WHOLE, 1) * score * inside


def keep_notes(pair: Bitext, beads: Floats, score: float) -> None:
    """Add a score, in place, for each bead that puts notes and body together.

    On a side of which no note is known, anything may be one.

    Args:
        beads: scores by cell in which the bead ends and shape, (cells, shapes).
    """
    corridor, shapes = pair.corridor, pair.shapes
    alone = pair.zh.groups is not None
    known = [notes for notes in (pair.zh.notes, pair.en.notes) if notes[-1]]
    for first in range(0, corridor.rows + 1 if known else 0, BLOCK):
        last = min(first + BLOCK, corridor.rows + 1)
        points = corridor.points(first, last)
        cells = slice(int(corridor.start[first]), int(corridor.start[last]))
        some, every = [], []
        for notes, ends, size in zip(
            (pair.zh.notes, pair.en.notes), points, (shapes.zh, shapes.en), strict=True
        ):
            if notes[-1]:
                count = notes[ends][:, None] - notes[np.maximum(ends[:, None] - size, 0)]
                some.append(count > 0)
                # Of a bead that is by itself, a side without a note is one where none is known.
                every.append((count == size) | ((count == 0) & alone))
        mixed = np.logical_or.reduce(some) & ~np.logical_and.reduce(every)
        beads[cells] += np.where(mixed, score, 0)


def _begins(paragraphs: Ints) -> npt.NDArray[np.bool_]:
    """Whether a paragraph begins with each segment; the end of the text counts as one."""
    return np.concatenate([[True], np.diff(paragraphs) != 0, [True]])
