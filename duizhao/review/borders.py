"""Where the other side of a row is likely to be cut when one side is cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .draft import other
from .state import Row, State, TextSegment

if TYPE_CHECKING:
    from duizhao.align.encode.protocol import Encoder

Border = tuple[int, int]
"""A segment and a character in it, 0 for the border before it."""

_SENTENCE = re.compile(r"[。！？；.!?;:：]+[”’」』）)\"']*\s*")
_CLAUSE = re.compile(r"[，、,]\s*|(?<!\s)\s+[–—]+\s+")
_MOST = 40
"""Places that are compared by meaning."""
_LENGTH = 0.5
"""Weight of proportion beside meaning."""


def proposed_border(
    state: State, row: Row, segment: TextSegment, at: int, encoder: Encoder
) -> Border | None:
    """The border on the other side that answers a cut, or None if there is no text to cut.

    Both parts on either side of it should mean the same as those of the cut, and have the same
    share of the text.

    Args:
        state: of the document.
        row: that is divided.
        segment: of the row, that is cut.
        at: where, in characters.
        encoder: for the meaning.
    """
    own = [state.segments[number] for number in row.side(segment.side)]
    there = [state.segments[number] for number in row.side(other(segment.side))]
    before = "".join(s.text for s in own[: own.index(segment)]) + segment.text[:at]
    after = segment.text[at:] + "".join(s.text for s in own[own.index(segment) + 1 :])
    places = _places(there)
    if not places or not before.strip() or not after.strip():
        return None
    share = len(before) / (len(before) + len(after))
    total = sum(len(one.text) for one in there)
    places.sort(key=lambda place: abs(_done(there, place) / total - share))
    places = places[:_MOST]
    parts = [_parts(there, place) for place in places]
    vectors = encoder.encode([before, after, *(text for both in parts for text in both)])
    scores = [
        float(vectors[0] @ vectors[2 + 2 * n] + vectors[1] @ vectors[3 + 2 * n])
        - _LENGTH * abs(_done(there, place) / total - share)
        for n, place in enumerate(places)
    ]
    number, offset = places[max(range(len(places)), key=scores.__getitem__)]
    return there[number].id, offset


def cut_places(text: str) -> list[int]:
    """Where a person would cut a text: after sentences, then after clauses."""
    places = {m.end() for m in _SENTENCE.finditer(text)}
    places |= {m.end() for m in _CLAUSE.finditer(text)}
    return sorted(p for p in places if text[:p].strip() and text[p:].strip())


def _places(segments: Sequence[TextSegment]) -> list[tuple[int, int]]:
    """Possible borders: position of a segment, and a character in it."""
    places = [(number, 0) for number in range(1, len(segments))]
    for number, segment in enumerate(segments):
        places += [(number, at) for at in cut_places(segment.text)]
    return places


def _done(segments: Sequence[TextSegment], place: tuple[int, int]) -> int:
    return sum(len(one.text) for one in segments[: place[0]]) + place[1]


def _parts(segments: Sequence[TextSegment], place: tuple[int, int]) -> tuple[str, str]:
    number, at = place
    texts = [one.text for one in segments]
    return (
        " ".join([*texts[:number], texts[number][:at]]),
        " ".join([texts[number][at:], *texts[number + 1 :]]),
    )
