"""``duizhao tm export``: write the units of a memory to a file."""

from __future__ import annotations

import argparse
import json

from duizhao.corpora.counted import counted
from duizhao.corpora.document import LANGUAGES

from .paths import Read, Written
from .shared import add_json, add_memory, add_quiet
from .tm_options import add_filters


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = "Write the units of a memory to a file."
    add_memory(parser, Read)
    parser.add_argument(
        "out",
        type=Written,
        metavar="FILE",
        help=".tmx .tmx.gz .csv .tsv .xlsx .parquet .jsonl .utf8 (glossary)",
    )
    parser.add_argument(
        "--format", default="", help="tmx csv tsv xlsx parquet jsonl glossary, whatever the suffix"
    )
    parser.add_argument(
        "--source",
        choices=LANGUAGES,
        help="source language, first in a glossary (default: as imported)",
    )
    add_filters(parser)
    add_json(parser, "the count")
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Export the units."""
    from collections.abc import Iterator

    from duizhao.memory.export import export, turned
    from duizhao.memory.store import Entry, Store
    from duizhao.progress import Progress, terminal_progress

    from .tm_options import filters_from

    def with_progress(
        entries: Iterator[Entry], progress: Progress | None, total: int
    ) -> Iterator[Entry]:
        for number, entry in enumerate(entries, 1):
            if progress and number % 1000 == 0:
                progress("export", number, total)
            yield entry

    with (
        Store(args.memory, create=False) as store,
        terminal_progress(not (args.quiet or args.json)) as progress,
    ):
        entries = with_progress(store.ask.select(filters_from(args)), progress, len(store))
        if args.source:
            entries = turned(entries, args.source)
        count = export(entries, args.out, args.format)
    if args.json:
        print(json.dumps({"written": count, "file": args.out}, ensure_ascii=False))
    elif not args.quiet:
        print(f"{args.out}: {counted(count, 'unit')}")
    return 0
