"""Read and write a large TMX file, against a bare lxml ``iterparse`` over the same file.

    python scripts/generate_tm.py 1000000 memory.tmx
    python scripts/bench_tmx.py memory.tmx

Every measurement runs in a process of its own, three rounds in turn, and the best of each
counts; times are processor time. `iterparse` only walks over the units and frees them. Ours
gives records with text, content, languages and attributes, properties checked but not taken
apart; "and units" makes `duizhao.corpora.unit.Unit` of them, which does take them apart. Writing is
what copying takes beyond what feeds it. Peak memory is of the whole process.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from measured import child, spent

from duizhao.corpora.bilingual.tmx import Record, read_tmx, to_units, write_tmx
from duizhao.corpora.unit import Unit

ROUNDS = 3


def walk_with_lxml(path: Path, _: Path) -> int:
    """Units that a bare iterparse passes, each freed after it."""
    from lxml import etree

    count = 0
    for _event, unit in etree.iterparse(str(path), tag="tu"):
        count += 1
        unit.clear()
        while unit.getprevious() is not None:
            del unit.getparent()[0]
    return count


def records(path: Path) -> Iterator[Record]:
    """The records of a file."""
    return (item for item in read_tmx(path) if isinstance(item, Record))


def units(path: Path) -> Iterator[Unit]:
    """The units of a file."""
    return (unit for record in records(path) for unit in to_units(record))


def read(path: Path, _: Path) -> int:
    """Records read."""
    return sum(1 for _record in records(path))


def read_units(path: Path, _: Path) -> int:
    """Units read."""
    return sum(1 for _unit in units(path))


def copy(path: Path, folder: Path) -> int:
    """Records read and written."""
    return write_tmx(records(path), folder / "copy.tmx").units


def copy_units(path: Path, folder: Path) -> int:
    """Units read and written."""
    return write_tmx(units(path), folder / "copy.tmx").units


TASKS: dict[str, Callable[[Path, Path], int]] = {
    "lxml iterparse": walk_with_lxml,
    "read": read,
    "read and units": read_units,
    "copy": copy,
    "copy units": copy_units,
}


def run_task(name: str, path: Path) -> None:
    """Do one task here and print what it took."""
    with tempfile.TemporaryDirectory() as folder, spent() as cost:
        count = TASKS[name](path, Path(folder))
    print(json.dumps({"units": count, "seconds": cost.processor, "peak": cost.peak}))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--task", choices=tuple(TASKS), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.task:
        run_task(args.task, args.file)
        return
    best: dict[str, dict[str, float]] = {}
    for _ in range(args.rounds):
        for name in TASKS:
            found = child(args.file, "--task", name)
            if name not in best or found["seconds"] < best[name]["seconds"]:
                best[name] = found
    for name, feed in (("write", "read"), ("write units", "read and units")):
        whole = best["copy" if name == "write" else "copy units"]
        best[name] = {**whole, "seconds": whole["seconds"] - best[feed]["seconds"]}
    reference = best["lxml iterparse"]["seconds"]
    print(f"{args.file.stat().st_size / 1e6:.0f} MB")
    for name, found in best.items():
        print(
            f"{name:<15} {found['units']:>9,.0f} units  {found['seconds']:7.2f} s  "
            f"{found['units'] / found['seconds']:>9,.0f} a second  "
            f"{reference / found['seconds']:5.2f} of lxml's speed  {found['peak']:5.0f} MB"
        )


if __name__ == "__main__":
    main()
