"""``duizhao tm edit``: correct the text of a unit."""

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
        "Correct the text of a unit. It becomes `checked` and gets a new id, and units "
        "with the same texts from elsewhere are corrected with it; the old text does not "
        "come back when its file is imported again. To edit many, export a table, edit it, and "
        "import it: its rows are taken in by their ids. `tm undo` undoes it."
    )
    add_memory(parser, Kept)
    parser.add_argument("id", type=whole, metavar="ID", help="id of the unit")
    parser.add_argument("--zh", metavar="TEXT", help="the new Chinese text")
    parser.add_argument("--en", metavar="TEXT", help="the new English text")
    parser.add_argument("--status", choices=STATUSES, help="its status (default: checked)")
    add_who(parser, "who made the decision")
    add_json(parser, "the unit")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Edit it."""
    from duizhao.corpora.counted import counted
    from duizhao.corpora.errors import SettingsError
    from duizhao.memory.facade import Memory

    from .tm_options import shown

    if args.zh is None and args.en is None:
        raise SettingsError("nothing to edit", mend="give --zh TEXT or --en TEXT")
    with Memory(args.memory, create=False) as memory:
        old = next(iter(memory.store.entries([args.id])), None)
        others = len(memory.store.twins([args.id]))
        entry = memory.edit(args.id, zh=args.zh, en=args.en, status=args.status, who=args.who)
    if args.json:
        print(json.dumps({"before": args.id, **entry.row()}, ensure_ascii=False))
        return 0
    if old and entry.id == old.id:
        print(shown(entry, "is so already"))
        return 0
    if old:
        print(shown(old, "before"))
        if (old.zh_content and not entry.zh_content) or (old.en_content and not entry.en_content):
            print("        its inline tags are gone")
    print(shown(entry, entry.status.label))
    if others:
        print(f"{counted(others, 'unit')} with the same texts from elsewhere changed with it")
    return 0
