"""``duizhao learn``: weights of the aligner fitted on documents that a person corrected."""

from __future__ import annotations

import argparse
import json

from .paths import Read, Written
from .shared import add_json, add_quiet


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Fit the weights of the aligner on reviews whose pairs you confirmed or corrected, "
        "starting from the built-in weights. Each document in turn is left out and aligned with "
        "weights fitted on the others; the weights are written only if that is better than with "
        "the built-in ones. They are used only where you name them, with --weights FILE of align, "
        "batch and review."
    )
    parser.add_argument(
        "projects",
        type=Read,
        nargs="+",
        metavar="PROJECT",
        help="a .duizhao project of `duizhao review`, of sentences or lines",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Written,
        metavar="FILE",
        help="write the weights to this file; without it they are only tested",
    )
    parser.add_argument(
        "--anyway", action="store_true", help="write them even if they are no better"
    )
    add_json(parser, "the result")
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Learn, test, write."""
    from duizhao.corpora.extras import require
    from duizhao.learning import learn
    from duizhao.progress import terminal_progress

    require("learn")
    with terminal_progress(not args.quiet) as progress:
        lesson = learn(args.projects, progress=progress)
    written = args.output if args.output and (lesson.lifts or args.anyway) else None
    if written:
        lesson.write(written)
    result = {
        "pairs": lesson.pairs,
        "folds": lesson.folds,
        "shipped": lesson.before.to_dict() | {"loss": round(lesson.before_loss, 4)},
        "learnt": lesson.after.to_dict() | {"loss": round(lesson.after_loss, 4)},
        "lifts": lesson.lifts,
        "written": written,
    }
    if args.json:
        print(json.dumps(result))
    elif not args.quiet:
        print(f"{lesson.pairs} pairs; {lesson.folds} parts, each left out once")
        print(f"{'on what was left out':<24}{'shipped':>10}{'learnt':>10}")
        rows = (
            ("strict F1", lesson.before.strict.f1, lesson.after.strict.f1),
            ("lax F1", lesson.before.lax.f1, lesson.after.lax.f1),
            ("loss of a pair", lesson.before_loss, lesson.after_loss),
        )
        for name, before, after in rows:
            print(f"{name:<24}{before:>10.4f}{after:>10.4f}")
        print(_said(written, lesson.lifts))
    return 0


def _said(written: str | None, lifts: bool) -> str:
    found = "the learnt weights are better" if lifts else "the learnt weights are no better"
    if written:
        return f"{found}; written to {written}: align --weights {written}"
    return f"{found}; nothing is written" + ("; -o FILE writes them" if lifts else "")
