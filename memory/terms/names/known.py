"""What is known of a name before a unit is judged."""

from __future__ import annotations

from dataclasses import dataclass

from ..termbase import Concept, Term, TermStatus


@dataclass(frozen=True, slots=True)
class Known:
    """A concept and what is known of it.

    Attributes:
        concept: the concept.
        base: name of the termbase, "" for a name that the units taught.
        lenient: whether its mere absence is no matter.
        count: in how many units both its terms stand, for a learned name.
    """

    concept: Concept
    base: str = ""
    lenient: bool = False
    count: int = 0

    @staticmethod
    def names(term: Term) -> bool:
        """Whether a term names its concept by itself."""
        return term.status in (TermStatus.PREFERRED, TermStatus.ADMITTED)
