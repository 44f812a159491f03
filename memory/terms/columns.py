"""A termbase as a table: a row for each concept, a column for each status.

The columns are ``id``, ``subject``, ``zh``, ``zh_admitted``, ``zh_abbreviation``,
``zh_short``, ``zh_deprecated``, the same for ``en``, ``definition``, ``note``, ``source``.
Only ``zh`` and ``en`` are needed; several terms in one cell are separated by ``|``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from duizhao.corpora.document import Language
from duizhao.corpora.patterns import lazy
from duizhao.corpora.skipped import Skipped
from duizhao.corpora.tables.heading import heading_of, language_named
from duizhao.corpora.tables.rows import TableRow

from .status_words import status_named, status_of
from .termbase import Concept, Term, TermStatus, merge_concepts
from .words import word_set

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

_LONG = {
    "language": "language", "lang": "language", "language_code": "language", "l_code": "language",
    "语言": "language", "term": "term", "t_term": "term", "term_text": "term", "术语": "term",
    "status": "status", "t_evaluation": "status", "term_status": "status", "usage": "status",
    "usage_status": "status", "状态": "status", "type": "type", "t_type": "type",
    "term_type": "type", "类型": "type",
}  # fmt: skip
"""Columns of a table that has a row for each term."""

_ALIASES = {
    **_LONG,
    **dict.fromkeys(("concept_id", "entry_id", "record_id", "e_id", "term_id", "编号"), "id"),
    **dict.fromkeys(("domain", "e_domain", "subject_field", "field", "领域"), "subject"),
    **dict.fromkeys(("do_not_translate", "dnt", "non-translatable", "不译"), "keep"),
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


_QUALIFIERS = lazy(r"[\s_()（）\[\]/:.-]+")
_NOT_A_TERM = word_set(
    "definition def note notes comment comments example examples context source reference remark "
    "remarks gender pos image url date author creator modifier id grammar number"
)


def column_of(heading: object) -> str | None:
    """Our name of a column, or None for one that we do not know.

    A language and what is said of its terms may be one heading: ``English_Status``,
    ``Forbidden English``, ``Chinese (PRC) short form``.
    """
    name = str(heading or "").strip().lstrip("\ufeff").casefold().replace(" ", "_")
    name = _ALIASES.get(name, name)
    if name in COLUMNS or name in _LONG.values() or name == "keep":
        return name
    words = [word for word in _QUALIFIERS.split(name) if word]
    language = language_named(heading) or next(filter(None, map(language_named, words)), None)
    if language is None or not _NOT_A_TERM.isdisjoint(words):
        return None
    if "status" in words or "usage" in words:
        return f"{language}_status"
    status = next(filter(None, map(status_named, words)), TermStatus.PREFERRED)
    return language + _STATUS_COLUMNS[status]


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
    if ("zh" in names and "en" in names) or ("language" in names and "term" in names):
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
    found: dict[str, Concept] = {}
    places: dict[str, tuple[str, str]] = {}
    counted = "id" in names
    for number, row in enumerate(rows, 1):
        cells = ["" if cell is None else str(cell) for cell in row.cells]
        if not any(cell.strip() for cell in cells):
            continue
        concept = _concept(cells, names, number)
        # A table may have a row for each term, or for each synonym, of one number.
        key = concept.id if counted else str(number)
        found[key] = found[key].merged(concept) if key in found else concept
        places.setdefault(key, (row.place, " | ".join(filter(None, cells))))
    skipped = [
        Skipped(place, ONE_SIDE, text)
        for key, (place, text) in places.items()
        if not (found[key].of("zh") and found[key].of("en"))
    ]
    return merge_concepts(c for c in found.values() if c.of("zh") and c.of("en")), skipped


def _concept(row: Sequence[str], columns: Sequence[str | None], number: int) -> Concept:
    terms: list[Term] = []
    given = [(column, cell) for column, cell in zip(columns, row, strict=False) if cell.strip()]
    said = {column: cell.strip() for column, cell in given if column not in _TERM_COLUMNS}
    for column, cell in given:
        if column not in _TERM_COLUMNS:
            continue
        language, status = _TERM_COLUMNS[column]
        if status is TermStatus.PREFERRED:
            status = status_of(said.get(f"{language}_status", ""), "", False)
        for text in cell.split("|"):
            if not text.strip():
                continue
            terms.append(Term(text.strip(), language, status))
            if status is TermStatus.PREFERRED:
                # A second term in the cell is a synonym.
                status = TermStatus.ADMITTED
    one = language_named(said.get("language"))
    if one and said.get("term"):
        status = status_of(said.get("status", ""), said.get("type", ""), False)
        terms.append(Term(said["term"], one, status))
    if said.get("keep", "").casefold() in _YES and len({term.language for term in terms}) == 1:
        other: Language = "en" if terms[0].language == "zh" else "zh"
        terms += [replace(term, language=other) for term in terms]
    about = {column: text for column, text in said.items() if column in COLUMNS}
    return Concept(
        about.get("id") or str(number),
        tuple(terms),
        about.get("subject", ""),
        about.get("definition", ""),
        about.get("note", ""),
        about.get("source", ""),
    )


_YES = frozenset(("yes", "y", "true", "1", "x", "是"))


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
