"""``duizhao tm delete``: delete units from a memory."""

from __future__ import annotations

import argparse
import json

from duizhao.corpora.counted import counted

from .numbers import whole
from .paths import Kept
from .shared import add_json, add_memory, add_who


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Delete units from a memory, and show them. `tm undo` brings them back. A "
        "deleted unit is there again when its file is imported again; to keep it out, reject it "
        "with `tm status`."
    )
    add_memory(parser, Kept)
    parser.add_argument("ids", nargs="+", type=whole, metavar="ID", help="ids of units")
    add_who(parser, "who made the decision")
    add_json(parser, "the count")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Delete them."""
    from duizhao.memory.facade import Memory

    from .tm_options import shown

    with Memory(args.memory, create=False) as memory:
        before = list(memory.store.entries(list(dict.fromkeys(args.ids))))
        count = memory.delete(args.ids, args.who)
    if args.json:
        print(json.dumps({"deleted": count}))
        return 0
    for entry in before:
        print(shown(entry, "deleted"))
    print(f"{counted(count, 'unit')} deleted")
    return 0
