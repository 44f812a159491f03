"""Whether a border between segments lies inside a quotation.

Translators keep direct speech, and mark it in their own way (“…”, 「…」, '…', "…"). A border
that is inside a quotation on one side and outside on the other is probably no border of
a bead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_OPEN, _CLOSE = "“「『«‘", "”」』»"
_STRAIGHT = "\"'’"
_BEFORE_OPENING = "—-([ "
_BEFORE_CLOSING = ".,!?…—-;:。，！？"
_AFTER_CLOSING = ")]—-,.;:”\"' "

SELDOM = 0.02
"""Share of segments inside a quotation below which a text is taken to mark none."""


@dataclass(frozen=True, slots=True)
class Quotations:
    """States at the borders of a text, each of shape (segments + 1,).

    Attributes:
        inside: whether the border is inside a quotation.
        closed: whether the segment before it ends with a closing mark.
        opened: whether the segment after it begins with an opening mark.
        used: whether the text marks quotations at all.
    """

    inside: npt.NDArray[np.bool_]
    closed: npt.NDArray[np.bool_]
    opened: npt.NDArray[np.bool_]
    used: bool


def quotations(texts: Sequence[str], groups: npt.NDArray[np.int64] | None = None) -> Quotations:
    """Follow the marks through a text; one that is never closed ends with the next mark.

    Args:
        groups: the group of each segment, by number; no quotation goes on in the next one.
    """
    first = set() if groups is None else set(np.flatnonzero(np.diff(groups, prepend=-1)).tolist())
    inside = np.zeros(len(texts) + 1, bool)
    closed, opened = np.zeros_like(inside), np.zeros_like(inside)
    state = False
    for number, text in enumerate(texts):
        stripped = text.strip()
        marks = list(_marks(stripped))
        state = state and number not in first
        if marks:
            state = marks[-1][1]
            opened[number] = marks[0] == (0, True)
            closed[number + 1] = not state and marks[-1][0] >= len(stripped) - 2
        inside[number + 1] = state
    return Quotations(inside, closed, opened, bool(len(texts)) and inside.mean() > SELDOM)


def _marks(text: str) -> Iterator[tuple[int, bool]]:
    """Position of each quotation mark, and whether it opens."""
    for place, sign in enumerate(text):
        if sign in _OPEN:
            yield place, True
        elif sign in _CLOSE:
            yield place, False
        elif sign in _STRAIGHT:
            before = text[place - 1] if place else " "
            following = text[place + 1] if place + 1 < len(text) else " "
            if sign != "’" and before in _BEFORE_OPENING and not following.isspace():
                yield place, True
            elif (before in _BEFORE_CLOSING and following in _AFTER_CLOSING) or sign == '"':
                yield place, False
