"""Options that several sub-commands of ``duizhao tm`` share."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from duizhao.corpora.entry import STATUSES

from .paths import Read

if TYPE_CHECKING:
    from duizhao.corpora.entry import Entry
    from duizhao.memory.facade import Memory
    from duizhao.memory.search import Filters
    from duizhao.memory.search.rules import PenaltyRule


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Options that choose units."""
    group = parser.add_argument_group("which units")
    group.add_argument("--origin", default="", metavar="TEXT", help="part of the name of a file")
    group.add_argument("--since", default="", metavar="DATE", help="made on this day or later")
    group.add_argument("--until", default="", metavar="DATE", help="made on this day or before")
    group.add_argument(
        "--property",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="with this property; may be repeated",
    )
    group.add_argument(
        "--status",
        action="append",
        choices=STATUSES,
        help="with this status; may be repeated (all but rejected, if not given)",
    )


def add_script(parser: argparse.ArgumentParser) -> None:
    """Options that choose the script of a Chinese translation."""
    parser.add_argument(
        "--script",
        choices=("Hans", "Hant"),
        help="script of a Chinese translation, simplified or traditional (default: as the file "
        "declares; any where nothing is declared)",
    )
    parser.add_argument(
        "--convert",
        action="store_true",
        help="convert translations in the other script, for review",
    )


def add_memories(parser: argparse.ArgumentParser) -> None:
    """Options for further memories, and for penalties."""
    parser.add_argument(
        "--also",
        type=Read,
        action="append",
        default=[],
        metavar="MEMORY",
        help="search this memory too, after the others; may be repeated",
    )
    parser.add_argument(
        "--penalties",
        type=Read,
        metavar="FILE",
        help="rules that take points off matches, in TOML",
    )


@contextmanager
def memories_from(args: argparse.Namespace) -> Iterator[list[Memory]]:
    """The memories that the command names, open for reading."""
    from duizhao.memory.facade import Memory

    with ExitStack() as stack:
        yield [
            stack.enter_context(Memory(path, create=False)) for path in (args.memory, *args.also)
        ]


def rules_from(args: argparse.Namespace) -> tuple[PenaltyRule, ...]:
    """The penalties that the command names."""
    from duizhao.memory.search.rules import read_rules

    return read_rules(args.penalties) if args.penalties else ()


def filters_from(args: argparse.Namespace) -> Filters:
    """The filters that those options name.

    Raises:
        SettingsError: a property without a value.
    """
    from duizhao.memory.search import Filters
    from duizhao.memory.store import Status

    statuses = Filters().statuses
    if args.status:
        statuses = tuple(Status.parse(name) for name in args.status)
    return Filters(args.origin, args.since, args.until, properties_from(args.property), statuses)


def properties_from(texts: list[str]) -> tuple[tuple[str, str], ...]:
    """Names and values out of ``NAME=VALUE``.

    Raises:
        SettingsError: there is no ``=`` in it.
    """
    from duizhao.corpora.errors import SettingsError

    found = []
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise SettingsError(f"no property {text!r}", mend="write NAME=VALUE")
        found.append((name, value))
    return tuple(found)


def marked(text: str, spans: list[list[int]] | tuple[tuple[int, int], ...]) -> str:
    """Text with its marked places between brackets."""
    pieces = []
    end = 0
    for start, stop in spans:
        pieces += [text[end:start], "[", text[start:stop], "]"]
        end = stop
    return "".join([*pieces, text[end:]])


def shown(entry: Entry, remark: str = "") -> str:
    """A unit as three lines: its id with a remark, and both texts."""
    head = f"{entry.id:>7} {remark}".rstrip()
    return f"{head}\n        {entry.unit.zh}\n        {entry.unit.en}"
