"""``duizhao tm stats``: summarise a memory."""

from __future__ import annotations

import argparse
import json

from .paths import Read
from .shared import add_json, add_memory


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = "Summarise a memory: units by status and script, files, imports."
    add_memory(parser, Read)
    add_json(parser, "the figures")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print them."""
    from duizhao.memory.store import Store
    from duizhao.memory.store.statistics import statistics

    with Store(args.memory, create=False) as store:
        found = statistics(store).to_dict()
    if args.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for name, value in found.items():
        if isinstance(value, dict):
            value = ", ".join(f"{key} {count:,}" for key, count in value.items()) or "none"
        elif isinstance(value, int):
            value = f"{value:,}"
        elif isinstance(value, list):
            for one in value:
                print(f"unfinished import: {one} (run the command again to continue)")
            continue
        print(f"{name.replace('_', ' ')}: {value}")
    return 0
