"""TBX, the exchange format of termbases (ISO 30042).

Read: the 2008 edition (``martif``: MARTIF, TBX-Basic, with ``tig`` or ``ntig``) and the 2019
edition (``tbx``: ``conceptEntry``, in the DCA style with ``type`` attributes and in the DCT
style with elements of their own), and TBX-Min. Written: the 2008 form, which OmegaT, Weblate and
translate-toolkit read, or the 2019 form in the DCA style. translate-toolkit's own reader
knows two languages and one status only, so the parsing is done here; tests hold that it
reads what we write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lxml import etree

from duizhao.corpora.bilingual.tmx.characters import ILLEGAL
from duizhao.corpora.document import Language
from duizhao.corpora.errors import FormatError
from duizhao.corpora.language import parse as parse_language
from duizhao.corpora.readers.limits import check_file
from duizhao.corpora.readers.markup import attribute, local, parse_xml
from duizhao.corpora.skipped import Skipped
from duizhao.corpora.tables.heading import language_named

from . import multiterm
from .columns import ONE_SIDE
from .said import (
    HISTORY,
    LANGUAGE,
    WRITTEN,
    concept_of,
    history_of,
    of_language,
    term_of,
    write_history,
)
from .termbase import Concept, Term, Termbase, TermStatus
from .words import word_set

if TYPE_CHECKING:
    Element = etree._Element

_ENTRIES = ("termEntry", "conceptEntry", "entry")
_LANGUAGES = ("langSet", "langSec", "langGroup")
_TERMS = ("tig", "ntig", "termSec", "termGroup")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NAMESPACE = "urn:iso:std:iso:30042:ed-2"


def read_tbx(path: str | PathLike[str]) -> Termbase:
    """Concepts of a TBX file, or of one of MultiTerm, in Chinese and English.

    Raises:
        InputError: missing, empty or too large.
        FormatError: broken XML, no TBX, or in other languages.
    """
    check_file(path)
    name = str(path)
    root = parse_xml(Path(path).read_bytes(), name, "the file")
    if local(root) == multiterm.ROOT:
        concepts = list(multiterm.concepts_of(root))
        languages = multiterm.languages_of(root)
    elif local(root) in ("martif", "tbx", "TBX"):
        entries = enumerate(_all(root, _ENTRIES), 1)
        concepts = [_read_entry(entry, number) for number, entry in entries]
        sections = _all(root, _LANGUAGES)
        languages = list(dict.fromkeys(attribute(one, "lang") for one in sections))
    else:
        raise FormatError(
            f"is neither TBX nor MultiTerm XML (its root is <{local(root)}>)",
            path=path,
            mend="give such a file, or a table",
        )
    whole = [one for one in concepts if one.of("zh") and one.of("en")]
    if concepts and not whole:
        raise FormatError(
            f"has no term in both Chinese and English (its languages: {', '.join(languages)})",
            path=path,
            mend="export it with both languages",
        )
    skipped = [
        Skipped(f"entry {one.id}", ONE_SIDE)
        for one in concepts
        if not (one.of("zh") and one.of("en"))
    ]
    others = [code for code in languages if _is_other(code)]
    if others:
        skipped.append(Skipped(f"terms in {', '.join(others)}", OTHER_LANGUAGE, units=0))
    return Termbase(tuple(whole), Path(path).stem, skipped=tuple(skipped))


def _all(element: Element, names: Iterable[str]) -> Iterator[Element]:
    wanted = set(names)
    for child in element.iter():
        if local(child) in wanted:
            yield child


def _read_entry(entry: Element, number: int) -> Concept:
    found = list(_data(entry, stop=_LANGUAGES))
    terms: list[Term] = []
    for section in _all(entry, _LANGUAGES):
        code = attribute(section, "lang")
        language = _language(code)
        if language:
            terms += _read_terms(section, language, code)
            found += of_language(language, _data(section, stop=_TERMS), found)
    return concept_of(attribute(entry, "id") or f"c{number}", terms, found)


OTHER_LANGUAGE = "neither Chinese nor English"
"""Why terms of a file in several languages are left out."""


def _is_other(code: str) -> bool:
    return bool(code) and _language(code) is None and language_named(code) is None


def _language(code: str) -> Language | None:
    said = parse_language(code).language
    return "zh" if said == "zh" else "en" if said == "en" else None


def _read_terms(section: Element, language: Language, code: str) -> list[Term]:
    terms: list[Term] = []
    for group in _all(section, _TERMS):
        text = next((_text(child) for child in group.iter() if local(child) == "term"), "")
        if text:
            taken = any(term.status is TermStatus.PREFERRED for term in terms)
            terms.append(term_of(text, language, list(_data(group)), taken, code))
    return terms


def _data(element: Element, stop: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """What is said of an element, as (kind, text), deeper levels apart.

    In the DCA style the kind is an attribute (``descrip type="subjectField"``), in the DCT
    style the element's own name (``basic:subjectField``).
    """
    for child in element:
        name = local(child)
        if not name or name in stop or name == "term":
            continue
        if name == "transacGrp":
            yield HISTORY, history_of(child)
            continue
        if len(child) and name not in ("note", "descrip", "admin", "termNote"):
            yield from _data(child, stop)
            continue
        text = _text(child)
        target = attribute(child, "target")
        text = " ".join(filter(None, (text, target and f"<{target}>")))
        if text:
            yield attribute(child, "type") or name, text


def _text(element: Element) -> str:
    """An element's text, marked-up parts of it included."""
    return " ".join("".join(str(part) for part in element.itertext()).split())


