"""A bead: the segments of one side that answer segments of the other."""

from __future__ import annotations

from dataclasses import dataclass

MAX_SEGMENTS = 8
"""Most segments that a bead may hold, both sides together."""


@dataclass(frozen=True, slots=True)
class DoubtfulPair:
    """Two texts opposite each other that are hardly translations of each other.

    Attributes:
        zh, en: the texts.
        likeness: probability that they are translations.
    """

    zh: str
    en: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments that correspond, as 0-based positions on each side.

    Attributes:
        zh, en: ascending positions; one of them is empty in a null bead.
        confidence: probability between 0 and 1 that the bead is right as a whole.
        reasons: short phrases for a person: what speaks for it, what against.
        moved: True for text that stands in another order on the other side.
        likeness: probability that its sides are translations of each other, whether or not
            they are the best division; the confidence is never above it.
        doubts: the parts of which that is doubtful.
    """

    zh: tuple[int, ...]
    en: tuple[int, ...]
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    moved: bool = False
    likeness: float = 1.0
    doubts: tuple[DoubtfulPair, ...] = ()

    @property
    def shape(self) -> str:
        """Number of segments on each side, as in ``2-1``."""
        return f"{len(self.zh)}-{len(self.en)}"

    @property
    def is_null(self) -> bool:
        """Whether one side is empty."""
        return not self.zh or not self.en
