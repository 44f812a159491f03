"""``duizhao batch``: folders of documents in two languages, an aligned corpus out."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duizhao.corpora.counted import counted

from .aligning import add_aligning, add_client, aligning_from
from .numbers import decimal, whole
from .paths import Read, Results
from .shared import add_json, add_quiet

if TYPE_CHECKING:
    from duizhao.collection.api import Batch


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Pair the documents of two folders (or of one, or of a manifest), "
        "align each pair, and write one corpus. An interrupted run continues where it stopped."
    )
    parser.add_argument(
        "zh", type=Read, metavar="ZH", help="folder of Chinese documents, or a manifest .csv"
    )
    parser.add_argument(
        "en", type=Read, metavar="EN", nargs="?", help="folder of English documents"
    )
    out = parser.add_argument_group("results")
    out.add_argument(
        "-o",
        "--output",
        type=Results,
        required=True,
        metavar="FOLDER",
        help="folder for the results",
    )
    out.add_argument(
        "--format",
        default="tmx,parquet",
        metavar="LIST",
        help="separated by commas: tmx (one memory), tmx-each, parquet, jsonl, csv, moses",
    )
    add_client(out)
    add_json(out, "the summary")
    add_quiet(out)
    pairing = parser.add_argument_group("pairing")
    pairing.add_argument(
        "--pair-by",
        default="name,symbol,content",
        metavar="LIST",
        help="ways to pair files, tried in turn: name, symbol (of UN documents), content",
    )
    pairing.add_argument(
        "--pairs-only",
        action="store_true",
        help="only write which files belong together, to FOLDER/manifest.csv",
    )
    pairing.add_argument("--doubtful", action="store_true", help="align doubtful pairs too")
    running = parser.add_argument_group("running")
    running.add_argument(
        "--workers",
        type=whole,
        default=1,
        metavar="N",
        help="number of worker processes (default 1)",
    )
    running.add_argument("--shard", metavar="I/N", help="work on the I-th of N parts only")
    running.add_argument(
        "--shard-size",
        type=whole,
        default=16,
        metavar="N",
        help="pairs that are saved together (default 16)",
    )
    running.add_argument(
        "--scheduler", metavar="ADDRESS", help="work on a Dask cluster, as tcp://host:8786"
    )
    running.add_argument(
        "--timeout",
        type=decimal,
        default=600.0,
        metavar="S",
        help="timeout for one pair, in seconds (default 600)",
    )
    # That of batch is for what goes into the corpus.
    add_aligning(parser, without=("min_confidence",))
    corpus = parser.add_argument_group("filter", "what is left out goes to dropped.parquet")
    corpus.add_argument(
        "--dedup", action="store_true", help="keep only the first of identical pairs"
    )
    corpus.add_argument(
        "--near-dedup",
        type=decimal,
        default=0.0,
        metavar="P",
        help="keep the first of pairs with at least this similarity (0 to 1)",
    )
    corpus.add_argument(
        "--min-confidence",
        type=decimal,
        default=0.0,
        metavar="P",
        help="drop pairs below it (0 to 1)",
    )
    corpus.add_argument(
        "--max-length-ratio",
        type=decimal,
        default=0.0,
        metavar="X",
        help="drop pairs whose lengths differ by more than X times the usual",
    )
    corpus.add_argument(
        "--own-script", action="store_true", help="drop pairs with a side in the wrong script"
    )
    corpus.add_argument(
        "--figures-agree", action="store_true", help="drop pairs whose figures disagree"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Pair, align, put together, report."""
    from duizhao.collection.api import batch
    from duizhao.collection.processes import Pool
    from duizhao.corpora.filter import FilterSettings
    from duizhao.progress import terminal_progress

    started = time.perf_counter()
    folder = Path(args.output)
    formats = tuple(name.strip() for name in args.format.split(",") if name.strip())
    shard = _part(args.shard)
    # What the files are paired with works on the pairs afterwards.
    workers = Pool(args.workers, args.timeout) if args.workers > 0 else args.workers
    with contextlib.ExitStack() as stack:
        progress = stack.enter_context(terminal_progress(not args.quiet))
        if isinstance(workers, Pool):
            stack.enter_context(workers)
        job = batch(
            args.zh,
            args.en,
            timeout=args.timeout,
            client=args.client or "",
            source=args.source or "",
            codes=args.codes or "",
            pair_by=[name.strip() for name in args.pair_by.split(",") if name.strip()],
            doubtful=args.doubtful,
            results=folder,
            workers=workers,
            progress=progress,
            **aligning_from(args),
        )
        _write_manifest(job, args.zh, folder, args.quiet)
        if args.pairs_only:
            if not args.quiet:
                print(_pairing(job))
                print(f"{folder / 'manifest.csv'}: correct it, and give it to batch")
            return 0
        changed = job.write(
            folder,
            formats=formats,
            filter=FilterSettings(
                min_confidence=args.min_confidence,
                max_length_ratio=args.max_length_ratio,
                language=args.own_script,
                numbers=args.figures_agree,
                duplicates=args.dedup,
                near_duplicates=args.near_dedup,
            ),
            workers=workers,
            scheduler=args.scheduler,
            shard=shard,
            size=args.shard_size,
            progress=progress,
        )
    if args.quiet:
        return 0
    if shard is not None:
        print(f"part {shard[0]} of {shard[1]} is done; run once more without --shard for results")
        return 0
    return _report(args, job, folder, changed, time.perf_counter() - started)


