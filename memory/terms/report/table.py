"""Findings as a table: CSV, and a workbook with a sheet for every kind."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from memory.finding import Finding
from memory.terms.decisions import finding_id

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

COLUMNS = ("unit", "kind", "severity", "message", "found", "expected", "zh", "en", "id")
_WIDTHS = (8, 13, 10, 50, 22, 22, 60, 70, 15)
_TINTS = {"error": "FDE5E1", "warning": "FDF0CC", "info": "E4EEFA"}
_LIMIT = 32_767  # characters that a cell of a workbook holds
# What XML cannot hold, and text that looks like the workbook's escape for it.
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_(?=x[0-9A-Fa-f]{4}_)")


def cells(finding: Finding) -> list[str | int]:
    """A finding as the cells of a row."""
    return [
        finding.unit,
        finding.kind,
        str(finding.severity),
        finding.message,
        finding.found,
        finding.expected,
        finding.zh,
        finding.en,
        finding_id(finding),
    ]


def write_csv(findings: Sequence[Finding], stream: BinaryIO) -> None:
    """A row for every finding, in UTF-8 with a byte-order mark, which Excel asks for."""
    text = io.TextIOWrapper(
        stream, encoding="utf-8-sig", errors="backslashreplace", newline="", write_through=True
    )
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for finding in findings:
        table.writerow(cells(finding))
    text.flush()
    text.detach()


def write_xlsx(findings: Sequence[Finding], stream: BinaryIO, title: str = "") -> None:
    """A sheet of counts and a sheet for every kind, with filters and the place in bold.

    Texts are stored as text, whatever they look like; one that is longer than a cell
    holds (32,767 characters) is cut there.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    kinds = Counter(finding.kind for finding in findings)
    sheet = book.create_sheet("summary")
    sheet.column_dimensions["A"].width = 18
    if title:
        sheet.append([_text(sheet, title, bold=True)])
        sheet.append([])
    sheet.append([_text(sheet, head, bold=True) for head in ("kind", "findings", "units")])
    for kind, count in kinds.items():
        units = len({finding.unit for finding in findings if finding.kind == kind})
        sheet.append([_text(sheet, kind), count, units])
    for kind in kinds:
        sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", kind)[:31] or "findings")
        sheet.freeze_panes = "A2"
        for letter, width in zip("ABCDEFGHI", _WIDTHS, strict=True):
            sheet.column_dimensions[letter].width = width
        rows = [finding for finding in findings if finding.kind == kind]
        sheet.auto_filter.ref = f"A1:I{len(rows) + 1}"
        sheet.append([_text(sheet, head, bold=True) for head in COLUMNS])
        for finding in rows:
            sheet.append(_row(sheet, finding))
    book.save(stream)


def _row(sheet: Any, finding: Finding) -> list[Any]:
    row: list[Any] = []
    for name, value in zip(COLUMNS, cells(finding), strict=True):
        if not isinstance(value, str):
            row.append(value)
        elif name == "zh":
            row.append(_marked(sheet, value, finding.zh_span))
        elif name == "en":
            row.append(_marked(sheet, value, finding.en_span))
        else:
            tint = _TINTS.get(value, "") if name == "severity" else ""
            row.append(_text(sheet, value, tint=tint))
    return row


def _legal(text: str) -> str:
    return _ILLEGAL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _text(sheet: Any, text: str, *, bold: bool = False, tint: str = "") -> Cell:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = WriteOnlyCell(sheet, value=_legal(text)[:_LIMIT])
    cell.data_type = "s"  # no formula, no number
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    if tint:
        cell.fill = PatternFill("solid", fgColor=tint)
    return cell


def _marked(sheet: Any, text: str, span: tuple[int, int] | None) -> Cell:
    """The text with the place in bold red."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles import Alignment
    from openpyxl.styles.colors import Color

    if span is None or span[0] == span[1] or len(text) > _LIMIT // 2:
        return _text(sheet, text)
    before, place, after = (
        _legal(part) for part in (text[: span[0]], text[slice(*span)], text[span[1] :])
    )
    parts: list[str | TextBlock] = [
        part
        for part in (before, TextBlock(InlineFont(b=True, color=Color("B42318")), place), after)
        if part
    ]
    rich: Any = CellRichText(*parts)
    cell = WriteOnlyCell(sheet, value=rich)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
