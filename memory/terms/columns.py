"""A termbase as a table: a row for each concept, a column for each status.

The columns are ``id``, ``subject``, ``zh``, ``zh_admitted``, ``zh_abbreviation``,
``zh_short``, ``zh_deprecated``, the same for ``en``, ``definition``, ``note``, ``source``.
Only ``zh`` and ``en`` are needed; several terms in one cell are separated by ``|``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from duizhao.corpora.document import Language
from duizhao.corpora.skipped import Skipped
from duizhao.corpora.tables.heading import heading_of, language_named
from duizhao.corpora.tables.rows import TableRow

from .termbase import Concept, Term, TermStatus, merge_concepts

SEPARATOR = " | "

_LANGUAGES: tuple[Language, Language] = ("zh", "en")
_STATUS_COLUMNS = {
    TermStatus.PREFERRED: "",
    TermStatus.ADMITTED: "_admitted",
    TermStatus.ABBREVIATION: "_abbreviation",
    TermStatus.SHORT: "_short",
    TermStatus.DEPRECATED: "_deprecated",
}
_TERM_COLUMNS: dict[str, tuple[Language, TermStatus]] = {
    f"{language}{suffix}": (language, status)
    for language in _LANGUAGES
    for status, suffix in _STATUS_COLUMNS.items()
}
COLUMNS = ("id", "subject", *_TERM_COLUMNS, "definition", "note", "source")
"""Columns in the order in which they are written."""

_ALIASES = {
    "zh_pref": "zh",
    "zh_alt": "zh_admitted",
    "en_pref": "en",
    "en_alt": "en_admitted",
    "abbr": "en_abbreviation",
    "abbreviation": "en_abbreviation",
    "en_abbr": "en_abbreviation",
    "zh_abbr": "zh_abbreviation",
    "comment": "note",
    "notes": "note",
    "uri_id": "id",
}
"""Other names that tables in use give to the columns."""

ONE_SIDE = "no term in one of the two languages"


def column_of(heading: object) -> str | None:
    """Our name of a column, or None for one that we do not know."""
    name = str(heading or "").strip().lstrip("\ufeff").casefold().replace(" ", "_")
    name = _ALIASES.get(name, name)
    return name if name in COLUMNS else language_named(heading)


Names = tuple[str | None, ...]
"""Our names of the columns of a table, None for those that mean nothing."""


def names_of(sample: Sequence[Sequence[object]]) -> tuple[Names, int] | None:
    """The columns of a table, and how many rows name them; None without both languages.

    By the names in its first row, else by the script of the terms: then the third column is
    a note, as in the glossaries of OmegaT.
    """
    if not sample:
        return None
    names = tuple(map(column_of, sample[0]))
    if "zh" in names and "en" in names:
        return names, 1
    heading = heading_of(sample)
    if not heading.has_both:
        return None
    known = [name if name in ("zh", "en") else None for name in heading.names]
    if not heading.rows and known[2:] and set(known[:2]) == {"zh", "en"}:
        known[2] = "note"
    return tuple(known), heading.rows


def concepts_of_table(
    rows: Iterable[TableRow], names: Names
) -> tuple[tuple[Concept, ...], list[Skipped]]:
    """Concepts of the rows of a table.

    Returns:
        Concepts, those with one name in both languages made one; and what was left out.
    """
    concepts: list[Concept] = []
    skipped: list[Skipped] = []
    for number, row in enumerate(rows, 1):
        cells = ["" if cell is None else str(cell) for cell in row.cells]
        concept = _concept(cells, names, number)
        if concept.of("zh") and concept.of("en"):
            concepts.append(concept)
        elif any(cell.strip() for cell in cells):
            skipped.append(Skipped(row.place, ONE_SIDE, " | ".join(filter(None, cells))))
    return merge_concepts(concepts), skipped


def _concept(row: Sequence[str], columns: Sequence[str | None], number: int) -> Concept:
    terms: list[Term] = []
    about: dict[str, str] = {}
    for column, cell in zip(columns, row, strict=False):
        if column is None or not cell.strip():
            continue
        if column not in _TERM_COLUMNS:
            about[column] = cell.strip()
            continue
        language, status = _TERM_COLUMNS[column]
        for text in cell.split("|"):
            if not text.strip():
                continue
            terms.append(Term(text.strip(), language, status))
            if status is TermStatus.PREFERRED:
                # A second term in the cell is a synonym.
                status = TermStatus.ADMITTED
    return Concept(
        about.get("id") or str(number),
        tuple(terms),
        about.get("subject", ""),
        about.get("definition", ""),
        about.get("note", ""),
        about.get("source", ""),
    )


def rows_of_concepts(concepts: Iterable[Concept]) -> Iterator[list[str]]:
    """Rows of a table with the columns `COLUMNS`."""
    for concept in concepts:
        cells = {
            "id": concept.id,
            "subject": concept.subject,
            "definition": concept.definition,
            "note": concept.note,
            "source": concept.source,
        }
        for column, (language, status) in _TERM_COLUMNS.items():
            cells[column] = SEPARATOR.join(t.text for t in concept.of(language, status))
        yield [" ".join(cells[column].split()) for column in COLUMNS]
