"""Findings and names as a workbook: a sheet for every kind, and one for the names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from duizhao.memory.finding import Finding

from .names import NAME_COLUMNS
from .table import COLUMNS, cells

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

_WIDTHS = (8, 18, 13, 10, 50, 22, 22, 60, 70, 15)
_NAME_WIDTHS = (38, 48, 12, 48, 8, 13, 30, 10, 24, 14, 60)
_TINTS = {"error": "FDE5E1", "warning": "FDF0CC", "info": "E4EEFA"}
_LIMIT = 32_767  # characters that a cell of a workbook holds
# What XML cannot hold, and text that looks like the workbook's escape for it.
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_(?=x[0-9A-Fa-f]{4}_)")


def write_xlsx(
    findings: Sequence[Finding],
    stream: BinaryIO,
    label: Callable[[int], str],
    title: str = "",
    names: Iterable[Sequence[str | int]] = (),
) -> None:
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
        rows = [finding for finding in findings if finding.kind == kind]
        _head(sheet, COLUMNS, _WIDTHS, len(rows))
        for finding in rows:
            sheet.append(_row(sheet, finding, label))
    _names(book, list(names))
    book.save(stream)


def write_names_xlsx(names: Iterable[Sequence[str | int]], stream: BinaryIO) -> None:
    """A workbook with the sheet of names only; `names` are the rows of `names.rows`."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _names(book, list(names), always=True)
    book.save(stream)


def _names(book: Any, rows: Sequence[Sequence[str | int]], *, always: bool = False) -> None:
    if not rows and not always:
        return
    sheet = book.create_sheet("names")
    _head(sheet, NAME_COLUMNS, _NAME_WIDTHS, len(rows))
    wrong = NAME_COLUMNS.index("reason")
    for row in rows:
        tint = _TINTS["warning"] if row[wrong] else ""
        sheet.append(
            [_text(sheet, cell, tint=tint) if isinstance(cell, str) else cell for cell in row]
        )


def _head(sheet: Any, columns: Sequence[str], widths: Sequence[int], count: int) -> None:
    sheet.freeze_panes = "A2"
    letters = [chr(ord("A") + place) for place in range(len(columns))]
    for letter, width in zip(letters, widths, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.auto_filter.ref = f"A1:{letters[-1]}{count + 1}"
    sheet.append([_text(sheet, head, bold=True) for head in columns])


def _row(sheet: Any, finding: Finding, label: Callable[[int], str]) -> list[Any]:
    row: list[Any] = []
    near = finding.near(ellipsis="…")
    for name, value in zip(COLUMNS, cells(finding, label), strict=True):
        if not isinstance(value, str):
            row.append(value)
        elif name == "zh":
            row.append(_marked(sheet, value, near.zh_span))
        elif name == "en":
            row.append(_marked(sheet, value, near.en_span))
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
