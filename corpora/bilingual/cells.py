"""Tables with Chinese in one column and English in another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from duizhao.corpora.patterns import lazy

from ..document import Block, BlockRole, Language
from .flow import Group, language_in

_CELL = lazy(r"(?:(.*), )?row (\d+), column (\d+)")
_MIXED = 0.3
"""Share of cells in the other language from which a column is in no language."""


def in_tables(blocks: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    """The blocks in stretches: those of each table with its name, others with ""."""
    for name, group in groupby(blocks, key=_table):
        yield name, list(group)


def _table(block: Block) -> str:
    match = _CELL.fullmatch(block.place) if block.role is BlockRole.TABLE_CELL else None
    return f"table {match[1]}" if match else ""


def rows(blocks: Sequence[Block]) -> tuple[list[Group], list[Block]] | None:
    """The rows of a table, and the cells of other columns; None if it has no two columns.

    Where a table has several columns of each language, each Chinese one goes with the
    nearest English one.

    Args:
        blocks: all cells of one table.
    """
    cells = [(*_place(block), block) for block in blocks]
    languages = {column: _language([b for _, c, b in cells if c == column]) for column in
                 {column for _, column, _ in cells}}  # fmt: skip
    if "mixed" in languages.values():
        return None
    english = [column for column in sorted(languages) if languages[column] == "en"]
    pairs = {}
    for column in sorted(languages):
        if languages[column] == "zh" and english:
            nearest = min(english, key=lambda other: (abs(other - column), other < column))
            english.remove(nearest)
            pairs[column] = nearest
    if not pairs:
        return None
    number_of = {}
    for number, (zh, en) in enumerate(pairs.items()):
        number_of[zh] = number_of[en] = number
    groups: dict[tuple[int, int], Group] = {}
    left_out = []
    for row, column, block in cells:
        if column not in number_of:
            left_out.append(block)
            continue
        group = groups.setdefault((row, number_of[column]), Group(row=True))
        (group.zh if column in pairs else group.en).append(block)
    return [groups[place] for place in sorted(groups)], left_out


def _place(block: Block) -> tuple[int, int]:
    match = _CELL.fullmatch(block.place)
    return (int(match[2]), int(match[3])) if match else (0, 0)


def _language(blocks: Sequence[Block]) -> Language | str:
    """``zh``, ``en``, ``mixed``, or "" for a column without letters."""
    found = [language for block in blocks if (language := language_in(block))]
    if not found:
        return ""
    zh = found.count("zh")
    most, least = max(zh, len(found) - zh), min(zh, len(found) - zh)
    if least > 1 and least >= _MIXED * len(found):
        return "mixed"
    return "zh" if most == zh else "en"
