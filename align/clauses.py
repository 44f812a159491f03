"""Clauses: the pieces of a segment by which a border in the wrong place is seen."""

from __future__ import annotations

import re

LEAST = 12
"""Bytes below which a piece is joined to its neighbour."""

_CUT = re.compile(r"(?<=[，；：、—…,;:])")


def clauses(text: str) -> list[str]:
    """A text cut behind commas, semicolons, colons and dashes; pieces of at least `LEAST` bytes.

    The pieces joined give the text; a text without such signs is one piece.
    """
    pieces: list[str] = []
    current = ""
    for part in _CUT.split(text):
        current += part
        if len(current.encode("utf-8", "replace")) >= LEAST:
            pieces.append(current)
            current = ""
    if current:
        if pieces:
            pieces[-1] += current
        else:
            pieces.append(current)
    return pieces or [""]
