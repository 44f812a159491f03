"""``duizhao tm search``: look a text up in a memory."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from duizhao.corpora.document import LANGUAGES

from .numbers import whole
from .paths import Read
from .shared import add_json, add_memory
from .tm_options import add_filters, add_memories, add_script

if TYPE_CHECKING:
    from duizhao.memory.search import Match


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Look up a text in a memory: in context, exact, different figures, fuzzy and, "
        "where the memory has vectors, by meaning; one list, the best first."
    )
    add_memory(parser, Read)
    parser.add_argument("text", metavar="TEXT", help="the text; - reads standard input")
    parser.add_argument(
        "--lang", choices=LANGUAGES, help="its language; by default that of its script"
    )
    parser.add_argument(
        "--limit", type=whole, default=5, metavar="N", help="maximum number of matches (default 5)"
    )
    parser.add_argument(
        "--threshold", type=whole, default=60, metavar="N", help="lowest score (default 60)"
    )
    parser.add_argument("--before", default="", metavar="TEXT", help="the text before it")
    parser.add_argument("--after", default="", metavar="TEXT", help="the text after it")
    parser.add_argument(
        "--id", default="", metavar="ID", help="its id in the file that it comes from"
    )
    parser.add_argument("--no-semantic", action="store_true", help="do not search by meaning")
    add_memories(parser)
    add_script(parser)
    add_filters(parser)
    add_json(parser, "the matches")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Search."""
    import sys

    from duizhao.corpora.script import language_of
    from duizhao.memory.several import search_several

    from .tm_options import filters_from, memories_from, rules_from

    text = sys.stdin.read().strip("\n") if args.text == "-" else args.text
    with memories_from(args) as memories:
        matches = search_several(
            memories,
            text,
            args.lang or language_of(text) or "en",
            args.limit,
            args.threshold,
            before=args.before,
            after=args.after,
            context_id=args.id,
            filters=filters_from(args),
            semantic=not args.no_semantic,
            script=args.script or "",
            convert=args.convert,
            rules=rules_from(args),
        )
        for memory in memories:
            for note in memory.notes:
                print(f"duizhao: {memory.store.path}: {note}", file=sys.stderr)
    if args.json:
        print(json.dumps([match.to_dict() for match in matches], ensure_ascii=False, indent=1))
    else:
        _print(matches)
    return 0


def _print(matches: list[Match]) -> None:
    from .tm_options import marked

    if not matches:
        print("no match; duizhao tm concordance searches inside longer texts")
    for match in matches:
        print(f"{match.score:>3} {match.band}: {'; '.join(match.reasons)}")
        print(f"    {marked(match.source, match.source_marks)}")
        print(f"    {marked(match.target, match.marks)}")
        if match.origin:
            print(f"    ({match.origin})")
