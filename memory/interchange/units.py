"""Rows out of files that hold both languages: tables, JSON lines, XLIFF, PO."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from duizhao.corpora.errors import FormatError
from duizhao.corpora.readers.limits import Limits, check_file
from duizhao.corpora.skipped import Skipped
from duizhao.corpora.unit import Unit

from .rows import Row, rows_of

_ANY_SIZE = Limits(file_bytes=1 << 62)


def read_rows(path: str | os.PathLike[str]) -> Iterator[Row | Skipped]:
    """The rows of a file, in its order; what it is shows in its content.

    Tables (``.csv``, ``.tsv``, ``.xlsx``, ``.parquet``) need a column for each language,
    named in the first row (``zh`` and ``en``, 中文 and 英文, ``zh-CN``, …) or told by their
    script; the other columns of our own tables are understood. JSON lines have a ``zh`` and
    an ``en``. XLIFF 1.2 and 2 and PO give what is translated in them.

    Args:
        path: the file.

    Yields:
        A row with its values by column, or what was wrong with it or left out of it.

    Raises:
        MissingFileError, EmptyFileError, UndecodableError: there is nothing to read.
        FormatError: it is in none of these formats, or broken as a whole.
        LanguageError: it is not in Chinese and English.
    """
    check_file(path, _ANY_SIZE)
    name = os.fspath(path)
    with Path(path).open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(b"PAR1"):
        return _parquet_rows(name)
    if _is_json(head, Path(path)):
        return _json_rows(name)
    if _is_catalogue(head, Path(path)):
        return _catalogue_rows(name)
    return rows_of(name)


def _is_json(head: bytes, path: Path) -> bool:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return text.startswith(b"{") or path.suffix.lower() in (".jsonl", ".ndjson")


def _is_catalogue(head: bytes, path: Path) -> bool:
    from duizhao.corpora.readers.bilingual import sniff

    return sniff(head, path)


def unit_of(values: Mapping[str, Any]) -> Unit:
    """A unit of the columns of our tables, lists as lists or as text.

    Raises:
        TypeError, ValueError: a value is not what its column holds.
    """
    names = ("zh", "en", "kind", "label", "zh_file", "en_file", "signature")
    reasons = values.get("reasons") or ()
    if isinstance(reasons, str):
        reasons = reasons.split("; ")
    texts = {name: text_of(values, name) for name in names}
    return Unit(
        zh=texts["zh"],
        en=texts["en"],
        kind=texts["kind"],
        label=texts["label"],
        zh_file=texts["zh_file"],
        en_file=texts["en_file"],
        signature=texts["signature"],
        confidence=_confidence(values.get("confidence")),
        zh_segments=_positions(values.get("zh_segments")),
        en_segments=_positions(values.get("en_segments")),
        reasons=tuple(str(reason) for reason in reasons),
        moved=values.get("moved") in (True, "yes", "True", "true", "TRUE", "1"),
    )


def text_of(values: Mapping[str, Any], name: str) -> str:
    """The text in a column, "" where there is none.

    Raises:
        TypeError: it holds something else.
    """
    value = values.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)  # a workbook keeps 2015 as a number
    if not isinstance(value, str | None):
        raise TypeError(f"{name} is not text")
    return value or ""


def _confidence(value: object) -> float | None:
    if value is None or value == "":
        return None
    number = float(str(value))
    if not 0 <= number <= 1:
        raise ValueError(f"confidence {value} is not between 0 and 1")
    return number


def _positions(value: object) -> tuple[int, ...]:
    found = json.loads(value) if isinstance(value, str) and value else value
    if found is None or found == "":
        return ()
    if not isinstance(found, list) or not all(isinstance(one, int) for one in found):
        raise ValueError(f"{value} are not segment numbers")
    return tuple(found)


def _json_rows(path: str) -> Iterator[Row | Skipped]:
    with Path(path).open(encoding="utf-8-sig", errors="surrogatepass", newline="\n") as stream:
        try:
            for number, line in enumerate(stream, start=1):
                if not line.strip():
                    continue
                place = f"line {number}"
                try:
                    values = json.loads(line)
                except ValueError as error:
                    yield Skipped(place, f"is not JSON ({error})", line.strip())
                    continue
                if isinstance(values, dict) and {"zh", "en"} & values.keys():
                    yield Row(place, values)
                else:
                    yield Skipped(place, "is not an object with zh and en", line.strip())
        except UnicodeDecodeError as error:
            raise FormatError("is not in UTF-8", path=path, mend="save it as UTF-8") from error


def _parquet_rows(path: str) -> Iterator[Row | Skipped]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        missing = {"zh", "en"} - set(file.schema_arrow.names)
        if missing:
            raise FormatError(
                f"has no column {' or '.join(sorted(missing))}",
                path=path,
                mend="name its columns zh and en",
            )
        number = 0
        for batch in file.iter_batches(1000):
            for values in batch.to_pylist():
                number += 1
                yield Row(f"row {number}", values)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise FormatError("is a damaged Parquet file", path=path, mend="write it again") from error


def _catalogue_rows(path: str) -> Iterator[Row | Skipped]:
    from duizhao.corpora.readers.pairs import read_pairs

    pairs = read_pairs(path)
    for one in pairs.skipped:
        yield Skipped(one.place, one.reason, one.text)
    for row in pairs.rows:
        yield Row(row.place, {"zh": row.zh, "en": row.en})
