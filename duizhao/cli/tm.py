"""``duizhao tm``: a translation memory, filled, asked, cleaned and served."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import Commands

COMMANDS = (
    "tm_import",
    "tm_export",
    "tm_search",
    "tm_concordance",
    "tm_stats",
    "tm_analyse",
    "tm_status",
    "tm_edit",
    "tm_delete",
    "tm_undo",
    "tm_history",
    "tm_clean",
    "tm_vectors",
    "tm_pretranslate",
    "tm_serve",
)
"""Modules of this package with the sub-commands, each with ``add(commands, common)``."""


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the parser of this command."""
    parser = commands.add_parser(
        "tm",
        parents=[common],
        help="keep, search and serve a translation memory",
        description="Keep a translation memory in one file; search, clean, export and serve it.",
    )
    subcommands = parser.add_subparsers(dest="subcommand", required=True, metavar="COMMAND")
    for name in COMMANDS:
        import_module(f"duizhao.cli.{name}").add(subcommands, common)
