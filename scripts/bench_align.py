"""Processor time and memory of aligning, embedding apart, by size.

    python scripts/bench_align.py --eval FOLDER [--sizes 1000 10000] [--missing]

The text is the shorter half of ``un-dev``, repeated. So that no two lines are the same, each
line is joined with another one drawn at random, which leaves them about as long as those of
the whole set. Noise: of a hundred lines one is missing in Chinese, one in English, and
five on each side are cut into two segments where the joint is. ``--missing`` takes a
quarter of the Chinese text out in one block.

Beside it stands a plain reference: all cosines in one matrix, and a monotone path over
1-1 beads and nulls, in numpy. Each size runs in a process of its own, so that the peak
memory is that size's.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from measured import child, peak, spent
from rows import un_pairs

from duizhao.align import side as sides
from duizhao.align.aligner import Aligner
from duizhao.align.bead import Bead
from duizhao.align.encode import load
from duizhao.align.evaluate import evaluate
from duizhao.corpora.document import Segment

REFERENCE_LIMIT = 10_000
"""Segments above which the whole matrix no longer fits well."""

LEFT_OUT, CUT = 0.01, 0.05
"""Shares of the lines that are missing on a side, and that are two segments there."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Two texts and the beads between them."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    gold: tuple[Bead, ...]


def texts(folder: Path, count: int, *, missing: bool = False) -> Texts:
    """About `count` segments on each side, made as the module says."""
    rows = un_pairs(folder)
    middle = sorted(len(row["zh"]) for row in rows)[len(rows) // 2]
    rows = [row for row in rows if len(row["zh"]) <= middle]
    random = Random(0)
    zh: list[str] = []
    en: list[str] = []
    gold: list[Bead] = []
    gap = range(count // 2, count // 2 + count // 4) if missing else range(0)
    number = 0
    while len(en) < count:
        parts = rows[number % len(rows)], random.choice(rows)
        zh_new = _segments([part["zh"] for part in parts], "", random)
        en_new = _segments([part["en"] for part in parts], " ", random)
        if len(en) in gap:
            zh_new = []
        bead = Bead(
            tuple(range(len(zh), len(zh) + len(zh_new))),
            tuple(range(len(en), len(en) + len(en_new))),
        )
        if bead.zh and bead.en:
            gold.append(bead)
        else:
            gold += [Bead((place,), ()) for place in bead.zh]
            gold += [Bead((), (place,)) for place in bead.en]
        zh += zh_new
        en += en_new
        number += 1
    return Texts(tuple(zh), tuple(en), tuple(gold))


def _segments(parts: list[str], between: str, random: Random) -> list[str]:
    """One side of a line: mostly one segment, now and then two or none."""
    drawn = random.random()
    if drawn < LEFT_OUT:
        return []
    if drawn < LEFT_OUT + CUT:
        return parts
    return [between.join(parts)]


def plain(zh: np.ndarray, en: np.ndarray) -> int:
    """Links of the best path over the full matrix of cosines; a null costs 0.3."""
    similar = zh @ en.T
    m, n = similar.shape
    cost = 0.3 * np.arange(n + 1)
    best = -cost
    back = np.zeros((m + 1, n + 1), np.int8)
    for i in range(1, m + 1):
        through, down = best[:-1] + similar[i - 1], best - 0.3
        new = down.copy()
        diagonal = np.append(-np.inf, through)
        back[i] = diagonal > down
        new = np.maximum(new, diagonal) + cost
        run = np.maximum.accumulate(new)
        back[i][run > new] = 2
        best = run - cost
    links, i, j = 0, m, n
    while i and j:
        move = back[i, j]
        links += move == 1
        i, j = i - (move != 2), j - (move != 0)
    return links


def measure(made: Texts, which: str) -> dict[str, float]:
    """One run in this process."""
    encoder = load("use")
    if which == "plain":
        with spent() as embedding:
            vectors = encoder.encode(made.zh), encoder.encode(made.en)
        with spent() as aligning:
            plain(*vectors)
        return _result(embedding.processor, aligning.processor)
    embedded = 0.0
    inner = sides.side

    def timed(*arguments: Any, **options: Any) -> Any:
        nonlocal embedded
        with spent() as embedding:
            result = inner(*arguments, **options)
        embedded += embedding.processor
        return result

    sides.side = timed
    with spent() as whole:
        beads = Aligner(encoder).align(
            [Segment(each) for each in made.zh], [Segment(each) for each in made.en]
        )
    found = evaluate(made.gold, beads)
    rest = whole.processor - embedded
    return _result(embedded, rest) | {"strict_f1": round(found.strict.f1, 4)}


def _result(embedding: float, rest: float) -> dict[str, float]:
    return {"embedding": round(embedding, 1), "aligning": round(rest, 2), "peak_mb": round(peak())}


def main() -> None:
    """Print the table, a line of JSON for each run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--eval", type=Path, required=True, help="folder with un-dev")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 30_000, 100_000])
    parser.add_argument("--missing", action="store_true", help="a quarter missing in Chinese")
    parser.add_argument("--only", choices=("ours", "plain"))
    args = parser.parse_args()
    if args.only:
        made = texts(args.eval, args.sizes[0], missing=args.missing)
        print(json.dumps(measure(made, args.only)))
        return
    for size in args.sizes:
        for which in ("ours", "plain"):
            if which == "plain" and size > REFERENCE_LIMIT:
                continue
            arguments = ["--eval", args.eval, "--sizes", size, "--only", which]
            costs = child(*arguments, *(["--missing"] if args.missing else []))
            print(f"{size:>7} {which:<6} {json.dumps(costs)}", flush=True)


if __name__ == "__main__":
    main()
