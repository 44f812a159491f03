"""Units and findings as a workbook for Excel and LibreOffice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from duizhao.corpora.tables.book import Book
from duizhao.corpora.unit import COLUMNS, Unit
from duizhao.corpora.values import flat
from duizhao.memory.finding import Finding

_TINT = "FFF3E0"
_FINDING_COLUMNS = ("unit", "kind", "severity", "message", "found", "expected", "zh", "en")


def write_xlsx(
    units: Iterable[Unit], stream: BinaryIO, *, findings: Sequence[Finding] = ()
) -> tuple[str, ...]:
    """A sheet of units, the doubtful ones tinted, and one of findings where there are any.

    Returns:
        What did not fit into a cell, a sentence each.
    """
    book = Book()
    sheet = book.sheet("units", [column.name for column in COLUMNS])
    for unit in units:
        cells = [flat(value) for value in unit.row().values()]
        sheet.write(cells, tint=_TINT if unit.is_doubtful else "")
    if findings:
        sheet = book.sheet("findings", _FINDING_COLUMNS)
        for finding in findings:
            near = finding.near(ellipsis="…")
            sheet.write([getattr(near, name) for name in _FINDING_COLUMNS])
    return tuple(book.save(stream))
