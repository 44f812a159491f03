"""Concordance: units that hold a text, with their counterparts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from duizhao.corpora.document import Language
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.script import language_of
from duizhao.memory.answers import answers
from duizhao.memory.finding import Span
from duizhao.memory.store import Entry, Filters, Store, keys

_SAMPLE = 100
"""Hits by which the words that answer are found."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that holds a text.

    Attributes:
        source, target: its side with the text, and the other.
        spans: where the text stands in `source`.
        target_spans: the words of `target` that answer it, where that can be found.
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
    other: str = "",
) -> list[Hit]:
    """Units that hold a text, the newest first.

    Width, case and traditional characters make no difference. The words of the counterpart
    that answer are found by association over the hits (see `duizhao.memory.answers`).

    Args:
        store: the memory.
        text: any substring.
        language: side to look in; by default that of the text's own script.
        limit: most units.
        filters: which units may answer.
        other: what the counterpart has to hold; any substring, or "".

    Raises:
        SettingsError: no such language.
        StoreError: the store is damaged.
    """
    if language not in (None, "zh", "en"):
        raise SettingsError(f"no language {language!r}", mend="take zh or en")
    wanted = text.strip()
    if not wanted or limit < 1:
        return []
    side: Language = language or language_of(wanted) or "en"
    pattern = re.compile(re.escape(_key(wanted)))
    opposite: Language = "en" if side == "zh" else "zh"
    counterpart = re.compile(re.escape(_key(other.strip())))
    found: list[tuple[int, str]] = []
    with store.reading():
        for pair in _holding(store, wanted, pattern, side, filters or Filters()):
            if not counterpart.search(_key(pair[1])):
                continue
            found.append(pair)
            if len(found) >= max(limit, _SAMPLE):
                break
        spans_of = answers(store, [target for _, target in found], opposite, limit)
        entries = list(store.entries([number for number, _ in found[:limit]]))
    return [
        Hit(
            entry.text(side),
            entry.text(opposite),
            tuple(match.span() for match in pattern.finditer(_key(entry.text(side)))),
            spans,
            entry.origins[0].name if entry.origins else "",
            entry,
        )
        for entry, spans in zip(entries, spans_of, strict=True)
    ]


def _key(text: str) -> str:
    """Folded where that keeps every character in its place, else in lower case alone."""
    folded = keys.fold(text)
    if len(folded) == len(text):
        return folded
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _holding(
    store: Store, wanted: str, pattern: re.Pattern[str], side: Language, filters: Filters
) -> Iterator[tuple[int, str]]:
    """Ids and counterparts of the units that hold the text, the newest first."""
    for ids in store.ask.holding(wanted, side):
        for number, text, target in store.ask.pairs(ids, side, filters):
            if pattern.search(_key(text)):
                yield number, target
