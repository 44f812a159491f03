"""``duizhao tm history``: what was done to a memory, or to one unit."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from duizhao.corpora.counted import counted

from .numbers import whole
from .paths import Read
from .shared import add_json, add_memory

if TYPE_CHECKING:
    from duizhao.memory.store.history import Operation, Revision


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Show what was done to a memory, the last operation first; or to one unit, "
        "under all the ids that it had, with its texts before each change."
    )
    add_memory(parser, Read)
    parser.add_argument("id", nargs="?", type=whole, metavar="ID", help="id of a unit")
    parser.add_argument(
        "--limit",
        type=whole,
        default=20,
        metavar="N",
        help="maximum number of operations (default 20)",
    )
    add_json(parser, "it")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Show it."""
    from duizhao.memory.facade import Memory

    with Memory(args.memory, create=False) as memory:
        if args.id is None:
            operations = memory.history(limit=args.limit)
            lines = [line_of(one) for one in operations]
            found = [asdict(one) for one in operations]
        else:
            revisions = memory.history_of(args.id)
            if not revisions:
                memory.store.refuse_unknown([args.id])
            lines = [line for one in revisions for line in _lines(one)]
            found = [asdict(one) for one in revisions]
    if args.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines) or "no changes")
    return 0


def line_of(operation: Operation) -> str:
    """An operation on a line."""
    day, time = operation.at[:8], operation.at[9:15]
    when = f"{day[:4]}-{day[4:6]}-{day[6:]} {time[:2]}:{time[2:4]}:{time[4:]}"
    changed = counted(operation.revisions, "unit") + " changed" if operation.revisions else ""
    undone = f"undone by {operation.undone}" if operation.undone else ""
    parts = (operation.action, operation.note, operation.who, changed, undone)
    return f"{operation.id:>6}  {when}  {'; '.join(part for part in parts if part)}"


def _lines(revision: Revision) -> list[str]:
    what = f"unit {revision.unit}" if revision.unit else "back"
    if revision.became != revision.unit:
        what += f" → {revision.became or 'gone'}"
    before = [text for text in (revision.zh, revision.en) if text]
    status = f" (was {revision.status})" if revision.status else ""
    return [f"{line_of(revision.operation)}: {what}{status}", *(f"        {one}" for one in before)]
