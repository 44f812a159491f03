"""``duizhao eval``: how well do beads agree with a gold standard?"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from .paths import Read
from .shared import add_json

if TYPE_CHECKING:
    from duizhao.align.evaluate import Evaluation


STRANGE = 0.3
"""Strict F1 so low that the two sides are looked at the other way round."""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Compare two .links files, or two folders of them file by file (equal names). "
        "A bead is what is paired: the positions of Chinese segments and of English ones, as "
        "[0, 1]:[0]. Strict scores count a bead as right when it is the same on both sides; lax "
        "ones when it shares a segment of each side with a gold bead. Beads with an empty side "
        "(null) are scored separately. A table gives the same for each shape: 1-1, 2-1 and so on."
    )
    parser.add_argument(
        "gold",
        type=Read,
        metavar="GOLD",
        help="the gold standard: a .links file, or a folder of them",
    )
    parser.add_argument(
        "system",
        type=Read,
        metavar="SYSTEM",
        help="what is scored: a .links file, or a folder of them",
    )
    parser.add_argument(
        "--swap", action="store_true", help="GOLD has the English positions first, as [0]:[0, 1]"
    )
    add_json(parser, "the scores")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Score, print."""
    from duizhao.align.evaluate import evaluate_paths

    scores = evaluate_paths(args.gold, args.system, swap=args.swap)
    if scores.strict.f1 < STRANGE:
        other = evaluate_paths(args.gold, args.system, swap=not args.swap)
        if other.strict.f1 > 1 - STRANGE:
            hint = "leave out --swap" if args.swap else "add --swap"
            print(
                f"duizhao: {args.gold}: seems to have its sides exchanged; {hint}", file=sys.stderr
            )
    print(json.dumps(scores.to_dict()) if args.json else _table(scores))
    return 0


def _table(scores: Evaluation) -> str:
    lines = [f"{'':<8}{'precision':>10}{'recall':>10}{'F1':>10}"]
    rows = (("strict", scores.strict), ("lax", scores.lax), ("null", scores.null))
    for name, score in rows:
        lines.append(f"{name:<8}{score.precision:>10.4f}{score.recall:>10.4f}{score.f1:>10.4f}")
    lines.append("")
    lines.append(f"{'shape':<8}{'gold':>10}{'said':>10}{'right':>10}")
    for shape, count in scores.shapes.items():
        lines.append(f"{shape:<8}{count.gold:>10}{count.said:>10}{count.right:>10}")
    return "\n".join(lines)
