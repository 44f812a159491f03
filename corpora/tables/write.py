"""The one writer of tables: a dialect for each format, whoever writes.

* ``csv``: commas and CR LF (RFC 4180), UTF-8 without a byte-order mark, which would be part of
  the first column's name to every program but Excel; Excel users have ``xlsx``.
* ``tsv``: tabs and LF. In both a field with a line break, a quotation mark or the separator
  in it is between quotation marks, those inside doubled, so that any reader of CSV gets the
  text back character for character.
* ``jsonl``: an object a line.
* ``parquet``: a row group for every 10,000 rows, compressed with zstd; lists as lists.
* ``xlsx``: see `.book`.

Halves of surrogate pairs have no place in UTF-8; they are written as the three bytes that
they would have had, and come back with the same option.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from ..atomic import atomic_write
from ..values import Column, flat
from .book import Book

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]
_GROUP = 10_000
_BUFFER = 1 << 16


class TableWriter(Protocol):
    """Takes rows one after the other."""

    def write(self, row: Row) -> None:
        """Take a row: values by the name of their column."""
        ...

    def close(self) -> Sequence[str]:
        """Write what is still held; what did not fit, a sentence each."""
        ...


class _Separated:
    def __init__(self, stream: BinaryIO, columns: Sequence[Column], delimiter: str, end: str):
        self._stream = stream
        self._names = [column.name for column in columns]
        self._buffer = io.StringIO(newline="")
        self._writer = csv.writer(self._buffer, delimiter=delimiter, lineterminator=end)
        self._writer.writerow(self._names)

    def write(self, row: Row) -> None:
        self._writer.writerow([_word(flat(row.get(name))) for name in self._names])
        if self._buffer.tell() > _BUFFER:
            self.close()

    def close(self) -> Sequence[str]:
        self._stream.write(_encoded(self._buffer.getvalue()))
        self._buffer.seek(0)
        self._buffer.truncate()
        return ()


def _word(cell: str | float | bool | None) -> str | float | None:
    return ("yes" if cell else "no") if isinstance(cell, bool) else cell


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


class _JsonLines:
    def __init__(self, stream: BinaryIO, columns: Sequence[Column]):
        self._stream = stream
        self._names = [column.name for column in columns]

    def write(self, row: Row) -> None:
        values = {name: row.get(name) for name in self._names}
        self._stream.write(_encoded(json.dumps(values, ensure_ascii=False) + "\n"))

    def close(self) -> Sequence[str]:
        return ()


class _Parquet:
    def __init__(self, stream: BinaryIO, columns: Sequence[Column]):
        import pyarrow.parquet as pq

        self._schema = schema(columns)
        self._writer = pq.ParquetWriter(stream, self._schema, compression="zstd")
        self._flat = {column.name for column in columns if column.kind == "pairs"}
        self._names = [column.name for column in columns]
        self._rows: list[dict[str, Any]] = []

    def write(self, row: Row) -> None:
        values = {name: row.get(name) for name in self._names}
        values |= {name: flat(values[name]) for name in self._flat}
        self._rows.append(values)
        if len(self._rows) == _GROUP:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._writer.write_batch(pa.RecordBatch.from_pylist(self._rows, schema=self._schema))
            self._rows = []

    def close(self) -> Sequence[str]:
        self._flush()
        self._writer.close()
        return ()


class _Workbook:
    def __init__(self, stream: BinaryIO, columns: Sequence[Column]):
        self._stream = stream
        self._book = Book()
        self._sheet = self._book.sheet("units", [column.name for column in columns])
        self._names = [column.name for column in columns]

    def write(self, row: Row) -> None:
        self._sheet.write([flat(row.get(name)) for name in self._names])

    def close(self) -> Sequence[str]:
        return self._book.save(self._stream)


_WRITERS: dict[str, Callable[[BinaryIO, Sequence[Column]], TableWriter]] = {
    "csv": lambda stream, columns: _Separated(stream, columns, ",", "\r\n"),
    "tsv": lambda stream, columns: _Separated(stream, columns, "\t", "\n"),
    "jsonl": _JsonLines,
    "parquet": _Parquet,
    "xlsx": _Workbook,
}
FORMATS = tuple(_WRITERS)
"""Names of the formats, which are their suffixes without the dot."""


def open_writer(format: str, stream: BinaryIO, columns: Sequence[Column]) -> TableWriter:
    """A writer into an open file, to be closed before it.

    Args:
        format: one of `FORMATS`.
        stream: open for writing, which stays open.
        columns: in their order.
    """
    return _WRITERS[format](stream, columns)


@contextmanager
def open_table(path: str | os.PathLike[str], columns: Sequence[Column]) -> Iterator[TableWriter]:
    """A writer of a file that appears whole when the block ends well, or not at all.

    Args:
        path: its suffix says the format.
        columns: in their order.

    Raises:
        OutputError: it cannot be written.
    """
    with atomic_write(path) as temporary, temporary.open("wb") as stream:
        writer = open_writer(Path(path).suffix.lower()[1:], stream, columns)
        try:
            yield writer
        finally:
            writer.close()


def write_table(
    format: str, stream: BinaryIO, columns: Sequence[Column], rows: Iterable[Row]
) -> Sequence[str]:
    """Write a whole table; what did not fit, a sentence each."""
    writer = open_writer(format, stream, columns)
    for row in rows:
        writer.write(row)
    return writer.close()


def text_columns(names: Iterable[str]) -> tuple[Column, ...]:
    """Columns of text."""
    return tuple(map(Column, names))


def schema(columns: Sequence[Column]) -> pa.Schema:
    """Types of the columns in Parquet."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "pairs": pa.string(),
        "number": pa.float64(),
        "integer": pa.int64(),
        "flag": pa.bool_(),
        "positions": pa.list_(pa.int32()),
        "texts": pa.list_(pa.string()),
    }
    return pa.schema([(column.name, types[column.kind]) for column in columns])
