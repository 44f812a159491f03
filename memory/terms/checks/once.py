"""One fault is one finding: what two checks say of one place is said by the surer one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from duizhao.memory.finding import Finding, Severity, Span

from .meaning import FEW

_STRONG = frozenset(
    {"number", "date", "unit", "symbol", "note", "label", "link", "placeholder", "tag", "term"}
)
_PARTS = frozenset({"number", "date", "unit", "symbol", "name", "length"})
_WEAK = frozenset({"name", "code", "punctuation", "bracket", "repeat"})
# Where a whole text is in doubt, nothing is said of its parts.
_WHOLE = frozenset({"untranslated", "encoding"})
_ORDER = {"name": 0, "code": 1, "repeat": 2, "bracket": 3, "punctuation": 4}


def each_once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without those that say again what another one says."""
    by_unit: dict[int, list[Finding]] = defaultdict(list)
    for one in findings:
        by_unit[one.unit].append(one)
    dropped: set[int] = set()
    for group in by_unit.values():
        if len(group) > 1:
            dropped.update(_repeated(group))
    return [one for one in findings if id(one) not in dropped] if dropped else list(findings)


def _repeated(group: Sequence[Finding]) -> set[int]:
    strong = [one for one in group if one.kind in _STRONG]
    whole = [one for one in group if one.kind in _WHOLE and one.severity == "error"]
    dropped = _of_meaning(group)
    kept: list[Finding] = []
    for one in sorted(group, key=lambda finding: _ORDER.get(finding.kind, -1)):
        if one.kind == "length" and whole:
            dropped.add(id(one))
        elif one.kind in _WEAK:
            if any(_meet(one, other) for other in (*strong, *kept, *whole)):
                dropped.add(id(one))
            else:
                kept.append(one)
    return dropped


def _of_meaning(group: Sequence[Finding]) -> set[int]:
    """What is said twice where texts are no translations of each other.

    That their figures and names differ follows from it. In a few words an error says why they
    are none: 第五条 and "Article 6".
    """
    dropped = set()
    for doubt in group:
        if doubt.kind != "meaning":
            continue
        inside = [one for one in group if one.kind in _PARTS and _meet(one, doubt)]
        span = doubt.zh_span or (0, len(doubt.zh))
        if span[1] - span[0] <= FEW and any(one.severity is Severity.ERROR for one in inside):
            dropped.add(id(doubt))
        else:
            dropped.update(map(id, inside))
    return dropped


def _meet(first: Finding, second: Finding) -> bool:
    """Whether two findings are about one place."""
    return _overlap(first.zh_span, second.zh_span) or _overlap(first.en_span, second.en_span)


def _overlap(first: Span | None, second: Span | None) -> bool:
    return (
        first is not None and second is not None and first[0] < second[1] and second[0] < first[1]
    )
