"""The options of aligning and checking a pair of documents, for every command that does so."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from dataclasses import Field, fields
from typing import Any, get_args

from duizhao.corpora.document import LANGUAGES, Language
from duizhao.memory.clients import CLIENTS
from duizhao.options import AlignOptions, Level

from .numbers import decimal
from .outputs import kinds_from
from .paths import Read


def add_aligning(
    parser: argparse.ArgumentParser, *, without: Collection[str] = ()
) -> dict[str, argparse._ArgumentGroup]:
    """Add an option for each field of `AlignOptions`, in groups that are returned."""
    groups = {name: parser.add_argument_group(name) for name in ("aligning", "checking")}
    options = [each for each in fields(AlignOptions) if each.name not in without]
    for each in options:
        group = groups[each.metadata.get("group", "aligning")]
        names = [f"--{each.name.replace('_', '-')}"]
        if each.name == "checks":
            names.insert(0, "--kinds")
        group.add_argument(*names, dest=each.name, **_reading(each))
    parser.set_defaults(aligning=tuple(each.name for each in options))
    return groups


def _reading(option: Field[Any]) -> dict[str, Any]:
    """How the command reads an option: its keywords for ``add_argument``."""
    given = {key: value for key, value in option.metadata.items() if key != "group"}
    match option.name:
        case "level":  # a client has a level of its own
            return given
        case "srx":
            return given | {"type": Read, "action": _OfSide, "default": []}
        case "dictionary" | "weights" | "check_settings":
            return given | {"type": Read}
        case "termbase" | "pins":
            return given | {"type": Read, "action": "append", "default": []}
        case "off":
            return given | {"default": None}
    if isinstance(option.default, bool):
        return given | {"action": "store_true"}
    kind = decimal if isinstance(option.default, float) else str
    return given | {"type": kind, "default": option.default}


def add_client(group: argparse._ArgumentGroup) -> None:
    """Options that say for which tool a memory is made."""
    group.add_argument(
        "--for",
        dest="client",
        choices=tuple(CLIENTS),
        help="make the memory for this tool: its segments, tags and language codes; excel makes "
        "`duizhao align` write a worksheet (.xlsx, .docx) that `duizhao apply` takes back",
    )
    group.add_argument(
        "--source",
        choices=LANGUAGES,
        help="the source language (default: en)",
    )
    group.add_argument(
        "--codes",
        metavar="CODES",
        help="language codes of the two sides in a TMX, such as zh-CN,en-GB",
    )


def aligning_from(args: argparse.Namespace) -> dict[str, Any]:
    """The values of the options of `add_aligning`, keyword arguments of `duizhao.align`."""
    given = {name: getattr(args, name) for name in args.aligning}
    return given | {
        "level": args.level or _level(args),
        "srx": _rules(args.srx),
        "checks": kinds_from(args.checks),
        "off": kinds_from(args.off) or (),
    }


class _OfSide(argparse.Action):
    """Files, each with the language that it is for, or None for both."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        text = str(values)
        side = next((each for each in get_args(Language) if text.startswith(f"{each}=")), None)
        path = Read(text[3:] if side else text)
        setattr(namespace, self.dest, [*getattr(namespace, self.dest), (side, path)])


def _rules(given: list[tuple[Language | None, str]]) -> dict[Language, str] | None:
    rules: dict[Language, str] = {}
    # What is given for one language counts before what is given for both.
    for side, path in sorted(given, key=lambda each: each[0] is not None):
        rules |= {side: path} if side else dict.fromkeys(get_args(Language), path)
    return rules or None


def _level(args: argparse.Namespace) -> Level:
    """What the tool that the memory is for takes for a segment, else a paragraph."""
    client = getattr(args, "client", None)
    return CLIENTS[client].level if client else "paragraph"
