"""Small texts of many genres, written for this project, with the pairs that belong together.

Each file of ``tests/cases/genres`` holds ``zh<TAB>en`` lines in order; an empty side is a line
without counterpart. The English of ``list`` is put in alphabetical order here.
"""

from __future__ import annotations

from pathlib import Path

from rows import rows_of
from stress import Chapter

from duizhao.align.bead import Bead

FOLDER = Path(__file__).parents[1] / "tests" / "cases" / "genres"

LISTS = ("list",)
"""Genres whose English lines, but the first and last, are sorted."""


def names() -> list[str]:
    """The genres there are."""
    return sorted(path.stem for path in FOLDER.glob("*.tsv"))


def genre(name: str) -> Chapter:
    """The text of a genre with its gold beads."""
    rows = rows_of(FOLDER / f"{name}.tsv")
    zh = [row["zh"] for row in rows if row["zh"]]
    order = [number for number, row in enumerate(rows) if row["en"]]
    if name in LISTS:
        order[1:-1] = sorted(order[1:-1], key=lambda number: rows[number]["en"].lower())
    place = {number: position for position, number in enumerate(order)}
    gold, row_of = [], 0
    for number, row in enumerate(rows):
        en = (place[number],) if row["en"] else ()
        gold.append(Bead((row_of,) if row["zh"] else (), en))
        row_of += bool(row["zh"])
    return Chapter(tuple(zh), tuple(rows[number]["en"] for number in order), tuple(gold))
