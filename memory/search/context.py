"""Whether a unit was seen between the same neighbours as the query."""

from __future__ import annotations

from duizhao.corpora.entry import Entry
from duizhao.memory.store.keys import tokens
from duizhao.memory.store.questions import Questions

from .match import Query


def in_context(ask: Questions, query: Query, entry: Entry) -> str:
    """What of the query's context is that of one of the entry's origins, in words, or "".

    What the query tells of its context has to agree, all of it. The context of an origin is
    what its file says, or else its neighbours in the document.
    """
    for before, after in ask.contexts(entry, query.language):
        agrees = [
            name
            for name, wanted, there in (
                ("before", query.before, before),
                ("after", query.after, after),
            )
            if wanted and tokens(wanted) == tokens(there)
        ]
        if len(agrees) == bool(query.before) + bool(query.after):
            return f"same text {' and '.join(agrees)}"
    return ""
