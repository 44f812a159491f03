"""Segments without counterpart: what gives them away before any path is known."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from duizhao.corpora.patterns import lazy

from .side import Side

Floats = npt.NDArray[np.float32]

UNLIKE, UNLIKE_CLAUSE = 0.3, 0.5
"""Best cosine and cover of clauses below which a segment is like nothing opposite."""

SHORT = -0.7
"""Logarithm of a segment's length to the median's below which it is short."""

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
    "repeated here only",
    "without letters",
    "without letters or figures",
    "without letters, its like opposite",
    "without a stop",
    "short, without a stop",
    "label, its like opposite",
    "label alone on its line",
    "label alone on its line, its like opposite",
)

_NOTE = lazy(
    r"\s*+(?:[\[(（【〔*※]\s*+)?(?:译者?注|译者按|编者?注|编者按|注[：:]|translator['’]?s?['’]?\s+note"
    r"|(?:editor['’]?s?['’]?\s+)?note\s*[:：]|tr\.?\s*note|n\.?\s?b\.)",
    re.IGNORECASE,
)


def null_features(side: Side, best: Floats, clause: Floats, claimed: Floats) -> Floats:
    """What is known of each segment as a null.

    Args:
        side: the text.
        best: highest cosine with a segment of the other side in the corridor.
        clause: how well its clauses are met by single clauses there, 0 to 1.
        claimed: by how much its best partner prefers another segment, at most 0.

    Returns:
        Shape (segments, len(NAMES)).
    """
    texts, lines, labels = side.texts, side.lines, side.labels
    lengths = np.diff(side.length)
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
        lines.repeated,
        lines.bare,
        lines.wordless,
        lines.bare & (lines.same >= 0),
        ~lines.stop,
        ~lines.stop & (relative < SHORT),
        labels.like,
        labels.alone,
        labels.alone & labels.like,
    )
    return np.stack([np.asarray(value, np.float32) for value in values], axis=1)
