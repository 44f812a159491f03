"""The kinds of finding, apart from the checks, so that a command line knows them at once."""

from __future__ import annotations

KINDS = (
    "meaning",
    "number",
    "date",
    "unit",
    "symbol",
    "note",
    "label",
    "link",
    "name",
    "empty",
    "encoding",
    "placeholder",
    "tag",
    "code",
    "untranslated",
    "repeat",
    "bracket",
    "punctuation",
    "length",
    "consistency",
    "checklist",
    "term",
)
"""All kinds of finding, in the order in which they are shown."""

FIGURE_KINDS = frozenset({"number", "date", "unit", "symbol", "note", "label", "link"})
"""Kinds that come from comparing figures."""
