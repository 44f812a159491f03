"""Workbooks: the cells of every sheet that is shown."""

from __future__ import annotations

import os
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..errors import FormatError
from ..patterns import lazy
from ..readers.archive import open_archive
from ..readers.limits import MIB, Limits
from ..skipped import Skipped
from .rows import TableRow, TableSheet

LIMITS = Limits(
    file_bytes=1024 * MIB, member_bytes=2048 * MIB, total_bytes=3072 * MIB, ratio_from=64 * MIB
)
"""A million units have a sheet of half a gigabyte."""

MOST_ROWS = 1_048_576
"""Of a worksheet, its head included."""

# What a workbook makes of characters that XML cannot hold.
_ESCAPED = lazy(r"_x([0-9A-Fa-f]{4})_")


def read_workbook(
    path: str | os.PathLike[str], limits: Limits = LIMITS
) -> Iterator[TableSheet | Skipped]:
    """The sheets of a workbook; formulas as the values that they had when it was saved.

    Yields:
        A sheet that is shown, or what is left out: hidden sheets, macros, links.

    Raises:
        FormatError: it is damaged.
        UnsafeFileError: it is encrypted, or unfolds beyond the limits.
    """
    with open_archive(path, limits) as archive:
        archive.check_total()
        names = " ".join(archive.names).lower()
    for part, reason in (
        ("vbaproject", "macros are never run"),
        ("externallinks/", "external links are never followed"),
    ):
        if part in names:
            yield Skipped("", reason, units=0)
    yield from _sheets(path)


@contextmanager
def _undamaged(path: str | os.PathLike[str]) -> Iterator[None]:
    from xml.etree.ElementTree import ParseError

    from lxml.etree import LxmlError
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        yield
    except (
        # What openpyxl lets through on broken workbooks.
        InvalidFileException, ParseError, LxmlError, LookupError, ValueError, TypeError,
        AttributeError, OSError, EOFError, RecursionError, NotImplementedError, AssertionError,
        zipfile.BadZipFile, zlib.error,
    ) as error:  # fmt: skip
        raise FormatError(
            "is damaged and cannot be read as a workbook",
            path=path,
            mend="open it in its program and save it again",
        ) from error


def _sheets(path: str | os.PathLike[str]) -> Iterator[TableSheet | Skipped]:
    from openpyxl import load_workbook

    with warnings.catch_warnings(), Path(path).open("rb") as stream:
        warnings.simplefilter("ignore")  # of parts that it does not know, which hold no cells
        with _undamaged(path):
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            sheets = list(book.worksheets)
        for sheet in sheets:
            if sheet.sheet_state != "visible":
                yield Skipped(f"sheet {sheet.title}", "is hidden", units=0)
            else:
                front = f"sheet {sheet.title}, " if len(sheets) > 1 else ""
                yield TableSheet(sheet.title, _rows(sheet, front, path))


def _rows(sheet: Any, front: str, path: str | os.PathLike[str]) -> Iterator[TableRow]:
    with _undamaged(path):
        # What a sheet says of its size may be a million rows of nothing.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > MOST_ROWS:
                raise ValueError("a row beyond the last one of any worksheet")
            values = tuple(map(_value, cells))
            while values and values[-1] in (None, ""):
                values = values[:-1]
            if values:
                yield TableRow(f"{front}row {number}", 0, values)


def _value(cell: object) -> str | float | bool | None:
    """A cell as it is read: dates and the like as text, escaped characters as they were."""
    if cell is None or isinstance(cell, bool | int | float):
        return cell
    text = str(cell)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
