"""A table of any format, sheet by sheet."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from ..readers.containers import kind_of_zip
from ..skipped import Skipped
from .rows import TableSheet

Format = Literal["csv", "tsv", "xlsx", "ods"]


class Table(NamedTuple):
    """An open table.

    Attributes:
        format: ``csv``, ``tsv``, ``xlsx`` or ``ods``.
        encoding: of separated values, or "".
        sheets: each read to its end before the next; or what was left out.
    """

    format: Format
    encoding: str
    sheets: Iterator[TableSheet | Skipped]


def open_table(path: str | os.PathLike[str]) -> Table:
    """Open a workbook or a file of separated values, whatever its name.

    Raises:
        InputError: it cannot be read; errors in its rows come when these are read.
    """
    with Path(path).open("rb") as stream:
        head = stream.read(8192)
    kind = kind_of_zip(head, Path(path))
    if kind == "ods":
        from .ods import read_ods

        return Table("ods", "", read_ods(path))
    if kind == "xlsx":
        from .workbook import read_workbook

        return Table("xlsx", "", read_workbook(path))
    from .separated import encoding_of, read_separated

    first = head.partition(b"\n")[0]
    return Table("tsv" if b"\t" in first else "csv", encoding_of(path)[0], read_separated(path))
