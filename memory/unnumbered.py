"""Units without automatic numbers and note marks: the text as a client shows it.

A word processor makes these itself, so they are no text of a segment in any client; a memory
that holds them finds nothing. The number stays in the unit as its label.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from duizhao.corpora.codes import Code, Coded, CodeKind, cut
from duizhao.corpora.unit import Unit

from .finding import Finding, Span

_MADE = frozenset((CodeKind.NUMBER, CodeKind.NOTE))

_Places = tuple[list[int] | None, list[int] | None]


def unnumbered(
    units: Sequence[Unit], findings: Iterable[Finding]
) -> tuple[tuple[Unit, ...], tuple[Finding, ...]]:
    """The same units and findings, the texts cut and the spans moved along.

    A side that is nothing but a number or a mark keeps it.
    """
    found: list[Unit] = []
    places: list[_Places] = []
    for unit in units:
        zh, zh_places = _cut(unit.zh, unit.zh_codes)
        en, en_places = _cut(unit.en, unit.en_codes)
        if zh_places or en_places:
            unit = replace(unit, zh=zh.text, zh_codes=zh.codes, en=en.text, en_codes=en.codes)
        found.append(unit)
        places.append((zh_places, en_places))
    return tuple(found), tuple(
        _moved(finding, found[finding.unit], places[finding.unit]) for finding in findings
    )


def _cut(text: str, codes: tuple[Code, ...]) -> tuple[Coded, list[int] | None]:
    whole = Coded(text, codes)
    if not any(code.kind in _MADE for code in codes):
        return whole, None
    coded, places = cut(whole, _MADE)
    return (coded, places) if coded.text.strip() else (whole, None)


def _moved(finding: Finding, unit: Unit, places: _Places) -> Finding:
    zh, en = places
    if zh is None and en is None:
        return finding
    return replace(
        finding,
        zh=unit.zh,
        en=unit.en,
        zh_span=_span(finding.zh_span, zh),
        en_span=_span(finding.en_span, en),
    )


def _span(span: Span | None, places: list[int] | None) -> Span | None:
    """The place after cutting; None where nothing of it is left."""
    if span is None or places is None:
        return span
    start, end = places[span[0]], places[span[1]]
    return (start, end) if end > start else None
