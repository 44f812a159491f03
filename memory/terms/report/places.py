"""Where a unit stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands.

    Attributes:
        file: as the user named it, or "".
        row: 0-based place among the units of that file.
        line: 1-based line on which it begins; 0 where the format has no lines.
        name: for people (``row 12``), or "".
    """

    file: str = ""
    row: int = 0
    line: int = 0
    name: str = ""
