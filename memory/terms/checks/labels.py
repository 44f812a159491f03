"""Paragraph numbers and enumerators that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from duizhao.corpora.document import Language
from duizhao.corpora.labels import Label, LabelKind, System, Value, alike, read_label
from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, finding

from .genre import HEADINGS

_NUMBERED_KINDS = frozenset({"operative", "list-item"})
_ENUMERATOR = lazy(r"[(（]([a-z]|[ivx]{2,5})[)）]")
_GLUED = lazy(r"\s*(\d{1,3}(?:\.\d{1,3})*)(?![万亿千百个倍年月日%.\d])")


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a unit's texts, and where what follows them begins."""

    zh: Label | None
    en: Label | None
    zh_end: int
    en_end: int


def read_labels(unit: Unit, bare: Language | Literal[""] = "") -> Labels:
    """The labels of both texts.

    Where the headings of one language have none (`bare`), those of the other are no figures.

    Where one text has a label and the other begins with the same number without a sign
    that ends it (``10.1图``), the number is taken for the label.
    """
    zh, en = _number_of(unit.zh), _number_of(unit.en)
    # 3.5 at the start may be a section or an amount: a section has it in both texts.
    if zh is not None and _has_levels(zh) and not _begins(unit.en, zh):
        zh = None
    if en is not None and _has_levels(en) and not _begins(unit.zh, en):
        en = None
    zh_end = zh.end if zh else 0
    en_end = en.end if en else 0
    if bare and unit.kind in HEADINGS and zh is en is None:
        ends = [label.end if label else 0 for label in map(read_label, (unit.zh, unit.en))]
        return Labels(None, None, *ends)
    if (zh is None) != (en is None):
        text, label = (unit.zh, en) if zh is None else (unit.en, zh)
        match = _GLUED.match(text)
        if match is not None and label is not None and match[1] in _shown(label.values):
            if zh is None:
                zh_end = match.end()
            else:
                en_end = match.end()
    return Labels(zh, en, zh_end, en_end)


def _number_of(text: str) -> Label | None:
    # Article 3 and Table 2 are compared where figures are, note marks by themselves.
    label = read_label(text)
    return label if label is not None and label.kind is LabelKind.NUMBER else None


def _has_levels(label: Label) -> bool:
    return (
        label.system is System.ARABIC and "(" not in label.text and max(map(len, label.values)) > 1
    )


def _shown(values: Iterable[Value]) -> tuple[str, ...]:
    return tuple(".".join(map(str, value)) for value in values)


def _begins(text: str, label: Label) -> bool:
    return text.lstrip().startswith(_shown(label.values))


def check_labels(
    unit: Unit, index: int, labels: Labels, around: Sequence[Unit] = ()
) -> list[Finding]:
    """Labels that differ, a label that is missing, enumerators that differ.

    `around` holds the units before and behind, which tell whether the numbering of both
    texts runs through this one.
    """
    zh, en = labels.zh, labels.en
    if zh is not None and en is not None:
        if not same(zh, en):
            return [
                finding(
                    "label",
                    Severity.ERROR,
                    unit,
                    index,
                    f"The paragraph is {en.text} in the English, {zh.text} in the Chinese.",
                    zh_span=(zh.start, zh.end),
                    en_span=(en.start, en.end),
                    expected=zh.text,
                )
            ]
    elif (
        (label := zh or en) is not None
        and not (labels.zh_end and labels.en_end)
        # A sentence cut out of its paragraph has lost its label; a paragraph has not.
        and (unit.kind in _NUMBERED_KINDS or _runs_through(label, around))
    ):
        return [_missing(unit, index, zh, en)]
    return _enumerators(unit, index)


def _runs_through(label: Label, around: Sequence[Unit]) -> bool:
    """Whether the units before and behind have the numbers before and behind, in both texts."""
    if len(around) != 2:
        return False
    for unit, step in zip(around, (-1, 1), strict=True):
        labels = read_labels(unit)
        if labels.zh is None or labels.en is None:
            return False
        wanted = {(*value[:-1], value[-1] + step) for value in label.values}
        if not wanted & labels.zh.values & labels.en.values:
            return False
    return True


def same(zh: Label, en: Label) -> bool:
    """Whether two labels number alike: 8 and 8, I and 一, (a) and （一）."""
    return alike(zh.kind, en.kind) and bool(zh.values & en.values)


def _missing(unit: Unit, index: int, zh: Label | None, en: Label | None) -> Finding:
    if zh is not None:
        message = f"The paragraph is {zh.text} in the Chinese and has no number in the English."
        return finding("label", Severity.WARNING, unit, index, message, zh_span=(zh.start, zh.end))
    text = en.text if en is not None else ""
    span = (en.start, en.end) if en is not None else None
    message = f"The paragraph is {text} in the English and has no number in the Chinese."
    return finding("label", Severity.WARNING, unit, index, message, en_span=span)


def _enumerators(unit: Unit, index: int) -> list[Finding]:
    """(a), (b), (i) inside the texts: as many on both sides, but not the same."""
    zh, en = list(_ENUMERATOR.finditer(unit.zh)), list(_ENUMERATOR.finditer(unit.en))
    if not zh or len(zh) != len(en):
        return []
    zh_count, en_count = Counter(m[1] for m in zh), Counter(m[1] for m in en)
    if zh_count == en_count:
        return []
    first = next(m for m in zh if m[1] in zh_count - en_count)
    second = next(m for m in en if m[1] in en_count - zh_count)
    return [
        finding(
            "label",
            Severity.ERROR,
            unit,
            index,
            f"The English has {second[0]} where the Chinese has {first[0]}.",
            zh_span=first.span(),
            en_span=second.span(),
            expected=first[0],
        )
    ]
