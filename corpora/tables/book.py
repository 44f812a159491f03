"""Workbooks for Excel and LibreOffice, written row by row.

Every text is stored as text: one that begins with ``=`` is no formula. A character that XML
cannot hold is written in Excel's way, ``_x000B_``, and read back by `.workbook`.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ..characters import NOT_IN_WORKBOOK
from ..errors import SettingsError
from ..patterns import lazy

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

LIMIT = 32_767
"""Most characters that a cell holds."""
MOST_ROWS = 1_048_576
"""Most rows of a sheet, its head included."""

# The workbook's own escape for what XML cannot hold, and for text that looks like one.
_ESCAPED = lazy(f"[{NOT_IN_WORKBOOK}]|_(?=x[0-9A-Fa-f]{{4}}_)")
_NO_TITLE = lazy(r"[\[\]:*?/\\]")
_WIDTHS = {
    "zh": 60, "en": 80, "kind": 12, "label": 8, "confidence": 11, "zh_segments": 13,
    "en_segments": 13, "reasons": 40, "signature": 40, "zh_file": 24, "en_file": 24,
    "message": 60, "origin": 24, "properties": 24,
}  # fmt: skip
_MARK = "B42318"
_END = b"</worksheet>"

Value = str | float | bool | None
Marked = tuple[str, tuple[int, int] | None]
"""A text, and the place in it that is shown in bold."""


class Book:
    """A workbook; its sheets are written one after the other, and `save` ends it.

    Attributes:
        cut: texts that were longer than a cell holds, a sentence each.
    """

    def __init__(self) -> None:
        from openpyxl import Workbook

        self._book = Workbook(write_only=True)
        self.cut: list[str] = []

    def sheet(
        self,
        title: str,
        columns: Sequence[str] = (),
        *,
        widths: Mapping[str, int] | None = None,
        rows: int = 0,
    ) -> BookSheet:
        """A new sheet with a row of headings that stays in view.

        Args:
            title: of the sheet.
            columns: the headings; none for a sheet without.
            widths: of columns, in characters, where they differ from the usual.
            rows: how many rows will follow, for filters over the headings; 0 for none.
        """
        name = _NO_TITLE.sub(" ", title)[:31] or "sheet"
        return BookSheet(self, self._book.create_sheet(name), columns, widths or {}, rows)

    def save(self, stream: BinaryIO) -> Sequence[str]:
        """Write the workbook; see `cut`.

        Raises:
            OSError: the disk is full.
        """
        for sheet in self._book.worksheets:
            sheet.close()
            _check_whole(Path(vars(sheet)["_writer"].out))
        self._book.save(stream)
        return tuple(self.cut)


class BookSheet:
    """A sheet, taking rows; see `Book.sheet`."""

    def __init__(
        self, book: Book, sheet: Any, columns: Sequence[str], widths: Mapping[str, int], rows: int
    ) -> None:
        from openpyxl.utils import get_column_letter

        self._book = book
        self._sheet = sheet
        self._columns = columns
        self._count = 0
        if columns:
            sheet.freeze_panes = "A2"
            letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
            for letter, name in zip(letters, columns, strict=True):
                width = widths.get(name) or _WIDTHS.get(name, 10)
                sheet.column_dimensions[letter].width = width
            if rows:
                sheet.auto_filter.ref = f"A1:{letters[-1]}{rows + 1}"
            self.write(columns, bold=True)

    def write(
        self,
        values: Sequence[Value | Marked],
        *,
        tint: str = "",
        tints: Mapping[int, str] | None = None,
        bold: bool = False,
    ) -> None:
        """Add a row.

        Args:
            values: of its cells.
            tint: colour of the whole row, as ``FFF3E0``, or "".
            tints: colours of single cells, by position.
            bold: whether the texts are bold.

        Raises:
            SettingsError: the sheet is full.
        """
        self._count += 1
        if self._count > MOST_ROWS:
            raise SettingsError(
                f"a worksheet holds {MOST_ROWS - 1:,} rows", mend="write .csv or .parquet"
            )
        self._sheet.append(
            [
                self._cell(value, number, (tints or {}).get(number, tint), bold)
                for number, value in enumerate(values)
            ]
        )

    def _cell(self, value: Value | Marked, column: int, tint: str, bold: bool) -> Cell:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, PatternFill

        text, span = value if isinstance(value, tuple) else (value, None)
        if not isinstance(text, str) or not text:
            # Excel finds fault with an inline text that is empty.
            cell = WriteOnlyCell(self._sheet, value=None if text == "" else text)
        elif span and span[0] < span[1] and len(text) <= LIMIT // 2:
            cell = WriteOnlyCell(self._sheet, value=_rich(text, span))
        else:
            cell = WriteOnlyCell(self._sheet, value=self._fitted(legal(text), column))
            # Whatever it looks like: a formula, a number, an error value.
            cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if bold:
            cell.font = Font(bold=True)
        if tint:
            cell.fill = PatternFill("solid", fgColor=tint)
        return cell

    def _fitted(self, text: str, column: int) -> str:
        if len(text) <= LIMIT:
            return text
        name = self._columns[column] if column < len(self._columns) else str(column + 1)
        self._book.cut.append(
            f"sheet {self._sheet.title}, row {self._count}, {name}: {len(text)} characters, of "
            f"which a cell holds {LIMIT}; the other formats have the whole text"
        )
        return text[:LIMIT]


def _check_whole(path: Path) -> None:
    """Whether a sheet that waits in a temporary file has its end.

    What writes it (libxml2) says nothing when the disk has no room for the last few kilobytes.
    """
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - len(_END)))
        if stream.read() != _END:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def legal(text: str) -> str:
    """A text with what XML cannot hold as a workbook writes it."""
    if text.isprintable() and "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _rich(text: str, span: tuple[int, int]) -> Any:
    """The text with a place in bold red."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles.colors import Color

    before, place, after = map(legal, (text[: span[0]], text[slice(*span)], text[span[1] :]))
    block = TextBlock(InlineFont(b=True, color=Color(_MARK)), place)
    return CellRichText(*[part for part in (before, block, after) if part])
