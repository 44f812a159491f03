"""Rows of tables with a heading, as the evaluation data has them."""

from __future__ import annotations

import csv
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "corpora" / "samples"


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table separated by tabs, without quoting, by column."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def un_pairs(folder: Path) -> list[dict[str, str]]:
    """The pairs of ``un-dev``: doc, en_pos, zh_pos, line, en, zh."""
    return rows_of(folder / "un-dev" / "pairs.tsv")


def sample_rows() -> list[dict[str, str]]:
    """The pairs of the sample that ships: kind, zh, en."""
    return rows_of(SAMPLES / "resolution.gold.tsv")
