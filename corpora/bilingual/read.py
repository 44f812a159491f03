"""The one reader of files with both languages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import chain, islice

from ..entry import Entry
from ..errors import EmptyFileError, FormatError
from ..readers.guard import guarded, guarded_items
from ..skipped import Skipped
from .kinds import Kind, kind_of
from .sides import check_sides

READERS: dict[Kind, str] = {
    "tmx": "tmx.entries",
    "xliff": "xliff",
    "po": "po",
    "parquet": "parquet",
    "json": "objects",
    "table": "rows",
}
"""Modules of this package, each with ``read_entries(path)``."""

_JUDGED = 500


def read_pairs(path: str | os.PathLike[str]) -> Iterator[Entry | Skipped]:
    """The pairs of a file, in its order, as a stream; what it is shows in its content.

    * TMX, also packed by gzip or in a zip archive, with all that it holds.
    * XLIFF 1.2 and 2, and what tools make of it: one entry for each segment. PO, by
      translate-toolkit.
    * Documents that hold both languages in turn, in columns or on the same lines; see
      `duizhao.corpora.bilingual.both.split`.
    * Tables: separated values of any delimiter, quoting and encoding, every sheet of a
      workbook that is shown, Parquet; JSON lines, or an array of objects. Columns are named
      in the first row (``zh``, ``zh-CN``, Chinese, 中文, source and target, …) or found from the
      script of their texts; the other columns of our own tables are understood.

    One side of an entry may be empty, where its file has no translation.

    Args:
        path: the file.

    Yields:
        An entry with one origin: file, position, place and line. Or what was left out.

    Raises:
        InputError: it is missing, empty, damaged, or in none of these formats; it holds no
            pair at all, or other languages. Some of these are raised when the items are read.
    """
    with guarded(path):
        kind = kind_of(path)
    if kind == "memory":
        raise no_pairs(path)
    module = import_module(f".{READERS[kind] if kind else 'documents'}", __package__)
    with guarded(path):
        items = module.read_entries(path)
    return checked(path, guarded_items(path, items))


def no_pairs(path: str | os.PathLike[str]) -> FormatError:
    """The error for a file that holds no pairs, in whatever format."""
    return FormatError(
        "holds no pairs of Chinese and English",
        path=path,
        mend="give .tmx, .xliff, .po, .csv, .tsv, .xlsx, .jsonl or .parquet",
    )


def checked(
    path: str | os.PathLike[str], items: Iterable[Entry | Skipped]
) -> Iterator[Entry | Skipped]:
    """The items, unless their sides are in the wrong languages or there is no entry at all.

    Raises:
        LanguageError: as of `check_sides`, judged by the first entries.
        EmptyFileError: there is none.
    """
    rest = iter(items)
    first = list(islice(rest, _JUDGED))
    check_sides([item.unit for item in first if isinstance(item, Entry)], path)
    found = False
    last: Skipped | None = None
    for item in chain(first, rest):
        if isinstance(item, Entry):
            found = True
        else:
            last = item
        yield item
    if not found:
        reason = f" ({last})" if last else ""
        raise EmptyFileError(
            f"holds no pair of a Chinese and an English text{reason}",
            path=path,
            mend="check that both languages are in it",
        )
