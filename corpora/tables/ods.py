"""OpenDocument workbooks (.ods): the cells of every sheet."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ..errors import FormatError, UnsafeFileError
from ..readers.archive import open_archive
from ..readers.guard import deeply
from ..readers.impress import text_in
from ..readers.markup import Element, attribute, child, children, local, number, parse_xml
from ..skipped import Skipped
from .rows import TableRow, TableSheet
from .workbook import MOST_ROWS

MOST_CELLS = 16_384
"""Of a row."""
MOST_ALIKE = 10_000
"""Rows with text that the file holds as one row and a count."""


def read_ods(path: str | os.PathLike[str]) -> Iterator[TableSheet | Skipped]:
    """The sheets of a workbook; formulas as the values that they had when it was saved.

    Raises:
        FormatError: it is damaged.
        UnsafeFileError: it is encrypted, or unfolds beyond the limits.
    """
    with open_archive(path) as archive:
        content = parse_xml(archive.read("content.xml"), archive.path, "content.xml")
    body = child(content, "body", "spreadsheet")
    if body is None:
        raise FormatError("holds no workbook", path=path, mend="save it as .xlsx or .ods")
    sheets = list(children(body, "table"))
    for sheet in sheets:
        name = attribute(sheet, "name")
        yield TableSheet(name, _rows(sheet, f"sheet {name}, " if len(sheets) > 1 else "", path))


def _rows(sheet: Element, front: str, path: str | os.PathLike[str]) -> Iterator[TableRow]:
    at = 0
    with deeply():
        for row in sheet.iter():
            if local(row) != "table-row":
                continue
            repeated = max(1, number(attribute(row, "number-rows-repeated"), 1))
            cells = _cells(row)
            at += 1
            if at > MOST_ROWS:
                raise UnsafeFileError(
                    f"has more than {MOST_ROWS} rows", path=path, mend="split it into parts"
                )
            if cells and repeated > MOST_ALIKE:
                raise UnsafeFileError(
                    f"repeats a row {repeated} times", path=path, mend="check where it comes from"
                )
            for again in range(repeated if cells else 0):
                yield TableRow(f"{front}row {at + again}", 0, cells)
            at += repeated - 1


def _cells(row: Element) -> tuple[str | None, ...]:
    found: list[str | None] = []
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        text = "\n".join(text_in(paragraph) for paragraph in children(cell, "p")) or None
        repeated = max(1, number(attribute(cell, "number-columns-repeated"), 1))
        found += [text] * min(repeated, MOST_CELLS - len(found))
        if len(found) >= MOST_CELLS:
            break
    while found and not found[-1]:
        found.pop()
    return tuple(found)
