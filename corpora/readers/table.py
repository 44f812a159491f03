"""The cells of workbooks and of separated values, and what their columns hold."""

from __future__ import annotations

import csv
import io
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from ..document import Block, Change, Language, Role, Source
from ..errors import EmptyFileError, FormatError, UnsafeFileError
from ..script import language_of
from .containers import ZIP
from .encoding import decode
from .limits import LIMITS, Limits, check_file, read_bytes
from .pairs import PairRow, Pairs, is_pairs
from .separated import is_quoted

SAMPLE = 200
"""Rows by which a column is judged."""
LONGEST_CELL = 1 << 20
"""Characters of a cell that are read."""
_CHINESE = frozenset(
    ("zh", "zh-cn", "zh-hans", "zh-tw", "cn", "chinese", "中文", "中文（简体）", "汉语")
)
_ENGLISH = frozenset(("en", "en-us", "en-gb", "english", "英文", "英语"))
HEADS = frozenset({*_CHINESE, *_ENGLISH, "原文", "译文", "source", "target", "text", "文本"})
"""What the first row of a table says when it is a head."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: where it stands, and its cells as text."""

    place: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A whole file of rows.

    Attributes:
        format: ``xlsx``, ``csv`` or ``tsv``.
        rows: with at least one cell that is not empty.
        encoding: of separated values, or "".
        skipped: what was left out.
    """

    path: str
    format: str
    rows: tuple[Row, ...]
    encoding: str = ""
    skipped: tuple[Change, ...] = ()


def read(path: str | os.PathLike[str], limits: Limits = LIMITS) -> Source:
    """Read a table as text; errors as `duizhao.corpora.readers.sheets.read`."""
    table = read_table(path, limits)
    if columns_of(table) is not None:
        raise is_pairs(path)
    width = max(len(row.cells) for row in table.rows)
    role = Role.TEXT if width == 1 else Role.TABLE_CELL
    blocks = []
    for row in table.rows:
        for column, cell in enumerate(row.cells, 1):
            if cell.strip():
                place = row.place if width == 1 else f"{row.place}, column {column}"
                blocks.append(Block(cell, place, role))
    return Source(
        os.fspath(path), table.format, tuple(blocks), lines=False, encoding=table.encoding,
        skipped=table.skipped, whole=True,
    )  # fmt: skip


def read_pairs(path: str | os.PathLike[str], limits: Limits = LIMITS) -> Pairs:
    """Read a table with a Chinese and an English column.

    Raises:
        FormatError: it has no such two columns; and as `duizhao.corpora.readers.sheets.read`.
    """
    table = read_table(path, limits)
    columns = columns_of(table)
    if columns is None:
        raise FormatError(
            "has no Chinese and English column side by side",
            path=path,
            mend="give it two columns, or read it as text",
        )
    zh, en = columns
    rows = []
    skipped = list(table.skipped)
    for row in table.rows:
        pair = PairRow(_cell(row.cells, zh), _cell(row.cells, en), row.place)
        others = [c for i, c in enumerate(row.cells) if i not in columns and c.strip()]
        if others:
            skipped.append(Change("skipped", "a third column", " | ".join(others), row.place))
        if pair.zh.strip() or pair.en.strip():
            rows.append(pair)
    if rows and _is_head((rows[0].zh, rows[0].en)):
        skipped.insert(0, Change("skipped", "the head of the table", rows[0].zh, rows[0].place))
        rows = rows[1:]
    return Pairs(table.path, table.format, tuple(rows), tuple(skipped))


def columns_of(table: Table) -> tuple[int, int] | None:
    """Positions of the Chinese and the English column, or None when there are not both.

    By a head that names them, whatever other columns hold; else by what is in them.
    """
    rows = [row.cells for row in table.rows[:SAMPLE]]
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    named = [[i for i, cell in enumerate(head) if cell in names] for names in (_CHINESE, _ENGLISH)]
    if len(named[0]) == len(named[1]) == 1:
        return named[0][0], named[1][0]
    if len(rows) > 1 and _is_head(rows[0]):
        rows = rows[1:]
    languages: list[Language | None] = []
    for column in range(max((len(row) for row in rows), default=0)):
        cells = [row[column] for row in rows if column < len(row) and row[column].strip()]
        enough = len(cells) >= max(1, len(rows) // 3)
        languages.append(language_of("\n".join(cells)) if enough else None)
    if languages.count("zh") == 1 and languages.count("en") == 1:
        return languages.index("zh"), languages.index("en")
    return None


def _is_head(cells: Sequence[str]) -> bool:
    said = [cell.strip().lower() for cell in cells if cell.strip()]
    return bool(said) and sum(cell in HEADS for cell in said) >= min(2, len(said))


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def read_table(path: str | os.PathLike[str], limits: Limits = LIMITS) -> Table:
    """The rows of a workbook or of separated values; errors as `.sheets.read`."""
    check_file(path, limits)
    with Path(path).open("rb") as stream:
        is_workbook = stream.read(4) == ZIP
    table = _workbook(path, limits) if is_workbook else _separated(path, limits)
    if not table.rows:
        raise EmptyFileError("has no text in its cells", path=path, mend="check the file")
    return table


def _separated(path: str | os.PathLike[str], limits: Limits) -> Table:
    text, encoding = decode(read_bytes(path, limits), path)
    text = text.replace("\x00", "")
    head = "\n".join(text.splitlines()[:20])
    delimiter = "\t" if head.count("\t") >= max(1, head.count("\n") // 2) else ","
    if delimiter == "," and head.count(";") > 2 * head.count(","):
        delimiter = ";"
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    opened = partial(io.StringIO, text, newline="")
    if delimiter != "\t" or is_quoted(opened):
        # Strict: a mark in the wrong place is said, else it would swallow lines.
        reader = csv.reader(opened(), delimiter=delimiter, strict=True)
    else:
        reader = csv.reader(opened(), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    try:
        rows = tuple(
            Row(f"row {number}", tuple(cells))
            for number, cells in enumerate(islice(reader, limits.blocks), 1)
            if any(cell.strip() for cell in cells)
        )
    except csv.Error as error:
        raise FormatError(
            f"is broken as separated values ({error})", path=path, mend="save it again"
        ) from error
    return Table(os.fspath(path), "tsv" if delimiter == "\t" else "csv", rows, encoding)


def _workbook(path: str | os.PathLike[str], limits: Limits) -> Table:
    from .archive import open_archive

    with open_archive(path, limits) as archive:
        archive.check_total()
        macros = any("vba" in name.lower() for name in archive.names)
        external = any("externallinks/" in name.lower() for name in archive.names)
    skipped = []
    if macros:
        skipped.append(Change("skipped", "macros are never run", "vbaProject.bin"))
    if external:
        skipped.append(Change("skipped", "external links are never followed", "externalLinks"))
    rows = tuple(islice(_sheet_rows(path, skipped), limits.blocks + 1))
    if len(rows) > limits.blocks:
        raise UnsafeFileError(f"has more than {limits.blocks} rows", path=path, mend="split it")
    return Table(os.fspath(path), "xlsx", rows, skipped=tuple(skipped))


def _sheet_rows(path: str | os.PathLike[str], skipped: list[Change]) -> Iterator[Row]:
    import warnings
    from xml.etree.ElementTree import ParseError

    from lxml.etree import LxmlError
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # It warns of parts that it does not know, which hold no cells.
            warnings.simplefilter("ignore")
            with Path(path).open("rb") as stream:
                book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
                for sheet in book.worksheets:
                    if sheet.sheet_state != "visible":
                        skipped.append(Change("skipped", "a hidden sheet", sheet.title))
                        continue
                    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                        texts = tuple("" if c is None else str(c)[:LONGEST_CELL] for c in cells)
                        if any(text.strip() for text in texts):
                            yield Row(f"sheet {sheet.title}, row {number}", texts)
    # What openpyxl lets through on broken workbooks.
    except (InvalidFileException, ParseError, LxmlError, LookupError, ValueError) as error:
        raise _damaged(path) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, AssertionError) as error:
        raise _damaged(path) from error
    except (TypeError, AttributeError, OSError, EOFError, RecursionError) as error:
        raise _damaged(path) from error


def _damaged(path: str | os.PathLike[str]) -> FormatError:
    return FormatError(
        "is damaged and cannot be read as a workbook",
        path=path,
        mend="open it in its program and save it again",
    )
