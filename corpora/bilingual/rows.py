"""Pairs out of tables: workbooks and separated values."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from ..entry import Entry, Origin
from ..errors import FormatError, SettingsError
from ..file_names import as_text
from ..skipped import Skipped
from ..tables.heading import Heading, heading_of, is_findings
from ..tables.open import open_table
from ..tables.rows import TableRow, TableSheet
from .content import check_content

_SAMPLE = 200
_NONE = "has no Chinese and English column side by side"
_FINDINGS = "holds findings, not units"


def read_entries(path: str | os.PathLike[str]) -> Iterator[Entry | Skipped]:
    """The entries of a table, sheet by sheet; see `duizhao.corpora.bilingual.read_pairs`.

    Raises:
        FormatError: no sheet has a column for each language; or the table is broken.
    """
    name = as_text(path)
    left_out = []
    index = 0
    read = False
    for sheet in open_table(path).sheets:
        if isinstance(sheet, Skipped):
            yield sheet
            continue
        sample = list(islice(sheet.rows, _SAMPLE))
        reason = _fault(sample)
        if reason:
            left_out.append((sheet.name, reason))
            continue
        read = True
        heading = heading_of([row.cells for row in sample])
        for item in _of_rows(chain(sample, sheet.rows), heading, name, index):
            index += isinstance(item, Entry)
            yield item
    if not read:
        raise FormatError(
            left_out[-1][1] if left_out else "has no text in its cells",
            path=path,
            mend="name its columns zh and en",
        )
    for title, reason in left_out:
        yield Skipped(f"sheet {title}", reason, units=0)


def has_both(path: str | os.PathLike[str]) -> bool:
    """Whether a sheet of a table has a column for each language."""
    for sheet in open_table(path).sheets:
        if isinstance(sheet, TableSheet) and not _fault(list(islice(sheet.rows, _SAMPLE))):
            return True
    return False


def _fault(sample: list[TableRow]) -> str:
    if not sample:
        return "has no text in its cells"
    if is_findings(sample[0].cells):
        return _FINDINGS
    return "" if heading_of([row.cells for row in sample]).has_both else _NONE


def _of_rows(
    rows: Iterable[TableRow], heading: Heading, file: str, index: int
) -> Iterator[Entry | Skipped]:
    names = heading.names
    heads: tuple[Any, ...] = ()
    reported: set[int] = set()
    for number, row in enumerate(rows):
        if number < heading.rows:
            heads = row.cells
            continue
        cells = row.cells
        if len(cells) > len(names):
            if row.line and any(cells[len(names) :]):
                # A delimiter in a text without quotation marks: nobody knows which cell is what.
                reason = f"has {len(cells)} cells instead of {len(names)}"
                yield Skipped(row.place, reason, str(cells[0]))
                continue
            names += ("",) * (len(cells) - len(names))
        for column, cell in enumerate(cells):
            if not names[column] and column not in reported and cell not in (None, ""):
                reported.add(column)
                head = heads[column] if column < len(heads) else None
                title = repr(head) if head else str(column + 1)
                yield Skipped(row.place, f"column {title} is not kept", str(cell), 0)
        values = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        entry = entry_of(values, Origin(file, position=index, place=row.place, line=row.line))
        index += isinstance(entry, Entry)
        yield entry


def entry_of(values: Mapping[str, Any], origin: Origin) -> Entry | Skipped:
    """The entry of a row, or why there is none."""
    try:
        entry = check_content(Entry.of(values, origin))
        if entry.unit.zh.strip() or entry.unit.en.strip():
            return entry
        return Skipped(origin.place, "has no text on either side")
    except (TypeError, ValueError, SettingsError, RecursionError) as error:
        reason = error.problem if isinstance(error, SettingsError) else str(error)
        text = " | ".join(str(values[name]) for name in ("zh", "en") if values.get(name))
        return Skipped(origin.place, f"is not a unit ({reason})", text)
