"""``duizhao apply``: apply the corrections of a worksheet."""

from __future__ import annotations

import argparse
import json

from duizhao.corpora.counted import counted

from .paths import Kept, Read, Written
from .shared import add_json, add_quiet, add_who

_SHOWN = 20


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Apply the corrections made in a worksheet of `duizhao align --for excel` (.xlsx or "
        ".docx): its documents are aligned again as its rows say. Text is found by its words, so "
        "rows may have been joined, cut, moved and edited in any way."
    )
    parser.add_argument("worksheet", type=Read, metavar="FILE", help="the worksheet")
    parser.add_argument(
        "--zh", type=Read, metavar="FILE", help="the Chinese document, if it was moved"
    )
    parser.add_argument(
        "--en", type=Read, metavar="FILE", help="the English document, if it was moved"
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Written,
        action="append",
        default=[],
        metavar="FILE",
        help="write the corrected pairs, as duizhao align does (.tmx .html .pins …); may be "
        "repeated",
    )
    parser.add_argument(
        "--memory",
        type=Kept,
        metavar="MEMORY",
        help="import them into this memory, replacing what it has of these documents",
    )
    add_who(parser, "who corrected them")
    add_json(parser, "the summary")
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Apply it."""
    from duizhao.memory.facade import Memory
    from duizhao.memory.write import format_of
    from duizhao.worksheet.apply import apply

    from .tm_import import changes

    for path in args.output:
        format_of(path)
    applied = apply(args.worksheet, args.zh, args.en)
    said = [line for path in args.output for line in applied.pair.write(path)]
    lines: list[str] = []
    if args.memory:
        with Memory(args.memory) as memory:
            result = memory.replace(applied.entries, who=args.who)
        lines = [f"{args.memory}: {result.added:,} added, {result.merged:,} already there"]
        lines += changes(result)
    pairs = sum(not bead.is_null for bead in applied.pair.beads)
    if args.json:
        summary = {
            "pairs": pairs,
            "unpaired": len(applied.pair.beads) - pairs,
            "edited": applied.edited,
            "borders": applied.borders,
            "lost": list(applied.lost),
            "written": list(args.output),
            "memory": lines,
        }
        print(json.dumps(summary, ensure_ascii=False))
    elif not args.quiet:
        print(
            f"{counted(pairs, 'pair')}, {len(applied.pair.beads) - pairs} unpaired, "
            f"{applied.edited} edited, {counted(applied.borders, 'segment')} cut in two"
        )
        for line in (*said, *lines, *applied.lost[:_SHOWN]):
            print(f"  {line}")
        if len(applied.lost) > _SHOWN:
            print(f"  and {len(applied.lost) - _SHOWN} more; --json lists all")
    return 0
