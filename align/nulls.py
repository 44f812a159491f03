"""Segments without counterpart: what gives them away before any path is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

REPEATED = 4
"""How often a line stands on one side before it may be page furniture."""

NAMES: tuple[str, ...] = (
    "null",
    "best cosine",
    "log of length",
    "short",
    "repeated line",
    "note",
    "blank",
)

_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_NOTE = re.compile(
    r"\s*(?:[\[(（【〔*※]\s*)?(?:译者?注|译者按|编者?注|编者按|注[：:]|translator['’]?s?['’]?\s+note"
    r"|(?:editor['’]?s?['’]?\s+)?note\s*[:：]|tr\.?\s*note|n\.?\s?b\.)",
    re.IGNORECASE,
)


def repeated_lines(own: Sequence[str], other: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Lines that stand again and again on this side, with nothing like it on the other.

    Digits are masked, so that ``Page 3`` repeats ``Page 2``. A refrain stands as often on
    the other side, where some line has a like count; page furniture does not.
    """
    masked = [_masked(text) for text in own]
    counts = Counter(masked)
    opposite = set(Counter(_masked(text) for text in other).values())
    furniture = {
        text
        for text, count in counts.items()
        if text
        and count >= REPEATED
        and not any(abs(count - there) <= max(1, count // 4) for there in opposite if there > 1)
    }
    return np.array([text in furniture for text in masked], bool)


def null_features(
    texts: Sequence[str],
    lengths: npt.NDArray[np.int64],
    best: Floats,
    furniture: npt.NDArray[np.bool_],
) -> Floats:
    """What is known of each segment as a null.

    Args:
        texts: of the segments.
        lengths: in bytes.
        best: highest cosine with a segment of the other side in the corridor.
        furniture: see `repeated_lines`.

    Returns:
        Shape (segments, len(NAMES)).
    """
    blank = np.array([not text.strip() for text in texts], bool)
    relative = np.log((lengths + 1) / max(float(np.median(lengths)), 1.0))
    values = (
        np.ones(len(texts)),
        best,
        np.clip(relative, -3, 3),
        lengths < 8,
        furniture,
        [bool(_NOTE.match(text)) for text in texts],
        blank,
    )
    return np.stack([np.asarray(value, np.float32) for value in values], axis=1)


def _masked(text: str) -> str:
    return _DIGITS.sub("#", _SPACE.sub(" ", text.strip().lower()))
