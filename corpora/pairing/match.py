"""What pairing gives: matches, and what has none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FilePair:
    """Two files that belong together, or one that holds both languages.

    Attributes:
        zh, en: the files, or texts; the same one when it holds pairs already.
        how: what found it: ``name``, ``symbol``, ``content``, ``both`` (languages in one
            file) or ``manifest``; joined by ``+`` when several agree.
        certain: whether it may be aligned without a person looking.
        score: likeness of content between 0 and 1, or None where it was not compared.
        margin: by how much it beats the next best, or None.
        note: what a person should know.
    """

    zh: Path | str
    en: Path | str
    how: str
    certain: bool = True
    score: float | None = None
    margin: float | None = None
    note: str = ""


UNREADABLE = "cannot be read"
"""How the reason of a file begins that may be readable the next time, with more installed."""


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A file without a counterpart: its language ("" when unknown) and why."""

    path: Path
    language: str
    reason: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """All matches, in the order of the Chinese files' names, and what is left over."""

    matches: tuple[FilePair, ...]
    unpaired: tuple[Unpaired, ...] = ()

    @property
    def certain(self) -> tuple[FilePair, ...]:
        """The matches that need nobody to look at them."""
        return tuple(match for match in self.matches if match.certain)

    @property
    def doubtful(self) -> tuple[FilePair, ...]:
        """The matches that a person should look at first."""
        return tuple(match for match in self.matches if not match.certain)
