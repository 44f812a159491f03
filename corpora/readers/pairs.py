"""Files that hold both languages already: memories, catalogues, tables with two columns."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..document import Change
from ..errors import FormatError, LanguageError


@dataclass(frozen=True, slots=True)
class PairRow:
    """A Chinese text and its English counterpart ("" when it is missing), and their place."""

    zh: str
    en: str
    place: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """What a file of pairs holds.

    Attributes:
        path: as the user named it.
        format: ``tmx``, ``xliff``, ``po``, ``xlsx``, ``csv`` or ``tsv``.
        rows: in order.
        skipped: what was left out, with the reason.
    """

    path: str
    format: str
    rows: tuple[PairRow, ...]
    skipped: tuple[Change, ...] = ()


def is_pairs(path: str | os.PathLike[str]) -> FormatError:
    """The error for a file of pairs that was given as a text of one language."""
    return FormatError(
        "holds Chinese and English side by side already, so there is nothing to align",
        path=path,
        mend="give it to `duizhao batch` or `duizhao tm import`",
    )


def read_pairs(path: str | os.PathLike[str]) -> Pairs:
    """The pairs of a .tmx, .xliff or .po file or of a table with two columns.

    Raises:
        FormatError: it holds no pairs, or is damaged.
        LanguageError: not Chinese and English.
        InputError: missing, empty, encrypted or beyond the limits.
    """
    from . import bilingual, sheets
    from .limits import check_file

    check_file(path)
    target = Path(path)
    with target.open("rb") as stream:
        head = stream.read(8192)
    if bilingual.sniff(head, target):
        from .catalogue import read as read_catalogue

        return read_catalogue(target)
    if sheets.sniff(head, target):
        from .table import read_pairs as read_table_pairs

        return read_table_pairs(target)
    raise FormatError("holds no pairs", path=path, mend="give a .tmx, .xliff, .po, .xlsx or .csv")


def holds_pairs(path: str | os.PathLike[str]) -> bool:
    """Whether a file holds both languages side by side, judged by its content.

    Raises:
        InputError: it cannot be read at all.
    """
    from . import bilingual, sheets
    from .limits import check_file

    check_file(path)
    target = Path(path)
    with target.open("rb") as stream:
        head = stream.read(8192)
    if bilingual.sniff(head, target):
        return True
    if sheets.sniff(head, target):
        from .table import columns_of, read_table

        return columns_of(read_table(target)) is not None
    return False


def put_in_order(
    path: str | os.PathLike[str], rows: Sequence[tuple[str, str, str]]
) -> tuple[PairRow, ...]:
    """Rows of (source, target, place) with the Chinese side first, told by their script.

    Raises:
        LanguageError: not one Chinese and one English side.
    """
    from ..script import language_of

    sides = [
        language_of("\n".join(row[side] for row in rows if row[side])[:200_000]) for side in (0, 1)
    ]
    if sides == ["zh", "en"] or sides == ["zh", None]:
        return tuple(PairRow(first, second, place) for first, second, place in rows)
    if sides == ["en", "zh"] or sides in (["en", None], [None, "zh"]):
        return tuple(PairRow(second, first, place) for first, second, place in rows)
    if sides == [None, "en"]:
        return tuple(PairRow(first, second, place) for first, second, place in rows)
    raise LanguageError(
        "is not a pair of Chinese and English", path=path, mend="check its languages"
    )
