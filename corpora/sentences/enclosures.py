"""Brackets and quotations, in which most stops are no borders."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ..document import Language
from ..patterns import lazy
from .spans import Span

"""Start and end (exclusive) in characters."""

STOPS = "。｡！？!?.…"
CLOSERS = "”’」』）)】》〉»›﹂﹄\"'］]"
OPENERS = "“‘「『（(【《〈«‹﹁﹃\"'［["
# Half and full width stand for each other: people mix them.
BRACKETS = {"(": ")）", "（": ")）", "[": "]］", "［": "]］", "【": "】", "《": "》", "〈": "〉"}
_QUOTES = {"“": "”", "「": "」", "『": "』", "«": "»", "﹁": "﹂", "﹃": "﹄"}
_PAIRS = {**BRACKETS, **_QUOTES}
_ENCLOSING = lazy('[“”「」『』«»﹁﹂﹃﹄（）()\\[\\]［］【】《》〈〉"]')

# Brackets further apart than this are taken for strays.
_LONGEST = 1500
# Quotations longer than this are divided, the second where the sentence runs on after them.
_QUOTATION = {"zh": 30, "en": 80}
_LONG_QUOTATION = {"zh": 120, "en": 300}


@dataclass(frozen=True, slots=True)
class Enclosures:
    """The brackets and quotations of a paragraph.

    Attributes:
        spans: from opening to closing mark, outermost ones, where nothing is a border inside.
        opening: places of the straight quotation marks that open.
        faces: places of the brackets that are mouths, as in ``:)``.
    """

    spans: tuple[Span, ...]
    opening: frozenset[int]
    faces: frozenset[int]

    def around(self, place: int) -> Span | None:
        """The span around a place, or None."""
        index = bisect_right(self.spans, (place, -1)) - 1
        if index >= 0 and self.spans[index][0] < place < self.spans[index][1]:
            return self.spans[index]
        return None


def find_enclosures(text: str, language: Language) -> Enclosures:
    """The brackets and quotations of a paragraph."""
    opening = _straight_quotes(text, language)
    open_at: list[tuple[str, int]] = []
    found: list[Span] = []
    faces: set[int] = set()
    for match in _ENCLOSING.finditer(text):
        char, place = match.group(), match.start()
        if char in _PAIRS or place in opening:
            open_at.append((char, place))
            continue
        if char == '"' and not opening:
            continue
        # A closing mark closes the last opening one of its kind, strays between aside.
        for depth in range(len(open_at) - 1, max(-1, len(open_at) - 6), -1):
            opener, start = open_at[depth]
            if char not in _PAIRS.get(opener, '"'):
                continue
            del open_at[depth:]
            if _is_face(text, start) and _is_face(text, place):
                faces |= {start, place}
            elif _holds(text, opener, start, place, language):
                found.append((start, place))
            break
        else:
            if _is_face(text, place):
                faces.add(place)
    faces.update(place for _, place in open_at if _is_face(text, place))
    found.sort()
    outer: list[Span] = []
    for span in found:
        if not outer or span[0] > outer[-1][1]:
            outer.append(span)
    return Enclosures(tuple(outer), frozenset(opening), frozenset(faces))


def _is_face(text: str, place: int) -> bool:
    eyes = (
        text[place - 1 : place] if text[place - 1 : place] != "-" else text[place - 2 : place - 1]
    )
    return text[place] in "()" and eyes in tuple(":;=")


def _straight_quotes(text: str, language: Language) -> set[int]:
    """Places of the straight quotation marks that open; none where they are not in pairs."""
    opening: set[int] = set()
    is_open = False
    for match in re.finditer('"', text):
        place = match.start()
        if is_open:
            is_open = False
        elif text[place - 1 : place].isdigit() and not text[place + 1 : place + 2].isalnum():
            # Inches or seconds.
            continue
        else:
            opening.add(place)
            is_open = True
    return set() if is_open else opening


def _holds(text: str, opener: str, start: int, end: int, language: Language) -> bool:
    # Whether an enclosure has no borders inside.
    length = end - start
    if opener in BRACKETS:
        return length <= _LONGEST
    if length <= _QUOTATION[language]:
        return True
    if length > _LONG_QUOTATION[language]:
        return False
    if text[end - 1] not in STOPS:
        # A title or phrase, or speech cut off by a comma: the sentence runs on.
        return True
    follows = text[end + 1 : end + 40].lstrip()[:1]
    if language == "en":
        return follows.islower() or follows in tuple(",;:)–—")
    return follows in tuple("，、；：）)的地得之等と")
