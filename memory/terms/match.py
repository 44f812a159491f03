"""Finding the terms of concepts in a text, the longest first.

Chinese has no word boundaries and is matched by character, English by word. Both go
through a tree of keys (a trie), so that the cost is the text's length and hardly depends
on the number of terms. A term that stands inside a longer one is a mention too, but marked
as such: 大会 inside 联合国大会 triggers nothing, yet it says that the body was named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product, takewhile
from typing import Any, Generic, Protocol, TypeVar

from duizhao.corpora.document import Language
from duizhao.corpora.patterns import lazy

from .termbase import Term, TermStatus
from .word_borders import is_word
from .words import ARTICLES, Word, han_key, is_han, stem, verb_forms, words

_END = ""
_PARTING = lazy(r"[;:?!]|\. |\n\n")
_HYPHENS = ("-", "\u2010", "\u2011")
_Tree = dict[str, Any]


class HasTerms(Protocol):
    """A concept, or anything else that has terms."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """Its terms, of both languages."""
        ...


C = TypeVar("C", bound=HasTerms)


@dataclass(frozen=True, slots=True)
class Mention(Generic[C]):
    """A place in a text where a term stands.

    Attributes:
        concept: what the term names.
        term: the term that was found.
        start, end: place in the text.
        inner: whether it stands inside a longer term.
        bracketed: whether it stands in brackets on its own, as in "… Agency (IAEA)".
    """

    concept: C
    term: Term
    start: int
    end: int
    inner: bool = False
    bracketed: bool = False


class Matcher(Generic[C]):
    """The terms of some concepts, ready to be looked for."""

    def __init__(self, concepts: Iterable[C]) -> None:
        self.concepts: tuple[C, ...] = tuple(concepts)
        self._han: _Tree = {}
        self._words: _Tree = {}
        # A Chinese text uses Latin abbreviations as they are.
        self._latin: _Tree = {}
        for concept in self.concepts:
            for term in concept.terms:
                self._add(concept, term)

    def _add(self, concept: C, term: Term) -> None:
        entry = (concept, term)
        if is_han(term.text):
            key, _ = han_key(term.text)
            if key:
                _insert(self._han, tuple(key), entry)
            return
        for keys in _spellings(term.text):
            _insert(self._words, keys, entry)
            # A common word may be a verb: shut down, shutting down. A name is none.
            if term.text.islower() and term.status is not TermStatus.ABBREVIATION:
                for form in verb_forms(keys[0]):
                    _insert(self._words, (stem(form), *keys[1:]), entry)
            if term.status is TermStatus.ABBREVIATION or term.language == "zh":
                _insert(self._latin, keys, entry)

    def find(self, text: str, language: Language) -> list[Mention[C]]:
        """Every mention in a text, in the order of their starts, longer ones first."""
        if language == "en":
            found = self.find_words(text, words(text), self._words)
            if is_han(text):
                found += self._find_han(text)
        else:
            found = self._find_han(text)
            if self._latin and not text.isascii():
                found += self.find_words(text, words(text), self._latin)
        return _mark_inner(text, found)

    def find_words(
        self, text: str, tokens: Sequence[Word], tree: _Tree | None = None
    ) -> list[Mention[C]]:
        """English mentions, from words that are known already."""
        root = self._words if tree is None else tree
        # Articles come and go inside names: "on the Elimination", "on Elimination".
        tokens = [token for token in tokens if token.key not in ARTICLES]
        found: list[Mention[C]] = []
        hyphens = any(mark in text for mark in _HYPHENS)
        for first, token in enumerate(tokens):
            # Most words begin no term; the first half of a hyphenated one need not be a key.
            if token.key in root or (hyphens and text[token.end : token.end + 1] in _HYPHENS):
                for node, place in _steps(text, tokens, root, first):
                    self._walk(text, tokens, node, first, place, found)
        return found

    def _walk(
        self,
        text: str,
        tokens: Sequence[Word],
        node: _Tree,
        first: int,
        place: int,
        found: list[Mention[C]],
    ) -> None:
        start, end = tokens[first].start, tokens[place - 1].end
        for concept, term in node.get(_END, ()):
            if _same_case(term, text[start:end]) and _same_clause(term, text[start:end]):
                found.append(Mention(concept, term, start, end))
        if place < len(tokens) and not _parted(text, tokens[place - 1], tokens[place]):
            for deeper, after in _steps(text, tokens, node, place):
                self._walk(text, tokens, deeper, first, after, found)

    def _find_han(self, text: str) -> list[Mention[C]]:
        key, places = han_key(text)
        found: list[Mention[C]] = []
        count = len(key)
        for first, node in enumerate(map(self._han.get, key)):
            place = first + 1
            while node is not None:
                for concept, term in node.get(_END, ()):
                    start = first if places is None else places[first]
                    end = place if places is None else places[place - 1] + 1
                    if place - first > _SHORT or is_word(text, start, end):
                        found.append(Mention(concept, term, start, end))
                if place >= count:
                    break
                node = node.get(key[place])
                place += 1
        return found


_SHORT = 3
"""Characters up to which a Chinese term may be a part of two other words (投资产生: 资产)."""


def _steps(
    text: str, tokens: Sequence[Word], node: _Tree, place: int
) -> Iterator[tuple[_Tree, int]]:
    """Branches that the word at `place` leads to, alone or joined to the one after a hyphen."""
    key = tokens[place].key
    if key in node:
        yield node[key], place + 1
    if place + 1 < len(tokens):
        following = tokens[place + 1]
        if text[tokens[place].end : following.start] in _HYPHENS:
            joined = key + following.key
            if joined in node:
                yield node[joined], place + 2


def _insert(tree: _Tree, keys: tuple[str, ...], entry: tuple[HasTerms, Term]) -> None:
    for key in keys:
        below = tree.get(key)
        if below is None:
            below = tree[key] = {}
        tree = below
    entries = tree.get(_END)
    if entries is None:
        tree[_END] = [entry]
    elif entry not in entries:
        entries.append(entry)


def _spellings(text: str) -> list[tuple[str, ...]]:
    """Keys of an English term, with hyphenated words together and apart."""
    tokens = [token for token in words(text) if token.key not in ARTICLES]
    if not tokens:
        return []
    gaps = [text[before.end : after.start] == "-" for before, after in pairwise(tokens)]
    # More than three hyphens would only multiply spellings that nobody writes.
    choices = [(False, True) if gap and sum(gaps) <= 3 else (False,) for gap in gaps]
    spellings = []
    for joined in product(*choices):
        keys = [tokens[0].key]
        for together, token in zip(joined, tokens[1:], strict=True):
            if together:
                keys[-1] += token.key
            else:
                keys.append(token.key)
        spellings.append(tuple(keys))
    return spellings


def _parted(text: str, before: Word, after: Word) -> bool:
    """Whether a full stop, semicolon or bracket stands between two words."""
    return _PARTING.search(text, before.end, after.start) is not None


def _same_case(term: Term, found: str) -> bool:
    """Whether the capitals of a place allow it to be the term.

    An abbreviation has its own letters ("WHO" is no "who"); a name has to begin with a
    capital; a common noun is free. Where a termbase says that case matters, every letter
    of the term is as it is written, and an ending that is added is in small letters.
    """
    if term.case:
        own, other = ([c for c in text if c.isalpha()] for text in (term.text, found))
        pairs = zip(own, other, strict=False)
        same = takewhile(lambda pair: pair[0].lower() == pair[1].lower(), pairs)
        added = "".join(other[len(own) :])
        return all(a == b for a, b in same) and (not added or added.islower())
    if term.status is TermStatus.ABBREVIATION:
        letters = [char for char in term.text if char.isalpha()]
        if sum(char.isupper() for char in letters) >= 2 or len(letters) <= 3:
            capitals = [char for char in found if char.isalpha()]
            return letters == capitals or ([*letters, "s"] == capitals)
    initial = next((char for char in term.text if char.isalpha()), "")
    if not initial.isupper():
        return True
    return found[:1].isupper() or not found[:1].isalpha()


def _same_clause(term: Term, found: str) -> bool:
    """Whether no new clause begins inside: "the Secretary-General, the Committee"."""
    return ", the " not in found or ", the " in term.text


def _mark_inner(text: str, found: list[Mention[C]]) -> list[Mention[C]]:
    """Mentions sorted by place, those inside a longer one marked, none twice."""
    found.sort(key=lambda mention: (mention.start, -mention.end))
    marked: list[Mention[C]] = []
    # The widest mention open so far; every mention that ends before it does is inside.
    outer_start, outer_end = -1, -1
    for mention in found:
        size = mention.end - mention.start
        inside = mention.end <= outer_end and size < outer_end - outer_start
        if mention.end > outer_end:
            # Names that overlap by an end are both names; the first one keeps the place.
            outer_start, outer_end = mention.start, mention.end
        before = text[mention.start - 1 : mention.start]
        after = text[mention.end : mention.end + 1]
        bracketed = before in ("(", "（") and after in (")", "）")
        if inside or bracketed:
            mention = Mention(
                mention.concept, mention.term, mention.start, mention.end, inside, bracketed
            )
        marked.append(mention)
    return marked
