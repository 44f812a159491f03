"""A finding: one doubt about one unit, with the places that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]
"""Start and end (exclusive) in characters of the unit's text."""


class Severity(StrEnum):
    """How sure, and how bad."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt about one unit.

    Attributes:
        kind: number, date, symbol, note, label, untranslated, repeat, term, …
        severity: see `Severity`.
        unit: 0-based position of the unit.
        zh, en: the whole texts of the unit.
        zh_span, en_span: the place in each text, or None.
        found: what stands there.
        expected: what was expected instead, or "".
        message: one sentence for a person.
    """

    kind: str
    severity: Severity
    unit: int
    zh: str
    en: str
    zh_span: Span | None
    en_span: Span | None
    found: str
    expected: str
    message: str
