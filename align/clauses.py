"""Clauses: the pieces of a segment by which a border in the wrong place is seen."""

from __future__ import annotations

from duizhao.corpora.patterns import lazy

LEAST = 12
"""Bytes below which a piece is joined to its neighbour."""

MOST = 100
"""Pieces that a text may have; those of a longer one are longer."""

_CUT = lazy(r"(?<=[，；：、—…,;:])")


def clauses(text: str) -> list[str]:
    """A text cut after commas, semicolons, colons and dashes; pieces of at least `LEAST` bytes.

    All pieces of two texts are compared with each other, so that a text of more than `MOST`
    times `LEAST` bytes gets pieces of at least a `MOST`-th of it. The pieces joined give the
    text; a text without such signs is one piece.
    """
    pieces: list[str] = []
    least = max(LEAST, len(text.encode("utf-8", "replace")) / MOST)
    parts: list[str] = []
    size = 0
    for part in _CUT.split(text):
        parts.append(part)
        size += len(part.encode("utf-8", "replace"))
        if size >= least:
            pieces.append("".join(parts))
            parts, size = [], 0
    current = "".join(parts)
    if current:
        if pieces:
            pieces[-1] += current
        else:
            pieces.append(current)
    return pieces or [""]
