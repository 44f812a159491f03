"""A termbase as a table: a row for each concept, a column for each status.

The columns are ``id``, ``subject``, ``zh``, ``zh_admitted``, ``zh_abbreviation``,
``zh_short``, ``zh_deprecated``, the same for ``en``, ``definition``, ``note``, ``source``.
Only ``zh`` and ``en`` are needed; several terms in one cell are separated by ``|``. Where a
concept needs them there are ``case``, ``candidate`` (yes, or the terms of which it is true),
``do_not_translate``, ``direction``, and a column for each further detail: ``zh: context`` and
``zh: note`` for those of Chinese terms, any other heading for those of the concept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from duizhao.corpora.document import Language
from duizhao.corpora.patterns import lazy
from duizhao.corpora.tables.heading import heading_of, language_named

from .status_words import status_named
from .termbase import TermStatus
from .words import word_set

LANGUAGES: tuple[Language, Language] = ("zh", "en")
_STATUS_COLUMNS = {
    TermStatus.PREFERRED: "",
    TermStatus.ADMITTED: "_admitted",
    TermStatus.ABBREVIATION: "_abbreviation",
    TermStatus.SHORT: "_short",
    TermStatus.DEPRECATED: "_deprecated",
}
TERM_COLUMNS: dict[str, tuple[Language, TermStatus]] = {
    f"{language}{suffix}": (language, status)
    for language in LANGUAGES
    for status, suffix in _STATUS_COLUMNS.items()
}
"""Columns of terms, with the language and the status of each."""
COLUMNS = ("id", "subject", *TERM_COLUMNS, "definition", "note", "source")
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
    "entry_subject": "subject",
    "entry_note": "note",
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
    "remarks gender pos image url date author creator modifier id grammar number case "
    "sensitive sensitivity casesense casesensitive candidate"
)
OWN = re.compile("(zh|en|about): (.+)")
"""Headings of details that we write: of the terms of a language, or of the concept."""
_CASE = word_set("case casesense casesensitive")


def column_of(heading: object) -> str | None:
    """Our name of a column, or None for one that we do not know.

    A language and what is said of its terms may be one heading: ``English_Status``,
    ``Forbidden English``, ``Chinese (PRC) short form``.
    """
    if OWN.match(str(heading or "")):
        return None
    name = str(heading or "").strip().lstrip("\ufeff").casefold().replace(" ", "_")
    name = _ALIASES.get(name, name)
    if name in COLUMNS or name in _LONG.values():
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
"""Our names of the columns of a table; those of details begin with `DETAIL`."""


def names_of(sample: Sequence[Sequence[object]]) -> tuple[Names, int] | None:
    """The columns of a table, and how many rows name them; None without both languages.

    By the names in its first row, else by the script of the terms: then the third column is
    a note, as in the glossaries of OmegaT.
    """
    if not sample:
        return None
    names = tuple(map(column_of, sample[0]))
    if ("zh" in names and "en" in names) or ("language" in names and "term" in names):
        return _with_details(names, sample[0]), 1
    heading = heading_of(sample)
    if not heading.has_both:
        return None
    known = [name if name in ("zh", "en") else None for name in heading.names]
    if not heading.rows and known[2:] and set(known[:2]) == {"zh", "en"}:
        known[2] = "note"
    return _with_details(known, sample[0] if heading.rows else ()), heading.rows


def named_columns(headings: Sequence[object]) -> Names:
    """The columns of a table by its headings."""
    return _with_details(tuple(map(column_of, headings)), headings)


def _with_details(names: Sequence[str | None], headings: Sequence[object]) -> Names:
    """Names with those of details in the place of None."""
    result: list[str | None] = []
    language = ""
    for place, name in enumerate(names):
        heading = str(headings[place] or "").strip() if place < len(headings) else ""
        if name in ("zh", "en"):
            language = name
        if name is None or (name in result and name not in TERM_COLUMNS):
            name = DETAIL + _detail_name(heading or f"column {place + 1}", language)
        result.append(name)
    return tuple(result)


DETAIL = "+"
"""Before the name of a detail, in `Names`."""


OF_THE_TERM_BEFORE = frozenset(("term_info", "term_example"))
"""Columns of memoQ that are about the term to their left."""


def _detail_name(heading: str, language: str) -> str:
    """What a detail is called: ``zh: context``, or a heading of the file."""
    if OWN.match(heading):
        return heading
    if heading.casefold() in OF_THE_TERM_BEFORE and language:
        return f"{language}: {heading}"
    words = [word for word in _QUALIFIERS.split(heading.casefold()) if word]
    side = next(filter(None, map(language_named, words)), None)
    if side and not _CASE.isdisjoint(words):
        return f"{side}: case"
    return heading
