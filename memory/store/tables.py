"""Tables of units: what `duizhao align` writes, and any with a Chinese and an English column."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpora.errors import FormatError, InputError
from corpora.readers.encoding import decode
from corpora.readers.limits import read_bytes, unreadable
from corpora.readers.table import columns_of, read_table
from memory.unit import Unit

from .insert import Skip

SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".jsonl", ".parquet"})
"""Suffixes of files that are read as tables."""

Placed = tuple[str, Unit | Skip]
"""Where something stood (``line 12``), and what it was."""


def read_units(path: str | os.PathLike[str]) -> Iterator[Placed]:
    """The units of a table, row by row.

    A table whose first row names the columns ``zh`` and ``en`` may have all the columns that
    `duizhao align` writes. Of any other table the Chinese and the English column are found
    by their content; further columns are listed as skipped.

    Raises:
        InputError: it cannot be read, or has no such columns.
    """
    suffix = Path(path).suffix.lower()
    if suffix == ".jsonl":
        return _of_lines(path)
    if suffix == ".parquet":
        return _of_parquet(path)
    return _of_table(path)


def _of_table(path: str | os.PathLike[str]) -> Iterator[Placed]:
    named = _named(path)
    if named is not None:
        yield from named
        return
    table = read_table(path)
    rows = iter(table.rows)
    for change in table.skipped:
        yield change.place, Skip(change.place, change.reason, change.text[:80], 0)
    first = table.rows[0].cells if table.rows else ()
    names = [cell.strip().lower() for cell in first]
    if "zh" in names and "en" in names:
        next(rows)
        for row in rows:
            values = dict(zip(names, row.cells, strict=False))
            yield row.place, _unit(values, row.place)
        return
    columns = columns_of(table)
    if columns is None:
        raise FormatError(
            "has no Chinese and English column side by side",
            path=path,
            mend="name its columns zh and en in the first row",
        )
    zh, en = columns
    for index, row in enumerate(rows):
        cells = [*row.cells, *[""] * (max(columns) + 1 - len(row.cells))]
        if index == 0 and _is_head(cells[zh], cells[en]):
            yield row.place, Skip(row.place, "the head of the table", cells[zh][:80], 0)
            continue
        others = [
            cell for place, cell in enumerate(row.cells) if place not in columns and cell.strip()
        ]
        if others:
            text = " | ".join(others)[:80]
            yield row.place, Skip(row.place, "a column of its own, not kept", text, 0)
        yield row.place, Unit(cells[zh], cells[en])


def _named(path: str | os.PathLike[str]) -> Iterator[Placed] | None:
    """The rows of separated values whose first line names the columns zh and en."""
    if Path(path).suffix.lower() not in (".csv", ".tsv", ".txt"):
        return None
    text, _ = decode(read_bytes(path), path)
    first = text.split("\n", 1)[0]
    # Commas and tabs stand in texts too; the names say which of them parts the columns.
    for delimiter in ("\t", ",", ";"):
        names = [name.strip().strip('"').lower() for name in first.split(delimiter)]
        if "zh" in names and "en" in names:
            return _of_named(text, names, delimiter)
    return None


def _of_named(text: str, names: list[str], delimiter: str) -> Iterator[Placed]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    next(reader)
    line = reader.line_num + 1
    for cells in reader:
        if any(cells):
            yield f"line {line}", _unit(dict(zip(names, cells, strict=False)), f"line {line}")
        line = reader.line_num + 1


def _is_head(zh: str, en: str) -> bool:
    names = {"zh", "zh-cn", "zh-tw", "chinese", "source", "target", "中文", "原文", "译文"}
    names |= {"en", "en-us", "en-gb", "english", "英文"}
    return zh.strip().lower() in names and en.strip().lower() in names


def _of_lines(path: str | os.PathLike[str]) -> Iterator[Placed]:
    try:
        with Path(path).open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if not line.strip():
                    continue
                place = f"line {number}"
                try:
                    values = json.loads(line.decode("utf-8-sig"))
                except ValueError:
                    yield place, Skip(place, "is no JSON", line[:80].decode("utf-8", "replace"))
                    continue
                if not isinstance(values, dict):
                    yield place, Skip(place, "is no JSON object", str(values)[:80])
                else:
                    yield place, _unit(values, place)
    except OSError as error:
        raise unreadable(path, error) from error


def _of_parquet(path: str | os.PathLike[str]) -> Iterator[Placed]:
    import pyarrow
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(path)
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise FormatError("is no Parquet file", path=path, mend="export it anew") from error
    if not {"zh", "en"} <= set(file.schema_arrow.names):
        raise InputError("has no columns zh and en", path=path, mend="name them so")
    number = 0
    for batch in file.iter_batches(batch_size=4096):
        for values in batch.to_pylist():
            number += 1
            yield f"row {number}", _unit(values, f"row {number}")


def _unit(values: Mapping[str, Any], place: str) -> Unit | Skip:
    zh, en = values.get("zh") or "", values.get("en") or ""
    if not isinstance(zh, str) or not isinstance(en, str):
        return Skip(place, "zh and en are not texts", str(zh)[:80])
    try:
        return Unit(
            zh,
            en,
            kind=str(values.get("kind") or ""),
            label=str(values.get("label") or ""),
            confidence=_confidence(values.get("confidence")),
            zh_segments=_positions(values.get("zh_segments")),
            en_segments=_positions(values.get("en_segments")),
            reasons=_reasons(values.get("reasons")),
            moved=values.get("moved") in (True, "yes", "True", "true", "TRUE"),
            zh_file=str(values.get("zh_file") or ""),
            en_file=str(values.get("en_file") or ""),
            signature=str(values.get("signature") or ""),
        )
    except (TypeError, ValueError) as error:
        return Skip(place, f"has a value that cannot be read ({error})", zh[:80])


def _confidence(value: Any) -> float | None:
    if value in (None, ""):
        return None
    confidence = float(value)
    if not 0 <= confidence <= 1:
        raise ValueError(f"confidence {value}")
    return confidence


def _positions(value: Any) -> tuple[int, ...]:
    if value in (None, ""):
        return ()
    values = json.loads(value) if isinstance(value, str) else value
    return tuple(int(position) for position in values)


def _reasons(value: Any) -> tuple[str, ...]:
    if not value:
        return ()
    return tuple(value.split("; ")) if isinstance(value, str) else tuple(map(str, value))
