"""Where a unit stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


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


def address(places: Sequence[Place], unit: int) -> str:
    """The file of a unit as a link, with the line where there is one; "" without a file."""
    if unit >= len(places) or not places[unit].file:
        return ""
    place = places[unit]
    link = Path(place.file).resolve().as_uri()
    return f"{link}#L{place.line}" if place.line else link


def labels(places: Sequence[Place]) -> Callable[[int], str]:
    """What to call the place of unit 0, 1, …; with its file where there are several."""
    several = len({place.file for place in places}) > 1

    def label(unit: int) -> str:
        if unit >= len(places):
            return f"unit {unit}"
        place = places[unit]
        name = place.name or f"unit {unit}"
        return f"{place.file}: {name}" if several else name

    return label
