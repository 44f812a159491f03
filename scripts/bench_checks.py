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
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from duizhao.corpora.bilingual.tmx.write import write_tmx
from duizhao.corpora.unit import Unit
from duizhao.memory.terms.checks import survey
from duizhao.memory.terms.report import write_report
from duizhao.memory.terms.sources import read_checked


def units_from(folder: Path, count: int) -> Iterator[Unit]:
    """`count` units: the pairs again and again, distinguished by a number after both texts."""
    lines = (folder / "un-dev" / "pairs.tsv").read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    for index in range(count):
        row = rows[index % len(rows)]
        turn = index // len(rows)
        mark = f" #{turn}" if turn else ""
        yield Unit(zh=row[5] + mark, en=row[4] + mark)


def child(path: str, kinds: str, report: str) -> None:
    """Read, check, report; print the costs as JSON."""
    started = time.process_time()
    checked = read_checked([path])
    read = time.process_time() - started
    read_memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = time.process_time()
    found = survey(checked.units, kinds=kinds.split(",") if kinds else None)
    spent = time.process_time() - started
    started = time.process_time()
    write_report(
        found.findings,
        report,
        units=len(checked.units),
        places=checked.places,
        title="bench",
        names=found.names,
    )
    wrote = time.process_time() - started
    costs = {
        "units": len(checked.units),
        "read_s": read,
        "check_s": spent,
        "report_s": wrote,
        "findings": len(found.findings),
        "report_mb": Path(report).stat().st_size / 1e6,
        "read_mb": read_memory,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
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
        child(args.child[0], args.kinds, args.child[1])
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
            command = [sys.executable, __file__, "--kinds", args.kinds, "--child", path]
            command.append(str(Path(folder) / "bench.html"))
            run = subprocess.run(command, check=True, capture_output=True, text=True)
            c = json.loads(run.stdout)
            print(
                f"{c['units']:11}{c['read_s']:11.2f}{c['check_s']:11.2f}"
                f"{c['check_s'] / c['read_s']:11.1f}{1000 * c['check_s'] / c['units']:11.3f}"
                f"{c['findings']:11}{c['report_s']:11.2f}{c['report_mb']:11.2f}"
                f"{c['read_mb']:11.0f}{c['peak_mb']:11.0f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
