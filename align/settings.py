"""Everything that can be set about aligning."""

from __future__ import annotations

from dataclasses import dataclass, fields

from duizhao.corpora.errors import SettingsError

from .bead import MAX_SEGMENTS


@dataclass(frozen=True, slots=True)
class Settings:
    """How segments are aligned. The defaults are what the accuracy figures were made with.

    Attributes:
        max_segments: most segments that a bead may hold, both sides together (2 to 8).
        min_confidence: beads below it are taken apart into null beads (0 to 1).
        dictionary: a file of word pairs (``zh<TAB>en`` lines, or CC-CEDICT) beside those of the
            built-in dictionary, or None; see `align.dictionary`.
        moved: whether text in another order is looked for in a second pass.
        weights: a file of weights that `duizhao learn` wrote, or None for those that ship.

    Raises:
        SettingsError: a value outside its range.
    """

    max_segments: int = MAX_SEGMENTS
    min_confidence: float = 0.0
    dictionary: str | None = None
    moved: bool = True
    weights: str | None = None

    def __post_init__(self) -> None:
        if not 2 <= self.max_segments <= MAX_SEGMENTS:
            raise SettingsError(
                f"a bead of at most {self.max_segments} segments",
                mend=f"take a number between 2 and {MAX_SEGMENTS}",
            )
        if not 0.0 <= self.min_confidence <= 1.0:
            raise SettingsError(
                f"a minimum confidence of {self.min_confidence}",
                mend="take a number between 0 and 1",
            )

    def signature(self) -> str:
        """The settings that differ from their defaults, as ``name:value`` joined by ``|``."""
        changed = (
            f"{field.name}:{getattr(self, field.name)}"
            for field in fields(self)
            if getattr(self, field.name) != field.default
        )
        return "|".join(changed) or "default"
