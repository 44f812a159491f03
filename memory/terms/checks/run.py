"""Running the checks over units."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from importlib import import_module
from typing import Any

from corpora.errors import SettingsError
from memory.finding import Finding
from memory.unit import Unit

from ..figures import read_chinese, read_english, read_label
from .marks import check_label, check_notes
from .numbers import compare
from .repeats import check_repeats
from .untranslated import check_untranslated
from .wording import to_finding

Progress = Callable[[str, int, int], None]

KINDS = ("number", "date", "symbol", "note", "label", "untranslated", "repeat", "link", "term")
"""All kinds of finding, in the order in which they are shown."""

FIGURE_KINDS = ("number", "date", "symbol", "note", "label", "link")
"""Kinds that come from comparing figures."""


def check(
    units: Sequence[Unit],
    *,
    kinds: Collection[str] | None = None,
    termbases: Iterable[Any] = (),
    progress: Progress | None = None,
) -> list[Finding]:
    """Doubts about `units`, in the order of the units.

    Args:
        units: what is checked; null units (one side empty) are passed over.
        kinds: which kinds of finding (see `KINDS`); None for all.
        termbases: for the kind ``term``.
        progress: called with ("check", units done, units).

    Raises:
        SettingsError: a kind that does not exist.
    """
    wanted = frozenset(KINDS if kinds is None else kinds)
    if unknown := sorted(wanted - set(KINDS)):
        raise SettingsError(
            f"no check named {', '.join(unknown)}", mend=f"choose from {', '.join(KINDS)}"
        )
    findings: list[Finding] = []
    for index, unit in enumerate(units):
        if progress is not None and index % 1000 == 0:
            progress("check", index, len(units))
        if not unit.is_null:
            findings += check_unit(unit, index, wanted)
    if "term" in wanted:
        findings += _names(units, termbases)
    findings.sort(key=lambda finding: finding.unit)
    return findings


def check_unit(unit: Unit, index: int, wanted: Collection[str]) -> list[Finding]:
    """Doubts about one unit."""
    result: list[Finding] = []
    if any(kind in wanted for kind in FIGURE_KINDS):
        zh, en = read_chinese(unit.zh), read_english(unit.en)
        zh_label, en_label = read_label(unit.zh), read_label(unit.en)
        zh_from = zh_label.end if zh_label else 0
        en_from = en_label.end if en_label else 0
        found = [
            to_finding(difference, unit, index) for difference in compare(zh, en, zh_from, en_from)
        ]
        found += check_notes(unit, index, zh, en)
        found += check_label(unit, index, zh_label, en_label)
        result += [finding for finding in found if finding.kind in wanted]
    if "untranslated" in wanted:
        result += check_untranslated(unit, index)
    if "repeat" in wanted:
        result += check_repeats(unit, index)
    return result


def _names(units: Sequence[Unit], termbases: Iterable[Any]) -> list[Finding]:
    try:
        names = import_module("memory.terms.names")
    except ImportError:
        return []
    if not hasattr(names, "check_names"):
        return []
    return list(names.check_names(units, tuple(termbases)))
