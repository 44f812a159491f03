"""Check the names of every unit against termbases and against the other units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding

from ..consistency import Survey
from ..match import Matcher
from ..starter import united_nations
from ..termbase import Termbase
from .checker import NameChecker
from .glosses import glosses
from .induce import induce
from .known import KnownConcept
from .variants import MOST, variants

Progress = Callable[[str, int, int], None]


def check_names(
    units: Sequence[Unit],
    termbases: Iterable[Termbase] = (),
    *,
    starter: bool = True,
    collection: bool = True,
    progress: Progress | None = None,
) -> list[Finding]:
    """Names that are wrong by a termbase, or inconsistent with the other units.

    Args:
        units: a file, a memory or a collection, in its order.
        termbases: the user's own; their terms are expected on both sides.
        starter: whether the termbase that ships with duizhao is used too. It reports
            contradictions, never a name that is merely absent.
        collection: whether names that the termbases do not know are learned from the units.
        progress: called with (stage, done, total).

    Returns:
        Findings of kind ``term``, in the order of the units.
    """
    survey = survey_names(
        units, termbases, starter=starter, collection=collection, progress=progress
    )
    return list(survey.findings)


def survey_names(
    units: Sequence[Unit],
    termbases: Iterable[Termbase] = (),
    *,
    starter: bool = True,
    collection: bool = True,
    memory: Sequence[Unit] = (),
    progress: Progress | None = None,
) -> Survey:
    """Findings as of `check_names`, and how each name is rendered throughout the units.

    Args:
        memory: further pairs that names are learned from; the others are those of `check_names`.
    """
    bases = tuple(termbases)
    listed = _starter_names() if starter and not bases else _listed_names(bases, starter)
    learned = induce(units, listed.keys, progress) if collection else []
    checker = NameChecker(listed.matcher, learned)
    findings: list[Finding] = []
    for position, unit in enumerate(units):
        if progress and position % 1000 == 0:
            progress("names", position, len(units))
        if not unit.is_null:
            findings.extend(each.finding for each in checker.check(position, unit))
    for form in checker.renderings.minority_forms():
        for position in form.units:
            finding = checker.minority_finding(position, units[position], form)
            if finding:
                findings.append(finding)
    if collection:
        findings += _variants(units, findings, memory, listed.keys)
    learned_keys = {key for concept in learned for key in concept.term_keys()}
    checker.renderings.add_unlisted(units, listed.keys | learned_keys)
    findings.sort(key=lambda finding: finding.unit)
    return Survey(tuple(findings), checker.renderings.names())


def _variants(
    units: Sequence[Unit], found: Sequence[Finding], memory: Sequence[Unit], keys: Collection[str]
) -> Iterator[Finding]:
    """Variants of names at places of which nothing is said yet."""
    taken: dict[int, list[Finding]] = defaultdict(list)
    for one in found:
        taken[one.unit].append(one)
    first = 0
    for _, group in groupby(units, key=lambda unit: (unit.zh_file, unit.en_file)):
        document = list(group)
        if 1 < len(document) <= MOST:
            for one in variants(document, glosses(), memory, keys):
                one = replace(one, unit=first + one.unit)
                if not any(_meet(one, other) for other in taken[one.unit]):
                    taken[one.unit].append(one)
                    yield one
        first += len(document)


def _meet(one: Finding, other: Finding) -> bool:
    return any(
        a is not None and b is not None and a[0] < b[1] and b[0] < a[1]
        for a, b in ((one.zh_span, other.zh_span), (one.en_span, other.en_span))
    )


@dataclass(frozen=True, slots=True)
class _ListedNames:
    """The names of termbases, ready to be looked for.

    Attributes:
        keys: of all approved terms that name a concept.
        matcher: finds the concepts.
    """

    keys: frozenset[str]
    matcher: Matcher[KnownConcept]


@cache  # a batch asks for it with each of its documents
def _starter_names() -> _ListedNames:
    return _listed_names((), starter=True)


def _listed_names(termbases: Sequence[Termbase], starter: bool) -> _ListedNames:
    """The names of all termbases; an earlier one takes precedence over a later one."""
    bases = (*termbases, united_nations()) if starter else tuple(termbases)
    listed = [
        [
            KnownConcept.of_termbase(one, f"{base.name} termbase".strip(), base.lenient)
            for one in base
        ]
        for base in bases
    ]
    candidates = [[one for one in base if one.candidate] for base in listed]
    approved = [[one for one in base if not one.candidate] for base in listed]
    keys: set[str] = set()
    known: set[str] = set()

    def concepts() -> Iterator[KnownConcept]:
        yield from _new(approved, keys)
        known.update(keys)
        # A candidate takes the place of no approved name, wherever that is.
        yield from _new(candidates, keys)

    # The words of a name are still at hand when the matcher asks for them again.
    matcher = Matcher(concepts())
    return _ListedNames(frozenset(known), matcher)


def _new(bases: Iterable[Sequence[KnownConcept]], keys: set[str]) -> Iterator[KnownConcept]:
    """Concepts that none of an earlier termbase shares a name with; their keys are added."""
    for base in bases:
        added: set[str] = set()
        for concept in base:
            own = concept.term_keys()
            if keys.isdisjoint(own):
                added |= own
                yield concept
        keys |= added
