"""``duizhao tm clean``: move doubtful units out of a memory, with reasons."""

from __future__ import annotations

import argparse
import json
from collections import Counter

from duizhao.corpora.counted import counted

from .numbers import decimal
from .paths import Kept, Written
from .shared import add_json, add_memory, add_quiet


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Move doubtful units out of a memory into a file of JSON lines, each with "
        "its reason: duplicate, same (source = target), empty, language, length, confidence, "
        "numbers. Checked units are moved only if duplicate, same or empty."
    )
    add_memory(parser, Kept)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "--removed", type=Written, metavar="FILE", help="write the units here; a new .jsonl"
    )
    where.add_argument("--dry-run", action="store_true", help="only report what would be moved")
    parser.add_argument("--rules", metavar="A,B,…", help="only these rules")
    parser.add_argument(
        "--min-confidence",
        type=decimal,
        default=0.5,
        metavar="P",
        help="lowest confidence, for the rule confidence",
    )
    add_json(parser, "the counts")
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Clean."""
    from duizhao.memory.clean import clean, doubts
    from duizhao.memory.store import Store
    from duizhao.progress import terminal_progress

    rules = None
    if args.rules:
        rules = tuple(name.strip() for name in args.rules.split(",") if name.strip())
    counts: dict[str, int]
    with (
        Store(args.memory, create=False) as store,
        terminal_progress(not (args.quiet or args.json)) as progress,
    ):
        if args.dry_run:
            found = Counter[str]()
            for doubt in doubts(
                store, rules, min_confidence=args.min_confidence, progress=progress
            ):
                found[doubt.rule] += 1
                if not (args.quiet or args.json):
                    print(f"{doubt.entry.id} {doubt.reason}: {doubt.entry.unit.zh[:40]}")
            counts = dict(found)
        else:
            counts = clean(
                store,
                args.removed,
                rules,
                min_confidence=args.min_confidence,
                progress=progress,
            )
    total = sum(counts.values())
    if args.json:
        print(json.dumps({"removed": 0 if args.dry_run else total, "rules": counts}))
    elif not args.quiet:
        listed = ", ".join(f"{name} {count:,}" for name, count in counts.items())
        done = "would be removed" if args.dry_run else "removed"
        print(f"{counted(total, 'unit')} {done}; {listed or 'none'}")
    return 0
