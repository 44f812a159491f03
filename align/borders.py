"""Where the borders of a bead lie: in quotations, and between paragraphs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .corridor import Ints
from .shapes import Shapes
from .side import Side

Floats = npt.NDArray[np.float32]

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


def crossings(zh: Side, en: Side, shapes: Shapes, rows: Ints, columns: Ints) -> Ints | None:
    """Borders of paragraphs that lie inside each bead, (cells, shapes); None if no text has any."""
    if not zh.paragraphs[-1] and not en.paragraphs[-1]:
        return None
    total = np.zeros((len(rows), len(shapes)), np.int64)
    for borders, ends, sizes in (
        (zh.paragraphs, rows, shapes.zh),
        (en.paragraphs, columns, shapes.en),
    ):
        end = np.maximum(ends - 1, 0)[:, None]
        total += borders[end] - borders[np.clip(ends[:, None] - sizes, 0, len(borders) - 1)]
    return np.maximum(total, 0)
