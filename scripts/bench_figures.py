"""How many figure faults are caught, and how many flags correct text gets.

    python scripts/bench_figures.py --eval FOLDER [--half a|b|all] [--pofilter] [--list]

FOLDER holds ``un-dev/pairs.tsv`` (doc, en_pos, zh_pos, line, en, zh) and
``checks/numbers.tsv`` (verdict, en, zh). The mutator changes one figure of one side at
random; it finds figures by expressions of its own, which know nothing of the readers
that are measured. A seed makes it repeatable.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from figure_faults import FAULTS, LABEL, Change, change_label, change_symbol
from rows import rows_of, un_pairs

from duizhao.corpora.unit import Unit
from duizhao.memory.terms.checks import check

KINDS = ("number", "date", "symbol", "note", "label", "link")
Checker = Callable[[Sequence[Unit]], set[int]]
AIMS = {"ordinal or number word": 0.90, "dropped": 0.70, "swapped": 0.60}


SYMBOLS = ("A/67/156", "E/CN.15/2012/1", "A/RES/67/190", "S/2014/835", "CEDAW/C/RUS/8")


def with_symbols(units: Sequence[Unit]) -> list[Unit]:
    """The units with a document symbol put after both texts: un-dev has none of its own."""
    result = []
    for index, unit in enumerate(units):
        symbol = SYMBOLS[index % len(SYMBOLS)]
        result.append(Unit(zh=f"{unit.zh}（{symbol}）", en=f"{unit.en} ({symbol})"))
    return result


def read_pairs(folder: Path, half: str) -> list[Unit]:
    """The pairs of un-dev, all or those of one half of the documents."""
    return [
        Unit(zh=row["zh"], en=row["en"])
        for row in un_pairs(folder)
        if half == "all" or half == "ab"[zlib.crc32(row["doc"].encode()) % 2]
    ]


def mutants(units: Sequence[Unit], change: Change, count: int, seed: str) -> Iterator[Unit]:
    """`count` units with one fault each, drawn with replacement."""
    chance = random.Random(seed)
    if change is change_symbol:
        units = with_symbols(units)
    if change is change_label:
        units = [unit for unit in units if LABEL.match(unit.zh) and LABEL.match(unit.en)]
    possible = [
        (unit, english)
        for unit in units
        for english in (False, True)
        if change(unit.en if english else unit.zh, random.Random(0), english) is not None
    ]
    for _ in range(count if possible else 0):
        unit, english = chance.choice(possible)
        if english:
            yield Unit(zh=unit.zh, en=change(unit.en, chance, True) or unit.en)
        else:
            yield Unit(zh=change(unit.zh, chance, False) or unit.zh, en=unit.en)


def flagged(units: Sequence[Unit]) -> set[int]:
    """Positions of the units with a finding."""
    return {finding.unit for finding in check(units, kinds=KINDS)}


def flagged_by_pofilter(units: Sequence[Unit], *, only_numbers: bool = False) -> set[int]:
    """Positions that translate-toolkit's pofilter flags (en → zh), with all its tests or one."""
    from translate.filters import checks
    from translate.storage import po

    checker = checks.StandardChecker(checks.CheckerConfig(targetlanguage="zh_CN"))
    result = set()
    for index, unit in enumerate(units):
        pair = po.pounit(unit.en)
        pair.target = unit.zh
        failed = set(checker.run_filters(pair))
        if failed & {"numbers"} if only_numbers else failed:
            result.add(index)
    return result


def measure(units: Sequence[Unit], checker: Checker, count: int, seed: str) -> dict[str, float]:
    """Share flagged as published, and share caught of each kind of fault."""
    bad = checker(units)
    result = {"as published": len(bad) / len(units)}
    clean = [unit for index, unit in enumerate(units) if index not in bad]
    for name, change in FAULTS.items():
        changed = list(mutants(clean, change, count, f"{seed} {name}"))
        result[name] = len(checker(changed)) / len(changed) if changed else float("nan")
    return result


def numbers(folder: Path, checker: Checker) -> Counter[str]:
    """How many of the pairs that agree, and that differ, are flagged."""
    rows = rows_of(folder / "checks" / "numbers.tsv")
    bad = checker([Unit(zh=row["zh"], en=row["en"]) for row in rows])
    return Counter(rows[index]["verdict"] for index in bad)


def missed(units: Sequence[Unit], name: str, count: int, seed: str) -> None:
    """Print the faults of one kind that go unnoticed."""
    bad = flagged(units)
    clean = [unit for index, unit in enumerate(units) if index not in bad]
    changed = list(mutants(clean, FAULTS[name], count, f"{seed} {name}"))
    caught = flagged(changed)
    by_text = {unit.zh: unit for unit in clean} | {unit.en: unit for unit in clean}
    for index, unit in enumerate(changed):
        if index in caught:
            continue
        before = by_text.get(unit.zh) or by_text.get(unit.en)
        print(unit.en, unit.zh, sep="\n")
        if before is not None:
            print("   WAS:", before.zh if before.zh != unit.zh else before.en)
        print()


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--eval", type=Path, required=True, help="folder of evaluation data")
    parser.add_argument("--half", choices=("a", "b", "all"), default="all")
    parser.add_argument("--count", type=int, default=1000, help="faults of each kind")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--pofilter", action="store_true", help="translate-toolkit beside ours")
    parser.add_argument("--list", action="store_true", help="print each flag on published text")
    parser.add_argument("--missed", choices=sorted(FAULTS), help="print unnoticed faults")
    args = parser.parse_args(argv)
    units = read_pairs(args.eval, args.half)
    if args.missed:
        missed(units, args.missed, args.count, args.seed)
        return 0
    if args.list:
        for finding in check(units, kinds=KINDS):
            print(json.dumps([finding.unit, finding.message, finding.en, finding.zh]))
        return 0
    table = {"duizhao": measure(units, flagged, args.count, args.seed)}
    others: dict[str, Checker] = {
        "pofilter": flagged_by_pofilter,
        "its numbers": partial(flagged_by_pofilter, only_numbers=True),
    }
    for name, checker in others.items() if args.pofilter else ():
        table[name] = measure(units, checker, args.count, args.seed)
    print(f"{len(units)} pairs, half {args.half}, {args.count} faults a kind, seed {args.seed}")
    print(f"{'':24}" + "".join(f"{name:>12}" for name in table) + f"{'aim':>12}")
    for row in next(iter(table.values())):
        aim = 0.006 if row == "as published" else AIMS.get(row, 0.99)
        cells = "".join(f"{column[row]:12.2%}" for column in table.values())
        print(f"{row:24}{cells}{aim:12.2%}")
    for name, checker in {"duizhao": flagged, **others}.items():
        if name in table:
            print(f"numbers.tsv, {name}: {dict(numbers(args.eval, checker))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
