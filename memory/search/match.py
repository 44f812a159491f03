"""A match: a unit that answers a query, how well, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from duizhao.corpora.document import Language
from duizhao.corpora.entry import Entry
from duizhao.corpora.language import Script
from duizhao.memory.finding import Span
from duizhao.memory.store.filters import EVERY, Filters

from .rules import PenaltyRule


class Band(StrEnum):
    """How a unit answers a query, best first."""

    CONTEXT = "context"
    EXACT = "exact"
    FIGURES = "figures"
    FORMAT = "format"
    FUZZY = "fuzzy"
    SEMANTIC = "semantic"


@dataclass(frozen=True, slots=True)
class Match:
    """A unit that answers a query.

    Attributes:
        source: the text of the unit in the language of the query.
        target: its counterpart; in the band ``figures`` with the query's figures put in.
        score: 101 same text between the same neighbours or under the same id, 102 both, 100
            same text, 95–99 the same but for
            figures, tags, punctuation, width or case, up to 94 fuzzy or semantic.
        band: see `Band`.
        reasons: what the score comes from, short phrases.
        origin: the documents or the file that the unit comes from.
        similarity: of the tokens, before bands and penalties, between 0 and 1.
        marks: places in `target` that were adapted, or where a figure has to be.
        source_marks: places in `source` where it differs in a figure.
        entry: the whole unit as the memory keeps it, its target unchanged.
    """

    source: str
    target: str
    score: int
    band: Band
    reasons: tuple[str, ...]
    origin: str
    similarity: float
    entry: Entry
    marks: tuple[Span, ...] = ()
    source_marks: tuple[Span, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The match as plain values, as the command prints it."""
        return {
            "source": self.source,
            "target": self.target,
            "score": self.score,
            "band": str(self.band),
            "reasons": list(self.reasons),
            "origin": self.origin,
            "status": self.entry.status.label,
            "id": self.entry.id,
            "marks": [list(mark) for mark in self.marks],
            "source_marks": [list(mark) for mark in self.source_marks],
        }


@dataclass(frozen=True, slots=True)
class Penalties:
    """Points taken off a score.

    Attributes:
        unchecked: for a pair that an aligner made and nobody checked, times its doubt
            (one less its confidence): 10 takes one point off at .9.
        script: the other script than that of the query.
        ambiguous: the same source has several translations.
        converted: the counterpart was converted from the other script; it needs an eye.
    """

    unchecked: float = 10.0
    script: int = 2
    ambiguous: int = 1
    converted: int = 6


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Attributes:
        text: the text, without tags.
        language: its language.
        limit: most matches.
        threshold: lowest score.
        before, after: the texts around it, or "".
        content: the text as TMX content where it has tags, or "".
        context_id: what its file calls it (an id, the context of a message), or "".
        filters, penalties: see `Filters` and `Penalties`.
        semantic: whether vectors are asked as well, where the memory has some.
        script: ``Hans`` or ``Hant`` where a Chinese counterpart has to be in these characters;
            one in the others is no match.
        rules: further penalties, as the user wrote them.
        convert: whether one in the others is converted instead, at the price of
            `Penalties.converted`.
    """

    text: str
    language: Language
    limit: int = 5
    threshold: int = 60
    before: str = ""
    after: str = ""
    content: str = ""
    context_id: str = ""
    filters: Filters = EVERY
    penalties: Penalties = Penalties()
    semantic: bool = True
    script: Script = ""
    convert: bool = False
    rules: tuple[PenaltyRule, ...] = ()
