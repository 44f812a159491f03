"""How neighbouring segments are joined into one text."""

from __future__ import annotations

from collections.abc import Sequence


def _is_wide(character: str) -> bool:
    """Whether a character belongs to a script written without spaces, or to its punctuation."""
    code = ord(character)
    return (
        0x2E80 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
    )


def glue(left: str, right: str) -> str:
    """What stands between two neighbours when they are joined: "" in Chinese, else a space.

    A space goes in only where neither side of the border is a Han character or a
    full-width sign.
    """
    left, right = left.rstrip(), right.lstrip()
    if not left or not right or _is_wide(left[-1]) or _is_wide(right[0]):
        return ""
    return " "


def join(segments: Sequence[str]) -> str:
    """Segments as one text, Chinese without and English with a space between."""
    text = ""
    for segment in segments:
        text = text.rstrip() + glue(text, segment) + segment.lstrip() if text else segment
    return text
