"""Texts of segments: joined, cut and changed without losing what stood in the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from duizhao.corpora.codes import Code, Coded, moved

from .state import TextSegment


def join_between(first: TextSegment, second: TextSegment) -> str:
    """What stands between two segments that are put together.

    Within a paragraph what stood there; between paragraphs Chinese has nothing, English a space,
    as layout joins the halves of a cut paragraph.
    """
    if first.paragraph == second.paragraph:
        return second.gap
    return " " if first.side == "en" else ""


def joined(segments: Sequence[TextSegment]) -> Coded:
    """The text of one side of a row, with its codes."""
    if not segments:
        return Coded("")
    text = segments[0].text
    codes: list[Code] = list(segments[0].codes)
    for before, segment in pairwise(segments):
        text += join_between(before, segment)
        codes += moved(segment.codes, len(text))
        text += segment.text
    return Coded(text, tuple(codes))


def edited(segment: TextSegment, text: str) -> TextSegment:
    """A segment with another text; the codes outside the change stay where they belong."""
    front, back = _shared(segment.text, text)
    grown = len(text) - len(segment.text)
    codes = []
    for code in segment.codes:
        if code.end <= front:
            codes.append(code)
        elif code.start >= len(segment.text) - back:
            codes += moved([code], grown)
    return replace(segment, text=text, codes=tuple(codes))


def source_cut(segment: TextSegment, left: int, right: int) -> tuple[str, str]:
    """What stood in the document, cut where the text is cut.

    Args:
        segment: that is cut.
        left: where the first part of its text ends.
        right: where the second part begins.
    """
    source, text = segment.source, segment.text
    if source == text:
        return source[:left], source[right:]
    front, back = _shared(source, text)
    if left <= front:
        at = left
    elif left >= len(text) - back:
        at = len(source) - (len(text) - left)
    else:
        at = min(max(left, front), len(source) - back)
    first, second = source[:at], source[at:]
    # The white space at the cut is the gap between the two, as it is in the text.
    return first.rstrip(), second.lstrip()


def _shared(one: str, other: str) -> tuple[int, int]:
    """Characters that two texts share at their beginnings, and those at their ends."""
    least = min(len(one), len(other))
    front = next((n for n in range(least) if one[n] != other[n]), least)
    rest = least - front
    back = next((n for n in range(rest) if one[-1 - n] != other[-1 - n]), rest)
    return front, back
