"""Extraction of terms measured: what it finds of known terms, how long it takes.

    python scripts/bench_extract.py --eval FOLDER [--half 0|1] [--first 200]

FOLDER holds ``un-dev/pairs.tsv`` and ``terms/unbis.tsv``. Recall is the share of the concepts
of the UNBIS thesaurus, and of the starter termbase, that stand at least three times on both
sides and of which a pair of names is in the list. Precision is judged by reading: ``--first``
prints so many of the list, with their counts.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from bench_names import load
from measured import spent
from rows import rows_of

from duizhao.corpora.unit import Unit
from duizhao.memory.terms.extract import Extracted, extract_terms
from duizhao.memory.terms.match import Matcher
from duizhao.memory.terms.starter import united_nations
from duizhao.memory.terms.termbase import Concept, Term, TermStatus
from duizhao.memory.terms.words import term_key

LEAST = 3
_NAMES = (TermStatus.PREFERRED, TermStatus.ADMITTED, TermStatus.ABBREVIATION)


def unbis(folder: Path) -> tuple[Concept, ...]:
    """Concepts of the thesaurus, its capitals as common nouns."""
    concepts = []
    for row in rows_of(folder / "terms" / "unbis.tsv"):
        english = [row["en_pref"], *row["en_alt"].split("|")]
        terms = [Term(text.strip().lower(), "en") for text in english if text.strip()]
        concepts.append(Concept(row["uri_id"], (Term(row["zh_pref"], "zh"), *terms)))
    return tuple(concepts)


def standing(units: list[Unit], concepts: tuple[Concept, ...]) -> list[Concept]:
    """Concepts that stand in `LEAST` units or more in both languages."""
    matcher = Matcher(concepts)
    counts: Counter[Concept] = Counter()
    for unit in units:
        chinese = {m.concept for m in matcher.find(unit.zh, "zh") if m.term.status in _NAMES}
        english = {m.concept for m in matcher.find(unit.en, "en") if m.term.status in _NAMES}
        counts.update(chinese & english)
    return [concept for concept, count in counts.items() if count >= LEAST]


def found(concept: Concept, listed: set[tuple[str, str]]) -> bool:
    """Whether a pair of names of a concept is in the list."""
    return any(
        (term_key(zh.text, "zh"), term_key(en.text, "en")) in listed
        for zh in concept.of("zh")
        for en in concept.of("en")
    )


def report(name: str, concepts: list[Concept], terms: list[Extracted]) -> None:
    """Print the share of concepts that are in the list, and in its first parts."""
    keys = [(term_key(t.zh, "zh"), term_key(t.en, "en")) for t in terms]
    for size in (500, 1000, 2000, len(keys)):
        listed = set(keys[:size])
        hits = sum(found(concept, listed) for concept in concepts)
        share = hits / len(concepts) if concepts else 0.0
        print(f"  {name:8} {hits:4} of {len(concepts):4}  {share:.3f}  in the first {size}")


def main() -> int:
    """Extract, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--eval", type=Path, required=True, help="folder with un-dev and terms")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--first", type=int, default=0, help="print so many of the list")
    args = parser.parse_args()
    units = load(args.eval, args.half)
    with spent() as cost:
        terms = extract_terms(units)
    each = 1000 * cost.processor / len(units)
    print(f"{len(units)} units, {len(terms)} pairs, {each:.2f} ms a unit")
    report("UNBIS", standing(units, unbis(args.eval)), terms)
    report("starter", standing(units, united_nations().concepts), terms)
    for place, term in enumerate(terms[: args.first], 1):
        print(f"{place:4} {term.both:4} {term.score:.2f}  {term.zh} | {term.en}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
