"""The termbase of United Nations names that ships with duizhao.

`united_nations.tsv` was written for this project, a concept a line. Its source column
names the places against which the Chinese and the English name were checked; how is explained
in docs/terms.md.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from duizhao.corpora.tables.rows import TableRow

from ..columns import named_columns
from ..table_concepts import concepts_of_table
from ..termbase import Termbase


@cache
def united_nations() -> Termbase:
    """Organs, agencies, treaties, missions and conferences, with short forms and abbreviations."""
    text = files(__name__).joinpath("united_nations.tsv").read_text(encoding="utf-8")
    first, *lines = text.splitlines()
    rows = (TableRow("", 0, tuple(line.split("\t"))) for line in lines)
    concepts, _ = concepts_of_table(rows, named_columns(first.split("\t")))
    return Termbase(concepts, "United Nations", lenient=True)
