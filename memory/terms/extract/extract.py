"""From units to a ranked list of bilingual terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from duizhao.corpora.counted import counted
from duizhao.corpora.unit import Unit

from ..termbase import Concept, Term, Termbase, TermStatus
from ..words import han_key
from .candidates import phrases
from .corpus import Progress, pairs
from .links import link
from .rank import Scored, rank

_EXAMPLES = 3
_CONTEXTS = 2
_SAMPLE = 20
"""Units that say how a term is written."""
_VARIANT = 0.3
"""Share of the best pair's score that another rendering needs to be listed as a variant."""


@dataclass(frozen=True, slots=True)
class TermVariant:
    """Another rendering, with the number of units that hold it together with the term."""

    text: str
    units: int


@dataclass(frozen=True, slots=True)
class Extracted:
    """A pair of terms with the evidence for it.

    Attributes:
        zh, en: the terms, as they are most often written.
        score: rank, between 0 and 1; higher is surer.
        both: units that hold both terms.
        zh_units, en_units: units that hold either.
        dice: Dice's coefficient of the two.
        likelihood: log-likelihood ratio of the two (10.8: chance once in a thousand).
        linked: places where the word links lead from one to the other.
        agrees: whether shared strings, without links, lead to the same pair.
        examples: positions of units that hold both.
        zh_variants, en_variants: other renderings of the one and of the other.
        contexts: texts of the first two units that hold both, Chinese and English.
    """

    zh: str
    en: str
    score: float
    both: int
    zh_units: int
    en_units: int
    dice: float
    likelihood: float
    linked: int
    agrees: bool
    examples: tuple[int, ...]
    zh_variants: tuple[TermVariant, ...] = ()
    en_variants: tuple[TermVariant, ...] = ()
    contexts: tuple[tuple[str, str], ...] = ()


def extract_terms(
    units: Sequence[Unit],
    *,
    least: int = 2,
    limit: int | None = None,
    seed: int = 1,
    progress: Progress | None = None,
) -> list[Extracted]:
    """Bilingual terms of a collection, the surest first.

    Args:
        units: of one file or many; the more, the surer.
        least: in how many units a pair has to stand.
        limit: most pairs to return; None for all.
        seed: of the word aligner; the same seed gives the same list.
        progress: called with (stage, done, total).

    Raises:
        ToolError: when sil-thot or rjieba is not installed.
    """
    cut = pairs(units, progress)
    if not cut:
        return []
    links = link(cut, seed, progress)
    scored = rank(cut, phrases(cut, links, least, progress), least, progress)
    by_zh: dict[str, list[Scored]] = {}
    by_en: dict[tuple[str, ...], list[Scored]] = {}
    for one in scored:
        by_zh.setdefault(one.zh, []).append(one)
        by_en.setdefault(one.phrase.key, []).append(one)
    found = []
    for one in scored[:limit]:
        both = [u for u in one.phrase.units if one.zh in han_key(cut[u].zh_text)[0]][:_SAMPLE]
        examples = tuple(cut[place].unit for place in both)
        found.append(
            Extracted(
                written(one.zh, [units[place].zh for place in examples]),
                one.phrase.forms.most_common(1)[0][0],
                round(one.score, 4),
                one.company.both,
                one.company.zh,
                one.company.en,
                round(one.company.dice, 4),
                round(one.company.likelihood, 1),
                one.votes,
                one.agrees,
                examples[:_EXAMPLES],
                _variants(
                    (written(o.zh, [units[cut[place].unit].zh for place in o.phrase.units]), o)
                    for o in by_en[one.phrase.key]
                    if o.zh != one.zh
                ),
                _variants(
                    (o.phrase.forms.most_common(1)[0][0], o)
                    for o in by_zh[one.zh]
                    if o.phrase.key != one.phrase.key and o.score >= _VARIANT * one.score
                ),
                tuple((units[place].zh, units[place].en) for place in examples[:_CONTEXTS]),
            )
        )
    return found


def _variants(others: Iterable[tuple[str, Scored]]) -> tuple[TermVariant, ...]:
    return tuple(TermVariant(text, other.company.both) for text, other in others)


def written(key: str, texts: Sequence[str]) -> str:
    """How most of some texts write a Chinese term: its characters, and its spaces beside Latin."""
    forms: Counter[str] = Counter()
    for text in texts[:_SAMPLE]:
        folded, places = han_key(text)
        start = folded.find(key)
        if start >= 0:
            span = range(start, start + len(key))
            at = [places[place] for place in span] if places else list(span)
            forms["".join(_spaced(text, at))] += 1
    return forms.most_common(1)[0][0] if forms else key


def _spaced(text: str, places: Sequence[int]) -> Iterator[str]:
    yield text[places[0]]
    for before, place in pairwise(places):
        beside_latin = text[before].isascii() or text[place].isascii()
        if beside_latin and text[before + 1 : place].isspace():
            yield " "
        yield text[place]


def to_termbase(found: Sequence[Extracted], name: str = "extracted") -> Termbase:
    """A termbase of extracted terms, candidates with two context sentences and the evidence.

    Pairs with one Chinese term are one concept, the surest English first; so are pairs with
    one English term.
    """
    concepts: list[Concept] = []
    place_of: dict[tuple[str, str], int] = {}
    for one in found:
        keys = (("zh", one.zh), ("en", one.en.casefold()))
        place = next((place_of[key] for key in keys if key in place_of), None)
        note = (
            f"{counted(one.both, 'unit')} with both, {one.zh_units} with the Chinese, "
            f"{one.en_units} with the English; score {one.score:.2f}; "
            f"for example {_places(one.examples)}"
        )
        zh = tuple(("context", zh) for zh, _ in one.contexts)
        en = tuple(("context", en) for _, en in one.contexts)
        terms = (
            Term(one.zh, "zh", candidate=True, details=zh),
            Term(one.en, "en", _status(one.en), candidate=True, details=en),
        )
        concept = Concept(f"x{len(concepts) + 1}", terms, note=note)
        if place is None:
            place = len(concepts)
            concepts.append(concept)
        elif one.dice >= _VARIANT:
            concepts[place] = concepts[place].merged(concept)
        else:
            continue
        for key in keys:
            place_of.setdefault(key, place)
    return Termbase(tuple(concepts), name)


def _status(text: str) -> TermStatus:
    """Abbreviations are seen by their capitals."""
    capitals = sum(char.isupper() for char in text)
    return TermStatus.ABBREVIATION if " " not in text and capitals >= 2 else TermStatus.PREFERRED


def _places(examples: Sequence[int]) -> str:
    return ", ".join(f"unit {unit}" for unit in examples)
