"""Characters that find treats as one: traditional and simplified forms."""

from __future__ import annotations

from functools import cache

_FIRST, _LAST = 0x4E00, 0x9FFF


@cache
def folding() -> dict[str, str]:
    """Simplified form by traditional character, where the two differ."""
    from duizhao.corpora.script import simplify

    characters = [chr(code) for code in range(_FIRST, _LAST + 1)]
    # A line each, so that no two are taken for a word.
    simple = simplify("\n".join(characters)).split("\n")
    return {one: other for one, other in zip(characters, simple, strict=True) if one != other}
