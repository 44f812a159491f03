"""Units as tables: the columns, and the formats of text that hold them.

In ``.csv``, ``.tsv`` and ``.xlsx`` a list of positions is written ``[0, 1]`` and reasons are
parted by ``; ``; ``.jsonl`` and ``.parquet`` have lists. A field with a line break, a
quotation mark or the separator in it stands between quotation marks, those inside doubled
(RFC 4180, for tabs too), so that any reader of CSV gets the text back character for character.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from duizhao.corpora.unit import Unit

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

COLUMNS = (
    "zh",
    "en",
    "kind",
    "label",
    "confidence",
    "zh_segments",
    "en_segments",
    "reasons",
    "moved",
    "zh_file",
    "en_file",
    "signature",
)
"""Names of the columns, in their order."""

_DIGITS = 4


def row(unit: Unit) -> dict[str, Any]:
    """A unit by column; tuples become lists, confidence has four decimals."""
    confidence = None if unit.confidence is None else round(unit.confidence, _DIGITS)
    return {
        "zh": unit.zh,
        "en": unit.en,
        "kind": unit.kind,
        "label": unit.label,
        "confidence": confidence,
        "zh_segments": list(unit.zh_segments),
        "en_segments": list(unit.en_segments),
        "reasons": list(unit.reasons),
        "moved": unit.moved,
        "zh_file": unit.zh_file,
        "en_file": unit.en_file,
        "signature": unit.signature,
    }


def flat(unit: Unit) -> list[str | float | bool | None]:
    """A unit as the cells of a table that has no lists."""
    cells = row(unit)
    cells["zh_segments"] = json.dumps(cells["zh_segments"])
    cells["en_segments"] = json.dumps(cells["en_segments"])
    cells["reasons"] = "; ".join(unit.reasons)
    return list(cells.values())


def to_frame(units: Iterable[Unit]) -> pd.DataFrame:
    """The units as a pandas table, a row each; lists stay lists."""
    import pandas as pd

    return pd.DataFrame([row(unit) for unit in units], columns=list(COLUMNS))


def write_jsonl(units: Iterable[Unit], stream: BinaryIO) -> None:
    """An object a line, in UTF-8."""
    for unit in units:
        line = json.dumps(row(unit), ensure_ascii=False)
        stream.write(_encoded(line + "\n"))


def write_csv(units: Iterable[Unit], stream: BinaryIO) -> None:
    """Commas and CR LF (RFC 4180), UTF-8 without a byte-order mark.

    The mark would be part of the first column's name to every program but Excel; Excel
    users have ``.xlsx``.
    """
    _write_separated(units, stream, ",", "\r\n")


def write_tsv(units: Iterable[Unit], stream: BinaryIO) -> None:
    """Tabs and LF, UTF-8."""
    _write_separated(units, stream, "\t", "\n")


def _write_separated(
    units: Iterable[Unit], stream: BinaryIO, delimiter: str, lineterminator: str
) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=lineterminator)
    writer.writerow(COLUMNS)
    for unit in units:
        writer.writerow(_shown(cell) for cell in flat(unit))
        stream.write(_encoded(buffer.getvalue()))
        buffer.seek(0)
        buffer.truncate()
    stream.write(_encoded(buffer.getvalue()))


def _shown(cell: str | float | bool | None) -> str | float | None:
    return ("yes" if cell else "no") if isinstance(cell, bool) else cell


def _encoded(text: str) -> bytes:
    # Half a surrogate pair has no place in UTF-8; written as the three bytes that it would
    # have had, it comes back with the same option.
    return text.encode("utf-8", "surrogatepass")


def schema() -> pa.Schema:
    """Types of the columns in Parquet."""
    import pyarrow as pa

    positions, texts = pa.list_(pa.int32()), pa.list_(pa.string())
    types: dict[str, pa.DataType] = {
        "confidence": pa.float64(),
        "zh_segments": positions,
        "en_segments": positions,
        "reasons": texts,
        "moved": pa.bool_(),
    }
    return pa.schema([(name, types.get(name, pa.string())) for name in COLUMNS])


def write_parquet(units: Iterable[Unit], stream: BinaryIO, *, batch: int = 10_000) -> None:
    """Parquet with lists, a row group for every `batch` units."""
    import pyarrow.parquet as pq

    table = schema()
    with pq.ParquetWriter(stream, table, compression="zstd") as writer:
        for rows in _batches(units, batch):
            writer.write_batch(_record_batch(rows, table))


def _record_batch(units: Sequence[Unit], table: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.RecordBatch.from_pylist([row(unit) for unit in units], schema=table)


def _batches(units: Iterable[Unit], size: int) -> Iterator[list[Unit]]:
    held: list[Unit] = []
    for unit in units:
        held.append(unit)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held
