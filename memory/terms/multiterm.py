"""MultiTerm XML: concepts (``conceptGrp``) with a group for each language and each term."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from duizhao.corpora.document import Language
from duizhao.corpora.language import parse as parse_language
from duizhao.corpora.readers.markup import attribute, children, local
from duizhao.corpora.tables.heading import language_named

from .said import HISTORY, concept_of, history_of, of_language, term_of
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
        said = _said(group)
        for section in children(group, "languageGrp"):
            language = next(map(_language, children(section, "language")), None)
            if language is None:
                continue
            code = next((attribute(one, "lang") for one in children(section, "language")), "")
            said += of_language(language, _said(section), said)
            for one in children(section, "termGrp"):
                text = next((_text(term) for term in children(one, "term")), "")
                if text:
                    taken = any(
                        t.language == language and t.status is TermStatus.PREFERRED for t in terms
                    )
                    code = code if "-" in code else ""
                    terms.append(term_of(text, language, _said(one), taken, code))
        yield concept_of(identity or str(number), terms, said)


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


def _said(group: etree._Element) -> list[tuple[str, str]]:
    """What is said of a concept, language or term; what is said of that (its source) after it."""
    found: list[tuple[str, str]] = []
    for one in group:
        if local(one) in ("descripGrp", "descrip"):
            for descrip in one.iter():
                if local(descrip) == "descrip" and (text := _text(descrip)):
                    found.append((attribute(descrip, "type") or "note", text))
                elif local(descrip) == "transacGrp":
                    found.append((HISTORY, history_of(descrip)))
        elif local(one) == "transacGrp":
            found.append((HISTORY, history_of(one)))
        elif local(one) in ("system", "xref") and (text := _text(one)):
            found.append((attribute(one, "type") or local(one), text))
    return found


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
