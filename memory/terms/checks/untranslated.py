"""Text that was left in the other language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from memory.finding import Finding, Severity
from memory.unit import Unit

_HAN = re.compile(r"[\u3400-\u9fff]+")
# English prose: at least four words of which one is a small function word, or a whole side.
_PROSE = re.compile(r"[A-Za-z][A-Za-z'’-]*(?:[ ,;:]+[A-Za-z][A-Za-z'’-]*){3,}")
_SMALL = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "for",
        "on",
        "with",
        "by",
        "that",
        "this",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "from",
        "at",
        "as",
        "an",
        "a",
        "its",
        "their",
        "which",
        "has",
        "have",
        "had",
        "shall",
        "should",
        "will",
        "not",
    ]
)


def check_untranslated(unit: Unit, index: int) -> Iterator[Finding]:
    """English prose in the Chinese, Chinese in the English, and sides that are the same."""
    zh, en = unit.zh.strip(), unit.en.strip()
    if not zh or not en:
        return
    if not _HAN.search(zh):
        words = re.findall(r"[A-Za-z]{2,}", zh)
        small = [word for word in words if word in _SMALL]
        if len(words) >= 3 and small:
            yield _finding(
                unit, index, zh=(0, len(unit.zh)), found=unit.zh, severity=Severity.ERROR
            )
        return
    for match in _PROSE.finditer(unit.zh):
        words = re.findall(r"[A-Za-z'’-]+", match[0])
        lower = [word for word in words if word[0].islower()]
        if (
            len(lower) * 2 >= len(words)
            and any(word in _SMALL for word in lower)
            and len(words) >= 5
        ):
            yield _finding(unit, index, zh=match.span(), found=match[0], severity=Severity.WARNING)
    for match in _HAN.finditer(unit.en):
        severity = Severity.ERROR if len(match[0]) > 4 else Severity.WARNING
        yield _finding(unit, index, en=match.span(), found=match[0], severity=severity)


def _finding(
    unit: Unit,
    index: int,
    *,
    found: str,
    severity: Severity,
    zh: tuple[int, int] | None = None,
    en: tuple[int, int] | None = None,
) -> Finding:
    side, other = ("Chinese", "English") if zh is not None else ("English", "Chinese")
    shown = found if len(found) <= 40 else found[:39] + "…"
    return Finding(
        "untranslated",
        severity,
        index,
        unit.zh,
        unit.en,
        zh,
        en,
        found,
        "",
        f"“{shown}” in the {side} was left in {other}.",
    )
