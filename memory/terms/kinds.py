"""The kinds of finding, apart from the checks, so that a command line knows them at once."""

from __future__ import annotations

from collections.abc import Collection

from duizhao.corpora.errors import SettingsError

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


def known_kinds(kinds: Collection[str]) -> frozenset[str]:
    """These kinds, all of which exist.

    Raises:
        SettingsError: one of them does not.
    """
    if unknown := sorted(set(kinds) - set(KINDS)):
        raise SettingsError(
            f"no check named {', '.join(unknown)}", mend=f"choose from {', '.join(KINDS)}"
        )
    return frozenset(kinds)
