"""One fault is one finding: what two checks say of one place is said by the surer one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from duizhao.memory.finding import Finding, Span

_STRONG = frozenset(
    {"number", "date", "unit", "symbol", "note", "label", "link", "placeholder", "tag", "term"}
)
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
    dropped = set()
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


def _meet(first: Finding, second: Finding) -> bool:
    """Whether two findings are about one place."""
    return _overlap(first.zh_span, second.zh_span) or _overlap(first.en_span, second.en_span)


def _overlap(first: Span | None, second: Span | None) -> bool:
    return (
        first is not None and second is not None and first[0] < second[1] and second[0] < first[1]
    )
