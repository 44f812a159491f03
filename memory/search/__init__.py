"""Looking a text up in a memory: exact, in context, but for figures, fuzzy, by meaning."""

from __future__ import annotations

from duizhao.memory.store.filters import Filters

from .match import Band, Match, Penalties, Query
from .searcher import search

__all__ = ["Band", "Filters", "Match", "Penalties", "Query", "search"]
