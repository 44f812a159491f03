"""``duizhao terms``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the parser of this command."""
    parser = commands.add_parser("terms", parents=[common], help="")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it."""
    return 0
