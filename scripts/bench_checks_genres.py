"""What the checks find and flag outside the United Nations, all in one table.

    python scripts/bench_checks_genres.py --eval FOLDER --cases FOLDER [--pofilter]
        [--read FILE …] [--list errors|kept|lost|new|right|probe|FAULT]

The first folder holds ``checks/news_wmt19.tsv``, ``checks/tico.tsv`` and
``checks/gnucash.po`` with ``checks/verdicts.tsv`` (set, unit, kind, verdict: T true, S a
translator may, F false) and ``un-dev/pairs.tsv``; the second ``right_pairs.tsv`` and
``probe.tsv``. `--read` adds verdicts of one's own in the same form.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bench_figures import flagged_by_pofilter, mutants, read_pairs
from figure_faults import FAULTS as UN_FAULTS
from genre_faults import FAULTS
from measured import spent

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity
from duizhao.memory.terms.checks import check
from duizhao.memory.terms.kinds import FIGURE_KINDS
from duizhao.memory.terms.sources import read_checked

SETS = {"news_wmt19": "news_wmt19.tsv", "tico": "tico.tsv", "gnucash": "gnucash.po"}
# Rows of probe.tsv whose two sides plainly agree.
AGREE = frozenset({"2023-05-06"})
Checker = Callable[[Sequence[Unit]], set[int]]
Verdicts = dict[tuple[str, int], dict[str, str]]


def read_sets(folder: Path) -> dict[str, list[Unit]]:
    """The units of the three sets."""
    return {name: read_checked([folder / "checks" / file]).units for name, file in SETS.items()}


def read_table(path: Path) -> list[Unit]:
    """The units of a table of cases, empty ones too."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    zh, en = rows[0].index("zh"), rows[0].index("en")
    return [Unit(zh=row[zh], en=row[en] if len(row) > en else "") for row in rows[1:]]


def read_verdicts(paths: Sequence[Path]) -> Verdicts:
    """Verdicts by set and unit, and in each by kind; later files rule."""
    result: Verdicts = defaultdict(dict)
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            name, unit, kind, verdict = line.split("\t")[:4]
            if name != "set":
                result[name, int(unit)][kind] = verdict
    return result


def graver(findings: Sequence[Finding]) -> set[int]:
    """Units with a finding that is more than information."""
    return {one.unit for one in findings if one.severity is not Severity.INFO}


def flagged(units: Sequence[Unit]) -> set[int]:
    """Units that duizhao flags."""
    return graver(check(units))


def compared(found: dict[str, list[Finding]], verdicts: Verdicts) -> dict[str, str]:
    """How many of the verdicts' findings are still made."""
    made = {
        (name, one.unit, one.kind)
        for name, findings in found.items()
        for one in findings
        if one.severity is not Severity.INFO
    }
    units = {(name, unit) for name, unit, _ in made}
    false = [
        (*key, kind) for key, kinds in verdicts.items() for kind in kinds if kinds[kind] == "F"
    ]
    true = {key for key, kinds in verdicts.items() if "T" in kinds.values()}
    every = {(n, one.unit) for n, findings in found.items() for one in findings}
    return {
        "F still made": f"{sum(one in made for one in false)}/{len(false)}",
        "F of them in a unit that is T too": str(
            sum(one[:2] in true and one in made for one in false)
        ),
        "T kept (more than info)": f"{len(true & units)}/{len(true)}",
        "T kept (any)": f"{len(true & every)}/{len(true)}",
    }


def errors(found: dict[str, list[Finding]], verdicts: Verdicts) -> tuple[Counter[str], list[str]]:
    """Verdicts of the findings of severity error, and the ones that nobody has read."""
    counts: Counter[str] = Counter()
    unread = []
    for name, findings in found.items():
        for one in findings:
            if one.severity is not Severity.ERROR:
                continue
            known = verdicts.get((name, one.unit), {})
            verdict = known.get(one.kind, "?")
            counts[verdict] += 1
            if verdict == "?":
                unread.append(shown(name, one))
    return counts, unread


def shown(name: str, one: Finding) -> str:
    """A finding on one line, texts and all."""
    about = f"{name}\t{one.unit}\t{one.kind}\t{one.severity}\t{one.message}"
    return f"{about}\n    {one.en!r}\n    {one.zh!r}"


