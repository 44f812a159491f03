"""The cells of workbooks and of separated values as a text of one language."""

from __future__ import annotations

import os

from ..bilingual.kinds import is_pairs
from ..document import Block, BlockRole, Change, Source
from ..errors import EmptyFileError, UnsafeFileError
from ..skipped import Skipped
from ..tables.heading import has_both
from ..tables.open import open_table
from ..tables.rows import TableRow
from .limits import LIMITS, Limits, check_file

_SAMPLE = 200


def read(path: str | os.PathLike[str], limits: Limits = LIMITS) -> Source:
    """Read a table as text; errors as `duizhao.corpora.readers.sheets.read`."""
    check_file(path, limits)
    table = open_table(path)
    rows: list[TableRow] = []
    skipped: list[Change] = []
    for sheet in table.sheets:
        if isinstance(sheet, Skipped):
            skipped.append(Change("skipped", sheet.reason, sheet.text, sheet.place))
            continue
        here = len(rows)
        for row in sheet.rows:
            cells = tuple("" if cell is None else str(cell) for cell in row.cells)
            rows.append(row._replace(cells=cells))
            if len(rows) > limits.blocks:
                problem = f"has more than {limits.blocks} rows"
                raise UnsafeFileError(problem, path=path, mend="split it")
        if has_both([row.cells for row in rows[here : here + _SAMPLE]]):
            raise is_pairs(path)
    if not rows:
        raise EmptyFileError("has no text in its cells", path=path, mend="check the file")
    width = max(len(row.cells) for row in rows)
    role = BlockRole.TEXT if width == 1 else BlockRole.TABLE_CELL
    blocks = tuple(
        Block(cell, row.place if width == 1 else f"{row.place}, column {column}", role)
        for row in rows
        for column, cell in enumerate(row.cells, 1)
        if cell.strip()
    )
    return Source(
        os.fspath(path), table.format, blocks, lines=False, encoding=table.encoding,
        skipped=tuple(skipped), whole=True,
    )  # fmt: skip
