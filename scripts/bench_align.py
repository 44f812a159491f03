"""Processor time and memory of aligning, embedding apart, by size.

    python scripts/bench_align.py --eval FOLDER [--sizes 1000 10000]

Repeats ``un-dev`` with noise to the sizes wanted. Beside it stands a plain reference: all
cosines in one matrix, and a monotone path over 1-1 beads and nulls, in numpy. Each size
runs in a process of its own, so that the peak memory is that size's.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import numpy as np

REFERENCE_LIMIT = 10_000
"""Segments above which the whole matrix no longer fits well."""


def texts(folder: Path, count: int) -> tuple[list[str], list[str]]:
    """Sentence pairs repeated to `count`, each copy numbered and a few left out on one side."""
    with (folder / "un-dev" / "pairs.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    random = Random(0)
    zh: list[str] = []
    en: list[str] = []
    number = 0
    while len(zh) < count:
        row = rows[number % len(rows)]
        copy = number // len(rows)
        mark = f" ({copy}-{random.randrange(1000)})" if copy else ""
        if random.random() > 0.01:
            zh.append(row["zh"] + mark)
        if random.random() > 0.01:
            en.append(row["en"] + mark)
        number += 1
    return zh[:count], en[:count]


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


def measure(folder: Path, count: int, which: str) -> dict[str, float]:
    """One run in this process."""
    from align import aligner
    from align.encode import load
    from corpora.document import Segment

    zh, en = texts(folder, count)
    encoder = load("use")
    begin = time.process_time()
    if which == "plain":
        vectors = encoder.encode(zh), encoder.encode(en)
        embedded = time.process_time()
        plain(*vectors)
        end = time.process_time()
        return _result(embedded - begin, end - embedded)
    spent = 0.0
    inner = aligner.side

    def timed(*arguments, **options):  # type: ignore[no-untyped-def]
        nonlocal spent
        start = time.process_time()
        made = inner(*arguments, **options)
        spent += time.process_time() - start
        return made

    aligner.side = timed
    aligner.align_segments([Segment(each) for each in zh], [Segment(each) for each in en], encoder)
    return _result(spent, time.process_time() - begin - spent)


def _result(embedding: float, rest: float) -> dict[str, float]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"embedding": round(embedding, 1), "aligning": round(rest, 1), "peak_mb": round(peak)}


def main() -> None:
    """Print the table, a line of JSON for each run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--eval", type=Path, required=True, help="folder with un-dev")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 30_000, 100_000])
    parser.add_argument("--only", choices=("ours", "plain"))
    args = parser.parse_args()
    if args.only:
        print(json.dumps(measure(args.eval, args.sizes[0], args.only)))
        return
    for size in args.sizes:
        for which in ("ours", "plain"):
            if which == "plain" and size > REFERENCE_LIMIT:
                continue
            command = [sys.executable, __file__, "--eval", str(args.eval)]
            command += ["--sizes", str(size), "--only", which]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            print(f"{size:>7} {which:<6} {done.stdout.strip()}", flush=True)


if __name__ == "__main__":
    main()
