"""A termbase: concepts, each with the terms that name it in Chinese and in English.

    Termbase ──► Concept ──► Term
    (name)       (subject,    (text, language,
                  source)      status)

Everything else that a file says of them is in their details.

A synonym set is one concept, so that a check speaks of it once and accepts any of its
terms. Files are read and written by `duizhao.memory.terms.termbase_files`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from os import PathLike

from duizhao.corpora.document import Language
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.patterns import lazy
from duizhao.corpora.skipped import Skipped

from .words import word_set


class TermStatus(StrEnum):
    """How a term stands to its concept."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    ABBREVIATION = "abbreviation"
    SHORT = "short"
    """Understood only after the full name was said: "the Office", 委员会."""
    DEPRECATED = "deprecated"
    """Once used, or used wrongly: to be replaced by the preferred term."""


Details = tuple[tuple[str, str], ...]
"""Whatever else a file says: its name for it, and the text (context sentences, history)."""


@dataclass(frozen=True, slots=True)
class Term:
    """One name of a concept in one language.

    Attributes:
        text: as it is written.
        language: ``zh`` or ``en``.
        status: see `TermStatus`.
        note: on its use, or "".
        case: whether its capitals and small letters are part of it.
        candidate: whether it is proposed and not yet approved.
        details: what else the file says of it.
    """

    text: str
    language: Language
    status: TermStatus = TermStatus.PREFERRED
    note: str = ""
    case: bool = False
    candidate: bool = False
    details: Details = ()

    def merged(self, other: Term) -> Term:
        """This term with what is said of `other`, which has the same text."""
        notes = (("note", other.note),) if other.note not in ("", self.note) else ()
        return replace(
            self,
            note=self.note or other.note,
            case=self.case or other.case,
            candidate=self.candidate and other.candidate,
            details=_joined(self.details, (notes if self.note else ()) + other.details),
        )


@dataclass(frozen=True, slots=True)
class Concept:
    """What is named: a body, a treaty, a document, an idea.

    Attributes:
        id: unique in its termbase.
        terms: of both languages, preferred ones first.
        subject: field or kind, for people and filters, or "".
        definition: what it is, or "".
        note: anything else, or "".
        source: where the terms were checked, or "".
        kept: whether it is not to be translated: its term is the same in both languages.
        direction: the language of the texts that it is for, where it is not for both.
        details: what else the file says of it.
    """

    id: str
    terms: tuple[Term, ...]
    subject: str = ""
    definition: str = ""
    note: str = ""
    source: str = ""
    kept: bool = False
    direction: Language | None = None
    details: Details = ()

    @property
    def candidate(self) -> bool:
        """Whether no term is approved in one of the languages."""
        if not any(term.candidate for term in self.terms):
            return False
        return any(
            terms and all(term.candidate for term in terms)
            for terms in (self.of("zh"), self.of("en"))
        )

    @property
    def domains(self) -> frozenset[str]:
        """Subjects, domains, projects and clients that it belongs to, in lower case."""
        fields = [text for name, text in self.details if not _DOMAIN.isdisjoint(_words(name))]
        parts = (part for text in (self.subject, *fields) for part in (text, *_LIST.split(text)))
        return frozenset(part.strip().casefold() for part in parts if part.strip())

    def of(self, language: Language, *statuses: TermStatus) -> tuple[Term, ...]:
        """Terms of one language, of the statuses given or of all."""
        return tuple(
            term
            for term in self.terms
            if term.language == language and (not statuses or term.status in statuses)
        )

    def preferred(self, language: Language) -> str:
        """The term to use; the first one there is where none is preferred, "" for none."""
        terms = self.of(language, TermStatus.PREFERRED) or self.of(language)
        return terms[0].text if terms else ""

    def merged(self, other: Concept) -> Concept:
        """This concept with the terms of `other` that it lacks, and what is said of them."""
        terms = {(term.language, term.text): term for term in self.terms}
        have = {term.language for term in self.terms if term.status is TermStatus.PREFERRED}
        for term in other.terms:
            key = (term.language, term.text)
            if key in terms:
                terms[key] = terms[key].merged(term)
                continue
            # A concept has one preferred term in a language; a second is admitted.
            if term.status is TermStatus.PREFERRED and term.language in have:
                term = replace(term, status=TermStatus.ADMITTED)
            terms[key] = term
        names = ("subject", "definition", "note", "source")
        more = tuple(
            (name, text)
            for name in names
            if (text := getattr(other, name)) and getattr(self, name) not in ("", text)
        )
        return replace(
            self,
            terms=tuple(terms.values()),
            **{name: getattr(self, name) or getattr(other, name) for name in names},
            kept=self.kept or other.kept,
            direction=self.direction or other.direction,
            details=_joined(self.details, more + other.details),
        )


