"""What checking a memory costs beside reading it, and whether it grows with the units only.

    python scripts/bench_checks.py --eval FOLDER [--units 100000] [--kinds KINDS]

Units are those of ``un-dev/pairs.tsv``, repeated up to the number asked for with a number
after both texts that distinguishes the copies, written to a TMX file and read from it
again: that is the plain cost of reading. Times are processor seconds; memory is the
highest resident set. Each size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from measured import child, peak, spent
from rows import un_pairs

from duizhao.corpora.bilingual.tmx.write import write_tmx
from duizhao.corpora.unit import Unit
from duizhao.memory.terms.checks import survey
from duizhao.memory.terms.report import write_report
from duizhao.memory.terms.sources import read_checked


def units_from(folder: Path, count: int) -> Iterator[Unit]:
    """`count` units: the pairs again and again, distinguished by a number after both texts."""
    rows = un_pairs(folder)
    for index in range(count):
        row = rows[index % len(rows)]
        turn = index // len(rows)
        mark = f" #{turn}" if turn else ""
        yield Unit(zh=row["zh"] + mark, en=row["en"] + mark)


def costs_of(path: str, kinds: str, report: str) -> None:
    """Read, check, report; print the costs as JSON."""
    with spent() as reading:
        checked = read_checked([path])
    with spent() as checking:
        found = survey(checked.units, kinds=kinds.split(",") if kinds else None)
    with spent() as writing:
        write_report(
            found.findings,
            report,
            units=len(checked.units),
            places=checked.places,
            title="bench",
            names=found.names,
        )
    costs = {
        "units": len(checked.units),
        "read_s": reading.processor,
        "check_s": checking.processor,
        "report_s": writing.processor,
        "findings": len(found.findings),
        "report_mb": Path(report).stat().st_size / 1e6,
        "read_mb": reading.peak,
        "peak_mb": peak(),
    }
    print(json.dumps(costs))


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--eval", type=Path, help="folder of evaluation data")
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--kinds", default="", help="by comma; all where it is left out")
    parser.add_argument("--child", nargs=2, metavar=("FILE", "REPORT"), help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.child:
        costs_of(args.child[0], args.kinds, args.child[1])
        return 0
    if args.eval is None:
        parser.error("--eval is needed")
    print(f"kinds: {args.kinds or 'all'}; processor seconds, MB")
    head = ("units", "read_s", "check_s", "ratio", "ms/unit", "findings")
    print("".join(f"{name:>11}" for name in (*head, "report_s", "report_mb", "read_mb", "peak_mb")))
    with tempfile.TemporaryDirectory() as folder:
        for count in (args.units // 4, args.units // 2, args.units):
            path = str(Path(folder) / "bench.tmx")
            write_tmx(list(units_from(args.eval, count)), path)
            c = child("--kinds", args.kinds, "--child", path, Path(folder) / "bench.html")
            print(
                f"{c['units']:11}{c['read_s']:11.2f}{c['check_s']:11.2f}"
                f"{c['check_s'] / c['read_s']:11.1f}{1000 * c['check_s'] / c['units']:11.3f}"
                f"{c['findings']:11}{c['report_s']:11.2f}{c['report_mb']:11.2f}"
                f"{c['read_mb']:11.0f}{c['peak_mb']:11.0f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
