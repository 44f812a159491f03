"""``duizhao terms extract``: bilingual terms out of aligned texts."""

from __future__ import annotations

import argparse
import io
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, BinaryIO

from duizhao.corpora.counted import counted

from .numbers import seed, whole
from .paths import Read, Written
from .shared import add_quiet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duizhao.memory.terms.extract import Extracted

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_EVIDENCE = ("both", "zh_units", "en_units", "dice", "likelihood", "linked", "agrees", "score")


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Find names, titles and recurring noun phrases in aligned texts, with the "
        "Chinese and the English of each, the most certain first."
    )
    parser.add_argument(
        "inputs",
        type=Read,
        nargs="+",
        metavar="IN",
        help="files of pairs: TMX, XLIFF, PO, tables, JSON lines, Parquet, or a memory",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Written,
        metavar="FILE",
        help="a .tbx or .xlsx termbase, or a .csv, .tsv or .jsonl list with the evidence "
        "(default: a table on standard output)",
    )
    parser.add_argument(
        "--least",
        type=whole,
        default=2,
        metavar="N",
        help="minimum number of units with the term (default 2)",
    )
    parser.add_argument("--limit", type=whole, metavar="N", help="maximum number of terms")
    parser.add_argument("--seed", type=seed, default=1, help="of the word aligner (default 1)")
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it."""
    from pathlib import Path

    from duizhao.corpora.atomic import atomic_write
    from duizhao.corpora.errors import SettingsError
    from duizhao.memory.terms.extract import extract_terms, to_termbase
    from duizhao.memory.terms.sources import read_checked
    from duizhao.progress import terminal_progress

    suffix = Path(args.output).suffix.lower() if args.output else ""
    if args.output and suffix not in (".tbx", ".xlsx", ".csv", ".tsv", ".jsonl"):
        raise SettingsError(
            "a list of terms cannot be written in that format",
            path=args.output,
            mend="use .tbx, .xlsx, .csv, .tsv or .jsonl",
        )
    if args.least < 1 or (args.limit is not None and args.limit < 1):
        raise SettingsError("--least and --limit are at least 1")
    checked = read_checked(args.inputs)
    if not args.quiet:
        for one in checked.skipped:
            print(f"left out: {one}", file=sys.stderr)
    with terminal_progress(not args.quiet) as progress:
        found = extract_terms(
            checked.units, least=args.least, limit=args.limit, seed=args.seed, progress=progress
        )
    if suffix in (".tbx", ".xlsx"):
        to_termbase(found, Path(args.output).stem).write(args.output)
    elif args.output:
        with atomic_write(args.output) as temporary, temporary.open("wb") as stream:
            _write(found, suffix[1:], stream)
    else:
        table = io.BytesIO()
        _write(found, "tsv", table)
        print(table.getvalue().decode("utf-8", "surrogatepass"), end="")
        return 0
    if not args.quiet:
        print(f"{counted(len(found), 'term')} from {counted(len(checked.units), 'unit')}")
    return 0


def _write(found: Sequence[Extracted], format: str, stream: BinaryIO) -> None:
    """The terms with their evidence; only JSON keeps the variants apart."""
    if format == "jsonl":
        for one in found:
            line = asdict(one) | {"status": "candidate"}
            stream.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        return
    rows = (
        asdict(one)
        | {
            "examples": " ".join(map(str, one.examples)),
            "zh_variants": " | ".join(f"{v.text} ({v.units})" for v in one.zh_variants),
            "en_variants": " | ".join(f"{v.text} ({v.units})" for v in one.en_variants),
            "zh_context": " | ".join(zh for zh, _ in one.contexts),
            "en_context": " | ".join(en for _, en in one.contexts),
            "status": "candidate",
        }
        for one in found
    )
    from duizhao.corpora.tables.write import text_columns, write_table

    more = ("examples", "zh_variants", "en_variants", "zh_context", "en_context", "status")
    columns = ("zh", "en", *_EVIDENCE, *more)
    write_table(format, stream, text_columns(columns), rows)
