"""Runs of capitalised words in English, among which names are found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ..words import FUNCTION_WORDS, Word, word_set

# What may stand between two words of one name.
_INSIDE = frozenset((" ", "-", "\u2010", "\u2011", "/", "\u00a0", "  ", "\n"))
_AFTER_COMMA = frozenset(("and", "or", "including", "especially", "particularly", "in"))

# Words that no name holds, capital or not.
_PRONOUNS = word_set("i we he she you they this these those such our my")

# Words that lead on to a further part of a name: "Treaty for the Prohibition … in …".
_LEADS_ON = word_set("of for on against in to")


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of words that could be a whole name.

    Attributes:
        first, last: positions of its first and last word, both included.
        content: keys of its words without function words.
    """

    first: int
    last: int
    content: tuple[str, ...]


def is_content(word: Word) -> bool:
    """Whether a word names something, as "of" and "the" do not."""
    return word.key not in FUNCTION_WORDS


def runs(
    text: str,
    tokens: Sequence[Word],
    masked: Collection[int] = (),
    also: Collection[str] = (),
) -> Iterator[tuple[int, int]]:
    """Stretches from a capitalised word to a capitalised word, function words between.

    Args:
        text: the text.
        tokens: its words.
        masked: positions of words that are spoken for.
        also: keys of words that belong to a name although they have no capital.

    Yields:
        First and last position of each run, both included.
    """
    first = last = -1
    for place, token in enumerate(tokens):
        stop = place in masked or token.key in _PRONOUNS
        if first >= 0 and (stop or not _glued(text, tokens[place - 1], token)):
            yield first, last
            first = -1
        if stop:
            continue
        if is_content(token) and (token.capital or token.key in also):
            if first < 0:
                first = place
            last = place
        elif first >= 0 and is_content(token):
            yield first, last
            first = -1
    if first >= 0:
        yield first, last


def _glued(text: str, before: Word, word: Word) -> bool:
    """Whether two neighbouring words can belong to one name."""
    gap = text[before.end : word.start]
    if gap == ", ":
        return is_content(word) or word.key in _AFTER_COMMA
    return gap in _INSIDE


def windows(
    text: str,
    tokens: Sequence[Word],
    run: tuple[int, int],
    least: int,
    most: int,
) -> Iterator[Window]:
    """Parts of a run that could be whole names, with `least` to `most` content words.

    A part ends where a function word or a comma does; never between two capitalised words
    that stand side by side, for "Vienna NGO Committee" is not a "Committee".
    """
    first, last = run
    for start in range(first, last + 1):
        if not tokens[start].capital or not is_content(tokens[start]):
            continue
        if start > first and _joined(text, tokens, start - 1) and not _opens(text, tokens, start):
            continue
        content: list[str] = []
        for end in range(start, last + 1):
            if not is_content(tokens[end]):
                continue
            content.append(tokens[end].key)
            if len(content) > most:
                break
            if len(content) < least:
                continue
            if end < last and (_joined(text, tokens, end) or _leads_on(text, tokens, end, last)):
                continue
            yield Window(start, end, tuple(content))


def _joined(text: str, tokens: Sequence[Word], place: int) -> bool:
    """Whether the word at `place` and the next one are both parts of one phrase."""
    here, there = tokens[place], tokens[place + 1]
    return (
        is_content(here)
        and is_content(there)
        and (there.capital or here.capital)
        and "," not in text[here.end : there.start]
    )


def _leads_on(text: str, tokens: Sequence[Word], end: int, last: int) -> bool:
    """Whether the phrase goes on after `end` with "of", "for", … and more capitals."""
    after = tokens[end + 1]
    if after.key not in _LEADS_ON or text[tokens[end].end : after.start] != " ":
        return False
    following = next((word for word in tokens[end + 2 : last + 1] if is_content(word)), None)
    return following is not None and following.capital


def _opens(text: str, tokens: Sequence[Word], start: int) -> bool:
    """Whether the word before `start` only opens the sentence ("Requests UNICEF to …")."""
    before = text[: tokens[start - 1].start].rstrip()
    opens = not before or before[-1] in ".;:)"
    return opens and text[tokens[start - 1].start : tokens[start - 1].end].endswith(("s", "ing"))
