"""Separated values: whether quotation marks group cells, or are text."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import TextIO


def is_quoted(opened: Callable[[], TextIO]) -> bool:
    """Whether quotation marks group the cells of a table with tabs.

    Many such tables know no quoting; read as if they did, a mark would swallow lines.

    Args:
        opened: gives the text from its beginning, line ends as they stand; called twice.
    """
    rows = lines = 0
    try:
        with opened() as stream:
            for row in csv.reader(stream, delimiter="\t", strict=True):
                rows += bool(row)
    except csv.Error:
        return False
    except UnicodeDecodeError:
        return True  # whoever reads it comes upon that too, and says it
    widths = set()
    with opened() as stream:
        for line in stream:
            if line.strip("\r\n"):
                lines += 1
                widths.add(line.count("\t"))
    # Where every line is a whole row by itself, marks that join two of them are text.
    return rows == lines or len(widths) > 1
