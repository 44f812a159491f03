"""``duizhao terms``: check terminology and figures, extract terms, keep termbases."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import Commands

COMMANDS = ("terms_check", "terms_accept", "terms_extract", "terms_termbase")
"""Modules of this package with the sub-commands, each with ``add(commands, common)``."""


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the parser of this command."""
    parser = commands.add_parser(
        "terms",
        parents=[common],
        help="check figures, names and terms; extract terms; convert termbases",
        description="Check figures, names and terms of translated text; extract terms; "
        "convert termbases.",
    )
    subcommands = parser.add_subparsers(dest="subcommand", required=True, metavar="COMMAND")
    for name in COMMANDS:
        import_module(f"duizhao.cli.{name}").add(subcommands, common)
