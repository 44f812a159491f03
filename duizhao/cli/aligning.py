"""The options of aligning and checking a pair of documents, for every command that does so."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TypedDict, get_args

from duizhao.corpora.document import Language
from duizhao.memory.clients import CLIENTS
from duizhao.pipeline import KEPT, LEVELS, Kept, Level

from .outputs import kinds_from
from .paths import Read


class Aligning(TypedDict):
    """Keyword arguments of `duizhao.align` and `duizhao.batch` alike."""

    level: Level
    encoder: str
    semicolon: bool
    srx: dict[Language, str] | None
    dictionary: str | None
    checks: tuple[str, ...] | None
    termbase: list[str]
    numbers: Kept
    code: Kept


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups that the options were added to, for those that one command alone has."""

    aligning: argparse._ArgumentGroup
    checking: argparse._ArgumentGroup


def add_aligning(parser: argparse.ArgumentParser) -> Groups:
    """Add the options for aligning and checking a pair."""
    aligning = parser.add_argument_group("aligning")
    aligning.add_argument(
        "--level",
        choices=LEVELS,
        help="what to pair: paragraphs (the default), the sentences inside them, "
        "or lines, one segment each",
    )
    aligning.add_argument(
        "--encoder",
        default="use",
        metavar="NAME",
        help="use (built in, the default), quality (slower and better, needs duizhao[quality]), "
        "or a sentence-transformers model by folder or by its name in the local model cache; "
        "trust:NAME for one that brings code of its own",
    )
    aligning.add_argument(
        "--semicolon", action="store_true", help="end sentences at semicolons too"
    )
    aligning.add_argument(
        "--srx",
        type=Read,
        action=_OfSide,
        default=[],
        metavar="FILE",
        help="find sentences by these segmentation rules (SRX 2.0) instead of our own: FILE for "
        "both languages, zh=FILE or en=FILE for one; may be repeated",
    )
    aligning.add_argument(
        "--dictionary",
        type=Read,
        metavar="FILE",
        help="your own word pairs beside the built-in dictionary: zh<TAB>en, or CC-CEDICT",
    )
    aligning.add_argument(
        "--numbers",
        choices=KEPT,
        default="drop",
        help="automatic numbers and note marks of .docx, .odt and .html: left out of the pairs, "
        "as every CAT tool does (the default), or kept as text",
    )
    aligning.add_argument(
        "--code",
        choices=KEPT,
        default="drop",
        help="blocks of code in .md and .html: left out of the pairs (the default), or kept",
    )
    checking = parser.add_argument_group("checking")
    checking.add_argument(
        "--checks",
        metavar="KINDS",
        help="kinds of finding to look for, separated by commas; all (the default) or none",
    )
    checking.add_argument(
        "--termbase",
        type=Read,
        action="append",
        default=[],
        metavar="FILE",
        help="terms to check against, beside the built-in ones: .tbx .csv .tsv .xlsx .jsonl, "
        "an OmegaT glossary; may be repeated",
    )
    return Groups(aligning, checking)


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


def aligning_from(args: argparse.Namespace) -> Aligning:
    """The values of the options of `add_aligning`."""
    return Aligning(
        level=args.level or _level(args),
        encoder=args.encoder,
        semicolon=args.semicolon,
        srx=_rules(args.srx),
        dictionary=args.dictionary,
        checks=kinds_from(args.checks),
        termbase=args.termbase,
        numbers=args.numbers,
        code=args.code,
    )


def _level(args: argparse.Namespace) -> Level:
    """What the tool that the memory is for takes for a segment, else a paragraph."""
    client = getattr(args, "client", None)
    return CLIENTS[client].level if client else "paragraph"
