"""Pairs of texts into the files that corpus builders and training programs read.

Each writer takes rows as they come and holds none of them. The same rows give the same
bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from .atomic import atomic_write
from .tables.write import open_table
from .values import Column

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


FORMATS = ("parquet", "jsonl", "csv", "moses")


@contextmanager
def open_corpus(format: str, folder: Path, columns: Sequence[Column]) -> Iterator[Writer]:
    """A writer of ``corpus.*`` in a folder; its files appear when the block ends well.

    Args:
        format: one of `FORMATS`.
        folder: where.
        columns: of the table.

    Raises:
        OutputError: it cannot be written.
    """
    with ExitStack() as stack:
        if format != "moses":
            yield stack.enter_context(open_table(folder / f"corpus.{format}", columns))
            return
        names = ("corpus.zh", "corpus.en", "corpus.ids")
        paths = [stack.enter_context(atomic_write(folder / name)) for name in names]
        yield Moses(*(stack.enter_context(path.open("wb")) for path in paths))
