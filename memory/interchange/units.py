"""Units out of files that hold both languages: tables, JSON lines, XLIFF, PO."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpora.errors import FormatError
from corpora.readers.limits import Limits, check_file
from memory.tmx import Skipped, read_tmx, to_units
from memory.unit import Unit

from .rows import Row, rows_of

_ANY_SIZE = Limits(file_bytes=1 << 62)
_QUOTED = 80


def read_units(path: str | os.PathLike[str]) -> Iterator[Unit | Skipped]:
    """The units of a file, in its order; what it is shows in its content.

    Tables (``.csv``, ``.tsv``, ``.xlsx``, ``.parquet``) need a column for each language,
    named in the first row (``zh`` and ``en``, 中文 and 英文, ``zh-CN``, …) or told by their
    script; the other columns of our own tables are understood. JSON lines have a ``zh`` and
    an ``en``. XLIFF 1.2 and 2 and PO give what is translated in them.

    Args:
        path: the file.

    Yields:
        A unit for each row, or what was wrong with it and its 1-based place (line or row).
        A unit may have an empty side.

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
        return _of_rows(_parquet_rows(name))
    if _is_json(head):
        return _of_rows(_json_rows(name))
    if b"<tmx" in head or head.startswith(b"\x1f\x8b"):
        return _of_tmx(name)
    if _is_catalogue(head, Path(path)):
        return _of_catalogue(name)
    return _of_rows(rows_of(name))


def _is_json(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _is_catalogue(head: bytes, path: Path) -> bool:
    from corpora.readers.bilingual import sniff

    return sniff(head, path)


def _of_rows(rows: Iterator[Row | Skipped]) -> Iterator[Unit | Skipped]:
    for row in rows:
        if isinstance(row, Skipped):
            yield row
            continue
        try:
            yield unit_of(row.values)
        except (TypeError, ValueError) as error:
            yield Skipped(row.place, f"is no unit ({error})", str(row.values)[:_QUOTED])


def unit_of(values: Mapping[str, Any]) -> Unit:
    """A unit of the columns of our tables, lists as lists or as text.

    Raises:
        TypeError, ValueError: a value is not what its column holds.
    """
    texts = {}
    for name in ("zh", "en", "kind", "label", "zh_file", "en_file", "signature"):
        value = values.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)  # a workbook keeps 2015 as a number
        if not isinstance(value, str | None):
            raise TypeError(f"{name} is no text")
        texts[name] = value or ""
    reasons = values.get("reasons") or ()
    if isinstance(reasons, str):
        reasons = reasons.split("; ")
    return Unit(
        **texts,
        confidence=_confidence(values.get("confidence")),
        zh_segments=_positions(values.get("zh_segments")),
        en_segments=_positions(values.get("en_segments")),
        reasons=tuple(str(reason) for reason in reasons),
        moved=values.get("moved") in (True, "yes", "True", "true", "1"),
    )


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
        raise ValueError(f"{value} are no segment numbers")
    return tuple(found)


def _json_rows(path: str) -> Iterator[Row | Skipped]:
    with Path(path).open(encoding="utf-8-sig", errors="surrogatepass", newline="\n") as stream:
        try:
            for number, line in enumerate(stream, start=1):
                if not line.strip():
                    continue
                try:
                    values = json.loads(line)
                except ValueError as error:
                    yield Skipped(number, f"is no JSON ({error})", line.strip()[:_QUOTED])
                    continue
                if isinstance(values, dict) and {"zh", "en"} & values.keys():
                    yield Row(number, values)
                else:
                    yield Skipped(number, "is no object with zh and en", line.strip()[:_QUOTED])
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
                yield Row(number, values)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise FormatError("is a damaged Parquet file", path=path, mend="write it again") from error


def _of_tmx(path: str) -> Iterator[Unit | Skipped]:
    for item in read_tmx(path):
        if isinstance(item, Skipped):
            yield item
            continue
        units = to_units(item)
        yield from units
        if not units:
            text = item.variants[0].text[:_QUOTED]
            yield Skipped(item.line, "holds no Chinese beside English", text)


def _of_catalogue(path: str) -> Iterator[Unit | Skipped]:
    from corpora.readers.pairs import read_pairs

    pairs = read_pairs(path)
    for one in pairs.skipped:
        yield Skipped(_number(one.place), one.reason, one.text[:_QUOTED])
    for row in pairs.rows:
        yield Unit(row.zh, row.en)


def _number(place: str) -> int:
    last = place.rpartition(" ")[2]
    return int(last) if last.isdigit() else 0
