"""Several memories in one search, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from duizhao.corpora.document import Language

from .search import Match

if TYPE_CHECKING:
    from .reader import MemoryReader


def search_several(
    memories: Sequence[MemoryReader],
    text: str,
    lang: Language | None = None,
    limit: int = 5,
    threshold: int = 60,
    **options: Any,
) -> list[Match]:
    """What some memories have for a text, in one list, the best first.

    Of equal matches that of an earlier memory comes first; what several of them have is there
    once. A match says which memory it is from, where there are several.

    Args:
        memories: in the order in which they count; none of them is written to.
        text, lang, limit, threshold, options: as of `duizhao.Memory.search`.

    Raises:
        SettingsError: no such language.
        StoreError: a memory is damaged.
    """
    return [match for _, match in from_several(memories, text, lang, limit, threshold, **options)]


def from_several(
    memories: Sequence[MemoryReader],
    text: str,
    lang: Language | None = None,
    limit: int = 5,
    threshold: int = 60,
    **options: Any,
) -> list[tuple[MemoryReader, Match]]:
    """The same, each match with the memory that it is from: its id is a number there."""
    matches = [
        (memory, match)
        for memory in memories
        for match in memory.search(text, lang, limit, threshold, **options)
    ]
    if len(memories) == 1:
        return matches
    found: dict[tuple[str, str], tuple[MemoryReader, Match]] = {}
    # The sort is stable: of equals the first memory's stays first.
    for memory, match in sorted(matches, key=lambda each: -each[1].score):
        said = replace(match, reasons=(*match.reasons, f"in {memory.store.path.name}"))
        found.setdefault((match.source, match.target), (memory, said))
    return list(found.values())[:limit]
