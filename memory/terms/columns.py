"""A termbase as a table: a row for each concept, a column for each status.

The columns are ``id``, ``subject``, ``zh``, ``zh_admitted``, ``zh_abbreviation``,
``zh_short``, ``zh_deprecated``, the same for ``en``, ``definition``, ``note``, ``source``.
Only ``zh`` and ``en`` are needed; several terms in one cell are parted by ``|``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from duizhao.corpora.document import Language

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
    "chinese": "zh",
    "zh-cn": "zh",
    "zh_cn": "zh",
    "zh-hans": "zh",
    "zh_hans": "zh",
    "zh-tw": "zh",
    "zh_tw": "zh",
    "zh-hant": "zh",
    "中文": "zh",
    "zh_pref": "zh",
    "zh_alt": "zh_admitted",
    "english": "en",
    "en-us": "en",
    "en-gb": "en",
    "en_us": "en",
    "en_gb": "en",
    "英文": "en",
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


def column_of(heading: str) -> str | None:
    """Our name of a column, or None for one that we do not know."""
    name = heading.strip().lstrip("\ufeff").casefold().replace(" ", "_")
    name = _ALIASES.get(name, name)
    return name if name in COLUMNS else None


def concepts_of_table(
    rows: Iterable[Sequence[str]],
) -> tuple[tuple[Concept, ...], list[tuple[int, str]]]:
    """Concepts of a table whose first row names the columns.

    Returns:
        Concepts, those with one name in both languages made one; and the rows that were
        left out, as (1-based row, reason).

    Raises:
        ValueError: when the columns ``zh`` and ``en`` are not there.
    """
    table = iter(rows)
    headings = next(table, ())
    columns = [column_of(heading) for heading in headings]
    if "zh" not in columns or "en" not in columns:
        raise ValueError("no columns zh and en in its first row")
    concepts: list[Concept] = []
    skipped: list[tuple[int, str]] = []
    for number, row in enumerate(table, 2):
        if not any(cell.strip() for cell in row):
            continue
        concept = _concept(row, columns, number)
        if not concept.of("zh") or not concept.of("en"):
            skipped.append((number, "no term in one of the two languages"))
            continue
        concepts.append(concept)
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
        about.get("id") or str(number - 1),
        tuple(terms),
        about.get("subject", ""),
        about.get("definition", ""),
        about.get("note", ""),
        about.get("source", ""),
    )


def table_of_concepts(concepts: Iterable[Concept]) -> list[list[str]]:
    """Rows of a table, the column names first."""
    rows = [list(COLUMNS)]
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
        rows.append([" ".join(cells[column].split()) for column in COLUMNS])
    return rows
