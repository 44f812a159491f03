"""``duizhao tm import``: import files of units into a memory."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from duizhao.corpora.counted import counted
from duizhao.corpora.entry import STATUSES

from .paths import Kept, Read, Written
from .shared import add_json, add_quiet, add_who

if TYPE_CHECKING:
    from duizhao.memory.store.importing import Imported


_SHOWN = 20


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Import files of units into a memory, which is made if it is missing. What is "
        "in it already gets another origin, not a copy. A new alignment of the same documents "
        "takes the place of the old one; a table that was exported from this memory is imported "
        "as edits, by its ids. `tm undo` undoes an import. An interrupted import "
        "continues where it stopped when the command is given again."
    )
    parser.add_argument("memory", type=Kept, metavar="MEMORY", help="the memory, one file")
    parser.add_argument(
        "files",
        type=Read,
        nargs="+",
        metavar="FILE",
        help=".tmx (also .gz, .zip), .csv, .tsv, .xlsx, .jsonl, .parquet, .xliff or .po",
    )
    parser.add_argument(
        "--status", choices=STATUSES, help="status of all units, overriding the files"
    )
    add_who(parser, "creator of units without one")
    parser.add_argument(
        "--property",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="for all units; may be repeated",
    )
    parser.add_argument(
        "--document-pair",
        default="",
        metavar="NAME",
        help="name of the pair of documents that the files are an alignment of (default: the names "
        "of the documents)",
    )
    parser.add_argument(
        "--replace",
        action=argparse.BooleanOptionalAction,
        help="whether an alignment takes the place of an older one of documents with the same "
        "names (default: where they have most of their text in common)",
    )
    parser.add_argument(
        "--vectors", action="store_true", help="encode the units too, for search by meaning"
    )
    parser.add_argument(
        "--no-vectors",
        dest="vectors",
        action="store_false",
        help="do not encode them; `tm vectors` does (the default)",
    )
    parser.add_argument(
        "--skipped", type=Written, metavar="FILE", help="write what was skipped as JSON lines"
    )
    add_json(parser, "the counts")
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import the files."""
    from duizhao.memory.store import Status, Store
    from duizhao.memory.store.import_runs import check_there
    from duizhao.memory.store.importing import Options, import_file
    from duizhao.progress import terminal_progress

    from .tm_options import properties_from

    options = Options(
        status=Status.parse(args.status) if args.status else None,
        who=args.who,
        properties=properties_from(args.property),
        pair=args.document_pair,
        replace=args.replace,
    )
    for path in args.files:
        check_there(path)
    began = time.monotonic()
    with (
        Store(args.memory) as store,
        terminal_progress(not (args.quiet or args.json)) as progress,
    ):
        results = [import_file(store, path, options, progress) for path in args.files]
        if args.vectors:
            from duizhao.memory.search.vectors import update

            update(store, progress=progress)
    if args.skipped:
        _write_skipped(args.skipped, results)
    if args.json:
        print(json.dumps(_summary(results), ensure_ascii=False))
    elif not args.quiet:
        _print(results, time.monotonic() - began)
    return 0


def _summary(results: list[Imported]) -> dict[str, object]:
    return {
        "read": sum(result.read for result in results),
        "added": sum(result.added for result in results),
        "merged": sum(result.merged for result in results),
        "skipped": sum(result.skipped for result in results),
        "resumed": sum(result.resumed for result in results),
        "edited": sum(len(result.edited) for result in results),
        "documents": [asdict(one) for result in results for one in result.replaced],
        "reasons": [
            {"file": result.path, "place": skip.place, "reason": skip.reason, "text": skip.text}
            for result in results
            for skip in result.skips[:_SHOWN]
        ],
    }


def _write_skipped(path: str, results: list[Imported]) -> None:
    from duizhao.corpora.atomic import atomic_write

    with atomic_write(path) as temporary, temporary.open("w", encoding="utf-8") as stream:
        for result in results:
            for skip in result.skips:
                row = {"file": result.path, "place": skip.place}
                row |= {"reason": skip.reason, "text": skip.text}
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def changes(result: Imported) -> Iterator[str]:
    """What happened to units that were there, a line each."""
    if result.edited:
        yield f"{counted(len(result.edited), 'unit')} edited"
    for one in result.replaced[:_SHOWN]:
        if one.is_other:
            yield (
                f"{one.documents}: the memory has units of documents with these names, and "
                f"{one.share:.0%} of their text is in this file: nothing was replaced (--replace "
                "replaces them, --document-pair NAME tells documents apart)"
            )
        else:
            yield (
                f"{one.documents}: {one.added:,} added, {one.replaced:,} replaced, "
                f"{one.removed:,} removed"
            )
        if one.kept:
            ids = ", ".join(map(str, one.kept[:_SHOWN])) + (", …" if one.kept[_SHOWN:] else "")
            yield f"  kept, since a person decided on them: {ids}"
    rest = result.replaced[_SHOWN:]
    if rest:
        added, replaced, removed = (
            sum(getattr(one, name) for one in rest) for name in ("added", "replaced", "removed")
        )
        yield (
            f"and {len(rest):,} more documents: {added:,} added, {replaced:,} replaced, "
            f"{removed:,} removed"
        )


def _print(results: list[Imported], seconds: float) -> None:
    for result in results:
        resumed = f" (continued after {result.resumed:,})" if result.resumed else ""
        print(
            f"{result.path}: {result.read:,} read, {result.added:,} added, "
            f"{result.merged:,} merged, {result.skipped:,} skipped{resumed}"
        )
        for line in changes(result):
            print(f"  {line}")
        for skip in result.skips[:_SHOWN]:
            print(f"  {skip.place}: {skip.reason}: {skip.text[:60]}", file=sys.stderr)
        if len(result.skips) > _SHOWN:
            rest = len(result.skips) - _SHOWN
            print(f"  and {rest:,} more; --skipped FILE lists all", file=sys.stderr)
    read = sum(result.read for result in results)
    print(f"{seconds:.1f} s, {read / max(seconds, 0.001):,.0f} units a second")
