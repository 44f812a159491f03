"""The Chinese script of a counterpart, where the one who asks wants a certain one."""

from __future__ import annotations

from duizhao.corpora.entry import Entry
from duizhao.corpora.script import simplify, traditional

from .match import Query


def fits(entry: Entry, query: Query) -> bool:
    """Whether a unit may answer: its Chinese counterpart is in the script, or may be converted."""
    return query.convert or not _is_foreign(entry, query)


def is_converted(entry: Entry, query: Query) -> bool:
    """Whether the counterpart is given in another script than it was stored in."""
    return query.convert and _is_foreign(entry, query)


def counterpart(entry: Entry, query: Query) -> str:
    """The other side of a unit, in the script that is wanted."""
    if query.language == "zh":
        return entry.unit.en
    if not is_converted(entry, query):
        return entry.unit.zh
    return (traditional if query.script == "Hant" else simplify)(entry.unit.zh)


def _is_foreign(entry: Entry, query: Query) -> bool:
    if query.language == "zh" or not query.script:
        return False
    if entry.traditional == (query.script == "Hant"):
        return False
    # 同意 is the same in both scripts.
    text = entry.unit.zh
    return (traditional if query.script == "Hant" else simplify)(text) != text
