"""Arguments that many commands have."""

from __future__ import annotations

import argparse

from duizhao.corpora.file_names import as_text


def add_memory(parser: argparse.ArgumentParser, role: type[str]) -> None:
    """The memory, read or changed as one of the roles of `paths` says."""
    parser.add_argument("memory", type=role, metavar="MEMORY", help="the memory")


def add_json(parser: argparse._ActionsContainer, what: str) -> None:
    """``--json``, which prints what the command found."""
    parser.add_argument("--json", action="store_true", help=f"print {what} as JSON")


def add_quiet(parser: argparse._ActionsContainer) -> None:
    """``-q``."""
    parser.add_argument("-q", "--quiet", action="store_true", help="print nothing but errors")


def add_who(parser: argparse.ArgumentParser, what: str) -> None:
    """``--who``, the name of a person; bytes that are not UTF-8 are shown as in a file name."""
    parser.add_argument("--who", type=as_text, default="", metavar="NAME", help=what)
