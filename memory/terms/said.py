"""What XML termbases say of concepts and terms, as (name, text), and where each of it goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from duizhao.corpora.document import Language
from duizhao.corpora.patterns import lazy

from .status_words import status_of, use_of
from .termbase import Concept, Details, Term, TermStatus

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

HISTORY = "history"
"""The detail that says who made or changed something, and when: its parts separated by ``; ``."""
LANGUAGE = "language"
"""The detail with the language code of a term, where it is more than ``zh`` or ``en``."""

WRITTEN = {
    TermStatus.PREFERRED: ("preferredTerm-admn-sts", "fullForm"),
    TermStatus.ADMITTED: ("admittedTerm-admn-sts", "fullForm"),
    TermStatus.ABBREVIATION: ("admittedTerm-admn-sts", "abbreviation"),
    TermStatus.SHORT: ("admittedTerm-admn-sts", "shortForm"),
    TermStatus.DEPRECATED: ("deprecatedTerm-admn-sts", ""),
}
"""How TBX says a status: administrative status and type of term."""

_STATUS = ("administrativestatus", "normativeauthorization", "termstatus", "status", "usage")
_TYPE = ("termtype", "type", "term type")
_SUBJECT = ("subjectfield", "subject", "domain", "subject field")
_DATE = lazy(r"\d{4}(?:[-./]\d\d?){2}.*")


def term_of(
    text: str, language: Language, said: Sequence[tuple[str, str]], taken: bool, code: str = ""
) -> Term:
    """A term.

    Args:
        text: as it is written.
        language: ``zh`` or ``en``.
        said: what the file says of it.
        taken: whether another term of the concept in its language is preferred already.
        code: the language as the file names it.
    """
    rest = list(said)
    named = next((one for one in rest if one[0].casefold() in _STATUS), ("", ""))
    kind = next((one for one in rest if one[0].casefold() in _TYPE), ("", ""))
    status = status_of(named[1], kind[1], taken)
    # What is written with the status need not be kept beside it.
    usual = {text.casefold() for text in (*WRITTEN[status], status.value)} | {""}
    for one in (named, kind):
        if one[1].casefold() in usual and one in rest:
            rest.remove(one)
    note = _take(rest, ("note",))
    use = use_of([*rest, ("remark", note)])
    rest = [one for one in use.rest if one != ("remark", note)]
    if use.candidate:
        rest = [one for one in rest if one != ("processStatus", "provisionallyProcessed")]
    if code and code != language:
        rest.insert(0, (LANGUAGE, code))
    if use.kept:
        rest.append(_KEPT)
    return Term(text, language, status, note, use.case, use.candidate, tuple(rest))


def concept_of(identity: str, terms: Sequence[Term], said: Sequence[tuple[str, str]]) -> Concept:
    """A concept with its terms and what the file says of it."""
    rest = list(said)
    subject, definition, note, source = (
        _take(rest, names) for names in (_SUBJECT, ("definition",), ("note",), ("source",))
    )
    use = use_of([*rest, ("remark", note)])
    details: Details = tuple(one for one in use.rest if one != ("remark", note))
    kept = use.kept or any(_KEPT in term.details for term in terms)
    sides = {one: {t.text for t in terms if t.language == one} for one in ("zh", "en")}
    terms = list(terms)
    if kept and not (sides["zh"] and sides["en"]):
        # It need not be said twice that a term stays as it is.
        other: Language = "en" if sides["zh"] else "zh"
        terms += [replace(term, language=other, note="", details=()) for term in terms]
    elif sides["zh"] != sides["en"]:
        kept = False
    if kept or use.case or use.candidate:
        terms = [
            replace(
                term,
                case=term.case or use.case,
                candidate=term.candidate or use.candidate,
                details=tuple(one for one in term.details if not (kept and one == _KEPT)),
            )
            for term in terms
        ]
    about = (subject, definition, note, source)
    return Concept(identity, tuple(terms), *about, kept, use.direction, details)


def of_language(
    language: Language, said: Iterable[tuple[str, str]], found: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """What is said of a concept in one language: ``zh: definition``.

    The first of its kind is the concept's own, if it has none.

    Args:
        language: of the section.
        said: what its section says.
        found: what is known of the concept already.
    """
    have = {name.casefold() for name, _ in found}
    return [
        (name if name.casefold() not in have else f"{language}: {name}", text)
        for name, text in said
    ]


_KEPT = ("doNotTranslate", "yes")


def _take(said: list[tuple[str, str]], names: Sequence[str]) -> str:
    """The first text under one of some names, taken out of the list; "" where there is none."""
    for one in said:
        if one[0].casefold() in names:
            said.remove(one)
            return one[1]
    return ""


def history_of(group: Element) -> str:
    """A ``transacGrp``: what was done, when and by whom, separated by ``; ``."""
    from duizhao.corpora.readers.markup import attribute, local

    parts = []
    for child in group.iter():
        text = " ".join("".join(map(str, child.itertext())).split())
        name, kind = local(child), attribute(child, "type")
        if name == "transac" and kind.casefold() not in ("", "transactiontype"):
            parts.append(kind)  # In MultiTerm the type is the act, and the text who did it.
        if name in ("transac", "transactionType", "transacNote", "date", "note") and text:
            parts.append(text)
    return "; ".join(parts)


def write_history(parent: Element, text: str) -> None:
    """Write such a history as a ``transacGrp``."""
    from lxml import etree

    group = etree.SubElement(parent, "transacGrp")
    act, *parts = text.split("; ")
    etree.SubElement(group, "transac", type="transactionType").text = act
    for part in parts:
        if _DATE.fullmatch(part):
            etree.SubElement(group, "date").text = part
        else:
            etree.SubElement(group, "transacNote", type="responsibility").text = part
