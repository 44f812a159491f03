"""Units as a workbook for Excel and LibreOffice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding
from duizhao.memory.tables import COLUMNS, flat

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

LIMIT = 32_767
"""Most characters that a cell holds."""

DOUBTFUL = 0.7
"""Confidence below which a row is tinted."""

# The workbook's own escape for what XML cannot hold, and for text that looks like one.
_ESCAPED = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WIDTHS = {
    "zh": 60,
    "en": 80,
    "kind": 12,
    "label": 8,
    "confidence": 11,
    "zh_segments": 13,
    "en_segments": 13,
    "reasons": 40,
    "signature": 40,
    "zh_file": 24,
    "en_file": 24,
    "message": 60,
}
_FINDING_COLUMNS = ("unit", "kind", "severity", "message", "found", "expected", "zh", "en")


def write_xlsx(
    units: Iterable[Unit], stream: BinaryIO, *, findings: Sequence[Finding] = ()
) -> tuple[str, ...]:
    """A sheet of units and, where there are any, a sheet of findings.

    Every text is stored as text: one that begins with ``=`` is no formula. A character that
    XML cannot hold is written in Excel's way, ``_x000B_``.

    Returns:
        What did not fit into a cell, a sentence each.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("units")
    cut: list[str] = []
    _head(sheet, COLUMNS)
    for place, unit in enumerate(units):
        doubtful = unit.confidence is not None and unit.confidence < DOUBTFUL
        sheet.append(
            [
                _cell(sheet, value, f"unit {place}, {name}", cut, doubtful=doubtful)
                for name, value in zip(COLUMNS, flat(unit), strict=True)
            ]
        )
    if findings:
        sheet = book.create_sheet("findings")
        _head(sheet, _FINDING_COLUMNS)
        for finding in findings:
            near = finding.near(ellipsis="…")
            sheet.append(
                [
                    _cell(sheet, getattr(near, name), f"finding on unit {finding.unit}", cut)
                    for name in _FINDING_COLUMNS
                ]
            )
    book.save(stream)
    return tuple(cut)


def _head(sheet: Any, columns: Sequence[str]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, name in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 10)
    cells = [WriteOnlyCell(sheet, value=name) for name in columns]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)


def _cell(
    sheet: Any,
    value: str | float | bool | None,
    place: str,
    cut: list[str],
    *,
    doubtful: bool = False,
) -> Cell:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, PatternFill

    if not isinstance(value, str) or not value:
        # Excel finds fault with an inline text that is empty.
        cell = WriteOnlyCell(sheet, value=None if value == "" else value)
    else:
        text = _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", str(value))
        if len(text) > LIMIT:
            cut.append(
                f"{place}: {len(text)} characters, of which a cell holds {LIMIT}; "
                "the other formats have the whole text"
            )
            text = text[:LIMIT]
        cell = WriteOnlyCell(sheet, value=text)
        # Whatever it looks like: a formula, a number, an error value.
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if doubtful:
        cell.fill = PatternFill("solid", fgColor="FFF3E0")
    return cell
