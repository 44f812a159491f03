"""``duizhao tm pretranslate``: fill the gaps of a file from a memory."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from duizhao.corpora.counted import counted
from duizhao.corpora.document import LANGUAGES

from .numbers import whole
from .paths import Read, Written
from .shared import add_json, add_memory, add_quiet
from .tm_options import add_filters, add_memories, add_script

if TYPE_CHECKING:
    from duizhao.memory.interchange import Outcome


_EDGE = 75


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Fill in the untranslated segments of a file (XLIFF 1.2 and 2, .sdlxliff, "
        ".mqxliff, "
        ".txlf, PO, plain text; with OmegaT .docx, .pptx, .xlsx, .odt, .ods and .odp, which keep "
        "their layout) with matches from a memory. Existing translations are kept; a match below "
        "100 is marked for review, where the format has a mark for that."
    )
    add_memory(parser, Read)
    parser.add_argument("file", type=Read, metavar="FILE", help="the file to translate")
    parser.add_argument(
        "-o", "--output", type=Written, required=True, metavar="FILE", help="where to write it"
    )
    parser.add_argument(
        "--threshold",
        type=whole,
        default=_EDGE,
        metavar="N",
        help=f"lowest score (default {_EDGE})",
    )
    parser.add_argument(
        "--from",
        dest="source",
        choices=LANGUAGES,
        help="language of the sources (default: as declared in the file, or by script)",
    )
    parser.add_argument("--semantic", action="store_true", help="search by meaning as well")
    add_memories(parser)
    add_script(parser)
    add_filters(parser)
    add_json(parser, "what was filled")
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Fill it."""
    from .tm_options import filters_from, memories_from, rules_from

    with memories_from(args) as (memory, *also):
        outcome = memory.pretranslate(
            args.file,
            args.output,
            threshold=args.threshold,
            source=args.source,
            filters=filters_from(args),
            semantic=args.semantic,
            script=args.script,
            convert=args.convert,
            also=also,
            rules=rules_from(args),
        )
    if args.json:
        print(json.dumps(_values(outcome), ensure_ascii=False, indent=1))
    elif not args.quiet:
        _print(outcome)
    return 0


def _values(outcome: Outcome) -> dict[str, object]:
    return {
        "format": outcome.format,
        "units": outcome.units,
        "filled": [one.to_dict() for one in outcome.filled],
        "sure": outcome.sure,
        "kept": outcome.kept,
        "unmatched": outcome.unmatched,
        "skipped": [
            {"place": one.place, "reason": one.reason, "text": one.text} for one in outcome.skipped
        ],
    }


def _print(outcome: Outcome) -> None:
    review = len(outcome.filled) - outcome.sure
    print(f"{counted(outcome.units, 'unit')} ({outcome.format})")
    print(f"{outcome.sure} filled, {review} filled for review")
    print(f"{outcome.kept} unchanged, {outcome.unmatched} without a match")
    for one in outcome.skipped:
        print(f"skipped: {one.place} {one.reason}: {one.text}")
