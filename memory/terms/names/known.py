"""What is known of a name before a unit is checked."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ..termbase import Concept, TermStatus
from ..words import term_key

_OF_A_CONCEPT = tuple(one.name for one in fields(Concept))
NAME_STATUSES = (TermStatus.PREFERRED, TermStatus.ADMITTED)
"""Terms that name their concept by themselves and in full."""


@dataclass(frozen=True, slots=True, eq=False)
class KnownConcept(Concept):
    """A concept and where it comes from. Each is equal to itself only.

    Attributes:
        authority: name of the termbase; "" for a name learned from the units.
        lenient: whether it may be absent without a finding.
        count: for a learned name, in how many units both its terms appear.
    """

    authority: str = ""
    lenient: bool = False
    count: int = 0

    # A concept is looked up for every mention; comparing all its terms would cost more.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @classmethod
    def of_termbase(cls, concept: Concept, authority: str, lenient: bool) -> KnownConcept:
        """A concept of a termbase."""
        given = {name: getattr(concept, name) for name in _OF_A_CONCEPT}
        return cls(**given, authority=authority, lenient=lenient)

    def term_keys(self) -> set[str]:
        """Keys of the terms that name the concept (see `words.term_key`)."""
        return {
            term_key(term.text, term.language)
            for term in self.terms
            if term.status in NAME_STATUSES
        }

    def overlaps(self, other: KnownConcept) -> bool:
        """Whether a name of one is part of a name of the other.

        EULEX is a mission of the European Union.
        """
        names, others = (
            [term.text for term in concept.terms if term.status in NAME_STATUSES]
            for concept in (self, other)
        )
        return any(a in b or b in a for a in names for b in others)
