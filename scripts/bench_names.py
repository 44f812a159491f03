"""Planted name faults: how many the ``term`` check catches, and what it flags besides.

    python scripts/bench_names.py --eval FOLDER [--plants 200] [--seed 1] [--half 0|1]

FOLDER holds ``un-dev/pairs.tsv`` and ``terms/``. A name is planted in where both of its
forms stand in a unit, of two kinds of names:

* listed: agencies and treaties of the starter termbase, of ``terms/organizations.tsv`` and of
  ``terms/unbis.tsv``;
* repeated: capitalised runs with a word such as Committee or Convention that no list has and
  that stand in three units or more, so that only the other units can tell what is right.

One fault is planted in each chosen unit, of five kinds in turn: another preposition, a former
name, another body's name, another body's abbreviation, another word order. Then everything is
checked in one go. With ``--half`` only every other document is used: tune on one half, report
the other. ``--side zh`` plants in the Chinese instead.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from corpora.document import Language
from memory.finding import Finding
from memory.terms.match import Matcher, Mention
from memory.terms.names import check_names
from memory.terms.names.near import HEADS
from memory.terms.names.near_zh import head_of
from memory.terms.names.runs import runs, windows
from memory.terms.starter import united_nations
from memory.terms.termbase import Concept, Status, Term
from memory.terms.words import FUNCTION_WORDS, word_set, words
from memory.unit import Unit

KINDS = ("preposition", "former name", "another body", "another abbreviation", "word order")

FORMER = {
    "Human Rights Council": "Commission on Human Rights",
    "African Union": "Organization of African Unity",
    "European Union": "European Communities",
    "World Trade Organization": "General Agreement on Tariffs and Trade",
    "United Nations Human Settlements Programme": "United Nations Centre for Human Settlements",
    "United Nations Population Fund": "United Nations Fund for Population Activities",
    "United Nations Office on Drugs and Crime": (
        "United Nations Office for Drug Control and Crime Prevention"
    ),
    "United Nations Entity for Gender Equality and the Empowerment of Women": (
        "United Nations Development Fund for Women"
    ),
    "Office for the Coordination of Humanitarian Affairs": "Department of Humanitarian Affairs",
    "Organization for Security and Cooperation in Europe": (
        "Conference on Security and Cooperation in Europe"
    ),
    "Economic Commission for Latin America and the Caribbean": (
        "Economic Commission for Latin America"
    ),
    "Commission on Crime Prevention and Criminal Justice": (
        "Committee on Crime Prevention and Control"
    ),
    "Organization of Islamic Cooperation": "Organization of the Islamic Conference",
    "Department of Public Information": "Office of Public Information",
    "Office for Disarmament Affairs": "Department for Disarmament Affairs",
    "Committee for Development Policy": "Committee for Development Planning",
    "Conference on Disarmament": "Committee on Disarmament",
    "Special Political and Decolonization Committee": "Special Political Committee",
    "Office of Internal Oversight Services": "Office for Inspections and Investigations",
    "Department of Peacekeeping Operations": "Office of Special Political Affairs",
    "United Nations Children's Fund": "United Nations International Children's Emergency Fund",
    "United Nations Industrial Development Organization": "Centre for Industrial Development",
}
"""Bodies and what they were called before."""


class Body(NamedTuple):
    """A body or treaty to put in another's place."""

    en: str
    short: str
    zh: str


BODIES = (
    Body("United Nations Development Programme", "UNDP", "联合国开发计划署"),
    Body("United Nations Children's Fund", "UNICEF", "联合国儿童基金会"),
    Body("World Health Organization", "WHO", "世界卫生组织"),
    Body("International Labour Organization", "ILO", "国际劳工组织"),
    Body("International Monetary Fund", "IMF", "国际货币基金组织"),
    Body("United Nations Environment Programme", "UNEP", "联合国环境规划署"),
    Body("International Atomic Energy Agency", "IAEA", "国际原子能机构"),
    Body(
        "Office of the United Nations High Commissioner for Refugees",
        "UNHCR",
        "联合国难民事务高级专员办事处",
    ),
    Body(
        "United Nations Educational, Scientific and Cultural Organization",
        "UNESCO",
        "联合国教育、科学及文化组织",
    ),
    Body("World Trade Organization", "WTO", "世界贸易组织"),
    Body("International Maritime Organization", "IMO", "国际海事组织"),
    Body("United Nations Office for Project Services", "UNOPS", "联合国项目事务厅"),
    Body("World Food Programme", "WFP", "世界粮食计划署"),
    Body("International Court of Justice", "ICJ", "国际法院"),
    Body("Organization for the Prohibition of Chemical Weapons", "OPCW", "禁止化学武器组织"),
    Body("Convention on the Rights of the Child", "CRC", "儿童权利公约"),
    Body("United Nations Convention on the Law of the Sea", "UNCLOS", "联合国海洋法公约"),
    Body("Convention on Biological Diversity", "CBD", "生物多样性公约"),
)

