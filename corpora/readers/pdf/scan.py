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
