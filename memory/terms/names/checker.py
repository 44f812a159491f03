"""Check the names of one unit: which are missing, and what is in their place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence

from duizhao.corpora.counted import counted
from duizhao.corpora.document import Language
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, Span

from ..match import Matcher, Mention
from ..words import Word, han_key, words
from .finding import NameFinding, first_mentions, name_finding, span_of, term_finding
from .known import NAME_STATUSES, KnownConcept
from .named_text import NamedText, is_strong
from .near import HEADS, Name, Near, name_of, nearest, reordered
from .near_zh import NearHan, nearest_han
from .renderings import MinorityForm, Renderings
from .rules import brackets, deprecated, missing_terms, not_translated


class NameChecker:
    """All names, ready to check units.

    Names of termbases and names learned from the units are looked for separately, so that a
    learned name never hides a listed one inside it.

    Attributes:
        renderings: how the names of the units checked so far are rendered.
    """

    def __init__(self, listed: Matcher[KnownConcept], learned: Sequence[KnownConcept] = ()) -> None:
        self.renderings = Renderings()
        self._listed = listed
        self._learned = Matcher(learned) if learned else None
        self._names: dict[KnownConcept, list[Name]] = {}

    def check(self, position: int, unit: Unit) -> list[NameFinding]:
        """What is wrong with the names of one unit, once for each place at fault."""
        zh = self._named_text(unit.zh, "zh")
        en = self._named_text(unit.en, "en")
        if not zh.mentions and not en.mentions:
            return []
        findings: list[NameFinding] = []
        taken: dict[Language, list[Span]] = {"zh": [], "en": []}
        # What an approved name says goes before what a candidate says.
        every = sorted(self._findings(position, unit, zh, en), key=lambda f: f.concept.candidate)
        for found in every:
            spans: tuple[tuple[Language, Span | None], ...] = (
                ("zh", found.finding.zh_span),
                ("en", found.finding.en_span),
            )
            if found.language == found.concept.direction:
                continue  # The termbase has the name for the other direction only.
            # A fault is reported once, by the first rule that finds it.
            if any(span and _overlaps(span, taken[side]) for side, span in spans):
                continue
            for side, span in spans:
                if span:
                    taken[side].append(span)
            findings.append(found)
        self.renderings.add(position, zh, en, findings)
        return findings

    def minority_finding(self, position: int, unit: Unit, form: MinorityForm) -> Finding | None:
        """The finding that a unit has another form than most; None where it is not found again."""
        zh, en = self._named_text(unit.zh, "zh"), self._named_text(unit.en, "en")
        own = next((m for m in zh.strong if m.term.text == form.text and not m.inner), None)
        name = next((m for m in en.mentions if m.concept is form.concept), None)
        if own is None or name is None:
            return None
        found = unit.zh[own.start : own.end]
        message = (
            f"“{found}” for {name.term.text}: {form.reason} "
            f"({counted(form.usual_count, 'unit')}: “{form.usual}”)"
        )
        spans = span_of(own), span_of(name)
        return term_finding(position, unit, Severity.INFO, "zh", spans, found, form.usual, message)

    def _named_text(self, text: str, language: Language) -> NamedText:
        mentions = self._listed.find(text, language)
        if self._learned:
            spans = [span_of(m) for m in mentions if is_strong(m) and not m.concept.candidate]
            for m in self._learned.find(text, language):
                inner = m.inner or any(s <= m.start and m.end <= e for s, e in spans)
                mentions.append(Mention(m.concept, m.term, m.start, m.end, inner, m.bracketed))
        return NamedText(text, language, mentions)

    def _findings(
        self, position: int, unit: Unit, zh: NamedText, en: NamedText
    ) -> Iterator[NameFinding]:
        yield from not_translated(position, unit, zh, en)
        yield from deprecated(position, unit, zh, en)
        yield from brackets(position, unit, zh, en)
        tokens = words(unit.en)
        key, places = han_key(unit.zh)
        zh_mentions, en_mentions = first_mentions(zh.strong), first_mentions(en.strong)
        for mention in zh_mentions:
            place = self._near_english(mention, zh, en, tokens)
            if place:
                yield name_finding(position, unit, mention, "zh", *place)
        for mention in en_mentions:
            place = self._near_chinese(mention, zh, en, key, places)
            if place:
                yield name_finding(position, unit, mention, "en", *place)
        # A place that nearly holds a name explains more than another name does, and goes first.
        for here, there, mentions in ((zh, en, zh_mentions), (en, zh, en_mentions)):
            for mention in mentions:
                place = self._another_name(mention, here, there)
                if place:
                    yield name_finding(position, unit, mention, here.language, *place)
        yield from missing_terms(position, unit, zh, en)

    # Names that the Chinese text has.

    def _near_english(
        self, mention: Mention[KnownConcept], zh: NamedText, en: NamedText, tokens: Sequence[Word]
    ) -> tuple[Span, str] | None:
        same = zh.same_place(mention)
        fewer = en.count(same) < zh.count(same)
        near = self._reordered(mention.concept, zh, en, tokens)
        if not near and fewer and not mention.inner:
            near = self._near(mention.concept, en, tokens, self._masked(tokens, en, zh, same))
        if near:
            return (tokens[near.first].start, tokens[near.last].end), near.reason
        return None

    def _near(
        self, concept: KnownConcept, en: NamedText, tokens: Sequence[Word], masked: Collection[int]
    ) -> Near | None:
        found = (nearest(en.text, tokens, name, masked) for name in self._names_of(concept))
        return max((near for near in found if near), key=lambda near: near.score, default=None)

    def _reordered(
        self, concept: KnownConcept, zh: NamedText, en: NamedText, tokens: Sequence[Word]
    ) -> Near | None:
        """A place with the words of a name but other function words or another order."""
        names = [name for name in self._names_of(concept) if en.keys.issuperset(name.content)]
        masked = self._masked(tokens, en, zh, ()) if names else ()
        for name in names:
            near = reordered(en.text, tokens, name, masked)
            if near:
                span = (tokens[near.first].start, tokens[near.last].end)
                if not any(m.concept.authority for m in en.strong if span_of(m) == span):
                    return near
        return None

    def _names_of(self, concept: KnownConcept) -> list[Name]:
        names = self._names.get(concept)
        if names is None:
            terms = concept.of("en", *NAME_STATUSES)
            names = self._names[concept] = [name_of(term.text) for term in terms]
        return names

    def _masked(
        self, tokens: Sequence[Word], en: NamedText, zh: NamedText, same: Collection[KnownConcept]
    ) -> Collection[int]:
        """Positions of words of names that the Chinese side has too."""
        spans = [
            (m.start, m.end)
            for m in en.strong
            if (m.concept.authority and not m.inner and m.concept in zh.outer) or m.concept in same
        ]
        if not spans:
            return ()
        starts = [token.start for token in tokens]
        return {
            place
            for start, end in spans
            for place in range(bisect_left(starts, start), bisect_left(starts, end))
        }

    # Names that the English text has.

    def _near_chinese(
        self,
        mention: Mention[KnownConcept],
        zh: NamedText,
        en: NamedText,
        key: str,
        places: Sequence[int] | None,
    ) -> tuple[Span, str] | None:
        if mention.inner:
            return None
        same = en.same_place(mention)
        missing = not same & zh.named
        taken = [
            _to_key((m.start, m.end), places)
            for m in zh.strong
            if (m.concept.authority and not m.inner and m.concept in en.outer) or m.concept in same
        ]
        best: NearHan | None = None
        for term in mention.concept.of("zh", *NAME_STATUSES):
            near = nearest_han(key, han_key(term.text)[0], taken, tight=not missing)
            if near and (best is None or near.score > best.score):
                best = near
        if best:
            start, end = best.start, best.end
            if places is not None:
                start, end = places[start], places[end - 1] + 1
            return (start, end), best.reason
        return None

    # Both directions.

    def _another_name(
        self, mention: Mention[KnownConcept], here: NamedText, there: NamedText
    ) -> tuple[Span, str] | None:
        """A name that the other side has instead, and that this side does not have."""
        same = here.same_place(mention)
        if mention.inner or there.count(same) >= here.count(same):
            return None
        if not self._is_body(mention.concept):
            return None
        meant = self._hinted(mention.concept, there)
        for other in there.strong:
            if other.inner or not self._is_body(other.concept):
                continue
            if there.same_place(other) & (here.named | here.hinted):
                continue
            if mention.concept.overlaps(other.concept):
                continue
            # Where the text also says "the Council", the name itself may be elsewhere: then
            # only names that are taken for each other count.
            doubtful = meant or self._hinted(other.concept, here)
            if doubtful and not self._share_words(mention.concept, other.concept):
                continue
            return (other.start, other.end), "another name"
        return None

    def _share_words(self, one: KnownConcept, other: KnownConcept) -> bool:
        """Whether two names share most of their words."""
        first, second = (set(self._names_of(concept)[0].content) for concept in (one, other))
        return len(first & second) >= 2 and len(first & second) > len(first | second) / 3

    def _is_body(self, concept: KnownConcept) -> bool:
        """Whether a concept is a body or a treaty that a termbase knows."""
        return bool(concept.authority) and any(
            not HEADS.isdisjoint(name.content) for name in self._names_of(concept)
        )

    def _hinted(self, concept: KnownConcept, side: NamedText) -> bool:
        """Whether a text may mean a concept by a word such as "the Commission"."""
        terms = concept.of(side.language, *NAME_STATUSES)
        return concept in side.shorts or any(side.has_short(term.text) for term in terms)


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _to_key(span: Span, places: Sequence[int] | None) -> Span:
    """A place in a text as a place in its key."""
    if places is None:
        return span
    inside = [at for at, place in enumerate(places) if span[0] <= place < span[1]]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
