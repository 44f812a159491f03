"""Note marks that differ, and their order."""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, finding

from ..figures import Figure, Figures, Form, Role

_FREE_STARS = lazy(r"(?<!\S)\*{1,4}(?!\S)")
# No star of *emphasis*, of a product (4*5) or of a pattern (*.txt) marks a note.
_STARS = lazy(r"(?<=[^\s*/(（+=-])(?:\*{1,4}|†{1,3})(?![*†A-Za-z0-9_]|\s?\.[A-Za-z])")
_EMPHASIS = lazy(r"(?<![*A-Za-z0-9_])(\*{1,3})(?=[^\s*])([^*]{0,200}[^\s*])\1(?!\*)")
_PATTERN = lazy(r"\[[^\[\]\n]{0,40}\w[^\[\]\n]{0,40}\]")
_PRODUCT = lazy(r"(?<=[A-Za-z0-9)])(\s?)\*\1(?=[A-Za-z0-9(])")


def check_notes(unit: Unit, index: int, zh: Figures, en: Figures) -> list[Finding]:
    """Note marks that are missing, changed, or in another order."""
    zh_marks, en_marks = _marks(zh, unit.zh), _marks(en, unit.en)
    if not zh_marks and not en_marks:
        return []
    zh_rest = _without_answer(zh_marks, [*en_marks, *_doubtful(en), *_free(unit.en)])
    en_rest = _without_answer(en_marks, [*zh_marks, *_doubtful(zh), *_free(unit.zh)])
    result = []
    for place in range(max(len(zh_rest), len(en_rest))):
        first = zh_rest[place] if place < len(zh_rest) else None
        second = en_rest[place] if place < len(en_rest) else None
        result.append(_differ(unit, index, first, second))
    return result or _order(unit, index, zh_marks, en_marks)


def _marks(figures: Figures, text: str) -> list[Figure]:
    """Superscripts and stars, in order."""
    marks = [f for f in figures.figures if f.role is Role.NOTE and not f.weak]
    if "*" in text or "†" in text:
        code = [
            match.span()
            for pattern in (_EMPHASIS, _PATTERN, _PRODUCT)
            for match in pattern.finditer(text)
        ]
        free = {match[0] for match in _FREE_STARS.finditer(text)}
        for match in _STARS.finditer(text):
            if match[0] in free or any(start <= match.start() < end for start, end in code):
                continue
            value = frozenset({match[0]})
            marks.append(Figure(Role.NOTE, value, *match.span(), match[0], Form.DIGITS))
        marks.sort(key=lambda mark: mark.start)
    return marks


def _free(text: str) -> list[Figure]:
    """Stars that stand free and mark nothing: ``separated by ** (no spaces)``."""
    if "*" not in text:
        return []
    return [
        Figure(Role.NOTE, frozenset({match[0]}), *match.span(), match[0], Form.DIGITS)
        for match in _FREE_STARS.finditer(text)
    ]


def _doubtful(figures: Figures) -> list[Figure]:
    """Digits that may be marks: ``Slavery,1``, ``[1]``, ``1/``."""
    return [f for f in figures.figures if f.weak or f.role is Role.NUMBER]


def _without_answer(these: Sequence[Figure], those: Sequence[Figure]) -> list[Figure]:
    spare = list(those)
    result = []
    for mark in these:
        answer = next((other for other in spare if other.values & mark.values), None)
        if answer is None:
            result.append(mark)
        else:
            spare.remove(answer)
    return result


def _differ(unit: Unit, index: int, zh: Figure | None, en: Figure | None) -> Finding:
    if zh is not None and en is not None:
        return finding(
            "note",
            Severity.ERROR,
            unit,
            index,
            f"The note mark is {en.text} in the English, {zh.text} in the Chinese.",
            zh_span=(zh.start, zh.end),
            en_span=(en.start, en.end),
            expected=zh.text,
        )
    if en is not None:
        message = f"The note mark {en.text} of the English is missing in the Chinese."
        return finding("note", Severity.ERROR, unit, index, message, en_span=(en.start, en.end))
    mark = zh.text if zh is not None else ""
    span = (zh.start, zh.end) if zh is not None else None
    message = f"The note mark {mark} of the Chinese is missing in the English."
    return finding("note", Severity.ERROR, unit, index, message, zh_span=span)


def _order(
    unit: Unit, index: int, zh_marks: Sequence[Figure], en_marks: Sequence[Figure]
) -> list[Finding]:
    """Notes are numbered as they come, so their marks run alike in both languages."""
    for first, second in zip(zh_marks, en_marks, strict=False):
        if first.values & second.values:
            continue
        orders = [" ".join(mark.text for mark in marks) for marks in (en_marks, zh_marks)]
        # Which text is at fault shows where the marks run backwards in one of them only.
        return [
            finding(
                "note",
                Severity.WARNING,
                unit,
                index,
                f"The note marks stand in another order: {orders[0]} in the English, "
                f"{orders[1]} in the Chinese.",
                zh_span=(first.start, first.end),
                en_span=(second.start, second.end),
                expected=first.text,
            )
        ]
    return []
