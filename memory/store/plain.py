"""An entry as plain values, and files of these: separated values, workbooks, Parquet, JSON."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.entry import Entry
from duizhao.corpora.errors import SettingsError

COLUMNS = (
    "id",
    "zh",
    "en",
    "source",
    "zh_language",
    "en_language",
    "status",
    "confidence",
    "origin",
    "created",
    "creator",
    "changed",
    "changer",
    "kind",
    "label",
    "zh_file",
    "en_file",
    "signature",
)
"""Names of the columns, in their order."""

_BATCH = 4096
_MOST_ROWS = 1_048_575
"""Of a worksheet, below its head."""


def row_of(entry: Entry) -> dict[str, Any]:
    """An entry as plain values, by `COLUMNS`."""
    unit = entry.unit
    return {
        "id": entry.id,
        "zh": unit.zh,
        "en": unit.en,
        "source": entry.source,
        "zh_language": entry.zh_language,
        "en_language": entry.en_language,
        "status": entry.status.label,
        "confidence": unit.confidence,
        "origin": "; ".join(dict.fromkeys(origin.name for origin in entry.origins)),
        "created": entry.created,
        "creator": entry.creator,
        "changed": entry.changed,
        "changer": entry.changer,
        "kind": unit.kind,
        "label": unit.label,
        "zh_file": unit.zh_file,
        "en_file": unit.en_file,
        "signature": unit.signature,
    }


def export(entries: Iterable[Entry], path: str | os.PathLike[str], format: str = "") -> int:
    """Write entries to a file, in the format that its suffix names.

    Args:
        entries: in the order in which they are to stand.
        path: ``.tmx``, ``.tmx.gz``, ``.csv``, ``.tsv``, ``.xlsx``, ``.parquet`` or
            ``.jsonl``; a ``.utf8`` is a glossary.
        format: one of these without the dot, or ``glossary``: tab-separated source, target
            and comment, as OmegaT reads it.

    Returns:
        How many were written.

    Raises:
        SettingsError: no such format.
        OutputError: the file cannot be written; an earlier one is left whole.
    """
    name = format or _format(path)
    if name in ("tmx", "tmx.gz"):
        from duizhao.corpora.bilingual.tmx import write_tmx
        from duizhao.corpora.bilingual.tmx.entries import to_records

        return write_tmx(to_records(entries), path).units
    if name not in _WRITERS:
        names = ", ".join(["tmx", *_WRITERS])
        problem = f"no format {name!r} to export" if name else f"no format for {os.fspath(path)}"
        raise SettingsError(problem, mend=f"take one of {names}")
    with atomic_write(path) as temporary:
        return _WRITERS[name](entries, temporary)


def _format(path: str | os.PathLike[str]) -> str:
    suffixes = [suffix.lower() for suffix in Path(path).suffixes]
    if suffixes[-2:] == [".tmx", ".gz"]:
        return "tmx.gz"
    suffix = suffixes[-1][1:] if suffixes else ""
    return {"utf8": "glossary", "json": "jsonl"}.get(suffix, suffix)


def _separated(delimiter: str) -> Callable[[Iterable[Entry], Path], int]:
    def write(entries: Iterable[Entry], path: Path) -> int:
        count = 0
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS, delimiter=delimiter)
            writer.writeheader()
            for count, entry in enumerate(entries, 1):  # noqa: B007
                writer.writerow(row_of(entry))
        return count

    return write


def _lines(entries: Iterable[Entry], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for count, entry in enumerate(entries, 1):  # noqa: B007
            row = row_of(entry)
            row["properties"] = dict(entry.properties)
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return count


def _workbook(entries: Iterable[Entry], path: Path) -> int:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("units")
    sheet.append(COLUMNS)
    count = 0
    for count, entry in enumerate(entries, 1):
        if count > _MOST_ROWS:
            raise SettingsError(
                f"a worksheet holds {_MOST_ROWS:,} rows", mend="export to .csv or .parquet"
            )
        cells = []
        for value in row_of(entry).values():
            if isinstance(value, str):
                value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
            cell = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                # A text that begins with = is no formula.
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(path)
    return count


def _parquet(entries: Iterable[Entry], path: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"id": pa.int64(), "confidence": pa.float64()}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in COLUMNS])
    count = 0
    with pq.ParquetWriter(path, schema) as writer:
        for batch in _batches(entries):
            writer.write_table(pa.Table.from_pylist([row_of(entry) for entry in batch], schema))
            count += len(batch)
    return count


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    rest = iter(entries)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _glossary(entries: Iterable[Entry], path: Path) -> int:
    """Source, target and comment, apart by tabs; line breaks and tabs become spaces."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for count, entry in enumerate(entries, 1):  # noqa: B007
            unit = entry.unit
            texts = (unit.zh, unit.en) if entry.source == "zh" else (unit.en, unit.zh)
            origin = entry.origins[0].name if entry.origins else ""
            cells = (" ".join(text.split()) for text in (*texts, origin))
            stream.write("\t".join(cells) + "\n")
    return count


_WRITERS: dict[str, Callable[[Iterable[Entry], Path], int]] = {
    "csv": _separated(","),
    "tsv": _separated("\t"),
    "xlsx": _workbook,
    "parquet": _parquet,
    "jsonl": _lines,
    "glossary": _glossary,
}
