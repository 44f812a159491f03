"""Judge the names of one unit: which are missing, and what stands in their place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from corpora.document import Language
from memory.finding import Finding, Severity, Span
from memory.unit import Unit

from ..match import Matcher, Mention
from ..termbase import Concept, Status, Term
from ..words import Word, han_key, words
from .near import HEADS, Name, Near, name_of, nearest
from .near_zh import nearest_han

_STRONG = frozenset((Status.PREFERRED, Status.ADMITTED, Status.ABBREVIATION))


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
        return term.status in (Status.PREFERRED, Status.ADMITTED)


class _Side:
    """One text of a unit with the mentions in it."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.mentions = mentions
        self.outer = [
            mention
            for mention in mentions
            if not mention.inner and not mention.bracketed and mention.term.status in _STRONG
        ]
        # An inner or bracketed mention says that the body was meant, not how it was named.
        self.strong = {m.concept for m in mentions if m.term.status in _STRONG and not m.bracketed}
        self.outer_concepts = {mention.concept for mention in self.outer}
        self.any = {m.concept for m in mentions if m.term.status is not Status.DEPRECATED}

    def count(self, concept: int) -> int:
        """How many places name a concept."""
        reached = -1
        count = 0
        for m in self.mentions:
            strong = m.term.status in _STRONG and not m.bracketed
            if m.concept == concept and strong and m.start >= reached:
                count += 1
                reached = m.end
        return count

    def spans(self, but: Collection[int]) -> list[Span]:
        """Places of names other than those of some concepts."""
        return [(m.start, m.end) for m in self.outer if m.concept not in but]


