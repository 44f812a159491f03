"""Rows of a table as concepts, and concepts as rows; see `columns`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from duizhao.corpora.skipped import Skipped
from duizhao.corpora.tables.heading import language_named
from duizhao.corpora.tables.rows import TableRow

from .columns import (
    COLUMNS,
    DETAIL,
    OF_THE_TERM_BEFORE,
    ONE_SIDE,
    OWN,
    TERM_COLUMNS,
    Names,
    column_of,
)
from .said import concept_of, term_of
from .status_words import is_candidate, status_of, use_of
from .termbase import Concept, Term, TermStatus, merge_concepts

SEPARATOR = " | "


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
    said = {column: cell.strip() for column, cell in given if column not in TERM_COLUMNS}
    details: list[tuple[str, str]] = []
    last: dict[str, str] = {}
    for column, cell in given:
        if column in TERM_COLUMNS:
            language, status = TERM_COLUMNS[column]
            usage = said.get(f"{language}_status", "")
            if status is TermStatus.PREFERRED:
                taken = any(t.language == language and t.status is status for t in terms)
                status = status_of(usage, "", taken)
            for text in filter(None, map(str.strip, cell.split("|"))):
                terms.append(Term(text, language, status, candidate=is_candidate(usage)))
                last[language] = text
                if status is TermStatus.PREFERRED:
                    # A second term in the cell is a synonym.
                    status = TermStatus.ADMITTED
        elif column and column.startswith(DETAIL):
            name = column[len(DETAIL) :]
            own = OWN.match(name)
            # Such a column of memoQ is about the term to its left.
            of = last.get(own[1]) if own and own[2].casefold() in OF_THE_TERM_BEFORE else None
            details += [(name, f"{of} = {text}" if of else text) for text in _pieces(cell)]
    status_said = said.get("status", "")
    one = language_named(said.get("language"))
    if one and said.get("term"):
        # What a row for one term says is of that term, unless it says otherwise.
        its = [(n, text) for n, text in details if not OWN.match(n) and not _OF_ENTRY.match(n)]
        details = [each for each in details if each not in its]
        its += [(name, said[name]) for name in ("status", "type") if said.get(name)]
        terms.append(term_of(said["term"], one, its, False))
    elif is_candidate(status_said):
        terms = [replace(term, candidate=True) for term in terms]
    elif status_said:
        details.append(("status", status_said))
    about, terms = _with_their_details(terms, details)
    named = {flag: {t for name, t in about if name == flag} for flag in _FLAGS}
    if any(named.values()):
        terms = [
            replace(
                term,
                case=term.case or term.text in named["case"],
                candidate=term.candidate or term.text in named["candidate"],
            )
            for term in terms
        ]
    texts = {term.text for term in terms}
    rest = [(name, text) for name in _ABOUT if (text := said.get(name, ""))]
    rest += [(name, text) for name, text in about if name not in _FLAGS or text not in texts]
    return concept_of(said.get("id") or str(number), terms, rest)


_FLAGS = ("case", "candidate")
_ABOUT = ("subject", "definition", "note", "source")
_OF_ENTRY = re.compile("(?:e|entry|concept|record)[_ ]", re.IGNORECASE)


def _with_their_details(
    terms: Sequence[Term], details: Sequence[tuple[str, str]]
) -> tuple[list[tuple[str, str]], list[Term]]:
    """Details of the concept, and the terms with those that are theirs."""
    if not details:
        return [], list(terms)
    about: list[tuple[str, str]] = []
    theirs: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name, text in details:
        own = OWN.match(name)
        texts = [term.text for term in terms if own and term.language == own[1]]
        if own is None or not texts:
            about.append((own[2] if own and own[1] == "about" else name, text))
            continue
        term, equals, rest = text.partition(" = ")
        if equals and term in texts:
            of, text = [term], rest
        else:
            of = texts if own[2] == "case" else texts[:1]
        for term in of:
            theirs.setdefault((own[1], term), []).append((own[2], text))
    done = []
    for each in terms:
        own_details = theirs.get((each.language, each.text))
        if not own_details:
            done.append(each)
            continue
        notes = [text for name, text in own_details if name == "note"]
        use = use_of(one for one in own_details if one[0] != "note" or one[1] != notes[0])
        forbidden = any(
            "forbidden" in text.casefold().split(";")
            for name, text in own_details
            if name.casefold() == "term_info"
        )
        done.append(
            replace(
                each,
                status=TermStatus.DEPRECATED if forbidden else each.status,
                note=notes[0] if notes else "",
                case=use.case,
                candidate=each.candidate or use.candidate,
                details=use.rest,
            )
        )
    return about, done


def _pieces(cell: str) -> list[str]:
    """The texts of a cell, which are separated by ``|``."""
    pieces = (piece.strip().replace(r"\|", "|") for piece in re.split(r"(?<!\\)\|", cell))
    return [piece for piece in pieces if piece]


def table_of_concepts(concepts: Sequence[Concept]) -> tuple[tuple[str, ...], list[list[str]]]:
    """The columns of a table, and its rows: `COLUMNS` and what else these concepts need."""
    cells = [_cells(concept) for concept in concepts]
    more = dict.fromkeys(name for row in cells for name in row if name not in COLUMNS)
    columns = (*COLUMNS, *more)
    return columns, [[" ".join(row.get(name, "").split()) for name in columns] for row in cells]


def _cells(concept: Concept) -> dict[str, str]:
    cells: dict[str, str] = {
        "id": concept.id,
        **{name: getattr(concept, name) for name in _ABOUT},
    }
    for column, (language, status) in TERM_COLUMNS.items():
        cells[column] = SEPARATOR.join(t.text for t in concept.of(language, status))
    for flag in _FLAGS:
        having = [term.text for term in concept.terms if getattr(term, flag)]
        if having:
            every = len(having) == len(concept.terms)
            cells[flag] = "yes" if every else SEPARATOR.join(dict.fromkeys(having))
    if concept.kept:
        cells["do_not_translate"] = "yes"
    if concept.direction:
        cells["direction"] = "zh>en" if concept.direction == "zh" else "en>zh"
    details: dict[str, list[str]] = {}
    for name, text in concept.details:
        known = column_of(name) is not None or OWN.match(name) or name in cells
        plain = name == "status" or not known
        details.setdefault(name if plain else f"about: {name}", []).append(text)
    for term in concept.terms:
        several = len(concept.of(term.language)) > 1
        for name, text in ((("note", term.note),) if term.note else ()) + term.details:
            piece = f"{term.text} = {text}" if several else text
            details.setdefault(f"{term.language}: {name}", []).append(piece)
    escaped = {
        name: SEPARATOR.join(text.replace("|", r"\|") for text in texts)
        for name, texts in details.items()
    }
    return cells | escaped
