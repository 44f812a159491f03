"""What a check found: findings, and how each name is rendered throughout the units."""

from __future__ import annotations

from dataclasses import dataclass

from duizhao.corpora.document import Language
from duizhao.memory.finding import Finding

from .termbase import TermStatus


@dataclass(frozen=True, slots=True)
class Rendering:
    """One way in which a name is rendered.

    Attributes:
        text: as the termbase writes it; for a fault, as it stands.
        units: 0-based positions of the units, ascending.
        status: of the term; None where no termbase has the text and the units taught nothing.
        reason: why it is no legitimate variant, or "".
    """

    text: str
    units: tuple[int, ...]
    status: TermStatus | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name and how it is rendered in the other language.

    Attributes:
        name: as the termbase, or the units that taught it, write it.
        language: of the name.
        renderings: the most frequent first.
        authority: the termbase that knows the name; "" where the units taught it.
        preferred: the rendering that the authority prefers.
        bare: in how many more units the name stands with nothing recognised opposite: a
            pronoun, a rewording, or a rendering that nobody knows.
    """

    name: str
    language: Language
    renderings: tuple[Rendering, ...]
    authority: str = ""
    preferred: str = ""
    bare: int = 0

    @property
    def majority(self) -> Rendering:
        """The rendering that stands in most units."""
        return self.renderings[0]

    @property
    def doubtful(self) -> tuple[Rendering, ...]:
        """Renderings that are no legitimate variants."""
        return tuple(one for one in self.renderings if one.reason)


@dataclass(frozen=True, slots=True)
class Survey:
    """What checking some units came to.

    Attributes:
        findings: in the order of the units.
        names: names rendered in more than one way, the doubtful ones first.
    """

    findings: tuple[Finding, ...]
    names: tuple[NameUse, ...]
