"""The picture of a scanned page: how far it is turned, and where its lines stand."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Grey: TypeAlias = NDArray[np.uint8]
"""A picture, rows by columns, 0 for black."""
_MOST = 4.0
"""Largest angle, in degrees, that is looked for."""
_WIDE = 800
"""Pixels across at which the angle is looked for."""
_CLEAR = 0.2
"""Share of ink above and below a stroke; letters that run together have more."""
_FAINT = 60
"""How much darker than the paper the ink of a letter is at least, of 255."""
_SPECK = 8
"""Pixels of the smallest spot that is ink."""
_DARK = 64
"""How much darker than the paper round it a stroke is at least, of 255."""


def angle_of(picture: Grey) -> float:
    """By how many degrees the lines of a page rise to the right, by its projection profile.

    Along the right angle, rows are either full of ink or empty, so that the sums over rows
    differ most (Postl, "Detection of linear oblique structures and skew scan in digitized
    documents", 1986).
    """
    import cv2

    scale = _WIDE / picture.shape[1]
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = (255 - small).astype(np.float32)

    def contrast(angle: float) -> float:
        sums = _rotated(ink, angle, 0).sum(axis=1)
        return float(((sums[1:] - sums[:-1]) ** 2).sum())

    best = 0.0
    for step, reach in ((0.5, _MOST), (0.1, 0.5), (0.02, 0.1)):
        around = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(around, key=contrast))
    # A picture without lines has no angle.
    return best if contrast(best) > 1.05 * contrast(0.0) else 0.0


def turned(picture: Grey, angle: float) -> Grey:
    """A page with its lines level."""
    if abs(angle) < 0.03:
        return picture
    return np.asarray(_rotated(picture, angle, 255), dtype=np.uint8)


def _rotated(picture: Any, angle: float, border: int) -> NDArray[Any]:
    import cv2

    high, wide = picture.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), -angle, 1.0)
    return np.asarray(
        cv2.warpAffine(picture, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=border)
    )


def baseline(picture: Grey, box: tuple[float, float, float, float]) -> float:
    """Row on which the letters of a line stand: below it the ink drops most.

    Args:
        picture: with its lines level.
        box: of the line: left, top, right, bottom, in pixels.
    """
    left, top, right, bottom = (round(edge) for edge in box)
    crop = picture[max(top, 0) : bottom, max(left, 0) : right]
    if crop.size == 0 or crop.shape[0] < 4:
        return box[3]
    ink = (255.0 - crop).mean(axis=1)
    smooth = np.convolve(ink, (0.25, 0.5, 0.25), mode="same")
    half = len(smooth) // 2
    drops = smooth[half:-2] - smooth[half + 2 :]
    return max(top, 0) + half + 1 + float(np.argmax(drops)) if len(drops) else box[3]


def strokes(picture: Grey, shortest: int, thickest: int) -> list[tuple[int, int, int, int]]:
    """The level strokes of a page as (left, top, right, bottom), in pixels, from the top.

    A stroke is what stays of the ink when everything shorter is rubbed out (opening by a level
    bar), and is thin, so that pictures and bars of colour are none.

    Args:
        picture: with its lines level.
        shortest: pixels across, more than a character has.
        thickest: pixels from top to bottom.
    """
    import cv2

    paper = cv2.blur(picture, (8 * thickest + 1, 8 * thickest + 1))
    dark = (paper.astype(np.int16) - picture > _DARK).astype(np.uint8)
    # A stroke that is turned a little steps from row to row.
    tall = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    opened = cv2.morphologyEx(tall, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(opened)
    found = []
    for x, y, wide, high, _ in stats[1:].tolist():
        around = (
            dark[max(y - 3, 0) : y, x : x + wide],
            dark[y + high : y + high + 3, x : x + wide],
        )
        if high <= thickest and all(part.size and part.mean() < _CLEAR for part in around):
            found.append((x, y, x + wide, y + high))
    return sorted(found)


def ink_end(picture: Grey, box: tuple[float, float, float, float]) -> float | None:
    """Where the ink ends that stands in a box; None where there is none.

    Args:
        picture: with its lines level.
        box: left, top, right, bottom, in pixels. What goes out of it above or below, as rules of
            a table do, is not counted.
    """
    import cv2

    left, top, right, bottom = (max(round(edge), 0) for edge in box)
    crop = picture[top : bottom + 1, left : right + 1]
    if crop.size == 0:
        return None
    ink = (crop < float(np.median(picture[::8, ::8])) - _FAINT).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    ends = [
        x + wide
        for x, y, wide, high, area in stats[1:].tolist()
        if area >= _SPECK and y > 0 and y + high < len(crop)
    ]
    return float(left + max(ends)) if ends else None


def is_raised(picture: Grey, box: tuple[float, float, float, float]) -> bool:
    """Whether a figure stands in the upper part of its line, as note marks do.

    Args:
        picture: with its lines level.
        box: left and right of the figure, top and bottom of its line, in pixels.
    """
    import cv2

    left, top, right, bottom = box
    reach = 0.2 * (bottom - top)
    start = max(int(left - reach), 0)
    crop = picture[max(int(top), 0) : int(bottom) + 1, start : int(right + reach) + 1]
    if crop.size == 0:
        return False
    ink = (crop < float(np.median(picture[::8, ::8])) - _FAINT).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    pieces = [
        (abs(start + x + wide / 2 - (left + right) / 2), y, y + high)
        for x, y, wide, high, area in stats[1:].tolist()
        if area >= _SPECK and high >= 0.2 * len(crop)
    ]
    if not pieces:
        return False
    _, head, foot = min(pieces)
    return bool(head < 0.4 * len(crop) and foot < 0.66 * len(crop))
