"""Check the names of every unit against termbases and against the other units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding

from ..consistency import Survey
from ..match import Matcher
from ..starter import united_nations
from ..termbase import Termbase
from ..words import term_key
from .induce import induce
from .judge import Judge
from .known import Known

Progress = Callable[[str, int, int], None]


def check_names(
    units: Sequence[Unit],
    termbases: Iterable[Termbase] = (),
    *,
    starter: bool = True,
    collection: bool = True,
    progress: Progress | None = None,
) -> list[Finding]:
    """Names that are wrong by a termbase, or at odds with the other units.

    Args:
        units: a file, a memory or a collection, in its order.
        termbases: the house's own; what they ask for is missed where it is not there.
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
    progress: Progress | None = None,
) -> Survey:
    """Findings as of `check_names`, and how each name is rendered throughout the units."""
    bases = tuple(termbases)
    names = _starter_names() if starter and not bases else _names(bases, starter)
    learned = induce(units, names.keys, progress) if collection else []
    judge = Judge(names.known, learned, names.matcher)
    findings: list[Finding] = []
    for position, unit in enumerate(units):
        if progress and position % 1000 == 0:
            progress("names", position, len(units))
        if not unit.is_null:
            findings.extend(told.finding for told in judge.judge(position, unit))
    for one in judge.uses.uneven():
        told = (judge.uneven(position, units[position], one) for position in one.units)
        findings += [finding for finding in told if finding]
    judge.uses.look_for_others(units, names.keys | _keys(learned))
    findings.sort(key=lambda finding: finding.unit)
    return Survey(tuple(findings), judge.uses.names())


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of termbases, ready to be looked for.

    Attributes:
        known: concepts; an earlier termbase has the say over a later one.
        keys: of all terms that name one of them.
        matcher: finds them.
    """

    known: tuple[Known, ...]
    keys: frozenset[str]
    matcher: Matcher


@cache  # a batch asks for it with each of its documents
def _starter_names() -> _Names:
    return _names((), starter=True)


def _names(termbases: Sequence[Termbase], starter: bool) -> _Names:
    known: list[Known] = []
    said: set[str] = set()
    for base in (*termbases, united_nations()) if starter else termbases:
        new = [
            Known(concept, f"{base.name} termbase".strip(), base.lenient)
            for concept in base
            if said.isdisjoint(_concept_keys(Known(concept)))
        ]
        said |= _keys(new)
        known += new
    return _Names(tuple(known), frozenset(said), Matcher(one.concept for one in known))


def _keys(known: Iterable[Known]) -> set[str]:
    return {key for one in known for key in _concept_keys(one)}


def _concept_keys(known: Known) -> set[str]:
    return {term_key(term.text, term.language) for term in known.concept.terms if known.names(term)}
