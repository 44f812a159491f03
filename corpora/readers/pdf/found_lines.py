"""What recognised lines are on a page: runs of text, raised marks and strokes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import mean, median
from typing import Any

from ..lines import HAN
from ..marks import raise_mark
from .drawings import Drawings
from .runs import Run
from .scan import Grey, baseline, is_raised, strokes

_WIDTHS = {True: 1.0, False: 0.49}
"""Width of characters (Han or not), in ems."""
_FULL_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF_WIDE = re.compile(r"(?<=[\u3400-\u9fff》”）])[,;:?!](?=[\u3400-\u9fff《“（]|$)")
_ALIKE = 0.12
"""How much sizes may differ that are the same."""
_SHORT = 6.0
"""Width, in ems, below which a line's height alone shows its size, and shows it badly."""
_ALIKE_SHORT = 0.35
_SHORTEST, _THICKEST = 28.0, 3.0
"""Shortest stroke, longer than a character is wide, and thickest one, in points."""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line on the picture of a page, in pixels from the upper left corner."""

    text: str
    score: float
    left: float
    top: float
    right: float
    bottom: float


def runs_of(lines: Sequence[FoundLine], picture: Grey, scale: float, height: float) -> list[Run]:
    """The lines as runs, in points from the lower left corner.

    Args:
        lines: at least one.
        picture: of the page.
        scale: pixels of a point.
        height: of the page, in points.
    """
    sizes = [_size(line) for line in lines]
    usual = median(
        size for line, size in zip(lines, sizes, strict=True) for _ in range(len(line.text))
    )
    runs = []
    for line, size in zip(lines, sizes, strict=True):
        alike = _ALIKE if _width(line) >= _SHORT else _ALIKE_SHORT
        size = usual if abs(size / usual - 1) <= alike else size
        base = baseline(picture, (line.left, line.top, line.right, line.bottom))
        runs.append(
            Run(
                _punctuated(line.text.strip()),
                line.left / scale,
                line.right / scale,
                height - base / scale,
                round(size / scale, 1),
            )
        )
    return runs


def _punctuated(text: str) -> str:
    """Chinese text with the full-width punctuation that is printed there and looks like the other.

    The models take the one for the other; between Chinese characters there is but one.
    """
    return _HALF_WIDE.sub(lambda match: _FULL_WIDE[match[0]], text)


def with_marks(picture: Grey, line: FoundLine, places: Sequence[Any]) -> str:
    """The text of a line with its raised figures as superscripts.

    Args:
        picture: of the page.
        line: as recognised.
        places: of each of its characters: the character, its score, its box.
    """
    characters = iter(places)
    text = ""
    for char in line.text:
        place = None if char.isspace() else next(characters, None)
        if place is None or place[0] != char or not char.isdecimal():
            text += char
            continue
        corners = place[2]
        left, right = corners[0][0], corners[1][0]
        box = (left, line.top, right, line.bottom)
        text += raise_mark(char) if is_raised(picture, box) else char
    return text


def with_strokes(drawings: Drawings, picture: Grey, scale: float) -> Drawings:
    """What is drawn on a page, and the strokes that its picture shows."""
    shortest, thickest = round(_SHORTEST * scale), round(_THICKEST * scale)
    height = len(picture)
    level = [
        (left / scale, right / scale, (height - (top + bottom) / 2) / scale)
        for left, top, right, bottom in strokes(picture, shortest, thickest)
    ]
    upright = [
        ((height - bottom) / scale, (height - top) / scale, (left + right) / 2 / scale)
        for top, left, bottom, right in strokes(picture.T, shortest, thickest)
    ]
    return replace(
        drawings,
        level=(*drawings.level, *level),
        upright=(*drawings.upright, *upright),
    )


def is_known(run: Run, others: Sequence[Run]) -> bool:
    """Whether text of the file stands where a line was recognised."""
    return any(
        abs(run.base - other.base) < 0.5 * other.size
        and run.left < other.right
        and other.left < run.right
        for other in others
    )


def _size(line: FoundLine) -> float:
    """Height of an em, in pixels: from the height of a line, and its width where it is long."""
    from_height = 0.8 * (line.bottom - line.top)
    width = _width(line)
    if width < _SHORT:
        return from_height
    return mean((from_height, (line.right - line.left) / width))


def _width(line: FoundLine) -> float:
    """Usual width of the characters of a line, in ems."""
    return sum(_WIDTHS[bool(HAN.match(char))] for char in line.text)
