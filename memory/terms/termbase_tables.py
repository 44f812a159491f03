"""Termbases as tables, JSON lines and OmegaT glossaries."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from duizhao.corpora.document import Language
from duizhao.corpora.errors import FormatError
from duizhao.corpora.readers.archive import open_archive
from duizhao.corpora.readers.encoding import decode
from duizhao.corpora.readers.limits import check_file
from duizhao.corpora.script import language_of

from .columns import column_of, concepts_of_table, table_of_concepts
from .termbase import Concept, Term, Termbase, TermStatus

_MEND = "name two columns zh and en in its first row"


def read_table(path: str | PathLike[str], separator: str = "") -> Termbase:
    """A table of text with a row of column names (see `columns`).

    Args:
        path: the file, in any encoding that `duizhao.corpora.readers` knows.
        separator: between cells; found out where it is "".

    Raises:
        InputError: missing, empty, undecodable, or without columns ``zh`` and ``en``.
    """
    text = _text(path)
    first = text.partition("\n")[0]
    separator = separator or max("\t,;", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise FormatError(
            f"is not a table ({error})", path=path, mend="check its quotes"
        ) from error
    return _of_rows(rows, path)


def read_xlsx(path: str | PathLike[str]) -> Termbase:
    """The first sheet of a workbook, with a row of column names.

    Raises:
        InputError: missing, damaged, unsafe, or without columns ``zh`` and ``en``.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    with open_archive(path) as archive:
        # Unpacks every part once within the limits, so that a bomb is met here.
        for name in archive.names:
            archive.read(name)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [
            ["" if cell is None else str(cell) for cell in row]
            for row in sheet.iter_rows(values_only=True)
        ]
        book.close()
    except (InvalidFileException, KeyError, ValueError, IndexError, TypeError) as error:
        raise FormatError(
            "is no workbook that can be read", path=path, mend="save it again as .xlsx"
        ) from error
    return _of_rows(rows, path)


def read_jsonl(path: str | PathLike[str]) -> Termbase:
    """JSON lines, a concept each, as `jsonl_text` writes them.

    Raises:
        InputError: missing, empty, undecodable, or a line that is not a concept.
    """
    concepts = []
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            concepts.append(_concept(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FormatError(
                f"line {number} is not a concept", path=path, mend="see docs/terms.md for its form"
            ) from error
    return Termbase(tuple(concepts), Path(path).stem)


def read_glossary(path: str | PathLike[str]) -> Termbase:
    """An OmegaT glossary: source, target and comment parted by tabs, no row of names.

    Which column is Chinese is seen from the terms themselves; a table with column names is
    read as one.

    Raises:
        InputError: missing, empty, undecodable, or with fewer than two columns.
    """
    text = _text(path)
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    rows = [line.split("\t") for line in lines]
    if rows and {"zh", "en"} <= {column_of(cell) for cell in rows[0]}:
        return _of_rows(rows, path)
    # English synonyms stand in lines of their own, with the Chinese term repeated.
    concepts: dict[str, Concept] = {}
    skipped: list[str] = []
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        sides = {language_of(cell): cell for cell in cells[:2] if cell}
        chinese = sides.get("zh", "")
        english = next((cell for cell in cells[:2] if cell and cell != chinese), "")
        if not chinese or not english:
            skipped.append(f"line {number}: not one Chinese and one English term")
            continue
        note = cells[2] if len(cells) > 2 else ""
        terms = (Term(chinese, "zh"), Term(english, "en"))
        concept = Concept(str(number), terms, note=note)
        concepts[chinese] = concepts[chinese].merged(concept) if chinese in concepts else concept
    if not concepts:
        raise FormatError("has no Chinese and English terms in two columns", path=path, mend=_MEND)
    return Termbase(tuple(concepts.values()), Path(path).stem, skipped=tuple(skipped))


def _text(path: str | PathLike[str]) -> str:
    check_file(path)
    return decode(Path(path).read_bytes(), path)[0]


def _of_rows(rows: Iterable[Sequence[str]], path: str | PathLike[str]) -> Termbase:
    try:
        concepts, skipped = concepts_of_table(rows)
    except ValueError as error:
        raise FormatError(f"has {error}", path=path, mend=_MEND) from error
    reasons = tuple(f"row {number}: {reason}" for number, reason in skipped)
    return Termbase(concepts, Path(path).stem, skipped=reasons)


def _concept(line: dict[str, Any]) -> Concept:
    terms = []
    for term in line["terms"]:
        language: Language = "zh" if term["language"] == "zh" else "en"
        status = TermStatus(term.get("status", "preferred"))
        terms.append(Term(str(term["text"]), language, status, str(term.get("note", ""))))
    about = (str(line.get(name, "")) for name in ("subject", "definition", "note", "source"))
    return Concept(str(line["id"]), tuple(terms), *about)


def table_text(termbase: Termbase, separator: str) -> str:
    """A termbase as a table of text."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, lineterminator="\n")
    writer.writerows(table_of_concepts(termbase.concepts))
    return stream.getvalue()


def jsonl_text(termbase: Termbase) -> str:
    """A termbase as JSON lines, a concept each."""
    lines = []
    for concept in termbase.concepts:
        line = {
            "id": concept.id,
            "subject": concept.subject,
            "definition": concept.definition,
            "note": concept.note,
            "source": concept.source,
            "terms": [
                {
                    "text": term.text,
                    "language": term.language,
                    "status": term.status.value,
                    "note": term.note,
                }
                for term in concept.terms
            ],
        }
        lines.append(json.dumps(line, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def glossary_text(termbase: Termbase) -> str:
    """A termbase as an OmegaT glossary from English to Chinese.

    Every English term that may be used has a line, with the preferred Chinese term.
    """
    lines = []
    for concept in termbase.concepts:
        chinese = " ".join(concept.preferred("zh").split())
        note = " ".join((concept.note or concept.subject).split())
        for term in concept.of("en"):
            if term.status not in (TermStatus.DEPRECATED, TermStatus.SHORT):
                lines.append("\t".join((" ".join(term.text.split()), chinese, note)))
    return "\n".join(lines) + "\n"


def xlsx_bytes(termbase: Termbase) -> bytes:
    """A termbase as a workbook."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("termbase")
    sheet.freeze_panes = "A2"
    rows = table_of_concepts(termbase.concepts)
    for number, heading in enumerate(rows[0], 1):
        wide = heading in ("zh", "en", "zh_admitted", "en_admitted")
        sheet.column_dimensions[get_column_letter(number)].width = 40 if wide else 18
    for place, row in enumerate(rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=_escape(value))
            cell.data_type = "s"
            cell.font = Font(bold=not place)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cells.append(cell)
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _escape(text: str) -> str:
    """Text that a workbook can hold."""
    return "".join(char if char.isprintable() or char in "\t\n" else " " for char in text)[:32_767]
