"""One text of a unit with the names in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from duizhao.corpora.document import Language

from ..match import Mention
from ..termbase import TermStatus
from ..words import han_key, words
from .known import KnownConcept
from .near import HEADS
from .near_zh import head_of
from .runs import is_content

_STRONG = frozenset((TermStatus.PREFERRED, TermStatus.ADMITTED, TermStatus.ABBREVIATION))

# Characters that a short form such as 委员会 may follow without being part of a longer name.
_BEFORE_SHORT = frozenset("该本各两此这和与由向对在经请促据及或为于使让将其是")


def is_strong(mention: Mention[KnownConcept]) -> bool:
    """Whether a mention names its concept by itself.

    An abbreviation in brackets explains the name before it, and says nothing about
    how that name is written.
    """
    return mention.term.status in _STRONG and not mention.bracketed


class NamedText:
    """One text of a unit with the names in it.

    Attributes:
        text: the text.
        language: ``zh`` or ``en``.
        mentions: every mention.
        strong: those that name a concept by themselves.
        named: concepts of the strong ones.
        outer: concepts of the strong ones that are not part of a longer name.
        hinted: concepts that a short form or an abbreviation in brackets may mean.
    """

    def __init__(
        self, text: str, language: Language, mentions: Sequence[Mention[KnownConcept]]
    ) -> None:
        self.text = text
        self.language = language
        self.mentions = mentions
        self.strong = [mention for mention in mentions if is_strong(mention)]
        self.named = {mention.concept for mention in self.strong}
        self.outer = {mention.concept for mention in self.strong if not mention.inner}
        self.hinted = {
            m.concept
            for m in mentions
            if m.term.status is not TermStatus.DEPRECATED and (m.bracketed or not m.inner)
        }

    def same_place(self, mention: Mention[KnownConcept]) -> set[KnownConcept]:
        """Concepts that the words of a mention name: more than one for 欧洲委员会."""
        return {
            other.concept
            for other in self.mentions
            if (other.start, other.end) == (mention.start, mention.end)
        }

    def count(self, concepts: Collection[KnownConcept]) -> int:
        """In how many places one of the concepts is named."""
        reached = -1
        count = 0
        for mention in sorted(self.strong, key=lambda m: (m.start, -m.end)):
            if mention.concept in concepts and mention.start >= reached:
                count += 1
                reached = mention.end
        return count

    @cached_property
    def keys(self) -> frozenset[str]:
        """Keys of its English words."""
        return frozenset(word.key for word in words(self.text))

    @cached_property
    def shorts(self) -> set[KnownConcept]:
        """Concepts that a short form, used by itself, may mean."""
        return {
            m.concept for m in self.mentions if m.term.status is TermStatus.SHORT and not m.inner
        }

    def has_short(self, name: str) -> bool:
        """Whether the kind of body of a name is used by itself: "the Commission", 委员会."""
        if self.language == "en":
            return any(word.key in self._heads and is_content(word) for word in words(name))
        return head_of(name) in self._heads

    @cached_property
    def _heads(self) -> set[str]:
        """Kinds of bodies that are used by themselves in the text."""
        return self._english_heads() if self.language == "en" else self._chinese_heads()

    def _english_heads(self) -> set[str]:
        tokens = words(self.text)
        heads = set()
        for place, token in enumerate(tokens):
            before = tokens[place - 1] if place else None
            definite = before is not None and before.key in ("the", "this", "its", "each")
            if token.key not in HEADS or not (token.capital or definite):
                continue
            after = tokens[place + 1 : place + 3]
            if before is not None and before.capital and is_content(before):
                continue
            # "the Commission on Human Rights", "the Council Chamber" are no short forms.
            if any(word.capital and is_content(word) for word in after):
                continue
            heads.add(token.key)
        return heads

    def _chinese_heads(self) -> set[str]:
        key, _ = han_key(self.text)
        heads = set()
        for at in range(len(key)):
            if at and "\u3400" <= key[at - 1] <= "\u9fff" and key[at - 1] not in _BEFORE_SHORT:
                continue
            for size in (2, 3, 4):
                part = key[at : at + size]
                if part and head_of(part) == part:
                    heads.add(part)
        return heads
