"""``duizhao tm concordance``: find units that contain a text, with their counterparts."""

from __future__ import annotations

import argparse
import json

from duizhao.corpora.document import LANGUAGES

from .numbers import whole
from .paths import Read
from .shared import add_json, add_memory
from .tm_options import add_filters


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Show the units that contain a text, the newest first, with the "
        "corresponding words of the counterpart in brackets, where they can be identified."
    )
    add_memory(parser, Read)
    parser.add_argument("text", metavar="TEXT", help="any part of a text")
    parser.add_argument(
        "--lang", choices=LANGUAGES, help="side to look in; by default that of its script"
    )
    parser.add_argument(
        "--limit", type=whole, default=50, metavar="N", help="maximum number of units (default 50)"
    )
    add_filters(parser)
    add_json(parser, "the units")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Search."""
    from duizhao.memory.concordance import concordance
    from duizhao.memory.store import Store

    from .tm_options import filters_from, marked

    with Store(args.memory, create=False) as store:
        hits = concordance(
            store, args.text, args.lang, limit=args.limit, filters=filters_from(args)
        )
    if args.json:
        print(json.dumps([hit.to_dict() for hit in hits], ensure_ascii=False, indent=1))
        return 0
    for hit in hits:
        print(marked(hit.source, hit.spans))
        print(f"    {marked(hit.target, hit.target_spans)}")
        if hit.origin:
            print(f"    ({hit.origin})")
    if not hits:
        print("not found")
    return 0
