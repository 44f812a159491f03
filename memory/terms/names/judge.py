"""Judge the names of one unit: which are missing, and what stands in their place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from duizhao.corpora.document import Language
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, Span

from ..match import Matcher, Mention
from ..termbase import TermStatus
from ..words import Word, han_key, words
from .known import Known
from .near import HEADS, Name, Near, name_of, nearest, reordered
from .near_zh import NearHan, nearest_han
from .rules import brackets, deprecated, is_part, missing_terms
from .side import Side, is_strong
from .tell import Told, once, tell
from .uses import Uneven, Uses


class Judge:
    """Everything known, ready to judge units.

    Names that termbases know and names that the units taught are looked for apart, so that
    a learned name never hides a known one inside it.

    Attributes:
        known: all names; positions in it are the concepts that findings speak of.
        uses: how the names of the units judged so far are rendered.
    """

    def __init__(self, known: Sequence[Known], learned: Sequence[Known], matcher: Matcher) -> None:
        self.known = [*known, *learned]
        self.uses = Uses(self.known)
        self._base = matcher  # of the known ones
        self._learned = Matcher(one.concept for one in learned) if learned else None
        self._names: dict[int, list[Name]] = {}

    def judge(self, position: int, unit: Unit) -> list[Told]:
        """What is wrong with the names of one unit, once for each place at fault."""
        zh = self._side(unit.zh, "zh")
        en = self._side(unit.en, "en")
        if not zh.mentions and not en.mentions:
            return []
        told: list[Told] = []
        taken: dict[Language, list[Span]] = {"zh": [], "en": []}
        for one in self._findings(position, unit, zh, en):
            spans: tuple[tuple[Language, Span | None], ...] = (
                ("zh", one.finding.zh_span),
                ("en", one.finding.en_span),
            )
            # One fault is told once, by the first that sees it.
            if any(span and _overlaps(span, taken[side]) for side, span in spans):
                continue
            for side, span in spans:
                if span:
                    taken[side].append(span)
            told.append(one)
        self.uses.add(position, zh, en, told)
        return told

    def uneven(self, position: int, unit: Unit, one: Uneven) -> Finding | None:
        """Say that a unit has another form than most; None where it is not found again."""
        zh, en = self._side(unit.zh, "zh"), self._side(unit.en, "en")
        own = next((m for m in zh.strong if m.term.text == one.text and not m.inner), None)
        name = next((m for m in en.mentions if m.concept == one.concept), None)
        if own is None or name is None:
            return None
        found = unit.zh[own.start : own.end]
        message = f"“{found}” for {name.term.text}: {one.reason} ({one.often} units: “{one.usual}”)"
        return Finding(
            "term", Severity.INFO, position, unit.zh, unit.en, _span(own), _span(name), found,
            one.usual, message,
        )  # fmt: skip

    def _side(self, text: str, language: Language) -> Side:
        mentions = self._base.find(text, language)
        if self._learned:
            shift = len(self._base.concepts)
            spans = [(m.start, m.end) for m in mentions if is_strong(m)]
            for m in self._learned.find(text, language):
                inner = m.inner or any(s <= m.start and m.end <= e for s, e in spans)
                mentions.append(
                    Mention(m.concept + shift, m.term, m.start, m.end, inner, m.bracketed)
                )
        return Side(text, language, mentions)

    def _findings(self, position: int, unit: Unit, zh: Side, en: Side) -> Iterator[Told]:
        yield from deprecated(self.known, position, unit, zh, en)
        yield from brackets(self.known, position, unit, zh, en)
        tokens = words(unit.en)
        key, places = han_key(unit.zh)
        ours, theirs = once(zh.strong), once(en.strong)
        for mention in ours:
            place = self._english(mention, zh, en, tokens)
            if place:
                yield tell(self.known[mention.concept], position, unit, mention, "zh", *place)
        for mention in theirs:
            place = self._chinese(mention, zh, en, key, places)
            if place:
                yield tell(self.known[mention.concept], position, unit, mention, "en", *place)
        # What nearly holds a name explains more than another name does, and goes first.
        for here, there, mentions in ((zh, en, ours), (en, zh, theirs)):
            for mention in mentions:
                known = self.known[mention.concept]
                place = self._other(mention, here, there)
                if place:
                    yield tell(known, position, unit, mention, here.language, *place)
        yield from missing_terms(self.known, position, unit, zh, en)

    # Names that the Chinese has.

    def _english(
        self, mention: Mention, zh: Side, en: Side, tokens: Sequence[Word]
    ) -> tuple[Span, str] | None:
        same = zh.same_place(mention)
        fewer = en.count(same) < zh.count(same)
        near = self._reordered(mention.concept, en, tokens, self._masked(tokens, en, zh, ()))
        if not near and fewer and not mention.inner:
            near = self._near(mention.concept, en, tokens, self._masked(tokens, en, zh, same))
        if near:
            return (tokens[near.first].start, tokens[near.last].end), near.reason
        return None

    def _near(
        self, concept: int, en: Side, tokens: Sequence[Word], masked: Collection[int]
    ) -> Near | None:
        found = (nearest(en.text, tokens, name, masked) for name in self._names_of(concept))
        return max((near for near in found if near), key=lambda near: near.score, default=None)

    def _reordered(
        self, concept: int, en: Side, tokens: Sequence[Word], masked: Collection[int]
    ) -> Near | None:
        """A place with the words of a name, other small words or another order."""
        for name in self._names_of(concept):
            near = reordered(en.text, tokens, name, masked)
            if near:
                span = (tokens[near.first].start, tokens[near.last].end)
                if not any(self.known[m.concept].base for m in en.strong if _span(m) == span):
                    return near
        return None

    def _names_of(self, concept: int) -> list[Name]:
        names = self._names.get(concept)
        if names is None:
            terms = self.known[concept].concept.of("en", TermStatus.PREFERRED, TermStatus.ADMITTED)
            names = self._names[concept] = [name_of(term.text) for term in terms]
        return names

    def _masked(
        self, tokens: Sequence[Word], en: Side, zh: Side, same: Collection[int]
    ) -> Collection[int]:
        """Positions of words of names that the Chinese side has too."""
        spans = [
            (m.start, m.end)
            for m in en.strong
            if (self.known[m.concept].base and not m.inner and m.concept in zh.outer)
            or m.concept in same
        ]
        if not spans:
            return ()
        return {
            place
            for place, token in enumerate(tokens)
            if any(start <= token.start < end for start, end in spans)
        }

    # Names that the English has.

    def _chinese(
        self, mention: Mention, zh: Side, en: Side, key: str, places: list[int] | None
    ) -> tuple[Span, str] | None:
        if mention.inner:
            return None
        same = en.same_place(mention)
        missing = not same & zh.named
        taken = [
            _to_key((m.start, m.end), places)
            for m in zh.strong
            if (self.known[m.concept].base and not m.inner and m.concept in en.outer)
            or m.concept in same
        ]
        best: NearHan | None = None
        for term in self.known[mention.concept].concept.of(
            "zh", TermStatus.PREFERRED, TermStatus.ADMITTED
        ):
            near = nearest_han(key, han_key(term.text)[0], taken, tight=not missing)
            if near and (best is None or near.score > best.score):
                best = near
        if best:
            start, end = best.start, best.end
            if places is not None:
                start, end = places[start], places[end - 1] + 1
            return (start, end), best.reason
        return None

    # Both.

    def _other(self, mention: Mention, here: Side, there: Side) -> tuple[Span, str] | None:
        """The name that stands on the other side and that this side does not have."""
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
            if is_part(self.known[mention.concept], self.known[other.concept]):
                continue
            # Where the text also says "the Council", the name itself may be elsewhere: then
            # only names that are taken for each other count.
            doubtful = meant or self._hinted(other.concept, here)
            if doubtful and not self._alike(mention.concept, other.concept):
                continue
            return (other.start, other.end), "another name"
        return None

    def _alike(self, one: int, other: int) -> bool:
        """Whether two names share most of their words."""
        first, second = (set(self._names_of(concept)[0].content) for concept in (one, other))
        return len(first & second) >= 2 and len(first & second) > len(first | second) / 3

    def _is_body(self, concept: int) -> bool:
        """Whether a concept is a body or a treaty that a termbase knows."""
        return bool(self.known[concept].base) and any(
            not HEADS.isdisjoint(name.content) for name in self._names_of(concept)
        )

    def _hinted(self, concept: int, side: Side) -> bool:
        """Whether a text may mean a concept by a word such as "the Commission"."""
        terms = self.known[concept].concept.of(
            side.language, TermStatus.PREFERRED, TermStatus.ADMITTED
        )
        return concept in side.shorts or any(side.has_short(term.text) for term in terms)


def _span(mention: Mention) -> Span:
    return mention.start, mention.end


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _to_key(span: Span, places: list[int] | None) -> Span:
    """A place in a text as a place in its key."""
    if places is None:
        return span
    inside = [at for at, place in enumerate(places) if span[0] <= place < span[1]]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
