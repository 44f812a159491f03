"""What a termbase itself says of a place: no longer used, another's abbreviation, missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity

from ..termbase import TermStatus
from .known import Known
from .side import Side
from .tell import Told, once, tell


def deprecated(
    everything: Sequence[Known], position: int, unit: Unit, zh: Side, en: Side
) -> Iterator[Told]:
    """Terms that should not be used, where the concept itself is meant."""
    for here, there in ((en, zh), (zh, en)):
        for mention in here.mentions:
            if mention.term.status is not TermStatus.DEPRECATED or mention.inner:
                continue
            if everything[mention.concept].lenient and mention.concept not in there.named:
                continue
            span = (mention.start, mention.end)
            other = next((m for m in there.strong if m.concept == mention.concept), None)
            side = there.language if other else here.language
            yield tell(
                everything[mention.concept],
                position,
                unit,
                other or mention,
                side,
                span,
                "a term no longer used",
            )


def brackets(
    everything: Sequence[Known], position: int, unit: Unit, zh: Side, en: Side
) -> Iterator[Told]:
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
            if is_part(everything[name.concept], everything[mention.concept]):
                continue
            other = next((m for m in there.strong if m.concept == name.concept), None)
            if other is None:
                continue
            span = (mention.start, mention.end)
            reason = "the abbreviation of another name"
            terms = everything[name.concept].concept.of(here.language, TermStatus.ABBREVIATION)
            expected = terms[0].text if terms else ""
            yield tell(
                everything[other.concept],
                position,
                unit,
                other,
                there.language,
                span,
                reason,
                expected=expected,
            )


def missing_terms(
    everything: Sequence[Known], position: int, unit: Unit, zh: Side, en: Side
) -> Iterator[Told]:
    """Terms of the house's own termbases that one side has and the other lacks."""
    for here, there in ((zh, en), (en, zh)):
        for mention in once(here.strong):
            known = everything[mention.concept]
            if known.lenient or mention.inner:
                continue
            if here.same_place(mention) & (there.named | there.hinted):
                continue
            own = (mention.start, mention.end)
            expected = known.concept.preferred(there.language)
            finding = Finding(
                "term",
                Severity.INFO,
                position,
                unit.zh,
                unit.en,
                own if here.language == "zh" else None,
                own if here.language == "en" else None,
                mention.term.text,
                expected,
                f"no term for “{mention.term.text}” on the other side ({known.base}: “{expected}”)",
            )
            yield Told(mention.concept, there.language, "", finding)


def is_part(one: Known, other: Known) -> bool:
    """Whether one name is a part of the other: EULEX is a mission of the European Union."""
    terms = [
        [term.text for term in known.concept.terms if Known.names(term)] for known in (one, other)
    ]
    return any(a in b or b in a for a in terms[0] for b in terms[1])