_DOMAIN = word_set(
    "domain subject subjectfield field project projectsubset client customer customersubset "
    "领域 项目 客户"
)
_LIST = lazy(r"[;,|/；，、]")


def _words(name: str) -> list[str]:
    return name.casefold().replace("_", " ").split()


def _joined(details: Details, more: Details) -> Details:
    return details + tuple(one for one in dict.fromkeys(more) if one not in details)


@dataclass(frozen=True, slots=True)
class Termbase:
    """Concepts under one name.

    Attributes:
        concepts: in the order of the file.
        name: what reports call it.
        lenient: True for a base of facts about the world, which reports contradictions
            only; False for a house's own, whose terms are expected wherever their
            counterpart stands.
        skipped: what of a file was left out, each with its reason.
    """

    concepts: tuple[Concept, ...]
    name: str = ""
    lenient: bool = field(default=False, kw_only=True)
    skipped: tuple[Skipped, ...] = field(default=(), kw_only=True)

    def __len__(self) -> int:
        return len(self.concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Termbase:
        """Read a termbase: TBX, CSV, TSV, XLSX, JSON lines or an OmegaT glossary.

        Raises:
            InputError: one of its kinds, when the file cannot be used.
        """
        from .termbase_files import read_termbase

        return read_termbase(path)

    @classmethod
    def starter(cls) -> Termbase:
        """The termbase of United Nations names that ships with duizhao."""
        from .starter import united_nations

        return united_nations()

    def write(
        self, path: str | PathLike[str], format: str | None = None, source: Language = "en"
    ) -> None:
        """Write it in the form that the suffix names, or `format`.

        Args:
            path: the file.
            format: one of `duizhao.memory.terms.termbase_files.FORMATS`, or None.
            source: the language that an OmegaT glossary is looked up in.

        Raises:
            OutputError: when it cannot be written.
            SettingsError: for a suffix or format that we do not write.
        """
        from .termbase_files import write_termbase

        write_termbase(self, path, format, source)

    def find(self, text: str) -> tuple[Concept, ...]:
        """Concepts one of whose terms is `text`, whatever the case or script."""
        from .words import term_key

        wanted = term_key(text)
        return tuple(
            concept
            for concept in self.concepts
            if any(term_key(term.text) == wanted for term in concept.terms)
        )

    def of_domains(self, names: Collection[str]) -> Termbase:
        """Only the concepts of these subjects or projects, and those that name none."""
        wanted = {name.strip().casefold() for name in names}
        concepts = (
            one for one in self.concepts if not one.domains or not wanted.isdisjoint(one.domains)
        )
        return replace(self, concepts=tuple(concepts))

    def joined(self, others: Iterable[Termbase]) -> Termbase:
        """This termbase with the concepts of others after its own."""
        concepts = self.concepts
        for other in others:
            concepts += other.concepts
        return replace(self, concepts=concepts)


def in_domains(termbases: Sequence[Termbase], names: Collection[str]) -> list[Termbase]:
    """Termbases with the concepts of some domains only, and those that name none.

    Args:
        termbases: to choose from.
        names: subjects or projects, whatever their case; none for all.

    Raises:
        SettingsError: a domain that no concept has.
    """
    known = {domain for base in termbases for one in base for domain in one.domains}
    for name in names:
        if name.strip().casefold() not in known:
            listed = ", ".join(sorted(known)[:_SHOWN]) or "none"
            raise SettingsError(
                f"no entry of the termbases has the domain {name}", mend=f"they have: {listed}"
            )
    return [base.of_domains(names) for base in termbases] if names else list(termbases)


_SHOWN = 20
"""Domains that a message lists."""


def merge_concepts(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """Concepts with those of one preferred Chinese and English term made one."""
    merged: dict[tuple[str, str], Concept] = {}
    for concept in concepts:
        key = (concept.preferred("zh"), concept.preferred("en").casefold())
        if key in merged:
            both = merged[key].direction == concept.direction
            concept = merged[key].merged(concept)
            concept = concept if both else replace(concept, direction=None)
        merged[key] = concept
    return tuple(merged.values())
