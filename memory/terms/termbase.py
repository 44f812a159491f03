"""A termbase: concepts, each with the terms that name it in Chinese and in English.

    Termbase ──► Concept ──► Term
    (name)       (subject,    (text, language,
                  source)      status)

A synonym set is one concept, so that a check speaks of it once and accepts any of its
terms. Files are read and written by `duizhao.memory.terms.termbase_files`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from os import PathLike

from duizhao.corpora.document import Language
from duizhao.corpora.skipped import Skipped


class TermStatus(StrEnum):
    """How a term stands to its concept."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    ABBREVIATION = "abbreviation"
    SHORT = "short"
    """Understood only after the full name was said: "the Office", 委员会."""
    DEPRECATED = "deprecated"
    """Once used, or used wrongly: to be replaced by the preferred term."""


@dataclass(frozen=True, slots=True)
class Term:
    """One name of a concept in one language.

    Attributes:
        text: as it is written.
        language: ``zh`` or ``en``.
        status: see `TermStatus`.
        note: on its use, or "".
    """

    text: str
    language: Language
    status: TermStatus = TermStatus.PREFERRED
    note: str = ""


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
    """

    id: str
    terms: tuple[Term, ...]
    subject: str = ""
    definition: str = ""
    note: str = ""
    source: str = ""

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
        """This concept with the terms of `other` that it lacks."""
        own = {(term.language, term.text) for term in self.terms}
        have = {term.language for term in self.terms if term.status is TermStatus.PREFERRED}
        more = []
        for term in other.terms:
            if (term.language, term.text) in own:
                continue
            # A concept has one preferred term in a language; a second is admitted.
            if term.status is TermStatus.PREFERRED and term.language in have:
                term = replace(term, status=TermStatus.ADMITTED)
            more.append(term)
        return replace(
            self,
            terms=self.terms + tuple(more),
            subject=self.subject or other.subject,
            definition=self.definition or other.definition,
            note=self.note or other.note,
            source=self.source or other.source,
        )


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

    def joined(self, others: Iterable[Termbase]) -> Termbase:
        """This termbase with the concepts of others after its own."""
        concepts = self.concepts
        for other in others:
            concepts += other.concepts
        return replace(self, concepts=concepts)


def merge_concepts(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """Concepts with those of one preferred Chinese and English term made one."""
    merged: dict[tuple[str, str], Concept] = {}
    for concept in concepts:
        key = (concept.preferred("zh"), concept.preferred("en").casefold())
        merged[key] = merged[key].merged(concept) if key in merged else concept
    return tuple(merged.values())
