"""``duizhao tm analyse``: how much of some documents a memory has."""

from __future__ import annotations

import argparse
import json
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.corpora.document import LANGUAGES
from duizhao.memory.clients import CLIENTS

from .paths import Read, Written
from .shared import add_json, add_memory, add_quiet
from .tm_options import add_memories

if TYPE_CHECKING:
    from duizhao.memory.analysis import Analysis


_COLUMNS = ("file", "band", "segments", "words", "characters")


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Count segments, words and characters of documents by the best match that a "
        "memory has: repetitions, in context, exact, fuzzy bands, no match; for each file and in "
        "total."
    )
    add_memory(parser, Read)
    parser.add_argument("files", type=Read, nargs="+", metavar="FILE", help="documents")
    parser.add_argument(
        "--source", choices=LANGUAGES, default="en", help="source language (default: en)"
    )
    parser.add_argument(
        "--for", dest="client", choices=tuple(CLIENTS), help="cut sentences as this tool does"
    )
    add_memories(parser)
    parser.add_argument(
        "-o", "--output", type=Written, metavar="FILE", help="write the table: .csv or .html"
    )
    add_json(parser, "the table")
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Count."""
    from duizhao.corpora.atomic import atomic_write
    from duizhao.corpora.errors import SettingsError
    from duizhao.corpora.tables.write import text_columns, write_table
    from duizhao.memory.analysis import analyse
    from duizhao.progress import terminal_progress

    from .tm_options import memories_from, rules_from

    suffix = Path(args.output).suffix.lower() if args.output else ""
    if args.output and suffix not in (".csv", ".html"):
        raise SettingsError(
            f"no table of the format {suffix!r}", mend="end the name in .csv or .html"
        )
    splitter = CLIENTS[args.client].splitter if args.client else None
    with terminal_progress(not args.quiet) as progress, memories_from(args) as (memory, *also):
        found = analyse(
            memory,
            args.files,
            args.source,
            splitter=splitter,
            also=also,
            rules=rules_from(args),
            progress=progress,
        )
    rows = [row for each in found for row in each.rows()]
    values = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    if args.output:
        with atomic_write(args.output) as path, path.open("wb") as stream:
            if suffix == ".csv":
                write_table("csv", stream, text_columns(_COLUMNS), values)
            else:
                stream.write(_html(rows).encode())
    if args.json:
        print(json.dumps(values, ensure_ascii=False, indent=1))
    elif not args.quiet:
        _print(found)
    return 0


def _html(rows: list[tuple[str, str, int, int, int]]) -> str:
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in row) + "</tr>"
        for row in rows
    )
    head = "".join(f"<th scope=col>{name}</th>" for name in _COLUMNS)
    return (
        "<!doctype html>\n<html lang=en><meta charset=utf-8><title>Analysis</title>\n"
        "<style>body{font:1rem/1.5 sans-serif;margin:2rem}td,th{padding:.2rem 1rem;"
        "text-align:left}td:nth-child(n+3){text-align:right}</style>\n"
        f"<h1>Analysis</h1>\n<table>\n<tr>{head}</tr>\n{body}\n</table>\n</html>\n"
    )


def _print(found: list[Analysis]) -> None:
    for each in found:
        print(each.name)
        print(f"  {'band':<12}{'segments':>10}{'words':>10}{'characters':>12}")
        for _, band, segments, words, characters in each.rows():
            print(f"  {band:<12}{segments:>10,}{words:>10,}{characters:>12,}")
    sys.stdout.flush()
