"""Phrases of both languages that answer each other, from word links.

An English phrase of up to `LONGEST` words is projected through the links onto the Chinese
words that answer it; the pair counts where no word inside leads outside (consistent phrase
pairs: Och and Ney, The alignment template approach, 2004), particles apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..words import word_set
from .corpus import Progress, Token, TokenizedUnit
from .links import Links

LONGEST = 12
_LONGEST_PLAIN = 6
_LONGEST_CHINESE = 40

# Function words that stand inside names and noun phrases.
_JOINTS = word_set("of on for and in to the against with from or by a an at under de")
# Those of them that lead from the head of a name to the rest of it.
_LEADING = word_set("of on for against")

Key = tuple[str, ...]


@dataclass(slots=True)
class Phrase:
    """An English phrase and what answers it.

    Attributes:
        key: its words.
        units: positions of the pairs that hold it, in order.
        forms: how it is written, with counts.
        votes: Chinese strings that answered it, with counts.
        capitals: in how many places all its content words have capitals.
        cut: in how many places "of", "for", … and more capitals follow it.
    """

    key: Key
    units: list[int] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    votes: Counter[str] = field(default_factory=Counter)
    capitals: int = 0
    cut: int = 0

    @property
    def is_name(self) -> bool:
        """Whether it is mostly written with capitals."""
        return self.capitals >= 0.6 * sum(self.forms.values())


def phrases(
    pairs: Sequence[TokenizedUnit],
    links: Sequence[Links],
    least: int = 2,
    progress: Progress | None = None,
) -> dict[Key, Phrase]:
    """English phrases that stand in `least` pairs or more and that something answers."""
    counts = _counts(pairs, least, progress)
    found: dict[Key, Phrase] = {}
    for position, (pair, linked) in enumerate(zip(pairs, links, strict=True)):
        if progress and position % 1000 == 0:
            progress("phrases", position, len(pairs))
        answers = _Answers(pair, linked)
        for first, last in _spans(pair.en):
            key = tuple(token.key for token in pair.en[first : last + 1])
            if counts.get(key, 0) < least:
                continue
            phrase = found.setdefault(key, Phrase(key))
            if not phrase.units or phrase.units[-1] != position:
                phrase.units.append(position)
            words = pair.en[first : last + 1]
            phrase.forms[pair.en_text[words[0].start : words[-1].end]] += 1
            phrase.capitals += all(token.capital for token in words if token.solid)
            phrase.cut += _leads_on(pair.en, last)
            span = answers.span(first, last)
            if span:
                phrase.votes[_joined(pair, *span)] += 1
    # A name that no links answer may still be answered by what its units share.
    return {key: phrase for key, phrase in found.items() if phrase.votes or phrase.is_name}


def _counts(
    pairs: Sequence[TokenizedUnit], least: int, progress: Progress | None
) -> dict[Key, int]:
    """In how many pairs each phrase stands; those below `least` left out."""
    counts: Counter[Key] = Counter()
    for position, pair in enumerate(pairs):
        if progress and position % 1000 == 0:
            progress("counting phrases", position, len(pairs))
        counts.update({tuple(t.key for t in pair.en[a : b + 1]) for a, b in _spans(pair.en)})
    return {key: count for key, count in counts.items() if count >= least}


def _spans(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Stretches that could be a term: solid words at both ends, no mark within."""
    spans = []
    for first, opening in enumerate(tokens):
        if not opening.solid:
            continue
        for last in range(first, min(first + LONGEST, len(tokens))):
            token = tokens[last]
            if last > first and token.separated:
                break
            if not token.solid:
                if token.key not in _JOINTS and not token.key.isdigit():
                    break
                # "Agenda 21": a number ends a name, a function word ends nothing.
                if not (token.key.isdigit() and opening.capital and last == first + 1):
                    continue
            if last - first >= _LONGEST_PLAIN and not (opening.capital and token.capital):
                continue
            spans.append((first, last))
    return spans


def _leads_on(tokens: Sequence[Token], last: int) -> bool:
    """Whether the name goes on after it: "Economic Commission | for Africa"."""
    if last + 2 >= len(tokens) or tokens[last + 1].key not in _LEADING:
        return False
    following = next((token for token in tokens[last + 2 : last + 4] if token.solid), None)
    return tokens[last].capital and following is not None and following.capital


class _Answers:
    """Which Chinese words answer the English words of a pair."""

    def __init__(self, pair: TokenizedUnit, linked: Links) -> None:
        self._pair = pair
        self._forth: dict[int, list[int]] = defaultdict(list)
        self._back: dict[int, list[int]] = defaultdict(list)
        for english, chinese in linked:
            self._forth[english].append(chinese)
            self._back[chinese].append(english)

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """Chinese words that answer the English words from `first` to `last`, or None."""
        english, chinese = self._pair.en, self._pair.zh
        places = [
            place
            for word in range(first, last + 1)
            if english[word].solid or english[word].key.isdigit()
            for place in self._forth.get(word, ())
        ]
        if not places:
            return None
        start, end = min(places), max(places)
        while start < end and not _edge(chinese[start]):
            start += 1
        while end > start and not _edge(chinese[end]):
            end -= 1
        if not _edge(chinese[start]) or chinese[end].end - chinese[start].start > _LONGEST_CHINESE:
            return None
        if any(chinese[place].separated for place in range(start + 1, end + 1)):
            return None
        for place in range(start, end + 1):
            if not chinese[place].solid:
                continue
            for word in self._back.get(place, ()):
                if not first <= word <= last and english[word].solid:
                    return None
        return start, end


def _edge(token: Token) -> bool:
    return token.solid or token.key.isdigit()


def _joined(pair: TokenizedUnit, start: int, end: int) -> str:
    """Chinese text of some words, without the marks and spaces between them."""
    return _strip(pair.zh_text[pair.zh[start].start : pair.zh[end].end])


def _strip(text: str) -> str:
    return "".join(char for char in text if char not in '《》“”"‘’ \u3000')
