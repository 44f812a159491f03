"""Several memories in one search, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from duizhao.corpora.document import Language

from .search import Match

if TYPE_CHECKING:
    from .facade import Memory


def search_several(
    memories: Sequence[Memory],
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
    if len(memories) == 1:
        return memories[0].search(text, lang, limit, threshold, **options)
    found: dict[tuple[str, str], Match] = {}
    matches = [
        replace(match, reasons=(*match.reasons, f"in {memory.store.path.name}"))
        for memory in memories
        for match in memory.search(text, lang, limit, threshold, **options)
    ]
    # The sort is stable: of equals the first memory's stays first.
    for match in sorted(matches, key=lambda match: -match.score):
        found.setdefault((match.source, match.target), match)
    return list(found.values())[:limit]
