"""Findings and names as a workbook: a sheet for every kind, and one for the names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

from duizhao.corpora.tables.book import Book, BookSheet
from duizhao.memory.finding import Finding

from .names import NAME_COLUMNS
from .table import COLUMNS, cells

_WIDTHS = dict(zip(COLUMNS, (8, 18, 13, 10, 50, 22, 22, 60, 70, 15), strict=True))
_NAME_WIDTHS = dict(zip(NAME_COLUMNS, (38, 48, 12, 48, 8, 13, 30, 10, 24, 14, 60), strict=True))
_TINTS = {"error": "FDE5E1", "warning": "FDF0CC", "info": "E4EEFA"}


def write_xlsx(
    findings: Sequence[Finding],
    stream: BinaryIO,
    label: Callable[[int], str],
    title: str = "",
    names: Iterable[Sequence[str | int]] = (),
) -> None:
    """A sheet of counts and a sheet for every kind, with filters and the place in bold.

    A text that is longer than a cell holds (32,767 characters) is cut there.
    """
    book = Book()
    sheet = book.sheet("summary")
    if title:
        sheet.write([title], bold=True)
        sheet.write([])
    sheet.write(["kind", "findings", "units"], bold=True)
    by_kind: dict[str, list[Finding]] = {}
    for finding in findings:
        by_kind.setdefault(finding.kind, []).append(finding)
    for kind, group in by_kind.items():
        sheet.write([kind, len(group), len({finding.unit for finding in group})])
    for kind, group in by_kind.items():
        sheet = book.sheet(kind, COLUMNS, widths=_WIDTHS, rows=len(group))
        for finding in group:
            _write(sheet, finding, label)
    rows = list(names)
    if rows:
        _names(book, rows)
    book.save(stream)


def write_names_xlsx(names: Iterable[Sequence[str | int]], stream: BinaryIO) -> None:
    """A workbook with the sheet of names only; `names` are the rows of `names.rows`."""
    book = Book()
    _names(book, list(names))
    book.save(stream)


def _names(book: Book, rows: Sequence[Sequence[str | int]]) -> None:
    sheet = book.sheet("names", NAME_COLUMNS, widths=_NAME_WIDTHS, rows=len(rows))
    wrong = NAME_COLUMNS.index("reason")
    for row in rows:
        sheet.write(row, tint=_TINTS["warning"] if row[wrong] else "")


def _write(sheet: BookSheet, finding: Finding, label: Callable[[int], str]) -> None:
    near = finding.near(ellipsis="…")
    spans = {"zh": near.zh_span, "en": near.en_span}
    row = [
        (value, spans[name]) if name in spans and isinstance(value, str) else value
        for name, value in zip(COLUMNS, cells(finding, label), strict=True)
    ]
    sheet.write(row, tints={COLUMNS.index("severity"): _TINTS[finding.severity]})
