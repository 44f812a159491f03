"""Separated values: encoding, delimiter and quoting found from the content."""

from __future__ import annotations

import codecs
import csv
import io
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from ..errors import FormatError
from ..readers.encoding import BOMS, decode
from ..readers.limits import unreadable
from ..skipped import Skipped
from .heading import has_both
from .rows import TableRow, TableSheet

DELIMITERS = "\t,;|"
LONGEST = 1 << 24
"""Characters of the longest cell."""

_HEAD = 1 << 18
_SAMPLE = 200
_Opened = Callable[[], TextIO]


def encoding_of(path: str | os.PathLike[str]) -> tuple[str, int]:
    """The encoding of a text file by its beginning, and the length of its byte-order mark.

    Raises:
        UndecodableError: it is binary, or in no encoding that we know.
        InputError: it cannot be read.
    """
    try:
        with Path(path).open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise unreadable(path, error) from error
    mark = next((mark for mark, _ in BOMS if head.startswith(mark)), b"")
    if len(head) == _HEAD:
        # Not in the middle of a character; those of a marked UTF-16 or 32 have 4 bytes at most.
        head = head[: len(mark) + (len(head) - len(mark)) // 4 * 4] if mark else head
        head = head if mark[:1] in (b"\xff", b"\xfe", b"\0") else _whole_lines(head)
    _, name = decode(head, path)
    known = codecs.lookup(name.removesuffix("-sig")).name
    return ("gb18030" if known in ("gb2312", "gbk") else known), len(mark)


def _whole_lines(head: bytes) -> bytes:
    return head[: head.rfind(b"\n") + 1] or head


@contextmanager
def opened(path: str | os.PathLike[str]) -> Iterator[_Opened]:
    """A function that opens the file as text from after its byte-order mark, again and again.

    Bytes that are no characters come as halves of surrogate pairs; line ends as they are.
    """
    name, skip = encoding_of(path)
    streams: list[TextIO] = []

    def open_() -> TextIO:
        raw = Path(path).open("rb")  # noqa: SIM115
        raw.seek(skip)
        wide = name.startswith(("utf-16", "utf-32"))
        errors = "surrogatepass" if wide else "surrogateescape"
        streams.append(io.TextIOWrapper(raw, encoding=name, errors=errors, newline=""))
        return streams[-1]

    try:
        yield open_
    except OSError as error:
        raise unreadable(path, error) from error
    finally:
        for stream in streams:
            stream.close()


def read_separated(path: str | os.PathLike[str]) -> Iterator[TableSheet | Skipped]:
    """The one sheet of a file of separated values.

    Raises:
        FormatError: a quotation mark in the wrong place, or bytes that are no characters.
        InputError: as of `encoding_of`.
    """
    with opened(path) as again:
        delimiter, first = _delimiter(again)
        yield TableSheet("", _rows(path, again, delimiter, first))


def _rows(
    path: str | os.PathLike[str], again: _Opened, delimiter: str, first: int
) -> Iterator[TableRow]:
    quoted = is_quoted(again, delimiter)
    reader = _reader(again(), delimiter, quoted)
    line = 1
    try:
        for number, cells in enumerate(reader, 1):
            if number > first and any(cells):
                yield TableRow(f"row {number}", line, tuple(cells))
            line = reader.line_num + 1
    except (csv.Error, UnicodeError) as error:
        raise FormatError(
            f"is broken as a table (line {line}: {error})", path=path, mend="save it again"
        ) from error


def _reader(stream: TextIO, delimiter: str, quoted: bool) -> Any:
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
    if not quoted:
        return csv.reader(stream, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    # Strict: a mark in the wrong place is reported, else it would swallow lines.
    return csv.reader(stream, delimiter=delimiter, strict=True)


def _delimiter(again: _Opened) -> tuple[str, int]:
    """The delimiter, and how many rows stand before the table: 1 for Excel's ``sep=;``.

    The one that gives a Chinese and an English column, else the one whose rows are the most
    alike in their width.
    """
    lines = list(islice(again(), _SAMPLE))
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        return lines[0][4], 1
    best, reached = ",", (False, 0.0)
    for delimiter in DELIMITERS:
        rows = _sample(lines, delimiter)
        widths = Counter(len(row) for row in rows)
        width, count = widths.most_common(1)[0] if widths else (1, 0)
        fit = (has_both(rows), count / len(rows) if width > 1 else 0.0)
        if fit > reached:
            best, reached = delimiter, fit
    return best, 0


def _sample(lines: list[str], delimiter: str) -> list[list[str]]:
    for quoted in (True, False):
        found: list[list[str]] = []
        try:
            for row in _reader(io.StringIO("".join(lines), newline=""), delimiter, quoted):
                if any(row):
                    found.append(row)
        except csv.Error:
            # A cell that goes on below the sample is no fault.
            if not quoted or len(found) * 2 > len(lines):
                return found
            continue
        return found
    return []


def is_quoted(again: _Opened, delimiter: str) -> bool:
    """Whether quotation marks group the cells of a table.

    Many tables know no quoting; read as if they did, a mark would swallow lines. Where every
    line is a whole row by itself, marks that join two of them are text.

    Args:
        again: opens the text from its beginning, line ends as they are.
        delimiter: between cells.
    """
    widths = set()
    lines = marks = 0
    with again() as stream:
        for line in stream:
            if line.strip("\r\n"):
                lines += 1
                widths.add(line.count(delimiter))
                marks += '"' in line
    if not marks:
        return True
    rows = 0
    try:
        with again() as stream:
            for row in _reader(stream, delimiter, True):
                rows += bool(row)
    except csv.Error:
        # Broken as quoted: whole if each line is a row, else the fault is reported. Most
        # tables with tabs know no quoting.
        return delimiter != "\t" and len(widths) > 1
    except UnicodeDecodeError:
        return True  # whoever reads it comes upon that too, and reports it
    return rows == lines or len(widths) > 1
