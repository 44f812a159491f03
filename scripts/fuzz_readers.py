"""Mutated files through every reader: only our errors, no hang, no file written.

    python scripts/fuzz_readers.py --count 2000 --skip .doc,.rtf
    python scripts/fuzz_readers.py FOLDER --only .pdf

FOLDER holds sound files; without one, `sound_files.py` writes a file of each format. Each is
mutated in seeded ways (bytes flipped, stretches removed, doubled or swapped, the end cut off;
members of zip containers too, so that the mutation gets past the container) and read in this
process as a text and as pairs, with an alarm. Files of .doc and .rtf go through LibreOffice; after
each, no process and no folder of it may be left. Text recognition, which takes seconds for a page,
is off. Prints a row of a table for each file: mutations,
how many were read in one way or the other, the slowest in seconds, and faults; faults of our own
code that became a refusal ("is damaged") are listed below it.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

import sound_files

from duizhao.corpora.bilingual import read_pairs
from duizhao.corpora.errors import DuizhaoError
from duizhao.corpora.readers import read
from duizhao.corpora.readers.pdf import recognition

ROOT = Path(__file__).resolve().parents[1]


def mutate(data: bytes, rng: random.Random) -> bytes:
    """One file out of another."""
    if data.startswith(b"PK") and rng.random() < 0.7:
        return mutate_member(data, rng)
    # The sectors of a compound file must stay where they are, or nothing of it is read.
    in_place = data.startswith(b"\xd0\xcf\x11\xe0") and rng.random() < 0.7
    result = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        if not result:
            break
        start = rng.randrange(len(result))
        length = min(rng.choice((1, 4, 40, 400)), len(result) - start)
        way = rng.choice((0, 3)) if in_place else rng.randrange(5)
        if way == 0:
            result[start] = rng.randrange(256)
        elif way == 1:
            del result[start : start + length]
        elif way == 2:
            result[start:start] = result[start : start + length]
        elif way == 3:
            result[start : start + length] = rng.randbytes(length)
        elif rng.random() < 0.3:
            del result[start:]
    return bytes(result)


def mutate_member(data: bytes, rng: random.Random) -> bytes:
    """A zip container with one member mutated."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    inside = [name for name in members if name.endswith((".xml", ".rels", ".xhtml", ".opf"))]
    name = rng.choice(inside)
    members[name] = mutate(members[name], rng)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, value in members.items():
            archive.writestr(key, value)
    return stream.getvalue()


class TooLong(BaseException):
    """A reader took too long; no `Exception`, which readers turn into errors of ours."""


def too_long(number: int, frame: object) -> None:
    """Stop a reader that takes too long, unless it hangs in a library written in C."""
    raise TooLong


def own_fault(error: DuizhaoError) -> str:
    """Where our own code raised what became "is damaged"; empty where a library did."""
    cause = error.__cause__
    if cause is None or not error.problem.startswith("is damaged ("):
        return ""
    last = traceback.extract_tb(cause.__traceback__)[-1]
    path = Path(last.filename).resolve()
    if ROOT not in path.parents:
        return ""
    return f"{path.relative_to(ROOT)}:{last.lineno}: {type(cause).__name__}"


def leftovers(temporary: Path, own: Path) -> list[str]:
    """Temporary folders, and processes at work in them, that a reader has left behind."""
    found = [item.name for item in temporary.iterdir() if item != own]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if f"{temporary}/" in line and process.name != str(os.getpid()):
            found.append(line[:120])
    return found


def fuzz(path: Path, count: int, seed: int, limit: float, folder: Path) -> Counter[str]:
    """Read `count` mutations of a file; print a row, and return the faults."""
    rng = random.Random(f"{seed}:{path.name}")
    sound = path.read_bytes()
    faults: Counter[str] = Counter()
    guarded: Counter[str] = Counter()
    slowest, good = 0.0, 0
    target = folder / f"mutated{path.suffix}"
    for number in range(count):
        target.write_bytes(mutate(sound, rng))
        started = time.perf_counter()
        signal.setitimer(signal.ITIMER_REAL, limit)
        was_read = False
        try:
            for reader in (read, lambda path: list(read_pairs(path))):
                try:
                    reader(target)
                    was_read = True
                except DuizhaoError as error:
                    if where := own_fault(error):
                        guarded[where] += 1
        except (Exception, TooLong) as error:  # noqa: BLE001 - what it is here to find
            kept = Path.cwd() / f"fuzz-{number}{path.suffix}"
            kept.write_bytes(target.read_bytes())
            faults[f"{type(error).__name__}: {error} ({kept})"] += 1
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        good += was_read
        slowest = max(slowest, time.perf_counter() - started)
        if left := leftovers(folder.parent, folder):
            faults[f"left behind: {left[0]}"] += 1
        if [item.name for item in folder.iterdir()] != [target.name]:
            faults["wrote a file"] += 1
    target.unlink()
    print(f"| {path.name} | {count:,} | {good:,} | {slowest:.1f} | {faults.total()} |", flush=True)
    for what, times in [*faults.items(), *guarded.items()]:
        print(f"  {times} x {what}", flush=True)
    return faults


def main() -> int:
    """Fuzz every file of a folder; exit code 1 where one has a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="default: a file of each format")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=20.0, help="seconds for one file")
    parser.add_argument("--only", default="", help="suffixes, by comma")
    parser.add_argument("--skip", default="", help="suffixes, by comma")
    args = parser.parse_args()
    signal.signal(signal.SIGALRM, too_long)
    recognition.is_installed = lambda: False
    faulty = False
    with tempfile.TemporaryDirectory() as made:
        if args.folder is None:
            sound_files.write(Path(made))
        for path in sorted((args.folder or Path(made)).iterdir()):
            chosen = not args.only or path.suffix in args.only.split(",")
            if not path.is_file() or not chosen or path.suffix in args.skip.split(","):
                continue
            with tempfile.TemporaryDirectory() as name:
                # The readers' temporary files stand beside ours, where leftovers are seen.
                tempfile.tempdir = name
                own = Path(name) / "mutated"
                own.mkdir()
                faulty |= bool(fuzz(path, args.count, args.seed, args.limit, own))
                tempfile.tempdir = None
    return int(faulty)


if __name__ == "__main__":
    sys.exit(main())
