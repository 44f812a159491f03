"""Pairs of texts into the files that corpus builders and training programs read.

Each writer takes rows as they come and holds none of them. The same rows give the same
bytes.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Protocol

from .atomic import atomic_write

Row = Mapping[str, Any]


class Writer(Protocol):
    """Takes rows one after the other."""

    def write(self, row: Row) -> None:
        """Take a row."""
        ...


class Moses:
    """Two files of lines and one of where each comes from (``.zh``, ``.en``, ``.ids``).

    White space inside a text becomes one space, for a line break would shift all that
    follows; rows with an empty side are left out, and counted in `skipped`.
    """

    def __init__(self, zh: BinaryIO, en: BinaryIO, ids: BinaryIO) -> None:
        self._streams = (zh, en, ids)
        self.skipped = 0

    def write(self, row: Row) -> None:
        """Take a row."""
        zh, en = (" ".join(str(row[side]).split()) for side in ("zh", "en"))
        if not zh or not en:
            self.skipped += 1
            return
        place = f"{row.get('zh_file', '')}\t{row.get('en_file', '')}"
        for stream, line in zip(self._streams, (zh, en, place), strict=True):
            stream.write(line.encode("utf-8", "surrogatepass") + b"\n")


class JsonLines:
    """An object a line."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, row: Row) -> None:
        """Take a row."""
        line = json.dumps(dict(row), ensure_ascii=False)
        self._stream.write(line.encode("utf-8", "surrogatepass") + b"\n")


class Csv:
    """Commas and CR LF (RFC 4180); lists as JSON."""

    def __init__(self, stream: BinaryIO, columns: Iterable[str]) -> None:
        self._stream = stream
        self._columns = tuple(columns)
        self._put(self._columns)

    def write(self, row: Row) -> None:
        """Take a row."""
        self._put(_cell(row.get(name)) for name in self._columns)

    def _put(self, cells: Iterable[Any]) -> None:
        buffer = io.StringIO(newline="")
        csv.writer(buffer, lineterminator="\r\n").writerow(list(cells))
        self._stream.write(buffer.getvalue().encode("utf-8", "surrogatepass"))


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        if all(isinstance(item, str) for item in value) and value:
            return "; ".join(value)
        return json.dumps(list(value))
    return value


class Parquet:
    """Columns, in row groups of 10,000; closed by leaving the ``with`` block."""

    def __init__(self, path: str | os.PathLike[str], schema: Any, group: int = 10_000) -> None:
        import pyarrow.parquet as pq

        self._schema = schema
        self._group = group
        self._held: list[dict[str, Any]] = []
        self._writer = pq.ParquetWriter(os.fspath(path), schema, compression="zstd")

    def write(self, row: Row) -> None:
        """Take a row."""
        self._held.append({name: row.get(name) for name in self._schema.names})
        if len(self._held) >= self._group:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._held:
            batch = pa.RecordBatch.from_pylist(self._held, schema=self._schema)
            self._writer.write_batch(batch)
            self._held = []

    def __enter__(self) -> Parquet:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._flush()
        finally:
            self._writer.close()


FORMATS = ("parquet", "jsonl", "csv", "moses")


@contextmanager
def open_writer(format: str, folder: Path, columns: Iterable[str], schema: Any) -> Iterator[Writer]:
    """A writer of ``corpus.*`` in a folder; its files appear when the block ends well.

    Args:
        format: one of `FORMATS`.
        folder: where.
        columns: of the ``.csv``.
        schema: of the ``.parquet`` (pyarrow).

    Raises:
        OutputError: it cannot be written.
    """
    with ExitStack() as stack:
        names = [f"corpus.{format}"]
        if format == "moses":
            names = ["corpus.zh", "corpus.en", "corpus.ids"]
        paths = [stack.enter_context(atomic_write(folder / name)) for name in names]
        if format == "parquet":
            yield stack.enter_context(Parquet(paths[0], schema))
            return
        streams = [stack.enter_context(path.open("wb")) for path in paths]
        if format == "moses":
            yield Moses(*streams)
        elif format == "csv":
            yield Csv(streams[0], columns)
        else:
            yield JsonLines(streams[0])
