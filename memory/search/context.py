"""Whether a unit was seen between the same neighbours as the query, or under the same id."""

from __future__ import annotations

import re

from duizhao.corpora.entry import Entry
from duizhao.memory.store.keys import tokens
from duizhao.memory.store.questions import Questions

from .match import Query

_IDS = frozenset(("id", "x-id", "x-context", "x-context-id", "resname", "msgctxt"))
"""Properties that say what a unit is called in its file."""
_SEG = re.compile(r"</?seg>")


def contexts_shared(ask: Questions, query: Query, entry: Entry) -> list[str]:
    """What of the query's context is that of the entry, in words: neighbours, id.

    What the query tells of its neighbours has to agree, all of it, with those of one origin:
    what its file says, or else its neighbours in the document.
    """
    found = []
    if query.before or query.after:
        neighbours = _neighbours(ask, query, entry)
        found += [neighbours] if neighbours else []
    if query.context_id and any(
        name in _IDS and value == query.context_id for name, value in entry.properties
    ):
        found.append("same id")
    return found


def _neighbours(ask: Questions, query: Query, entry: Entry) -> str:
    wanted = tokens(query.before), tokens(query.after)
    for before, after in ask.contexts(entry, query.language):
        agrees = [
            name
            for name, side, there in (("before", wanted[0], before), ("after", wanted[1], after))
            # memoQ writes the neighbour with its tags.
            if side and side == tokens(_SEG.sub("", there))
        ]
        if len(agrees) == bool(query.before) + bool(query.after):
            return f"same text {' and '.join(agrees)}"
    return ""
