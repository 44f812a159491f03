"""Rules of the termbase itself: deprecated, missing and untranslatable terms, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Severity

from ..termbase import TermStatus
from .finding import NameFinding, first_mentions, name_finding, severity_of, span_of, term_finding
from .named_text import NamedText


def deprecated(position: int, unit: Unit, zh: NamedText, en: NamedText) -> Iterator[NameFinding]:
    """Terms that should not be used, where the concept itself is meant."""
    for here, there in ((en, zh), (zh, en)):
        for mention in here.mentions:
            if mention.term.status is not TermStatus.DEPRECATED or mention.inner:
                continue
            if mention.concept.lenient and mention.concept not in there.named:
                continue
            other = next((m for m in there.strong if m.concept is mention.concept), None)
            side = there.language if other else here.language
            span = span_of(mention)
            yield name_finding(
                position, unit, other or mention, side, span, "a term no longer used"
            )


def not_translated(
    position: int, unit: Unit, zh: NamedText, en: NamedText
) -> Iterator[NameFinding]:
    """Terms that are not to be translated, where the other side does not have them unchanged."""
    for here, there in ((zh, en), (en, zh)):
        for mention in first_mentions(here.strong):
            term = mention.term.text
            if not mention.concept.kept or mention.inner or not _has(here.text, term):
                continue
            if any(_has(there.text, other.text) for other in mention.concept.of(there.language)):
                continue
            changed = re.search(re.escape(term), there.text, re.IGNORECASE)
            spans = span_of(mention), changed.span() if changed else None
            message = f"“{term}” is not to be translated ({mention.concept.authority}), and is "
            message += f"“{changed[0]}” on the other side" if changed else "not on the other side"
            severity = severity_of(mention, Severity.WARNING)
            found = changed[0] if changed else term
            finding = term_finding(
                position, unit, severity, here.language, spans, found, term, message
            )
            yield NameFinding(mention.concept, there.language, "not to be translated", finding)


def _has(text: str, term: str) -> bool:
    """Whether a text has a term unchanged; in English, with a plural or possessive too."""
    return bool(re.search(rf"(?<![A-Za-z0-9]){re.escape(term)}(?:['’]?s)?(?![A-Za-z0-9])", text))


def brackets(position: int, unit: Unit, zh: NamedText, en: NamedText) -> Iterator[NameFinding]:
    """Abbreviations in brackets that belong to another name than the one before them."""
    for here, there in ((en, zh), (zh, en)):
        for mention in here.mentions:
            if not mention.bracketed or mention.term.status is not TermStatus.ABBREVIATION:
                continue
            name = next(
                (
                    m
                    for m in here.strong
                    if not m.inner and here.text[m.end : mention.start].strip() in ("(", "（")
                ),
                None,
            )
            if name is None or here.same_place(name) & here.same_place(mention):
                continue
            if name.concept.overlaps(mention.concept):
                continue
            other = next((m for m in there.strong if m.concept is name.concept), None)
            if other is None:
                continue
            terms = name.concept.of(here.language, TermStatus.ABBREVIATION)
            yield name_finding(
                position,
                unit,
                other,
                there.language,
                span_of(mention),
                "the abbreviation of another name",
                expected=terms[0].text if terms else "",
            )


def missing_terms(position: int, unit: Unit, zh: NamedText, en: NamedText) -> Iterator[NameFinding]:
    """Terms of the user's own termbases that one side has and the other lacks."""
    for here, there in ((zh, en), (en, zh)):
        for mention in first_mentions(here.strong):
            concept = mention.concept
            if concept.lenient or concept.kept or mention.inner:
                continue
            if here.same_place(mention) & (there.named | there.hinted):
                continue
            found, expected = mention.term.text, concept.preferred(there.language)
            message = f"no term for “{found}” on the other side "
            message += f"({concept.authority}: “{expected}”)"
            spans = span_of(mention), None
            finding = term_finding(
                position, unit, Severity.INFO, here.language, spans, found, expected, message
            )
            yield NameFinding(concept, there.language, "", finding)
