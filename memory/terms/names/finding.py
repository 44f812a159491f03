"""Findings about names, worded for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from duizhao.corpora.counted import counted
from duizhao.corpora.document import Language
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, Span, finding

from ..match import Mention
from ..termbase import TermStatus
from .known import KnownConcept


class NameFinding(NamedTuple):
    """A finding about a name, and which name it is about.

    Attributes:
        concept: what the name names.
        language: of the text that is at fault.
        reason: what is wrong with it.
        finding: the finding.
    """

    concept: KnownConcept
    language: Language
    reason: str
    finding: Finding


def name_finding(
    position: int,
    unit: Unit,
    mention: Mention[KnownConcept],
    side: Language,
    span: Span,
    reason: str,
    *,
    expected: str = "",
) -> NameFinding:
    """A finding about a name.

    Args:
        position: of the unit.
        unit: the unit.
        mention: where the name is on the side that has it.
        side: that side.
        span: the place at fault on the other side.
        reason: what is wrong there.
        expected: what is expected there; the preferred term where it is "".
    """
    concept = mention.concept
    is_deprecated = mention.term.status is TermStatus.DEPRECATED
    fault: Language = "en" if side == "zh" else "zh"
    if is_deprecated:
        side, fault = fault, side
    found = (unit.en if fault == "en" else unit.zh)[span[0] : span[1]]
    expected = expected or concept.preferred(fault)
    own = None if is_deprecated else span_of(mention)
    name = concept.preferred(side) if is_deprecated else mention.term.text
    source = concept.authority or counted(concept.count, "other unit")
    made = term_finding(
        position,
        unit,
        severity_of(mention, Severity.WARNING),
        fault,
        (span, own),
        found,
        expected,
        f"“{found}” for {name}: {reason} ({source}: “{expected}”)",
    )
    return NameFinding(concept, fault, reason, made)


def term_finding(
    position: int,
    unit: Unit,
    severity: Severity,
    side: Language,
    spans: tuple[Span | None, Span | None],
    found: str,
    expected: str,
    message: str,
) -> Finding:
    """A finding of the kind term.

    Args:
        position: of the unit.
        unit: the unit.
        severity: see `Severity`.
        side: the language of the first of the two places.
        spans: the place in the text of that language, and the one in the other text.
        found: what is there.
        expected: what is expected there.
        message: one sentence for a person.
    """
    zh, en = spans if side == "zh" else reversed(spans)
    return finding(
        "term", severity, unit, position, message,
        zh_span=zh, en_span=en, found=found, expected=expected,
    )  # fmt: skip


def severity_of(mention: Mention[KnownConcept], usual: Severity) -> Severity:
    """The severity of a finding about a term: a term that is not approved proves nothing."""
    proposed = mention.term.candidate or mention.concept.candidate
    return Severity.INFO if proposed else usual


def first_mentions(mentions: Iterable[Mention[KnownConcept]]) -> list[Mention[KnownConcept]]:
    """One mention of each concept; one that is not part of a longer name where there is one."""
    first: dict[KnownConcept, Mention[KnownConcept]] = {}
    for mention in sorted(mentions, key=lambda each: (each.inner, each.start)):
        first.setdefault(mention.concept, mention)
    return list(first.values())


def span_of(mention: Mention[KnownConcept]) -> Span:
    """The place of a mention in its text."""
    return mention.start, mention.end
