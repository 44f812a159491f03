"""``duizhao doctor``: what is installed, what works, what is in the way."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from .shared import add_json

if TYPE_CHECKING:
    from duizhao.doctor import Diagnosis


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "List the packages that duizhao needs and those that it can use, with their "
        "versions; try the encoders; and check that another package does not hide duizhao. "
        "Exit code 1 if something required is missing or hidden."
    )
    add_json(parser, "the diagnosis")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Look, print."""
    from duizhao.doctor import examine

    diagnosis = examine()
    if args.json:
        print(json.dumps([check.to_dict() for check in diagnosis.checks], ensure_ascii=False))
    else:
        print(_table(diagnosis))
    return 0 if diagnosis.healthy else 1


def _table(diagnosis: Diagnosis) -> str:
    width = max(len(check.name) for check in diagnosis.checks)
    lines: list[str] = []
    group = ""
    for check in diagnosis.checks:
        if check.group != group:
            group = check.group
            lines.append(f"{group}:")
        mark = "ok" if check.ok else "MISSING" if check.needed else "not here"
        lines.append(f"  {check.name:<{width}}  {mark:<8}  {check.detail}".rstrip())
    return "\n".join(lines)
