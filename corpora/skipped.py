"""What was left out of a file, and why: one type for every reader and writer of units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from .patterns import lazy

if TYPE_CHECKING:
    from .document import Change

PICTURE = "a picture, in which text is not read"
"""Reason for leaving out a picture."""
QUOTED = 80
"""Characters of a text that are enough to recognise it by."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was left out, or could not be kept whole.

    Attributes:
        place: where it was, for people: ``line 12``, ``sheet Terms, row 3``, ``unit 7``.
        reason: what is wrong, in a few words.
        text: how it begins; cut after `QUOTED` characters.
        units: how many units it stands for: 1, or 0 for a remark on the file as a whole.
        file: the file, where several are read.
    """

    place: str
    reason: str
    text: str = ""
    units: int = 1
    file: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.text[:QUOTED])

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.place) if part)
        return f"{where}: {self.reason}" if where else self.reason

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


_NUMBERED = lazy(r"(?P<what>.*): (?P<count>\d+)")


def left_out(changes: Iterable[Change]) -> dict[str, int]:
    """What segmentation and reader left out of a text, counted by reason, the most first.

    A hyphen or a bullet that went is no loss of text and is not counted. A reason that ends
    in a number (``characters without a name: 7``) stands for so many things.
    """
    counts: Counter[str] = Counter()
    for change in changes:
        lost = change.action == "removed" and any(map(str.isalnum, change.text))
        if change.action == "skipped" or lost:
            numbered = _NUMBERED.fullmatch(change.reason)
            if numbered:
                counts[numbered["what"]] += int(numbered["count"])
            else:
                counts[change.reason] += 1
    return dict(counts.most_common())