def _report(
    args: argparse.Namespace, job: Batch, folder: Path, changed: bool, seconds: float
) -> int:
    summary: dict[str, Any] = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    for name in ("key", "files"):
        summary.pop(name)
    if args.json:
        print(json.dumps({**summary, "seconds": round(seconds, 3), "changed": changed}))
        return 0
    if not changed:
        print("nothing to do: the results are already there")
    print(_pairing(job))
    for name in ("documents", "failed", "pairs", "zh_only", "en_only", "kept"):
        print(f"{name.replace('_', ' '):<16}{summary[name]}")
    if summary["dropped"]:
        listed = ", ".join(f"{n} {reason}" for reason, n in sorted(summary["dropped"].items()))
        print(f"{'left out':<16}{listed}")
    print(f"{'time':<16}{seconds:.1f} s")
    if summary["failed"]:
        print(f"duizhao: reasons are in {folder / 'failed.csv'}", file=sys.stderr)
    return 0


def _pairing(job: Batch) -> str:
    pairing = job.pairing
    return (
        f"{'paired':<16}{len(pairing.certain)} certain, {len(pairing.doubtful)} doubtful, "
        f"{counted(len(pairing.unpaired), 'file')} without a counterpart"
    )


def _write_manifest(job: Batch, given: str, folder: Path, quiet: bool) -> None:
    """Keep the pairing beside the results, unless it came from that very file.

    What stood there may hold a person's corrections: where it differs, it is kept.
    """
    from duizhao.collection.folder import make_folder
    from duizhao.corpora.lock import locked

    make_folder(folder)
    path, new = folder / "manifest.csv", folder / ".new.csv"
    with locked(path):
        if not path.exists():
            job.write_manifest(path)
        elif not (Path(given).exists() and path.samefile(given)):
            # In this order a kill loses none of the two.
            job.write_manifest(new)
            if path.read_bytes() == new.read_bytes():
                new.unlink()
                return
            old = _free_name(folder)
            path.replace(old)
            new.replace(path)
            if not quiet:
                print(f"duizhao: {path} has changed; it was kept as {old.name}", file=sys.stderr)


def _free_name(folder: Path) -> Path:
    """A name for a manifest that is put aside, beside those that were put aside before."""
    names = chain(("manifest.old.csv",), (f"manifest.old.{n}.csv" for n in count(2)))
    return next(path for name in names if not (path := folder / name).exists())


def _part(text: str | None) -> tuple[int, int] | None:
    """``2/8`` as (2, 8)."""
    if text is None:
        return None
    first, _, last = text.partition("/")
    if not (first.isdecimal() and last.isdecimal()):
        from duizhao.corpora.errors import SettingsError

        raise SettingsError(f"no part {text!r}", mend="give --shard 1/4 to 4/4")
    return int(first), int(last)
