"""The shapes that a bead may have: how many segments of each side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .bead import MAX_SEGMENTS


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes with a segment on each side, smallest first.

    Attributes:
        zh, en: segments of each side, shape (shapes,).
        longest: most segments that one side may hold.
    """

    zh: npt.NDArray[np.int64]
    en: npt.NDArray[np.int64]
    longest: int

    def __len__(self) -> int:
        return len(self.zh)

    @property
    def names(self) -> tuple[str, ...]:
        """As a person writes them: ``2-1`` for two Chinese segments and an English one."""
        pairs = zip(self.zh.tolist(), self.en.tolist(), strict=True)
        return tuple(f"{zh}-{en}" for zh, en in pairs)

    def index(self, zh: int, en: int) -> int | None:
        """Position of a shape, or None where there is no such shape."""
        total = zh + en
        if min(zh, en) < 1 or total > self.longest + 1:
            return None
        # Before those of a size stand the 1, 2, … shapes of the smaller sizes.
        return (total - 1) * (total - 2) // 2 + zh - 1


def shapes(max_segments: int = MAX_SEGMENTS) -> Shapes:
    """Shapes of at most so many segments, both sides together (at least 2)."""
    pairs = [(zh, total - zh) for total in range(2, max_segments + 1) for zh in range(1, total)]
    return Shapes(
        np.array([zh for zh, _ in pairs], np.int64),
        np.array([en for _, en in pairs], np.int64),
        max_segments - 1,
    )
