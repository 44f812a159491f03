"""``duizhao terms accept``: settle findings, so that they do not come back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from .numbers import whole
from .paths import Kept, Read
from .shared import add_quiet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duizhao.memory.finding import Finding


_SHORTEST = 4
"""Digits of an id that have to be given."""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Add findings to a decisions file; `terms check --decisions` then no longer reports them."
    )
    parser.add_argument(
        "findings", type=Read, metavar="FINDINGS", help="the .jsonl that --findings wrote"
    )
    parser.add_argument(
        "ids", nargs="*", metavar="ID", help="ids of findings, or their first digits (4 or more)"
    )
    parser.add_argument("--all", action="store_true", help="accept all findings of the file")
    parser.add_argument(
        "--kind", action="append", default=[], metavar="KIND", help="accept those of this kind"
    )
    parser.add_argument(
        "--unit",
        action="append",
        default=[],
        type=whole,
        metavar="N",
        help="accept those of this unit (from 0); with --kind, those that are both",
    )
    parser.add_argument(
        "--decisions",
        type=Kept,
        required=True,
        metavar="FILE",
        help="the decisions file; created if missing",
    )
    parser.add_argument(
        "--everywhere",
        action="store_true",
        help="accept the same finding everywhere, not only here",
    )
    parser.add_argument("--note", default="", metavar="TEXT", help="the reason")
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Add the decisions."""
    from duizhao.memory.terms.decisions import Scope, add_decisions, decide, finding_id
    from duizhao.memory.terms.report import read_findings

    known = {finding_id(finding): finding for finding in read_findings(args.findings)}
    chosen = _chosen(args, known)
    scope: Scope = "everywhere" if args.everywhere else "here"
    wanted = [decide(known[name], scope, args.note) for name in chosen]
    added = add_decisions(wanted, args.decisions)
    if not args.quiet:
        for decision in added:
            print(f"  {decision.id}  {known[decision.id].message}")
        before = len(chosen) - len(added)
        also = f", {before} had been before" if before else ""
        print(f"{len(added)} accepted {scope}{also}: {args.decisions}")
    return 0


def _chosen(args: argparse.Namespace, known: Mapping[str, Finding]) -> list[str]:
    """Ids of the findings that the options name."""
    from duizhao.corpora.errors import SettingsError

    by_rule = bool(args.kind or args.unit)
    if bool(args.ids) + args.all + by_rule != 1:
        raise SettingsError(
            "which findings to accept is not given, or given in several ways",
            mend="give ids, or --kind and --unit, or --all",
        )
    if args.all:
        return list(known)
    if by_rule:
        chosen = [
            name
            for name, finding in known.items()
            if (not args.kind or finding.kind in args.kind)
            and (not args.unit or finding.unit in args.unit)
        ]
        if not chosen:
            raise SettingsError("no such finding", path=args.findings, mend="check the file")
        return chosen
    return [_named(name, args.findings, known) for name in args.ids]


def _named(name: str, path: str, known: Mapping[str, Finding]) -> str:
    from duizhao.corpora.errors import SettingsError

    found = [one for one in known if one.startswith(name.lower()) and len(name) >= _SHORTEST]
    if len(found) != 1:
        problem = f"has {len(found)} findings that begin with" if found else "has no finding"
        raise SettingsError(f"{problem} {name}", path=path, mend="take ids of that file")
    return found[0]
