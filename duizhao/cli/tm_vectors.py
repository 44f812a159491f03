"""``duizhao tm vectors``: encode units, so that they are found by meaning."""

from __future__ import annotations

import argparse
import json
import time

from duizhao.corpora.counted import counted

from .paths import Kept
from .shared import add_json, add_memory, add_quiet


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Encode the units that have no vector yet into the folder MEMORY.vectors; "
        "all of them when the index there is damaged or belongs to another memory or encoder. "
        "An interrupted run continues where it stopped."
    )
    add_memory(parser, Kept)
    add_json(parser, "the counts")
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Encode."""
    from dataclasses import asdict

    from duizhao.memory.search.vectors import update
    from duizhao.memory.store import Store
    from duizhao.progress import terminal_progress

    began = time.monotonic()
    with (
        Store(args.memory, create=False) as store,
        terminal_progress(not (args.quiet or args.json)) as progress,
    ):
        result = update(store, progress=progress)
    if args.json:
        print(json.dumps(asdict(result)))
    elif not args.quiet:
        if result.rebuilt:
            print(f"{args.memory}: {result.rebuilt}; rebuilt")
        seconds = time.monotonic() - began
        print(
            f"{counted(result.encoded, 'unit')} encoded in {seconds:.1f} s; {result.count:,} in all"
        )
    return 0