Edition = Literal["2008", "2019"]


def tbx_bytes(termbase: Termbase, edition: Edition = "2008") -> bytes:
    """A termbase as TBX.

    Characters that XML cannot hold become spaces.
    """
    new = edition == "2019"
    if new:
        root = etree.Element("tbx", {"type": "TBX-Basic", "style": "dca", f"{_XML}lang": "en"})
    else:
        root = etree.Element("martif", {"type": "TBX", f"{_XML}lang": "en"})
    header = etree.SubElement(root, "tbxHeader" if new else "martifHeader")
    description = etree.SubElement(header, "fileDesc")
    source = etree.SubElement(etree.SubElement(description, "sourceDesc"), "p")
    source.text = _clean(termbase.name or "duizhao")
    if not new:
        encoding = etree.SubElement(header, "encodingDesc")
        etree.SubElement(encoding, "p", type="XCSURI").text = "TBXXCSV02.xcs"
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    used: set[str] = set()
    for number, concept in enumerate(termbase.concepts, 1):
        entry = etree.SubElement(
            body, "conceptEntry" if new else "termEntry", id=_id(concept.id, number, used)
        )
        _write_entry(entry, concept, new)
    if new:
        root.set("xmlns", _NAMESPACE)
    etree.indent(root)
    lines = [b'<?xml version="1.0" encoding="UTF-8"?>']
    if not new:
        lines.append(b'<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">')
    # Serialised without a declaration so that it has double quotes, as other tools write it.
    lines.append(etree.tostring(root, encoding="unicode").encode())
    return b"\n".join(lines) + b"\n"


def _write_entry(entry: Element, concept: Concept, new: bool) -> None:
    said: list[tuple[str, str]] = [
        ("subjectField", concept.subject),
        ("definition", concept.definition),
        ("note", concept.note),
        ("source", concept.source),
        ("doNotTranslate", "yes" if concept.kept else ""),
        (
            "direction",
            f"{concept.direction}>{_OTHER[concept.direction]}" if concept.direction else "",
        ),
        *concept.details,
    ]
    for name, text in said:
        if name[:4] not in ("zh: ", "en: "):
            _detail(entry, name, text)
    languages: tuple[Language, Language] = ("zh", "en")
    for language in languages:
        sections: dict[str, Element] = {}
        for term in concept.of(language):
            code = dict(term.details).get(LANGUAGE, language)
            section = sections.get(code)
            if section is None:
                section = etree.SubElement(entry, "langSec" if new else "langSet")
                section.set(f"{_XML}lang", _clean(code))
                if not sections:
                    for name, text in concept.details:
                        if name.startswith(f"{language}: "):
                            _detail(section, name[4:], text)
                sections[code] = section
            group = etree.SubElement(section, "termSec" if new else "tig")
            etree.SubElement(group, "term").text = _clean(term.text)
            _write_details(group, term)


def _write_details(group: Element, term: Term) -> None:
    status, kind = WRITTEN[term.status]
    said: list[tuple[str, str]] = [
        ("termType", kind),
        ("administrativeStatus", status),
        ("processStatus", "provisionallyProcessed" if term.candidate else ""),
        ("caseSensitive", "yes" if term.case else ""),
    ]
    names = {name.casefold() for name, _ in term.details}
    said = [(name, text) for name, text in said if name.casefold() not in names]
    said += [("note", term.note), *(one for one in term.details if one[0] != LANGUAGE)]
    # The notes of a term stand before everything else that is said of it.
    for name, text in sorted(said, key=lambda one: one[0].casefold() not in _TERM_NOTES):
        _detail(group, name, text)


_OTHER: dict[Language, Language] = {"zh": "en", "en": "zh"}
_DESCRIPTIONS = word_set(
    "subjectfield definition context example explanation characteristic figure audio video"
)
_TERM_NOTES = word_set(
    "termtype administrativestatus normativeauthorization processstatus casesensitive "
    "partofspeech grammaticalgender grammaticalnumber animacy geographicalusage register "
    "frequency temporalqualifier timerestriction proprietaryrestriction usagenote termlocation "
    "etymology pronunciation languageplanningqualifier transfercomment"
)


def _detail(parent: Element, name: str, text: str) -> None:
    """Write something said of a concept or term, as an element that suits its kind."""
    kind = name.casefold()
    if not text:
        return
    if name == HISTORY:
        write_history(parent, _clean(text))
    elif kind == "note":
        etree.SubElement(parent, "note").text = _clean(text)
    else:
        is_term = local(parent) in _TERMS and kind in _TERM_NOTES
        tag = "termNote" if is_term else "descrip" if kind in _DESCRIPTIONS else "admin"
        etree.SubElement(parent, tag, type=name).text = _clean(text)


def _clean(text: str) -> str:
    return ILLEGAL.sub(" ", text)


def _id(text: str, number: int, used: set[str]) -> str:
    """An identifier that XML allows, like `text` where that can be."""
    name = re.sub(r"[^\w.-]", "-", _clean(text))
    if not name or not (name[0].isalpha() or name[0] == "_"):
        name = f"c{name}"
    if name in used:
        name = f"{name}-{number}"
    used.add(name)
    return name
