"""How fast and how robust `duizhao batch` is on many pairs of documents.

    python scripts/bench_batch.py --pairs 2000 --workers 2 --kills 3

Documents are made from the sample pair that ships: each holds a seeded choice of its
paragraphs, with figures of its own, so that no two are the same. Reported are documents a
minute, processor time and peak memory for each process, the same for encoding alone (the
reference, measured in the same run), the gain from one worker to more, and whether runs that
were killed on the way, and runs with other numbers of workers, end with the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from measured import ONE_THREAD, Cost, spent
from rows import sample_rows


def make_documents(folder: Path, pairs: int, paragraphs: int, seed: int) -> None:
    """Write `pairs` pairs of text files below `folder`."""
    body = [row for row in sample_rows() if row["kind"] == "body" and len(row["zh"]) > 15]
    rng = random.Random(seed)
    for side in ("zh", "en"):
        (folder / side).mkdir(parents=True)
    for number in range(pairs):
        chosen = rng.sample(body, min(paragraphs, len(body)))
        texts: dict[str, list[str]] = {"zh": [], "en": []}
        for row in chosen:
            figure = f"{rng.randrange(60, 99)}/{rng.randrange(100, 999)}"
            for side, wanted in texts.items():
                text = re.sub(r"^\d+\. |[⁰¹²³⁴-⁹]", "", row[side])
                wanted.append(re.sub(r"\b\d\d/\d{2,3}\b", figure, text))
        for side, wanted in texts.items():
            path = folder / side / f"{number:05d}.txt"
            path.write_text("\n\n".join(wanted) + "\n", encoding="utf-8")


def digest(folder: Path) -> str:
    """One digest over all results and shards."""
    total = hashlib.blake2b(digest_size=12)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return total.hexdigest()


class Watch(threading.Thread):
    """Peak resident memory of each process below one, read twice a second."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root = root
        self.peaks: dict[int, int] = {}
        self.over = threading.Event()

    def run(self) -> None:
        """Look until stopped."""
        import psutil

        while not self.over.wait(0.5):
            try:
                process = psutil.Process(self.root)
                for each in (process, *process.children(recursive=True)):
                    peak = max(self.peaks.get(each.pid, 0), each.memory_info().rss)
                    self.peaks[each.pid] = peak
            except psutil.Error:
                continue


def run(data: Path, out: Path, workers: int, kill_at: float | None = None) -> dict[str, object]:
    """One run of the command, killed after `kill_at` seconds if that is given."""
    command = [sys.executable, "-m", "duizhao", "batch", str(data / "zh"), str(data / "en"),
               "-o", str(out), "--workers", str(workers), "--quiet"]  # fmt: skip
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(command, start_new_session=True)
    watch = Watch(process.pid)
    watch.start()
    try:
        process.wait(timeout=kill_at)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    seconds = time.perf_counter() - started
    watch.over.set()
    watch.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peaks = sorted((peak // 2**20 for peak in watch.peaks.values()), reverse=True)
    if kill_at is None and process.returncode:
        sys.exit(f"the command failed with {process.returncode}")
    return {"seconds": seconds, "cpu": cpu, "peaks_mb": peaks[: workers + 2]}


def encode_alone(data: Path) -> Cost:
    """What encoding every paragraph takes, without any other work."""
    from duizhao.align.encode import load

    encoder = load("use", cache=False)
    with spent() as cost:
        for path in sorted(data.rglob("*.txt")):
            encoder.encode(path.read_text(encoding="utf-8").split("\n\n"))
    return cost


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--paragraphs", type=int, default=12)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    os.environ.update(ONE_THREAD)
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        make_documents(data, args.pairs, args.paragraphs, args.seed)
        alone = encode_alone(data)
        report: dict[str, object] = {"pairs": args.pairs, "paragraphs": args.paragraphs}
        report["encode_alone"] = {
            "seconds": round(alone.clock, 1),
            "cpu": round(alone.processor, 1),
        }
        one = run(data, Path(name) / "one", 1)
        many = run(data, Path(name) / "many", args.workers)
        speed = float(str(many["seconds"]))
        for _ in range(args.kills):
            run(data, Path(name) / "killed", args.workers, kill_at=speed / (args.kills + 1))
        run(data, Path(name) / "killed", args.workers)
        digests = {key: digest(Path(name) / key) for key in ("one", "many", "killed")}
        again = run(data, Path(name) / "many", args.workers)
        report["one_worker"] = one
        report[f"{args.workers}_workers"] = many
        report["documents_a_minute"] = round(60 * args.pairs / speed)
        report["gain"] = round(float(str(one["seconds"])) / speed, 2)
        report["cpu_over_encoding"] = round(float(str(many["cpu"])) / alone.processor, 2)
        report["second_run_seconds"] = round(float(str(again["seconds"])), 2)
        report["same_bytes"] = len(set(digests.values())) == 1
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
