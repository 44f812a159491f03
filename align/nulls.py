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

UNLIKE, UNLIKE_CLAUSE = 0.3, 0.5
"""Best cosine and cover of clauses below which a segment is like nothing opposite."""

NAMES: tuple[str, ...] = (
    "null",
    "best cosine",
    "log of length",
    "short",
    "note",
    "best clause",
    "claimed",
    "unlike all",
    "unlike all, by length",
    "clauses unlike all",
)

_DIGITS = re.compile(r"\d+")
_QUOTES = "”’」』\"')）"
_SPACE = re.compile(r"\s+")
_NOTE = re.compile(
    r"\s*(?:[\[(（【〔*※]\s*)?(?:译者?注|译者按|编者?注|编者按|注[：:]|translator['’]?s?['’]?\s+note"
    r"|(?:editor['’]?s?['’]?\s+)?note\s*[:：]|tr\.?\s*note|n\.?\s?b\.)",
    re.IGNORECASE,
)


def repeated_lines(own: Sequence[str], other: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Lines that stand again and again on this side, with nothing like it on the other.

    Digits are masked, so that ``Page 3`` repeats ``Page 2``. What ends like a sentence may be
    said again and again (``“Yes.”``) and is never furniture. A refrain stands as often on the
    other side, where some line has a like count; page furniture does not.
    """
    here = _counted(own)
    there = set(_counted(other).values())
    furniture = {
        line
        for line, count in here.items()
        if not any(abs(count - like) <= max(1, count // 4) for like in there)
    }
    return np.array([_masked(text) in furniture for text in own], bool)


def _counted(texts: Sequence[str]) -> dict[str, int]:
    """Lines that stand often enough and don't end like a sentence, digits masked."""
    counts = Counter(_masked(text) for text in texts)
    return {
        line: count
        for line, count in counts.items()
        if line and count >= REPEATED and not _is_sentence(line)
    }


def _is_sentence(line: str) -> bool:
    bare = line.rstrip(_QUOTES)
    return bare[-1:] in ("。", "！", "？", "…", "!", "?", ".") and any(map(str.isalpha, bare))


def null_features(
    texts: Sequence[str],
    lengths: npt.NDArray[np.int64],
    best: Floats,
    clause: Floats,
    claimed: Floats,
) -> Floats:
    """What is known of each segment as a null.

    Args:
        texts: of the segments.
        lengths: in bytes.
        best: highest cosine with a segment of the other side in the corridor.
        clause: how well its clauses are met by single clauses there, 0 to 1.
        claimed: by how much its best partner prefers another segment, at most 0.

    Returns:
        Shape (segments, len(NAMES)).
    """
    relative = np.log((lengths + 1) / max(float(np.median(lengths)), 1.0))
    # That a short segment is like nothing says less than that a long one is.
    unlike = np.maximum(UNLIKE - best, 0)
    values = (
        np.ones(len(texts)),
        best,
        np.clip(relative, -3, 3),
        lengths < 8,
        [bool(_NOTE.match(text)) for text in texts],
        clause,
        claimed,
        unlike,
        unlike * np.maximum(relative + 1, 0),
        np.maximum(UNLIKE_CLAUSE - clause, 0),
    )
    return np.stack([np.asarray(value, np.float32) for value in values], axis=1)


def _masked(text: str) -> str:
    return _DIGITS.sub("#", _SPACE.sub(" ", text.strip().lower()))
