"""Planted name faults: how many the ``term`` check catches, and what it flags besides.

    python scripts/bench_names.py --eval FOLDER [--plants 200] [--seed 1] [--half 0|1]

FOLDER holds ``un-dev/pairs.tsv`` and ``terms/``. A name is planted in where both of its
forms stand in a unit, of two kinds of names:

* listed: agencies and treaties of the starter termbase, of ``terms/organizations.tsv`` and of
  ``terms/unbis.tsv``;
* repeated: capitalised runs with a word such as Committee or Convention that no list has and
  that stand in three units or more, so that only the other units can tell what is right.

One fault is planted in each chosen unit, of five kinds in turn: another preposition, a former
name, another body's name, another body's abbreviation, another word order. What the starter
admits as a form of the same name is no fault and is not planted. Then everything is
checked in one go. With ``--half`` only every other document is used: tune on one half, report
the other. ``--side zh`` plants in the Chinese instead.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from measured import spent
from name_faults import Place, Plant, plant
from rows import rows_of, un_pairs

from duizhao.corpora.document import Language
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding
from duizhao.memory.terms.match import Matcher, Mention
from duizhao.memory.terms.names import check_names
from duizhao.memory.terms.names.near import HEADS
from duizhao.memory.terms.names.near_zh import head_of
from duizhao.memory.terms.names.runs import runs, windows
from duizhao.memory.terms.starter import united_nations
from duizhao.memory.terms.termbase import Concept, Term, TermStatus
from duizhao.memory.terms.words import FUNCTION_WORDS, word_set, words

_TITLES = word_set(
    "president chair chairman chairperson head director representative report bureau member "
    "secretary rapporteur mission note vice government ministry minister states"
)


def load(folder: Path, half: int | None) -> list[Unit]:
    """Units of un-dev, of all documents or of every other one."""
    rows = un_pairs(folder)
    documents = {name: number for number, name in enumerate(dict.fromkeys(r["doc"] for r in rows))}
    return [
        Unit(row["zh"], row["en"])
        for row in rows
        if half is None or documents[row["doc"]] % 2 == half
    ]


def listed(folder: Path) -> tuple[Concept, ...]:
    """Names of agencies and treaties: the starter's and those of the lists."""
    concepts = [c for c in united_nations() if c.subject != "office holder"]
    for name, columns in (("organizations", ("en", "zh")), ("unbis", ("en_pref", "zh_pref"))):
        for row in rows_of(folder / "terms" / f"{name}.tsv"):
            english = row[columns[0]].title() if name == "unbis" else row[columns[0]]
            content = [w.key for w in words(english) if w.key not in FUNCTION_WORDS]
            if len(content) >= 3 and HEADS & set(content):
                terms = (Term(row[columns[1]], "zh"), Term(english, "en"))
                concepts.append(Concept(english, terms))
    return tuple(concepts)


def places(units: Sequence[Unit], matcher: Matcher[Concept], side: Language) -> list[Place]:
    """Full names of listed concepts that stand on both sides of a unit."""
    found = []
    for number, unit in enumerate(units):
        sides = {
            "zh": matcher.find(unit.zh, "zh"),
            "en": matcher.find(unit.en, "en"),
        }
        there = {m.concept for m in sides["en" if side == "zh" else "zh"] if not _weak(m)}
        text = unit.zh if side == "zh" else unit.en
        taken = -1
        for m in sides[side]:
            if m.inner or _weak(m) or m.start < taken or m.concept not in there:
                continue
            if m.term.status is TermStatus.ABBREVIATION:
                continue
            place = Place(number, m.start, m.end, text[m.start : m.end])
            if _is_name(place.text, side):
                taken = m.end
                found.append(place)
    return found


def _weak(mention: Mention[Concept]) -> bool:
    return mention.bracketed or mention.term.status in (TermStatus.SHORT, TermStatus.DEPRECATED)


def _is_name(text: str, side: Language) -> bool:
    if side == "zh":
        return len(text) >= 6 and bool(head_of(text))
    content = [w.key for w in words(text) if w.key not in FUNCTION_WORDS]
    return len(content) >= 2 and bool(HEADS & set(content))


