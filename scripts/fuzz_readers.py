"""Mutated files through every reader: only our errors, no hang, no file written.

    python scripts/fuzz_readers.py FOLDER --count 2000

FOLDER holds sound files (tests/fixtures). Each is mutated in seeded ways (bytes flipped,
stretches removed, doubled or swapped, the end cut off; members of zip containers too, so that
the mutation gets past the container) and read in this process, with an alarm. Files of .doc
and .rtf go through LibreOffice; after each, no process and no folder of it may be left.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

from duizhao.corpora.bilingual import read_pairs
from duizhao.corpora.errors import DuizhaoError
from duizhao.corpora.readers import read


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
    name = rng.choice([name for name in members if name.endswith((".xml", ".rels"))])
    members[name] = mutate(members[name], rng)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, value in members.items():
            archive.writestr(key, value)
    return stream.getvalue()


def too_long(number: int, frame: object) -> None:
    """Stop a reader that takes too long, unless it hangs in a library written in C."""
    raise TimeoutError("took too long")


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


def fuzz(path: Path, count: int, seed: int, limit: float, folder: Path) -> dict[str, object]:
    """Read `count` mutations of a file; what came of them."""
    rng = random.Random(f"{seed}:{path.name}")
    sound = path.read_bytes()
    outcome: Counter[str] = Counter()
    slowest = 0.0
    target = folder / f"mutated{path.suffix}"
    for number in range(count):
        target.write_bytes(mutate(sound, rng))
        started = time.perf_counter()
        signal.setitimer(signal.ITIMER_REAL, limit)
        try:
            for reader in (read, lambda path: list(read_pairs(path))):
                try:
                    reader(target)
                    outcome["read"] += 1
                except DuizhaoError as error:
                    outcome[type(error).__name__] += 1
        except Exception as error:  # noqa: BLE001 - what it is here to find
            kept = Path.cwd() / f"fuzz-{number}{path.suffix}"
            kept.write_bytes(target.read_bytes())
            outcome[f"CRASH {type(error).__name__}: {error} ({kept})"] += 1
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        slowest = max(slowest, time.perf_counter() - started)
        left = leftovers(folder.parent, folder)
        if left:
            outcome[f"CRASH left behind: {left[0]}"] += 1
        if [item.name for item in folder.iterdir()] != [target.name]:
            outcome["CRASH wrote a file"] += 1
    target.unlink()
    return {"file": path.name, "outcome": dict(outcome), "slowest": round(slowest, 2)}


def main() -> None:
    """Fuzz every file of a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=30.0, help="seconds for one file")
    parser.add_argument("--only", default="", help="suffixes, by comma")
    args = parser.parse_args()
    only = tuple(args.only.split(",")) if args.only else None
    signal.signal(signal.SIGALRM, too_long)
    bad = False
    for path in sorted(args.folder.iterdir()):
        if not path.is_file() or path.suffix == ".py" or (only and path.suffix not in only):
            continue
        with tempfile.TemporaryDirectory() as name:
            # The readers' temporary files stand beside ours, where leftovers are seen.
            tempfile.tempdir = name
            own = Path(name) / "mutated"
            own.mkdir()
            result = fuzz(path, args.count, args.seed, args.limit, own)
            tempfile.tempdir = None
        print(json.dumps(result, ensure_ascii=False), flush=True)
        bad = bad or any(str(key).startswith("CRASH") for key in dict(result["outcome"]))  # type: ignore[call-overload]
    sys.exit(bad)


if __name__ == "__main__":
    main()
