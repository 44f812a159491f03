"""Segments as OmegaT cuts them by the rules that it comes with.

Found by giving OmegaT 3.6 sentences with every kind of stop and looking at what it made of them.
They cut less well than ours (``vol. | 3``), but a memory is found again only with the borders of
the client.
"""

from __future__ import annotations

import re

from ..document import Language
from ..patterns import lazy
from .spans import Span, spans_between

_ENGLISH = lazy(r"(?<![.?!])[.?!]+(?=\s)")
_WHOLE_WORDS = "Mr Mrs Ms Dr Prof St Mt Messrs Mme v vs Approx Fig tel resp e.g i.e"
_ABBREVIATION = lazy(
    rf"(?:^|[\s(\[“‘\"'])(?:{'|'.join(map(re.escape, _WHOLE_WORDS.split()))}|[A-Z])$"
)
_BEFORE_LOWER_CASE = lazy(r"(?:^|\s)(?:etc|a\.m|p\.m)$")
_BEFORE_FIGURE = lazy(r"(?:^|\s)No$")
_LONGEST = 10
"""Characters before a stop that tell whether it ends an abbreviation."""

_CHINESE = lazy(r"[。！？]")
_CLOSING = '”’）」』？"'


def split_as_omegat(text: str, language: Language) -> list[Span]:
    """Spans of the segments of a paragraph, white space at their edges left out."""
    borders = _chinese(text) if language == "zh" else _english(text)
    return spans_between(text, borders)


def _chinese(text: str) -> list[int]:
    ends = (match.end() for match in _CHINESE.finditer(text))
    return [end for end in ends if end < len(text) and text[end] not in _CLOSING]


def _english(text: str) -> list[int]:
    return [match.end() for match in _ENGLISH.finditer(text) if _ends(text, match)]


def _ends(text: str, stop: re.Match[str]) -> bool:
    before = text[max(stop.start() - _LONGEST, 0) : stop.start()]
    after = text[stop.end() : stop.end() + 4].lstrip()[:1]
    if stop.group() == "...":
        return not after.islower()
    if stop.group() != ".":
        return True
    if _ABBREVIATION.search(before):
        return False
    if _BEFORE_LOWER_CASE.search(before):
        return not after.islower()
    return not (_BEFORE_FIGURE.search(before) and after.isdigit())