_PREPOSITIONS = ("of", "on", "for", "against", "to")
_TITLES = word_set(
    "president chair chairman chairperson head director representative report bureau member "
    "secretary rapporteur mission note vice government ministry minister states"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A name in a unit."""

    unit: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Plant:
    """A fault put in a unit."""

    place: Place
    kind: str
    new: str


def load(folder: Path, half: int | None) -> list[Unit]:
    """Units of un-dev, of all documents or of every other one."""
    with (folder / "un-dev" / "pairs.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
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
        with (folder / "terms" / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                english = row[columns[0]].title() if name == "unbis" else row[columns[0]]
                content = [w.key for w in words(english) if w.key not in FUNCTION_WORDS]
                if len(content) >= 3 and HEADS & set(content):
                    terms = (Term(row[columns[1]], "zh"), Term(english, "en"))
                    concepts.append(Concept(english, terms))
    return tuple(concepts)


def places(units: Sequence[Unit], matcher: Matcher, side: Language) -> list[Place]:
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
            if m.term.status is Status.ABBREVIATION:
                continue
            place = Place(number, m.start, m.end, text[m.start : m.end])
            if _is_name(place.text, side):
                taken = m.end
                found.append(place)
    return found


def _weak(mention: Mention) -> bool:
    return mention.bracketed or mention.term.status in (Status.SHORT, Status.DEPRECATED)


def _is_name(text: str, side: Language) -> bool:
    if side == "zh":
        return len(text) >= 6 and bool(head_of(text))
    content = [w.key for w in words(text) if w.key not in FUNCTION_WORDS]
    return len(content) >= 2 and bool(HEADS & set(content))


def repeated(units: Sequence[Unit], matcher: Matcher) -> list[Place]:
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


def plant(place: Place, kind: str, chance: random.Random, unit: Unit, side: Language) -> str | None:
    """The name with a fault of one kind, or None where it offers no place for it."""
    if side == "zh":
        return _plant_han(place.text, kind, chance, unit)
    text = place.text
    if kind == "former name":
        return FORMER.get(text.replace("’", "'").removeprefix("United Nations ")) or FORMER.get(
            text.replace("’", "'")
        )
    others = [body for body in BODIES if not {body.en, body.short} & set(unit_words(unit))]
    if kind == "another body":
        return chance.choice([b.en for b in others if b.en not in unit.en and b.zh not in unit.zh])
    if kind == "another abbreviation":
        return chance.choice([b.short for b in others if b.zh not in unit.zh])
    parts = text.split(" ")
    if kind == "preposition":
        spots = [at for at, part in enumerate(parts) if part in _PREPOSITIONS]
        if not spots:
            return None
        at = chance.choice(spots)
        parts[at] = chance.choice([word for word in _PREPOSITIONS if word != parts[at]])
        return " ".join(parts)
    return _reorder(parts, chance)


def unit_words(unit: Unit) -> list[str]:
    """Words of a unit's English text as they stand."""
    return unit.en.replace("(", " ").replace(")", " ").split()


def _plant_han(text: str, kind: str, chance: random.Random, unit: Unit) -> str | None:
    """A Chinese name with a fault; "preposition" stands for a joining character."""
    if kind == "another body":
        return chance.choice([b.zh for b in BODIES if b.en not in unit.en and b.zh not in unit.zh])
    if kind == "preposition":
        for old, new in (
            ("和", "与"),
            ("及", "和"),
            ("与", "和"),
            ("问题", "事务"),
            ("事务", "问题"),
        ):
            if old in text:
                return text.replace(old, new, 1)
        return None
    if kind == "former name":
        for old, new in (
            ("委员会", "理事会"),
            ("理事会", "委员会"),
            ("组织", "机构"),
            ("机构", "组织"),
            ("规划署", "计划署"),
            ("公约", "协定"),
            ("基金会", "基金组织"),
            ("办公室", "办事处"),
            ("办事处", "办公室"),
            ("条约", "协定"),
            ("宣言", "声明"),
            ("会议", "大会"),
        ):
            if text.endswith(old):
                return text.removesuffix(old) + new
        return None
    if kind == "word order":
        for joint in "和及、":
            left, found, right = text.partition(joint)
            if found and len(left) >= 2 and len(right) >= 4:
                return left[:-2] + right[:2] + joint + left[-2:] + right[2:]
    return None


def _reorder(parts: list[str], chance: random.Random) -> str | None:
    """Two neighbouring capitalised words exchanged, or the two sides of an "and"."""
    spots = [
        (at, at + step)
        for step in (1, 2)
        for at in range(len(parts) - step)
        if parts[at][:1].isupper()
        and parts[at + step][:1].isupper()
        and "," not in parts[at] + parts[at + step]
        and (step == 1 or parts[at + 1] == "and")
        and parts[at] != "United"
    ]
    if not spots:
        return None
    one, other = chance.choice(spots)
    parts[one], parts[other] = parts[other], parts[one]
    return " ".join(parts)


def plants(
    units: Sequence[Unit], pool: list[Place], count: int, chance: random.Random, side: Language
) -> list[Plant]:
    """Faults, at most one in a unit, the kinds as even as the names allow."""
    chance.shuffle(pool)
    used: set[int] = set()
    chosen: list[Plant] = []
    # Names with a former name are the fewest, so they choose first.
    kinds = ("former name", "word order", "preposition", "another body", "another abbreviation")
    for left, kind in zip(range(len(kinds), 0, -1), kinds, strict=True):
        share = (count - len(chosen)) // left
        chosen += _take(units, pool, kind, share, used, chance, side)
    return chosen


def _take(
    units: Sequence[Unit],
    pool: Sequence[Place],
    kind: str,
    count: int,
    used: set[int],
    chance: random.Random,
    side: Language,
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
        faulty[at.unit] = replace(unit, **{args.side: text})

    began = time.process_time()
    clean = check_names(units, starter=not args.no_starter)
    spent = time.process_time() - began
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
    print(f"{1000 * spent / len(units):.3f} ms of processor a unit")
    return 0


if __name__ == "__main__":
    sys.exit(main())
