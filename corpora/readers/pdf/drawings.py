"""What is drawn on a page besides text: straight strokes along its edges, and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MOST_OBJECTS = 20_000
"""Most drawings of one page that are looked at."""
_MOST_POINTS = 200
"""Most points of one drawing that are looked at; a table's lines have few."""
_THIN = 3.0
"""Widest stroke that is a line, in points."""
_SHORTEST = 8.0
_FIGURE = 30.0
"""Least width and height of a picture that may hold text."""
_DOT = (1.5, 8.0)
"""Least and greatest width of a dot."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


@dataclass(frozen=True, slots=True)
class Drawings:
    """Strokes of a page in points, and how much of it pictures cover.

    Attributes:
        level: horizontal strokes as (left, right, height).
        upright: vertical strokes as (bottom, top, distance from the left).
        pictures: share of the page that its pictures cover, 0 to 1.
        figures: how many pictures are large enough to hold text.
        dots: small filled drawings about as wide as high, as lists have for bullets.
    """

    level: tuple[tuple[float, float, float], ...] = ()
    upright: tuple[tuple[float, float, float], ...] = ()
    pictures: float = 0.0
    figures: int = 0
    dots: tuple[Box, ...] = ()


def read_drawings(page: pdfium.PdfPage, width: float, height: float, angle: int) -> Drawings:
    """Strokes and pictures of a page.

    Args:
        page: of pdfium.
        width, height: of the page, in points.
        angle: by which its text is turned, of 0, 90, 180, 270 degrees; strokes are turned back.
    """
    level: list[tuple[float, float, float]] = []
    upright: list[tuple[float, float, float]] = []
    share = 0.0
    figures = 0
    dots: list[Box] = []
    kinds = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
    for count, item in enumerate(page.get_objects(filter=kinds, max_depth=3)):
        if count > MOST_OBJECTS:
            break
        try:
            box = item.get_bounds()
        except pdfium.PdfiumError:
            continue
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            across = max(0.0, min(box[2], width) - max(box[0], 0.0))
            along = max(0.0, min(box[3], height) - max(box[1], 0.0))
            share += across * along / max(width * height, 1.0)
            figures += min(across, along) >= _FIGURE
            continue
        wide, high = box[2] - box[0], box[3] - box[1]
        if _DOT[0] <= wide <= _DOT[1] and 0.8 * wide <= high <= 1.25 * wide:
            dots.append(_turned(box, angle, width, height))
            continue
        for stroke in _strokes(item, box):
            left, bottom, right, top = _turned(stroke, angle, width, height)
            if top - bottom < _THIN and right - left >= _SHORTEST:
                level.append((left, right, (top + bottom) / 2))
            elif right - left < _THIN and top - bottom >= _SHORTEST:
                upright.append((bottom, top, (left + right) / 2))
    return Drawings(tuple(level), tuple(upright), min(share, 1.0), figures, tuple(dots))


def _strokes(item: pdfium.PdfObject, box: Box) -> Iterator[Box]:
    """The straight strokes of one drawing: itself when it is thin, else its outline."""
    if min(box[2] - box[0], box[3] - box[1]) < _THIN:
        yield box
        return
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item.raw, fill, stroked) or not stroked.value:
        return
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start: tuple[float, float] | None = None
    before: tuple[float, float] | None = None
    for index in range(min(raw.FPDFPath_CountSegments(item.raw), _MOST_POINTS)):
        segment = raw.FPDFPath_GetPathSegment(item.raw, index)
        if not segment or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return
        here = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == raw.FPDF_SEGMENT_LINETO and before is not None:
            yield _box(before, here)
        before = here
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield _box(here, start)


def _box(a: tuple[float, float], b: tuple[float, float]) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _turned(box: Box, angle: int, width: float, height: float) -> Box:
    """A box as it lies when the text of its page runs from left to right."""
    left, bottom, right, top = box
    if angle == 90:
        return bottom, width - right, top, width - left
    if angle == 180:
        return width - right, height - top, width - left, height - bottom
    if angle == 270:
        return height - top, left, height - bottom, right
    return box
