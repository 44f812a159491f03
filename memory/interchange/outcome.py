"""What came of translating a file from a memory."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from duizhao.corpora.bilingual.tmx.characters import visible
from duizhao.corpora.document import Language
from duizhao.corpora.language import Script
from duizhao.corpora.skipped import Skipped

if TYPE_CHECKING:
    from duizhao.memory.search.match import Match

SURE = 100
"""Lowest score of a match that nobody needs to look at again."""


def origin_named(match: Match) -> str:
    """Where a match comes from, for a file that goes to others: without folders."""
    names = [re.split(r"[/\\]", name)[-1] for name in match.origin.split(" | ")]
    return visible(" | ".join(names))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a file asks a memory for.

    Attributes:
        text: without tags.
        language: of the text.
        before, after: the texts around it, or "".
        content: the text as content of TMX where it has tags, or "".
        id: of the unit in its file, or what tells it from others of the same text, or "".
    """

    text: str
    language: Language
    before: str = ""
    after: str = ""
    content: str = ""
    id: str = ""


class Finder(Protocol):
    """Asks a memory for the best match of a text."""

    def __call__(self, asked: Asked, script: Script) -> Match | None:
        """The match, or None.

        Args:
            asked: what is looked for.
            script: that a Chinese translation has to be in, or "".
        """
        ...


@dataclass(frozen=True, slots=True)
class Filled:
    """A unit of the file that got a translation.

    Attributes:
        place: its id, or its number.
        source, target: as they stand in the file now, without tags.
        score, band, origin: of the match.
        sure: False where a person has to look at it.
        reason: why it is not sure although the score is, or "".
    """

    place: str
    source: str
    target: str
    score: int
    band: str
    origin: str
    sure: bool
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "place": self.place,
            "source": self.source,
            "target": self.target,
            "score": self.score,
            "band": self.band,
            "origin": self.origin,
            "sure": self.sure,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file.

    Attributes:
        format: ``xliff 1.2``, ``xliff 2``, ``po`` or ``text``.
        units: how many there are with text in them.
        filled: those that got a translation.
        kept: how many were translated already, or not to be translated, and left alone.
        unmatched: how many the memory has nothing for.
        skipped: those that could not be filled, with the reason.
    """

    format: str
    units: int
    filled: tuple[Filled, ...]
    kept: int
    unmatched: int
    skipped: tuple[Skipped, ...]

    @property
    def sure(self) -> int:
        """How many of the filled ones nobody needs to look at again."""
        return sum(one.sure for one in self.filled)
