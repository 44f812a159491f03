"""Pairs out of Parquet."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ..entry import Entry, Origin
from ..errors import FormatError
from ..file_names import as_text
from ..skipped import Skipped
from ..tables.heading import heading_of, is_findings
from .rows import entry_of

_BATCH = 1000


def read_entries(path: str | os.PathLike[str]) -> Iterator[Entry | Skipped]:
    """The entries of a Parquet file; see `duizhao.corpora.bilingual.read_pairs`.

    Raises:
        FormatError: it is damaged, or has no column for each language.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    name = as_text(path)
    index = number = 0
    try:
        with pq.ParquetFile(path) as file:
            heads = file.schema_arrow.names
            if is_findings(heads):
                raise FormatError(
                    "holds findings, not units", path=path, mend="give the file that was checked"
                )
            names = heading_of([heads]).names
            if not {"zh", "en"} <= set(names):
                raise FormatError(
                    "has no Chinese and English column side by side",
                    path=path,
                    mend="name its columns zh and en",
                )
            columns = {head: known for head, known in zip(heads, names, strict=True) if known}
            for head in heads:
                if head not in columns:
                    yield Skipped("", f"column {head!r} is not kept", units=0)
            for batch in file.iter_batches(_BATCH, columns=list(columns)):
                for values in batch.to_pylist():
                    number += 1
                    row = {columns[head]: value for head, value in values.items()}
                    origin = Origin(name, position=index, place=f"row {number}")
                    entry = entry_of(row, origin)
                    index += isinstance(entry, Entry)
                    yield entry
    except (pa.ArrowException, OSError) as error:
        raise FormatError("is a damaged Parquet file", path=path, mend="write it again") from error
