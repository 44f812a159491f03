"""How every check makes its findings."""

from __future__ import annotations

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, Span


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
