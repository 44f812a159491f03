"""Mutated files through every reader: only our errors, no hang, no file written.

    python scripts/fuzz_readers.py --count 2000 --skip .doc,.rtf
    python scripts/fuzz_readers.py FOLDER --only .pdf

FOLDER holds sound files; without one, `sound_files.py` writes a file of each format. Each is
mutated in seeded ways (bytes flipped, stretches removed, doubled or swapped, the end cut off;
members of zip containers too, so that the mutation gets past the container) and read in this
process as a text and as pairs, with an alarm. Files of .doc and .rtf go through LibreOffice, which
takes seconds. No process, folder or file may be left; that is looked at after every 50, and where
something is left each of the 50 is read again. A file that shows a fault is kept in the current
folder. Text recognition, which takes seconds for a page, is off. Prints a row of a table for each
file: mutations, how many were read in one way or the other, the slowest in seconds, and faults;
faults of our own code that became a refusal ("is damaged") are listed below it.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import sound_files

from duizhao.corpora.bilingual import read_pairs
from duizhao.corpora.errors import DuizhaoError
from duizhao.corpora.readers import read
from duizhao.corpora.readers.pdf import recognition

ROOT = Path(__file__).resolve().parents[1]
TOGETHER = 50
"""Mutations after which is looked for what they left behind."""


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


def take_leftovers(target: Path) -> set[str]:
    """What readers of `target` have left behind: files and folders, removed here, and processes."""
    folder = target.parent
    left = [item for item in folder.parent.iterdir() if item != folder]
    left += [item for item in folder.iterdir() if item != target]
    for item in left:
        if item.is_dir() and not item.is_symlink():
            shutil.rmtree(item)
        else:
            item.unlink()
    found = {item.name for item in left}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if f"{folder.parent}/" in line and process.name != str(os.getpid()):
            found.add(f"process {process.name}: {line[:120]}")
    return found


@dataclass
class Tally:
    """Of one file: how many mutations were read, the slowest in seconds, and faults."""

    good: int = 0
    slowest: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)
    guarded: Counter[str] = field(default_factory=Counter)

    def fault(self, what: str, data: bytes, suffix: str) -> None:
        """Count a fault and keep the file that showed it in the current folder."""
        kept = Path.cwd() / f"fuzz-{hashlib.sha256(data).hexdigest()[:12]}{suffix}"
        kept.write_bytes(data)
        self.faults[f"{what} ({kept})"] += 1


def attempt(target: Path, data: bytes, limit: float, tally: Tally) -> None:
    """Read one mutation as a text and as pairs."""
    target.write_bytes(data)
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
                    tally.guarded[where] += 1
    except (Exception, TooLong) as error:  # noqa: BLE001 - what it is here to find
        tally.fault(f"{type(error).__name__}: {error}", data, target.suffix)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    tally.good += was_read
    tally.slowest = max(tally.slowest, time.perf_counter() - started)


def find_culprits(
    target: Path, batch: list[bytes], known: set[str], limit: float
) -> Iterator[tuple[str, bytes]]:
    """What each of a batch leaves behind when it is read again, alone; and the mutation."""
    for data in batch:
        attempt(target, data, limit, Tally())
        if new := take_leftovers(target) - known:
            known |= {name for name in new if name.startswith("process")}
            yield min(new), data


def fuzz(path: Path, count: int, seed: int, limit: float, folder: Path) -> Counter[str]:
    """Read `count` mutations of a file; print a row, and return the faults.

    What was left behind is looked for after each `TOGETHER` of them: it takes longer than reading.
    """
    rng = random.Random(f"{seed}:{path.name}")
    sound = path.read_bytes()
    tally = Tally()
    target = folder / f"mutated{path.suffix}"
    known: set[str] = set()
    for start in range(0, count, TOGETHER):
        batch = [mutate(sound, rng) for _ in range(min(TOGETHER, count - start))]
        for data in batch:
            attempt(target, data, limit, tally)
        if left := take_leftovers(target) - known:
            known |= {name for name in left if name.startswith("process")}
            culprits = list(find_culprits(target, batch, known, limit))
            for name, data in culprits:
                tally.fault(f"left behind: {name}", data, path.suffix)
            if not culprits:
                tally.faults[f"left behind, but not when read again: {min(left)}"] += 1
    target.unlink()
    cells = (path.name, f"{count:,}", f"{tally.good:,}", f"{tally.slowest:.1f}")
    print(f"| {' | '.join(cells)} | {tally.faults.total()} |", flush=True)
    for what, times in [*tally.faults.items(), *tally.guarded.items()]:
        print(f"  {times} x {what}", flush=True)
    return tally.faults


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
