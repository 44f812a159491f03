"""Termbases as tables, JSON lines and OmegaT glossaries."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from os import PathLike
from pathlib import Path
from typing import Any

from duizhao.corpora.document import Language
from duizhao.corpora.errors import FormatError
from duizhao.corpora.readers.encoding import decode
from duizhao.corpora.readers.limits import check_file
from duizhao.corpora.skipped import Skipped
from duizhao.corpora.tables.open import open_table
from duizhao.corpora.tables.rows import TableRow
from duizhao.corpora.tables.write import text_columns, write_table
from duizhao.memory.sources import read_pairs

from .columns import ONE_SIDE, named_columns, names_of
from .table_concepts import concepts_of_table, table_of_concepts
from .termbase import Concept, Details, Term, Termbase, TermStatus, merge_concepts

_MEND = "name two columns zh and en in its first row"
_SAMPLE = 200


def read_table(path: str | PathLike[str]) -> Termbase:
    """A table with a row of column names (see `columns`), or an OmegaT glossary.

    A glossary has a source, a target and a comment separated by tabs, and no row of names;
    which column is Chinese is seen from the terms themselves. Of a workbook every sheet that
    is shown is read.

    Raises:
        InputError: missing, empty, undecodable, damaged, or without a Chinese and an English
            column.
    """
    concepts: list[Concept] = []
    skipped: list[Skipped] = []
    read = False
    for sheet in open_table(path).sheets:
        if isinstance(sheet, Skipped):
            skipped.append(sheet)
            continue
        rows = [row for row in sheet.rows if not str(row.cells[0]).startswith("#")]
        names = names_of([row.cells for row in rows[:_SAMPLE]])
        if names is None:
            skipped.append(Skipped(f"sheet {sheet.name}", "has no columns zh and en", units=0))
            continue
        read = True
        found, left_out = concepts_of_table(rows[names[1] :], names[0])
        concepts += found if names[1] else _by_chinese(found)
        skipped += left_out
    if not read:
        raise FormatError(
            "has no Chinese and English column in its first row", path=path, mend=_MEND
        )
    return Termbase(merge_concepts(concepts), Path(path).stem, skipped=tuple(skipped))


def _by_chinese(concepts: Iterable[Concept]) -> list[Concept]:
    """Concepts with those of one Chinese term made one: a glossary has a line for each synonym."""
    found: dict[str, Concept] = {}
    for concept in concepts:
        chinese = concept.preferred("zh")
        found[chinese] = found[chinese].merged(concept) if chinese in found else concept
    return list(found.values())


def read_pairs_as_terms(path: str | PathLike[str]) -> Termbase:
    """A memory, a catalogue or another file of pairs, each pair a concept.

    Raises:
        InputError: as of `duizhao.memory.sources.read_pairs`.
    """
    concepts: list[Concept] = []
    skipped: list[Skipped] = []
    for item in read_pairs(path):
        if isinstance(item, Skipped):
            skipped.append(item)
        elif item.unit.is_null:
            origin = item.origins[0]
            text = item.unit.zh or item.unit.en
            skipped.append(Skipped(origin.place, ONE_SIDE, text))
        else:
            terms = (Term(item.unit.zh.strip(), "zh"), Term(item.unit.en.strip(), "en"))
            concepts.append(Concept(str(len(concepts) + 1), terms))
    return Termbase(merge_concepts(concepts), Path(path).stem, skipped=tuple(skipped))


def read_jsonl(path: str | PathLike[str]) -> Termbase:
    """JSON lines, a concept each: as `jsonl_text` writes them, or with the columns of a table.

    Raises:
        InputError: missing, empty, undecodable, or a line that is not a concept.
    """
    concepts: list[Concept] = []
    skipped: list[Skipped] = []
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            if "terms" in values:
                concepts.append(_concept(values))
                continue
            row = TableRow(f"line {number}", number, tuple(values.values()))
            names = named_columns(tuple(values))
            if not {"zh", "en"} <= set(names):
                raise KeyError("zh and en")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise FormatError(
                f"line {number} is not a concept", path=path, mend="see docs/terms.md for its form"
            ) from error
        found, left_out = concepts_of_table([row], names)
        concepts += found
        skipped += left_out
    return Termbase(merge_concepts(concepts), Path(path).stem, skipped=tuple(skipped))


def _text(path: str | PathLike[str]) -> str:
    check_file(path)
    return decode(Path(path).read_bytes(), path)[0]


def _concept(line: dict[str, Any]) -> Concept:
    terms = []
    for term in line["terms"]:
        language: Language = "zh" if term["language"] == "zh" else "en"
        status = TermStatus(term.get("status", TermStatus.PREFERRED))
        terms.append(
            Term(
                str(term["text"]),
                language,
                status,
                str(term.get("note", "")),
                bool(term.get("case")),
                bool(term.get("candidate")),
                _details(term),
            )
        )
    subject, definition, note, source = (
        str(line.get(name, "")) for name in ("subject", "definition", "note", "source")
    )
    direction = line.get("direction")
    return Concept(
        str(line["id"]),
        tuple(terms),
        subject,
        definition,
        note,
        source,
        kept=bool(line.get("kept")),
        direction=direction if direction in ("zh", "en") else None,
        details=_details(line),
    )


def _details(values: dict[str, Any]) -> Details:
    return tuple((str(name), str(text)) for name, text in values.get("details", ()))


def table_bytes(termbase: Termbase, format: str) -> bytes:
    """A termbase as a table of a format of `duizhao.corpora.tables.write`."""
    columns, cells = table_of_concepts(termbase.concepts)
    rows = (dict(zip(columns, row, strict=True)) for row in cells)
    stream = io.BytesIO()
    write_table(format, stream, text_columns(columns), rows)
    return stream.getvalue()


_ALWAYS = frozenset(
    ("id", "subject", "definition", "note", "source", "terms", "text", "language", "status")
)
"""Keys of a line of JSON that are there without a value, too."""


def jsonl_text(termbase: Termbase) -> str:
    """A termbase as JSON lines, a concept each."""
    lines = []
    for concept in termbase.concepts:
        line = asdict(concept)
        line["terms"] = [
            {name: value for name, value in term.items() if value or name in _ALWAYS}
            for term in line.pop("terms")
        ]
        line = {name: value for name, value in line.items() if value or name in _ALWAYS}
        lines.append(json.dumps(line, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def glossary_text(termbase: Termbase, source: Language = "en") -> str:
    """A termbase as an OmegaT glossary.

    Every term of the source that may be used has a line, with the preferred term of the other
    language. Concepts of the other direction are left out.

    Args:
        termbase: what to write.
        source: the language that is translated from.
    """
    target: Language = "en" if source == "zh" else "zh"
    lines = []
    for concept in termbase.concepts:
        if concept.direction == target:
            continue
        preferred = " ".join(concept.preferred(target).split())
        note = " ".join((concept.note or concept.subject).split())
        for term in concept.of(source):
            if term.status not in (TermStatus.DEPRECATED, TermStatus.SHORT):
                lines.append("\t".join((" ".join(term.text.split()), preferred, note)))
    return "\n".join(lines) + "\n"
