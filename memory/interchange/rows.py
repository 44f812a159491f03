"""Tables of text and workbooks as rows with named columns."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from duizhao.corpora.errors import FormatError
from duizhao.corpora.language import parse
from duizhao.corpora.script import language_of
from duizhao.corpora.skipped import Skipped
from duizhao.memory.store import plain
from duizhao.memory.tables import COLUMNS

_SAMPLE = 200
_HEAD = 1 << 18
_LONGEST = 1 << 24
_NAMES = {
    "chinese": "zh",
    "中文": "zh",
    "汉语": "zh",
    "漢語": "zh",
    "english": "en",
    "英文": "en",
    "英语": "en",
    "英語": "en",
}
# Language, script, region; en_pos is none.
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|[0-9]{3}))?")
# What a workbook makes of characters that XML cannot hold; see `duizhao.memory.workbook`.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Cells = tuple[int, Sequence[Any]]
"""1-based number of a row, and its cells."""


class Row(NamedTuple):
    """A row: where it stood (``row 12``, ``line 12``), and its values by column."""

    place: str
    values: dict[str, Any]


def rows_of(path: str) -> Iterator[Row | Skipped]:
    """The rows of a ``.csv``, ``.tsv`` or ``.xlsx`` file, by column.

    Raises:
        FormatError: it has no column for each language.
    """
    with Path(path).open("rb") as stream:
        is_workbook = stream.read(4) == b"PK\x03\x04"
    cells = _workbook(path) if is_workbook else _separated(path)
    sample = list(islice(cells, _SAMPLE))
    names, has_head = columns_of([row for _, row in sample])
    if not {"zh", "en"} <= set(names):
        raise FormatError(
            "has no Chinese and English column side by side",
            path=path,
            mend="name its columns zh and en",
        )
    heads = sample[0][1] if has_head else ()
    return _named(chain(sample[has_head:], cells), names, heads)


def _named(
    cells: Iterable[Cells], names: Sequence[str], heads: Sequence[Any]
) -> Iterator[Row | Skipped]:
    told: set[int] = set()
    for number, row in cells:
        place = f"row {number}"
        if len(row) > len(names) and any(row[len(names) :]):
            reason = f"has {len(row)} cells instead of {len(names)}"
            yield Skipped(place, reason, str(row[0]))
            continue
        values = {name: cell for name, cell in zip(names, row, strict=False) if name}
        if any(cell not in (None, "") for cell in row):
            for column, cell in enumerate(row):
                if not names[column] and column not in told and cell not in (None, ""):
                    told.add(column)
                    head = heads[column] if column < len(heads) else None
                    title = repr(head) if head else str(column + 1)
                    yield Skipped(place, f"column {title} is not kept", str(cell), 0)
            yield Row(place, values)


def columns_of(sample: Sequence[Sequence[Any]]) -> tuple[list[str], bool]:
    """Names of the columns ("" for one that means nothing), and whether the first row is a head.

    By the names in the first row; where they do not name both languages, by the script of
    the texts below.
    """
    if not sample:
        return [], False
    names = [_name(cell) for cell in sample[0]]
    for language in ("zh", "en"):
        exact = [str(cell or "").strip().lower() == language for cell in sample[0]]
        if names.count(language) > 1 and exact.count(True) == 1:
            # zh beside zh_hant or zh-CN: the plain name is meant.
            names = [
                "" if name == language and not is_it else name
                for name, is_it in zip(names, exact, strict=True)
            ]
    if names.count("zh") == 1 and names.count("en") == 1:
        return names, True
    found = _by_script(sample[1:])
    if len(sample) > 1 and {"zh", "en"} <= set(found) and _by_script(sample[:1]) != found:
        return [mine or known for mine, known in zip(found, _rest(names), strict=False)], True
    return _by_script(sample), False


def _rest(names: Sequence[str]) -> list[str]:
    return ["" if name in ("zh", "en") else name for name in names]


def _name(cell: object) -> str:
    """The column that a cell of the first row names, or ""."""
    text = str(cell or "").strip().lower().lstrip("\ufeff")
    if text in COLUMNS or text in plain.COLUMNS:
        return text
    if text in _NAMES:
        return _NAMES[text]
    language = parse(text).language if _CODE.fullmatch(text) else ""
    return language if language in ("zh", "en") else ""


def _by_script(rows: Sequence[Sequence[Any]]) -> list[str]:
    width = max((len(row) for row in rows), default=0)
    names: list[str] = []
    for column in range(width):
        texts = [str(row[column]) for row in rows if column < len(row) and row[column]]
        names.append((language_of("\n".join(texts)) or "") if texts else "")
    # Two columns of one language: nobody can say which one is meant.
    return names if names.count("zh") == 1 and names.count("en") == 1 else [""] * width


def _separated(path: str) -> Iterator[Cells]:
    from duizhao.corpora.readers.encoding import decode
    from duizhao.corpora.readers.separated import is_quoted

    with Path(path).open("rb") as stream:
        head = stream.read(_HEAD)
    if len(head) == _HEAD:
        head = head[: head.rfind(b"\n") + 1] or head
    text, encoding = decode(head, path)
    delimiter = _delimiter(text, path)
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST))
    opened = partial(open, path, encoding=encoding, errors="surrogateescape", newline="")
    quoted = delimiter != "\t" or is_quoted(opened)
    with opened() as lines:
        if quoted:
            # Strict: a mark in the wrong place is said, else it would swallow lines.
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
        else:
            reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        try:
            for number, row in enumerate(reader, start=1):
                if number == 1 and row:
                    row[0] = row[0].removeprefix("\ufeff")
                yield number, row
        except (csv.Error, UnicodeDecodeError) as error:
            raise FormatError(
                f"is broken as a table (line {reader.line_num}: {error})",
                path=path,
                mend="save it again",
            ) from error


def _delimiter(text: str, path: str) -> str:
    first = text.partition("\n")[0]
    if "\t" in first and (os.fspath(path).lower().endswith((".tsv", ".tab")) or "," not in first):
        return "\t"
    return max(",;\t", key=first.count)


def _workbook(path: str) -> Iterator[Cells]:
    import warnings
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that hold no cells
            book = load_workbook(path, read_only=True, data_only=True)
            sheet = book["units"] if "units" in book.sheetnames else book.worksheets[0]
            for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
                yield number, [_unescaped(cell) for cell in row]
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, LookupError, ValueError, OSError) as error:
        raise FormatError("is a damaged workbook", path=path, mend="save it again") from error


def _unescaped(cell: object) -> object:
    if not isinstance(cell, str) or "_x" not in cell:
        return cell
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), cell)
