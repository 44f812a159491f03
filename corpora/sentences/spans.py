"""Places of segments in a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]


def spans_between(text: str, borders: Sequence[int]) -> list[Span]:
    """The pieces of a text between rising borders, white space at their edges left out."""
    spans = []
    for start, end in zip([0, *borders], [*borders, len(text)], strict=True):
        piece = text[start:end]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            spans.append((first, start + len(piece.rstrip())))
    return spans
