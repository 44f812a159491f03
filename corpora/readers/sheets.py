"""Workbooks (.xlsx, .ods) and separated values (.csv, .tsv): one column as text, two as pairs."""

from __future__ import annotations

from pathlib import Path

from ..document import Source
from .containers import kind_of_zip

SUFFIXES = (".csv", ".tsv", ".tab")


def sniff(head: bytes, path: Path) -> bool:
    """A zip container with a workbook in it, or a name that says separated values."""
    if head.startswith(b"PK"):
        return kind_of_zip(head, path) in ("xlsx", "ods")
    return path.suffix.lower() in SUFFIXES


def read(path: Path) -> Source:
    """The cells of a table in one language, row by row.

    Raises:
        EmptyFileError: no text in any cell.
        FormatError: damaged, or it holds pairs of both languages.
        UnsafeFileError: encrypted, or beyond the limits.
    """
    from .table import read as read_table

    return read_table(path)
