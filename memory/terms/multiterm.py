"""MultiTerm XML: concepts (``conceptGrp``) with a group for each language and each term."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from duizhao.corpora.document import Language
from duizhao.corpora.language import parse as parse_language
from duizhao.corpora.readers.markup import attribute, children, local
from duizhao.corpora.tables.heading import language_named

from .status_words import status_of
from .termbase import Concept, Term, TermStatus

if TYPE_CHECKING:
    from lxml import etree

ROOT = "mtf"
"""The root of such a file."""


def concepts_of(root: etree._Element) -> Iterator[Concept]:
    """The concepts of a file, those too that have one language only."""
    for number, group in enumerate(children(root, "conceptGrp"), 1):
        identity = next((_text(one) for one in children(group, "concept")), "")
        terms: list[Term] = []
        for section in children(group, "languageGrp"):
            language = next(map(_language, children(section, "language")), None)
            if language is None:
                continue
            for one in children(section, "termGrp"):
                text = next((_text(term) for term in children(one, "term")), "")
                if not text:
                    continue
                about = _about(one)
                taken = any(
                    t.language == language and t.status is TermStatus.PREFERRED for t in terms
                )
                status = status_of(
                    about.get("status", "") or about.get("usage", ""),
                    about.get("type", "") or about.get("term type", ""),
                    taken,
                )
                terms.append(Term(text, language, status, about.get("note", "")))
        about = _about(group)
        yield Concept(
            identity or str(number),
            tuple(terms),
            about.get("subject", "") or about.get("domain", "") or about.get("subject field", ""),
            about.get("definition", ""),
            about.get("note", ""),
            about.get("source", ""),
        )


def languages_of(root: etree._Element) -> list[str]:
    """The languages that a file holds, as it calls them, each once."""
    found = (
        attribute(one, "type") or attribute(one, "lang")
        for one in root.iter()
        if local(one) == "language"
    )
    return list(dict.fromkeys(found))


def _language(element: etree._Element) -> Language | None:
    said = parse_language(attribute(element, "lang")).language
    if said in ("zh", "en"):
        return "zh" if said == "zh" else "en"
    return language_named(attribute(element, "type"))


def _about(group: etree._Element) -> dict[str, str]:
    """What descriptions say of a concept or term, by their type in lower case."""
    found: dict[str, str] = {}
    for one in children(group, "descripGrp"):
        for descrip in children(one, "descrip"):
            found.setdefault(attribute(descrip, "type").casefold(), _text(descrip))
    return found


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
