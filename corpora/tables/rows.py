"""What a table is, whatever format it came in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple


class TableRow(NamedTuple):
    """A row.

    Attributes:
        place: where it is, for people: ``row 12``, ``sheet Terms, row 3``.
        line: 1-based line on which it begins; 0 in a workbook.
        cells: text, or the values of a workbook (numbers, dates, None).
    """

    place: str
    line: int
    cells: tuple[Any, ...]


class TableSheet(NamedTuple):
    """A sheet of a workbook, or a whole file of separated values.

    Attributes:
        name: of the sheet; "" for separated values.
        rows: in their order, empty ones left out; read once, before the next sheet.
    """

    name: str
    rows: Iterator[TableRow]
