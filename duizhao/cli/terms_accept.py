"""``duizhao terms accept``: settle findings, so that they do not come back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import Commands


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the parser of this sub-command."""
    parser = commands.add_parser(
        "accept",
        parents=[common],
        help="settle findings in a decisions file",
        description="Add findings to a decisions file; `terms check --decisions` then keeps "
        "silent about them.",
    )
    parser.add_argument("findings", metavar="FINDINGS", help="the .jsonl that --findings wrote")
    parser.add_argument("ids", nargs="*", metavar="ID", help="ids of findings")
    parser.add_argument("--all", action="store_true", help="accept all findings of the file")
    parser.add_argument("--decisions", required=True, metavar="FILE", help="made if missing")
    parser.add_argument(
        "--everywhere", action="store_true", help="accept also whatever is found alike elsewhere"
    )
    parser.add_argument("--note", default="", metavar="TEXT", help="why")
    parser.add_argument("-q", "--quiet", action="store_true", help="print nothing but errors")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Add the decisions."""
    from corpora.errors import SettingsError
    from memory.terms.decisions import Scope, decide, finding_id, read_decisions, write_decisions
    from memory.terms.report import read_findings

    if bool(args.ids) == args.all:
        raise SettingsError("no findings named", mend="give ids, or --all")
    known = {finding_id(finding): finding for finding in read_findings(args.findings)}
    chosen = list(known) if args.all else args.ids
    if missing := [name for name in chosen if name not in known]:
        raise SettingsError(
            f"no finding {', '.join(missing)} in {args.findings}", mend="take ids of that file"
        )
    scope: Scope = "everywhere" if args.everywhere else "here"
    decisions = read_decisions(args.decisions, missing_ok=True)
    added = [decide(known[name], scope, args.note) for name in chosen]
    write_decisions([*decisions, *added], args.decisions)
    if not args.quiet:
        print(f"{len(added)} accepted {scope}, {args.decisions}")
    return 0
