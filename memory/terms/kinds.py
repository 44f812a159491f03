"""The kinds of finding, apart from the checks, so that a command line knows them at once."""

from __future__ import annotations

KINDS = (
    "number",
    "date",
    "unit",
    "symbol",
    "note",
    "label",
    "link",
    "placeholder",
    "tag",
    "untranslated",
    "repeat",
    "bracket",
    "length",
    "term",
)
"""All kinds of finding, in the order in which they are shown."""

FIGURE_KINDS = frozenset({"number", "date", "unit", "symbol", "note", "label", "link"})
"""Kinds that come from comparing figures."""
