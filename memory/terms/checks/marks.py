"""Note marks and paragraph labels that differ."""

from __future__ import annotations

from collections import Counter

from memory.finding import Finding, Severity
from memory.unit import Unit

from ..figures import Figure, Figures, Label, Role


def check_notes(unit: Unit, index: int, zh: Figures, en: Figures) -> list[Finding]:
    """Superscript note marks: missing, changed, or in another order."""
    left = [f for f in zh.figures if f.role is Role.NOTE and not f.weak]
    right = [f for f in en.figures if f.role is Role.NOTE and not f.weak]
    if not left and not right:
        return []
    zh_rest, en_rest = _difference(left, right), _difference(right, left)
    result = []
    while zh_rest or en_rest:
        first = zh_rest.pop(0) if zh_rest else None
        second = en_rest.pop(0) if en_rest else None
        if first is not None and second is not None:
            severity = Severity.ERROR
            message = f"The note mark is {second.text} in the English, {first.text} in the Chinese."
        elif second is not None:
            severity = Severity.ERROR if left else Severity.WARNING
            message = f"The note mark {second.text} of the English is missing in the Chinese."
        else:
            assert first is not None
            severity = Severity.ERROR if right else Severity.WARNING
            message = f"The note mark {first.text} of the Chinese is missing in the English."
        result.append(_finding("note", severity, unit, index, first, second, message))
    if not result:
        result = _order(unit, index, left, right)
    return result


def _difference(these: list[Figure], those: list[Figure]) -> list[Figure]:
    """Marks of `these` beyond those that `those` hold, the later ones first to go."""
    spare = Counter(next(iter(f.values)) for f in those)
    result = []
    for figure in these:
        value = next(iter(figure.values))
        if spare[value]:
            spare[value] -= 1
        else:
            result.append(figure)
    return result


def _order(unit: Unit, index: int, left: list[Figure], right: list[Figure]) -> list[Finding]:
    """Notes are numbered as they come; marks that run backwards on one side only."""
    zh = [int(str(next(iter(f.values)))) for f in left]
    en = [int(str(next(iter(f.values)))) for f in right]
    if zh == en:
        return []
    for place, (a, b) in enumerate(zip(zh, en, strict=False)):
        if a != b:
            message = (
                f"The note marks stand in another order: {en} in the English, {zh} in the Chinese."
            )
            return [
                _finding("note", Severity.WARNING, unit, index, left[place], right[place], message)
            ]
    return []


def check_label(unit: Unit, index: int, zh: Label | None, en: Label | None) -> list[Finding]:
    """Paragraph numbers that differ."""
    if zh is None or en is None or _same(zh, en):
        return []
    message = f"The paragraph is {en.text} in the English, {zh.text} in the Chinese."
    return [
        Finding(
            "label",
            Severity.ERROR,
            index,
            unit.zh,
            unit.en,
            (zh.start, zh.end),
            (en.start, en.end),
            en.text,
            zh.text,
            message,
        )
    ]


def _same(zh: Label, en: Label) -> bool:
    if zh.values & en.values:
        return True
    # (a) and （一） number alike.
    letters = {str(ord(value) - 96) for value in en.values if len(value) == 1 and value.isalpha()}
    return zh.style in ("han", "hanin", "heavenly", "part") and bool(letters & zh.values)


def _finding(
    kind: str,
    severity: Severity,
    unit: Unit,
    index: int,
    zh: Figure | None,
    en: Figure | None,
    message: str,
) -> Finding:
    return Finding(
        kind,
        severity,
        index,
        unit.zh,
        unit.en,
        None if zh is None else (zh.start, zh.end),
        None if en is None else (en.start, en.end),
        en.text if en else zh.text if zh else "",
        zh.text if en and zh else "",
        message,
    )
