"""``duizhao tm undo``: undo a change to a memory."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from .numbers import whole
from .paths import Kept
from .shared import add_json, add_memory, add_who


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Undo the last import, edit, deletion, cleaning or change of status that "
        "is not undone yet, or the one with this number in `tm history`. An undo can be "
        "undone by its own number. Units that come back get new ids."
    )
    add_memory(parser, Kept)
    parser.add_argument(
        "operation", nargs="?", type=whole, metavar="N", help="number of an operation"
    )
    add_who(parser, "who made the decision")
    add_json(parser, "the counts")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Undo it."""
    from duizhao.corpora.counted import counted
    from duizhao.memory.facade import Memory

    from .tm_history import line_of

    with Memory(args.memory, create=False) as memory:
        undone = memory.undo(args.operation, args.who)
    if args.json:
        print(json.dumps(asdict(undone), ensure_ascii=False))
        return 0
    print(f"undone: {line_of(undone.operation).strip()}")
    print(f"{counted(undone.restored, 'unit')} restored, {undone.removed:,} removed")
    return 0
