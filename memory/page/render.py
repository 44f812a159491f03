"""Units and findings as the rows of a page, and the page around them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, Span

from .marks import Mark, MarkedText, pieces
from .templates import templates

_NAMES = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("remark", "remarks"),
}


@dataclass(frozen=True, slots=True)
class PageRow:
    """A unit as the page shows it.

    Attributes:
        number: 0-based position of the unit; findings and other outputs count the same way.
        unit: itself.
        zh, en: its texts in marked pieces.
        findings: doubts about it.
        percent: confidence in hundredths, or None.
        low: whether that is low.
        classes: style classes of the row.
    """

    number: int
    unit: Unit
    zh: list[MarkedText]
    en: list[MarkedText]
    findings: Sequence[Finding]
    percent: int | None
    low: bool
    classes: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands at the top.

    Attributes:
        pairs, nulls, doubts: numbers of units.
        confidence: mean of the pairs in hundredths, or None where nobody estimated any.
        low: pairs of low confidence.
        severities: number of findings and its noun, gravest first, by severity.
        kinds: number of findings by kind, most frequent first.
    """

    pairs: int
    nulls: int
    doubts: int
    confidence: int | None
    low: int
    severities: Sequence[tuple[str, int, str]]
    kinds: Sequence[tuple[str, int]]


def render(
    units: Sequence[Unit], *, findings: Sequence[Finding] = (), title: str = ""
) -> Iterator[str]:
    """The page, piece by piece: complete HTML that asks nothing of the network.

    Args:
        units: in the order of the document.
        findings: ``finding.unit`` is a position in `units`.
        title: heading of the page.
    """
    doubts: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        doubts[finding.unit].append(finding)
    rows = (_row(number, unit, doubts.get(number, ())) for number, unit in enumerate(units))
    template = templates("duizhao.memory.page").get_template("page.html.jinja")
    stream = template.stream(
        title=title or "Chinese ↔ English",
        places=_places(units),
        rows=rows,
        summary=_summary(units, findings, doubts),
        signature=next((unit.signature for unit in units if unit.signature), ""),
        # Traditional text is set in other glyphs for the same characters.
        chinese=_chinese(units),
    )
    stream.enable_buffering(64)
    yield from stream


def _places(units: Sequence[Unit]) -> str:
    """Where the two files lie, a line each; "" for units of several files or of none."""
    files = {(unit.zh_file, unit.en_file) for unit in units}
    return "\n".join(filter(None, files.pop())) if len(files) == 1 else ""


def _chinese(units: Sequence[Unit]) -> Literal["zh-Hans", "zh-Hant"]:
    from duizhao.corpora.script import is_traditional

    text = "\n".join(unit.zh for unit in units)
    return "zh-Hant" if text and is_traditional(text) else "zh-Hans"


def _row(number: int, unit: Unit, findings: Sequence[Finding]) -> PageRow:
    low = unit.is_doubtful
    classes = [f"k-{unit.kind}"] if unit.kind else []
    if unit.is_null:
        classes.append("null")
    if low:
        classes.append("low")
    if low or findings:
        classes.append("doubt")
    return PageRow(
        number=number,
        unit=unit,
        zh=pieces(unit.zh, [_mark(f, f.zh_span) for f in findings if f.zh_span is not None]),
        en=pieces(unit.en, [_mark(f, f.en_span) for f in findings if f.en_span is not None]),
        findings=findings,
        percent=None if unit.confidence is None else round(100 * unit.confidence),
        low=low,
        classes=" ".join(classes),
    )


def _mark(finding: Finding, span: Span) -> Mark:
    return Mark(span, finding.severity, finding.message)


def _summary(
    units: Sequence[Unit], findings: Sequence[Finding], doubts: dict[int, list[Finding]]
) -> Summary:
    nulls = sum(unit.is_null for unit in units)
    sure = [u.confidence for u in units if u.confidence is not None and not u.is_null]
    by_severity = Counter(finding.severity for finding in findings)
    return Summary(
        pairs=len(units) - nulls,
        nulls=nulls,
        doubts=sum(unit.is_doubtful or number in doubts for number, unit in enumerate(units)),
        confidence=round(100 * sum(sure) / len(sure)) if sure else None,
        low=sum(unit.is_doubtful for unit in units),
        severities=[
            (str(severity), by_severity[severity], names[by_severity[severity] != 1])
            for severity, names in _NAMES.items()
            if by_severity[severity]
        ],
        kinds=Counter(finding.kind for finding in findings).most_common(),
    )
