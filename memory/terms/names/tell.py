"""Findings about names, worded for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from duizhao.corpora.document import Language
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, Span

from ..match import Mention
from ..termbase import TermStatus
from .known import Known


class Told(NamedTuple):
    """A finding about a name, and which name it is about.

    Attributes:
        concept: position of the concept.
        language: of the text that is at fault.
        reason: what is wrong with it.
        finding: the finding.
    """

    concept: int
    language: Language
    reason: str
    finding: Finding


def tell(
    known: Known,
    position: int,
    unit: Unit,
    mention: Mention,
    side: Language,
    span: Span,
    reason: str,
    *,
    expected: str = "",
) -> Told:
    """A finding about a name.

    Args:
        known: what is known of it.
        position: of the unit.
        unit: the unit.
        mention: where the name stands on the side that has it.
        side: that side.
        span: the place at fault on the other side.
        reason: what is wrong there.
        expected: what should stand there; the preferred term where it is "".
    """
    there: Language = "en" if side == "zh" else "zh"
    if mention.term.status is TermStatus.DEPRECATED:
        side, there = there, side
    found = (unit.en if there == "en" else unit.zh)[span[0] : span[1]]
    expected = expected or known.concept.preferred(there)
    own = None if mention.term.status is TermStatus.DEPRECATED else (mention.start, mention.end)
    name = known.concept.preferred(side) if own is None else mention.term.text
    authority = f"{known.base}" if known.base else f"{known.count} other units"
    finding = Finding(
        "term",
        Severity.WARNING,
        position,
        unit.zh,
        unit.en,
        span if there == "zh" else own,
        span if there == "en" else own,
        found,
        expected,
        f"“{found}” for {name}: {reason} ({authority}: “{expected}”)",
    )
    return Told(mention.concept, there, reason, finding)


def once(mentions: Iterable[Mention]) -> list[Mention]:
    """One mention of each concept, one that stands for itself where there is one."""
    first: dict[int, Mention] = {}
    for mention in sorted(mentions, key=_by_place):
        first.setdefault(mention.concept, mention)
    return list(first.values())


def _by_place(mention: Mention) -> tuple[bool, int]:
    """Names that stand for themselves before those inside longer ones."""
    return mention.inner, mention.start