class Judge:
    """Everything known, ready to judge units."""

    def __init__(self, known: Sequence[Known]) -> None:
        self.known = known
        self.matcher = Matcher(one.concept for one in known)
        self._names: dict[int, list[Name]] = {}

    def judge(self, position: int, unit: Unit) -> Iterator[Finding]:
        """Findings of one unit, one for each name at fault."""
        zh = _Side(unit.zh, self.matcher.find(unit.zh, "zh"))
        en = _Side(unit.en, self.matcher.find(unit.en, "en"))
        if not zh.mentions and not en.mentions:
            return
        tokens = words(unit.en)
        told: list[Span] = []
        for mention in _first_of_each(zh.outer):
            finding = self._english(position, unit, mention, zh, en, tokens)
            if finding and finding.en_span and not _overlaps(finding.en_span, told):
                told.append(finding.en_span)
                yield finding
        told_zh: list[Span] = []
        for mention in _first_of_each(en.outer):
            if _overlaps((mention.start, mention.end), told):
                continue
            finding = self._chinese(position, unit, mention, zh, en)
            if finding and finding.zh_span and not _overlaps(finding.zh_span, told_zh):
                told_zh.append(finding.zh_span)
                yield finding

    # Names that the Chinese has.

    def _english(
        self,
        position: int,
        unit: Unit,
        mention: Mention,
        zh: _Side,
        en: _Side,
        tokens: Sequence[Word],
    ) -> Finding | None:
        here = mention.concept
        same = self._same_text(mention, zh)
        if same & en.strong and zh.count(here) <= en.count(here):
            return None
        masked = self._masked(tokens, en, zh, same)
        near = self._near(here, unit.en, tokens, masked, tight=bool(same & en.strong))
        if near:
            span = (tokens[near.first].start, tokens[near.last].end)
            return self._finding(position, unit, mention, "zh", span, near.reason)
        if same & en.strong:
            return None
        other = self._other(mention, zh, en)
        if other:
            return self._finding(
                position, unit, mention, "zh", (other.start, other.end), "another name"
            )
        return None

    def _near(
        self, concept: int, text: str, tokens: Sequence[Word], masked: Collection[int], tight: bool
    ) -> Near | None:
        best: Near | None = None
        for name in self._names_of(concept):
            near = nearest(text, tokens, name, masked, tight=tight)
            if near and (best is None or near.score > best.score):
                best = near
        return best

    def _names_of(self, concept: int) -> list[Name]:
        names = self._names.get(concept)
        if names is None:
            terms = self.known[concept].concept.of("en", Status.PREFERRED, Status.ADMITTED)
            names = self._names[concept] = [name_of(term.text) for term in terms]
        return names

    def _masked(
        self, tokens: Sequence[Word], en: _Side, zh: _Side, same: Collection[int]
    ) -> set[int]:
        """Positions of words of names that the Chinese side has too."""
        spans = [(m.start, m.end) for m in en.outer if m.concept in zh.outer_concepts]
        spans += [(m.start, m.end) for m in en.mentions if m.concept in same and not _weak(m)]
        return {
            place
            for place, token in enumerate(tokens)
            if any(start <= token.start < end for start, end in spans)
        }

    # Names that the English has.

    def _chinese(
        self, position: int, unit: Unit, mention: Mention, zh: _Side, en: _Side
    ) -> Finding | None:
        here = mention.concept
        same = self._same_text(mention, en)
        tight = bool(same & zh.any)
        if tight and en.count(here) <= zh.count(here):
            return None
        key, places = han_key(unit.zh)
        taken = [
            _to_key(span, places)
            for span in ((m.start, m.end) for m in zh.outer if m.concept in en.any or tight)
        ]
        best = None
        for term in self.known[here].concept.of("zh", Status.PREFERRED, Status.ADMITTED):
            near = nearest_han(key, han_key(term.text)[0], taken, tight=tight)
            if near and (best is None or near.score > best.score):
                best = near
        if best:
            span = (
                (best.start, best.end)
                if places is None
                else (places[best.start], places[best.end - 1] + 1)
            )
            return self._finding(position, unit, mention, "en", span, best.reason)
        other = None if tight else self._other(mention, en, zh)
        if other:
            return self._finding(
                position, unit, mention, "en", (other.start, other.end), "another name"
            )
        return None

    # Both.

    def _other(self, mention: Mention, here: _Side, there: _Side) -> Mention | None:
        """The name that stands on the other side and that this side does not have."""
        if not self._is_body(mention) or self._same_text(mention, here) & there.any:
            return None
        for other in there.outer:
            if not self._is_body(other):
                continue
            if other.concept in here.any or self._same_text(other, there) & here.any:
                continue
            return other
        return None

    def _is_body(self, mention: Mention) -> bool:
        """Whether a mention names a body or a treaty that a termbase knows."""
        known = self.known[mention.concept]
        return bool(known.base) and any(
            not HEADS.isdisjoint(name.content) for name in self._names_of(mention.concept)
        )

    @staticmethod
    def _same_text(mention: Mention, side: _Side) -> set[int]:
        """Concepts that the words of a mention name: more than one for 欧洲委员会."""
        return {
            other.concept
            for other in side.mentions
            if (other.start, other.end) == (mention.start, mention.end)
        }

    def _finding(
        self, position: int, unit: Unit, mention: Mention, side: Language, span: Span, reason: str
    ) -> Finding:
        known = self.known[mention.concept]
        there: Language = "en" if side == "zh" else "zh"
        text = unit.en if side == "zh" else unit.zh
        found = text[span[0] : span[1]]
        expected = known.concept.preferred(there)
        own = (mention.start, mention.end)
        authority = f"{known.base} termbase" if known.base else f"{known.count} other units"
        return Finding(
            "term",
            Severity.WARNING,
            position,
            unit.zh,
            unit.en,
            own if side == "zh" else span,
            span if side == "zh" else own,
            found,
            expected,
            f"“{found}” for {mention.term.text}: {reason} ({authority}: “{expected}”)",
        )


def _weak(mention: Mention) -> bool:
    """Whether a mention only hints at its concept."""
    return mention.bracketed or mention.term.status not in _STRONG


def _first_of_each(mentions: Sequence[Mention]) -> Iterator[Mention]:
    seen: set[int] = set()
    for mention in mentions:
        if mention.concept not in seen:
            seen.add(mention.concept)
            yield mention


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _to_key(span: Span, places: list[int] | None) -> Span:
    """A place in a text as a place in its key."""
    if places is None:
        return span
    inside = [at for at, place in enumerate(places) if span[0] <= place < span[1]]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
