"""Concordance: every unit that holds a text, with its counterpart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpora.document import Language
from corpora.script import language_of
from memory.finding import Span
from memory.search.match import Filters
from memory.search.where import condition
from memory.store import Entry, Store
from memory.store.connection import translated


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that holds a text.

    Attributes:
        source, target: its side with the text, and the other.
        spans: where the text stands in `source`.
        target_spans: the words of `target` that answer it, where that can be told.
        origin: the documents or the file that the unit comes from.
        entry: the whole unit.
    """

    source: str
    target: str
    spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]
    origin: str
    entry: Entry

    def to_dict(self) -> dict[str, Any]:
        """The hit as plain values, as the command prints it."""
        return {
            "source": self.source,
            "target": self.target,
            "spans": [list(span) for span in self.spans],
            "target_spans": [list(span) for span in self.target_spans],
            "origin": self.origin,
            "status": self.entry.status.label,
            "id": self.entry.id,
        }


def concordance(
    store: Store,
    text: str,
    language: Language | None = None,
    *,
    limit: int = 50,
    filters: Filters | None = None,
) -> list[Hit]:
    """Units that hold a text, the newest first.

    Args:
        store: the memory.
        text: any substring; case does not matter.
        language: side to look in; by default that of the text's own script.
        limit: most units.
        filters: which units may answer.
    """
    wanted = text.strip()
    if not wanted:
        return []
    side = language or language_of(wanted) or "en"
    passing, values = condition(filters or Filters())
    with translated(store.path):
        ids = [
            int(number)
            for (number,) in store.connection.execute(
                f"SELECT id FROM unit WHERE instr(lower({side}), ?) > 0 AND {passing} "  # noqa: S608
                "ORDER BY id DESC LIMIT ?",
                [wanted.lower(), *values, limit],
            )
        ]
    return [_hit(entry, wanted, side) for entry in store.entries(ids)]


def _hit(entry: Entry, wanted: str, side: Language) -> Hit:
    source = entry.text(side)
    return Hit(
        source,
        entry.text("en" if side == "zh" else "zh"),
        _spans(source, wanted),
        (),
        entry.origins[0].name if entry.origins else "",
        entry,
    )


def _spans(source: str, wanted: str) -> tuple[Span, ...]:
    found: Sequence[re.Match[str]] = list(re.finditer(re.escape(wanted), source, re.IGNORECASE))
    return tuple(match.span() for match in found)
