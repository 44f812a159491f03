"""Page furniture: lines that the pages of one side repeat, and that nobody translates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set

import numpy as np
import numpy.typing as npt

from duizhao.corpora.patterns import lazy

from .encode.protocol import Encoder

REPEATED = 4
"""How often a line stands on one side before it may be page furniture."""

LIKE = 0.45
"""Cosine, vectors not centred, from which a line may translate another."""

_DIGITS = lazy(r"\d+")
_SPACE = lazy(r"\s+")
_QUOTES = "”’」』\"')）"


def repeated_lines(
    own: Sequence[str], other: Sequence[str], encoder: Encoder
) -> npt.NDArray[np.bool_]:
    """Lines that stand again and again on this side, with nothing like it on the other.

    Digits are masked, so that ``Page 3`` repeats ``Page 2``. What ends like a sentence may be
    said again and again (``“Yes.”``) and is never furniture. A refrain stands as often on the
    other side, where some line has a like count; page furniture does not. What a repeated line
    of the other side may translate (``是``, ``Yes`` in a table) is no furniture either.
    """
    lines = [_masked(text) for text in own]
    here, opposite = _counted(lines, REPEATED), _counted(map(_masked, other), 2)
    there = {line: count for line, count in opposite.items() if count >= REPEATED}
    furniture = {
        line
        for line, count in here.items()
        if not any(abs(count - like) <= max(1, count // 4) for like in there.values())
    }
    furniture -= _translated(furniture, opposite, encoder)
    return np.array([line in furniture for line in lines], bool)


def _translated(lines: Set[str], others: Iterable[str], encoder: Encoder) -> set[str]:
    """Lines with letters that are like one of the others."""
    worded = sorted(line for line in lines if any(map(str.isalpha, line)))
    opposite = sorted(line for line in others if any(map(str.isalpha, line)))
    if not worded or not opposite:
        return set()
    similar = encoder.encode(worded) @ encoder.encode(opposite).T
    return {line for line, best in zip(worded, similar.max(axis=1), strict=True) if best >= LIKE}


def _counted(lines: Iterable[str], least: int) -> dict[str, int]:
    """Lines that stand often enough and don't end like a sentence.

    Args:
        lines: digits masked.
    """
    return {
        line: count
        for line, count in Counter(lines).items()
        if line and count >= least and not _is_sentence(line)
    }


def _is_sentence(line: str) -> bool:
    bare = line.rstrip(_QUOTES)
    return bare[-1:] in ("。", "！", "？", "…", "!", "?", ".") and any(map(str.isalpha, bare))


def _masked(text: str) -> str:
    return _DIGITS.sub("#", _SPACE.sub(" ", text.strip().lower()))
