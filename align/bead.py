"""A bead: the segments of one side that answer segments of the other."""

from __future__ import annotations

from dataclasses import dataclass

MAX_SEGMENTS = 8
"""Most segments that a bead may hold, both sides together."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments that correspond, as 0-based positions on each side.

    Attributes:
        zh, en: ascending positions; one of them is empty in a null bead.
        confidence: probability between 0 and 1 that the bead is right as a whole.
        reasons: short phrases for a person: what speaks for it, what against.
        moved: True for text that stands in another order on the other side.
    """

    zh: tuple[int, ...]
    en: tuple[int, ...]
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    moved: bool = False

    @property
    def shape(self) -> str:
        """Number of segments on each side, as in ``2-1``."""
        return f"{len(self.zh)}-{len(self.en)}"

    @property
    def is_null(self) -> bool:
        """Whether one side is empty."""
        return not self.zh or not self.en
