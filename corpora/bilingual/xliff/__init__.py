"""XLIFF 1.2 and 2, and what tools make of it (.sdlxliff, .mqxliff, .txlf), by segments."""

from __future__ import annotations

from .document import XliffDocument, check_entities, parse_xliff, version_of
from .entries import read_entries
from .segments import XliffSegment, segments_of
from .state import XliffState, state_of

__all__ = [
    "XliffDocument",
    "XliffSegment",
    "XliffState",
    "check_entities",
    "parse_xliff",
    "read_entries",
    "segments_of",
    "state_of",
    "version_of",
]