def planted(
    sets: dict[str, list[Unit]], checkers: dict[str, Checker], count: int, seed: str, name: str
) -> tuple[dict[str, str], list[tuple[Unit, Unit, bool]]]:
    """The share of faults of one kind that each checker catches."""
    chance = random.Random(f"{seed} {name}")
    pool = [unit for units in sets.values() for unit in units if not unit.is_null]
    chance.shuffle(pool)
    pairs = []
    for unit in pool:
        changed = FAULTS[name](unit, chance)
        if changed is not None and changed != unit:
            pairs.append((unit, changed))
            if len(pairs) == count:
                break
    cells = {}
    listed: list[tuple[Unit, Unit, bool]] = []
    for title, checker in checkers.items():
        # A unit that is flagged as it is says nothing about the fault.
        before = checker([unit for unit, _ in pairs])
        clean = [pair for index, pair in enumerate(pairs) if index not in before]
        caught = checker([changed for _, changed in clean])
        cells[title] = f"{len(caught) / len(clean):.3f} of {len(clean)}" if clean else "-"
        if title == "duizhao":
            listed = [(*pair, index in caught) for index, pair in enumerate(clean)]
    return cells, listed


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--eval", type=Path, required=True, help="folder of evaluation data")
    parser.add_argument("--cases", type=Path, required=True, help="right_pairs.tsv, probe.tsv")
    parser.add_argument("--count", type=int, default=170, help="faults of each kind")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--pofilter", action="store_true", help="translate-toolkit beside ours")
    parser.add_argument("--read", type=Path, action="append", default=[], help="more verdicts")
    parser.add_argument("--list", default="", help="print units instead of the table")
    args = parser.parse_args(argv)
    sets = read_sets(args.eval)
    right, probe = read_table(args.cases / "right_pairs.tsv"), read_table(args.cases / "probe.tsv")
    if args.list in FAULTS:
        _, listed = planted(sets, {"duizhao": flagged}, args.count, args.seed, args.list)
        for before, after, noticed in listed:
            if not noticed:
                print(after.en, after.zh, sep="\n")
                side = "en" if before.en != after.en else "zh"
                print("   WAS:", getattr(before, side), "\n")
        return 0
    if args.list == "right":
        for one in check(right):
            print(one.unit + 2, one.kind, one.severity, one.message, one.en, one.zh, sep=" | ")
        return 0
    if args.list == "probe":
        caught = {one.unit for one in check(probe)}
        for index, unit in enumerate(probe):
            if (index in caught) == (unit.zh in AGREE):
                print(index + 2, unit.zh, unit.en, sep=" | ")
        return 0
    verdicts = read_verdicts([args.eval / "checks" / "verdicts.tsv", *args.read])
    with spent() as cost:
        found = {name: check(units) for name, units in sets.items()}
    counts, unread = errors(found, verdicts)
    if args.list:
        list_findings(args.list, found, verdicts, unread)
        return 0
    total = sum(len(units) for units in sets.values())
    caught = {one.unit for one in check(probe)}
    faults = [index for index, unit in enumerate(probe) if unit.zh not in AGREE]
    print(f"right pairs flagged: {len(flagged(right)) / len(right):.1%} of {len(right)}")
    print(f"probe caught: {len(caught.intersection(faults)) / len(faults):.1%} of {len(faults)}")
    for name, cell in compared(found, verdicts).items():
        print(f"{name}: {cell}")
    judged = counts["T"] + counts["S"] + counts["F"]
    precision = counts["T"] / judged if judged else float("nan")
    print(f"errors: {dict(counts)}, precision {precision:.2f} of those read")
    for name, findings in found.items():
        units = graver(findings)
        kinds = Counter(one.kind for one in findings if one.severity is not Severity.INFO)
        print(
            f"  {name}: {len(units) / len(sets[name]):.2%} flagged, {len(findings)} findings,"
            f" {len([f for f in findings if f.unit in units]) / max(1, len(units)):.2f} a unit"
            f" flagged {dict(kinds)}"
        )
    un = read_pairs(args.eval, "all")
    bad = {one.unit for one in check(un, kinds=FIGURE_KINDS) if one.severity is not Severity.INFO}
    clean = [unit for index, unit in enumerate(un) if index not in bad]
    digits = list(mutants(clean, UN_FAULTS["digit"], 1000, "1 digit"))
    whole = flagged(un)
    print(
        f"un-dev: flagged {len(bad) / len(un):.2%} (figures), {len(whole) / len(un):.2%} (all),"
        f" single digits {len(flagged(digits)) / len(digits):.1%}"
    )
    print(f"cost: {1000 * cost.processor / total:.2f} ms a unit")
    checkers: dict[str, Checker] = {"duizhao": flagged}
    if args.pofilter:
        checkers["pofilter"] = flagged_by_pofilter
        checkers["its numbers"] = partial(flagged_by_pofilter, only_numbers=True)
        for title, checker in list(checkers.items())[1:]:
            print(
                f"{title}: right pairs {len(checker(right)) / len(right):.1%}, probe"
                f" {len(checker(probe).intersection(faults)) / len(faults):.1%}, sets "
                + ", ".join(f"{n} {len(checker(u)) / len(u):.1%}" for n, u in sets.items())
                + f", un-dev {len(checker(un)) / len(un):.1%}"
            )
    for name in FAULTS:
        cells, _ = planted(sets, checkers, args.count, args.seed, name)
        print(f"{name:22}" + "".join(f"{cell:>18}" for cell in cells.values()))
    return 0


def list_findings(
    what: str, found: dict[str, list[Finding]], verdicts: Verdicts, unread: Sequence[str]
) -> None:
    """Print the findings that one row of the table counts."""
    if what == "errors":
        print("\n".join(unread))
        return
    for name, findings in found.items():
        by_unit: dict[int, list[Finding]] = defaultdict(list)
        for one in findings:
            by_unit[one.unit].append(one)
            known = verdicts.get((name, one.unit), {})
            if (what == "false" and known.get(one.kind) == "F") or (
                what == "new" and one.kind not in known and one.severity is not Severity.INFO
            ):
                print(shown(name, one))
        if what == "lost":
            for (of, unit), kinds in verdicts.items():
                if of == name and "T" in kinds.values() and unit not in graver(by_unit[unit]):
                    print(name, unit, kinds)


if __name__ == "__main__":
    sys.exit(main())
