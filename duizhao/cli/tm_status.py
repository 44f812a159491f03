"""``duizhao tm status``: check or reject units."""

from __future__ import annotations

import argparse
import json

from duizhao.corpora.entry import STATUSES

from .numbers import whole
from .paths import Kept
from .shared import add_json, add_memory, add_who


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Give units another status, and show them. `tm search --json` shows their ids; "
        "a rejected unit is no longer found, and stays rejected when it is imported again."
    )
    add_memory(parser, Kept)
    parser.add_argument("status", choices=STATUSES, help="the new status")
    parser.add_argument("ids", nargs="+", type=whole, metavar="ID", help="ids of units")
    add_who(parser, "who made the decision")
    add_json(parser, "the count")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Change them."""
    from duizhao.memory.store import Status, Store

    from .tm_options import shown

    with Store(args.memory, create=False) as store:
        before = {entry.id: entry for entry in store.entries(args.ids)}
        changed = store.set_status(args.ids, Status.parse(args.status), args.who)
    if args.json:
        print(json.dumps({"changed": changed}))
        return 0
    for entry in before.values():
        same = entry.status.label == args.status
        print(
            shown(
                entry,
                f"was {args.status} already" if same else f"{entry.status.label} → {args.status}",
            )
        )
    more = changed - sum(entry.status.label != args.status for entry in before.values())
    print(
        f"{changed} changed" + (f", {more} of them the same texts from elsewhere" if more else "")
    )
    return 0
