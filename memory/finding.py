"""A finding: one doubt about one unit, with the places that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from duizhao.corpora.unit import Unit

Span = tuple[int, int]
"""Start and end (exclusive) in characters of the unit's text."""

WHOLE, AROUND = 160, 50
"""Characters of a text that is given whole, and those before and after a place in a longer one."""


class Severity(StrEnum):
    """How sure, and how bad; the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def gravity(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


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

    def near(self, *, ellipsis: str = "") -> Finding:
        """The same finding with texts cut to what is near its places, spans moved along.

        A report that repeats the whole unit for each of its findings grows with the square
        of its length.

        Args:
            ellipsis: put where a text is cut.
        """
        zh, zh_span = _near(self.zh, self.zh_span, ellipsis)
        en, en_span = _near(self.en, self.en_span, ellipsis)
        return replace(self, zh=zh, en=en, zh_span=zh_span, en_span=en_span)


def finding(
    kind: str,
    severity: Severity,
    unit: Unit,
    index: int,
    message: str,
    *,
    zh_span: Span | None = None,
    en_span: Span | None = None,
    found: str | None = None,
    expected: str = "",
) -> Finding:
    """A finding of `unit`; `found` is the text of the place where it is not given."""
    if found is None:
        if en_span is not None:
            found = unit.en[en_span[0] : en_span[1]]
        elif zh_span is not None:
            found = unit.zh[zh_span[0] : zh_span[1]]
        else:
            found = ""
    return Finding(
        kind, severity, index, unit.zh, unit.en, zh_span, en_span, found, expected, message
    )


def short(text: str, longest: int = 40) -> str:
    """The text, cut where it is too long for a message."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def any_at_least(severity: str | None, findings: Iterable[Finding]) -> bool:
    """Whether a finding is as grave as that or graver; never where no severity is given."""
    if severity is None:
        return False
    limit = Severity(severity).gravity
    return any(finding.severity.gravity <= limit for finding in findings)


def _near(text: str, span: Span | None, ellipsis: str) -> tuple[str, Span | None]:
    if len(text) <= WHOLE:
        return text, span
    if span is None:
        return text[:AROUND] + ellipsis, None
    first, last = max(span[0] - AROUND, 0), min(span[1] + AROUND, len(text))
    before = ellipsis if first else ""
    after = ellipsis if last < len(text) else ""
    shift = len(before) - first
    return before + text[first:last] + after, (span[0] + shift, span[1] + shift)