def repeated(units: Sequence[Unit], matcher: Matcher[Concept]) -> list[Place]:
    """Names that no list has and that stand in three units or more."""
    found: dict[str, list[Place]] = defaultdict(list)
    for number, unit in enumerate(units):
        tokens = words(unit.en)
        known = [m for m in matcher.find(unit.en, "en") if not _weak(m)]
        for run in runs(unit.en, tokens):
            for window in windows(unit.en, tokens, run, 3, 12):
                start, end = tokens[window.first].start, tokens[window.last].end
                content = window.content
                if _TITLES & set(content) or not {content[0], content[-1]} & HEADS:
                    continue
                if any(m.start < end and start < m.end for m in known):
                    continue
                text = unit.en[start:end]
                found[text].append(Place(number, start, end, text))
    # Most places of a name stay as they are, or there is no telling what is right.
    return [
        place
        for some in found.values()
        if len({p.unit for p in some}) >= 3
        for place in some[: len(some) // 3]
    ]


def plants(
    units: Sequence[Unit], pool: list[Place], count: int, chance: random.Random, side: Language
) -> list[Plant]:
    """Faults, at most one in a unit, the kinds as even as the names allow."""
    chance.shuffle(pool)
    # Forms of one name, either of which may stand for the other.
    alike: dict[str, set[str]] = defaultdict(set)
    for concept in united_nations():
        forms = {term.text for term in concept.of(side, TermStatus.PREFERRED, TermStatus.ADMITTED)}
        for form in forms:
            alike[form] |= forms
    used: set[int] = set()
    chosen: list[Plant] = []
    # Names with a former name are the fewest, so they choose first.
    kinds = ("former name", "word order", "preposition", "another body", "another abbreviation")
    for left, kind in zip(range(len(kinds), 0, -1), kinds, strict=True):
        share = (count - len(chosen)) // left
        chosen += _take(units, pool, kind, share, used, chance, side, alike)
    return chosen


def _take(
    units: Sequence[Unit],
    pool: Sequence[Place],
    kind: str,
    count: int,
    used: set[int],
    chance: random.Random,
    side: Language,
    alike: Mapping[str, set[str]],
) -> Iterator[Plant]:
    for place in pool:
        if count <= 0:
            return
        if place.unit in used:
            continue
        unit = units[place.unit]
        new = plant(place, kind, chance, unit, side)
        if new is None or new in (unit.zh if side == "zh" else unit.en):
            continue
        if new in alike.get(place.text, ()):
            continue
        used.add(place.unit)
        count -= 1
        yield Plant(place, kind, new)


def hits(plant_: Plant, findings: Sequence[Finding], side: Language) -> bool:
    """Whether a finding of the unit points at the planted place."""
    start = plant_.place.start
    end = start + len(plant_.new)
    spans = (
        f.zh_span if side == "zh" else f.en_span for f in findings if f.unit == plant_.place.unit
    )
    return any(span and span[0] < end and start < span[1] for span in spans)


def main() -> int:
    """Plant, check, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--eval", type=Path, required=True, help="folder with un-dev/pairs.tsv")
    parser.add_argument("--plants", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--names", choices=("listed", "repeated"), default="listed")
    parser.add_argument("--side", choices=("en", "zh"), default="en")
    parser.add_argument("--no-starter", action="store_true", help="learn from the units alone")
    parser.add_argument("--list", action="store_true", help="print what was missed and flagged")
    args = parser.parse_args()

    units = load(args.eval, args.half)
    matcher = Matcher(listed(args.eval))
    at_hand = args.names == "listed"
    pool = places(units, matcher, args.side) if at_hand else repeated(units, matcher)
    chosen = plants(units, pool, args.plants, random.Random(args.seed), args.side)
    faulty = list(units)
    for one in chosen:
        unit, at = units[one.place.unit], one.place
        text = unit.zh if args.side == "zh" else unit.en
        text = text[: at.start] + one.new + text[at.end :]
        faulty[at.unit] = replace(unit, zh=text) if args.side == "zh" else replace(unit, en=text)

    with spent() as cost:
        clean = check_names(units, starter=not args.no_starter)
    findings = check_names(faulty, starter=not args.no_starter)

    planted, caught = Counter[str](), Counter[str]()
    for one in chosen:
        for label in (one.kind, "all"):
            planted[label] += 1
            caught[label] += hits(one, findings, args.side)
        if args.list and not hits(one, findings, args.side):
            print(f"missed {one.place.unit} {one.kind}: {one.place.text} → {one.new}")
            print(f"       {units[one.place.unit].zh[:160]}")
    touched = {one.place.unit for one in chosen}
    unchanged = [f for f in findings if f.unit not in touched]
    if args.list:
        for finding in clean:
            print(f"flag {finding.unit}: {finding.message}")
    print(f"{len(units)} units, {len(chosen)} faults planted, seed {args.seed}")
    for label, total in planted.items():
        print(f"  {label:22} {caught[label]:4} of {total:4}  {caught[label] / total:.3f}")
    rate = 1000 * len({f.unit for f in clean}) / len(units)
    print(f"text as published: {len(clean)} flags, {rate:.2f} flagged units in 1,000")
    print(f"unchanged units of the faulty text: {len(unchanged)} flags")
    print(f"{1000 * cost.processor / len(units):.3f} ms of processor a unit")
    return 0


if __name__ == "__main__":
    sys.exit(main())
