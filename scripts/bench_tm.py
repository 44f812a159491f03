"""Measure a translation memory of made-up units: import, size, look-up against brute force.

Brute force is rapidfuzz's ``process.extract`` over all units with the same tokens and the same
distance, its strings prepared beforehand, in the same run; it looks for five matches of 60 or
more, as the search does. Queries, 200 for each language: 80 units with 5 to 30% of their tokens
edited, 60 texts that are not in the memory, 30 of two Chinese characters or one English word,
and 30 paragraphs of 300 Chinese characters or 150 English words. Concordance is asked for 100
parts of units in each language: 2 to 8 characters, or 1 to 3 words, a fifth of these cut inside.

    python scripts/bench_tm.py 10000 100000 1000000 --folder /tmp/bench --vectors 5000
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from generate_tm import Generator, write
from measured import child, resident, spent, timed
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from duizhao.corpora.document import LANGUAGES, Language
from duizhao.memory.facade import Memory
from duizhao.memory.search.vectors import update
from duizhao.memory.store import Store, keys
from duizhao.memory.store.importing import import_file


def queries_for(
    texts: Sequence[str], language: Language, seed: int
) -> list[tuple[str, Language, str]]:
    """Kind, language and text of 200 queries."""
    chance = random.Random(seed)
    gap = "" if language == "zh" else " "

    def parts(text: str) -> list[str]:
        return list(text) if language == "zh" else text.split()

    def edited(text: str) -> str:
        words = parts(text)
        for _ in range(max(1, int(len(words) * chance.choice((0.05, 0.1, 0.2, 0.3))))):
            place = chance.randrange(len(words))
            what = chance.random()
            if what < 0.4:
                words[place] = chance.choice(parts(chance.choice(texts)))
            elif what < 0.7 and len(words) > 1:
                del words[place]
            else:
                words.insert(place, chance.choice(parts(chance.choice(texts))))
        return gap.join(words)

    found = [("edited", language, edited(chance.choice(texts))) for _ in range(80)]
    for unit in Generator(seed + 1000).units(60):
        found.append(("unseen", language, unit.zh if language == "zh" else unit.en))
    while len(found) < 170:
        words = parts(chance.choice(texts))
        size = 2 if language == "zh" else 1
        if len(words) >= size:
            place = chance.randrange(len(words) - size + 1)
            found.append(("short", language, gap.join(words[place : place + size])))
    for _ in range(30):
        words = []
        while len(words) < (300 if language == "zh" else 150):
            words += parts(chance.choice(texts))
        found.append(("paragraph", language, gap.join(words)))
    return found


class BruteForce:
    """All units of one side as strings with a character for each token."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._characters: dict[str, str] = {}
        self._units = [self._coded(text) for text in texts]

    def _coded(self, text: str) -> str:
        known = self._characters
        for word in (words := keys.tokens(text)):
            if word not in known:
                number = 0x100 + len(known)
                known[word] = chr(number if number < 0xD800 else number + 0x800)
        return "".join(map(known.__getitem__, words))

    def best(self, text: str) -> tuple[float, float]:
        """Seconds taken, and the best similarity of 0.6 or more, or 0."""
        coded = self._coded(text)
        with spent() as cost:
            found = process.extract(
                coded,
                self._units,
                scorer=Levenshtein.normalized_similarity,
                score_cutoff=0.6,
                limit=5,
            )
        return cost.clock, found[0][1] if found else 0.0


def measure(memory: Memory, language: Language, seed: int) -> dict[str, Any]:
    """Look-up times against brute force, and how often the best is the same."""
    rows = memory.store.connection.execute(f"SELECT {language} FROM unit")
    texts = [text for (text,) in rows]
    queries = queries_for(texts, language, seed)
    brute = BruteForce(texts)
    ours, theirs, kinds = [], [], []
    same = matched = 0
    for kind, _, text in queries:
        seconds, best = brute.best(text)
        with spent() as cost:
            found = memory.search(text, language)
        ours.append(cost.clock)
        theirs.append(seconds)
        kinds.append(kind)
        if best:
            matched += 1
            highest = max((match.similarity for match in found), default=0.0)
            same += abs(highest - best) < 1e-6
    ms = np.array(ours) * 1000
    result: dict[str, Any] = {
        "language": language,
        "ours_ms": {f"p{part}": round(float(np.percentile(ms, part)), 2) for part in (50, 95, 99)},
        "brute_p50_ms": round(statistics.median(theirs) * 1000, 2),
        "p50_ratio": round(statistics.median(theirs) / statistics.median(ours), 1),
        "best_equal": f"{same}/{matched}",
    }
    for kind in ("edited", "unseen", "short", "paragraph"):
        chosen = [index for index, name in enumerate(kinds) if name == kind]
        result[kind] = {
            "p50_ms": round(float(np.median(ms[chosen])), 2),
            "p95_ms": round(float(np.percentile(ms[chosen], 95)), 2),
            "brute_p50_ms": round(statistics.median(theirs[i] for i in chosen) * 1000, 2),
        }
    return result


def concordance(
    memory: Memory, texts: Sequence[str], language: Language, seed: int
) -> dict[str, Any]:
    """Times of concordance."""
    chance = random.Random(seed)
    times = []
    for _ in range(100):
        text = chance.choice(texts)
        if language == "zh":
            size = chance.choice((2, 3, 4, 6, 8))
            start = chance.randrange(max(1, len(text) - size))
            wanted = text[start : start + size]
        else:
            words = text.split()
            size = chance.choice((1, 1, 2, 3))
            start = chance.randrange(max(1, len(words) - size))
            wanted = " ".join(words[start : start + size])
            if chance.random() < 0.2 and len(wanted) > 2:
                wanted = wanted[1:-1]
        with spent() as cost:
            memory.concordance(wanted, language)
        times.append(1000 * cost.clock)
    return {f"p{part}_ms": round(float(np.percentile(times, part)), 1) for part in (50, 95, 99)}


def served(path: Path, asked: Path) -> dict[str, int]:
    """Megabytes of a process that answers queries, pages of the memory's file included or not."""
    with Memory(path, create=False) as memory:
        for _, language, text in json.loads(asked.read_text()):
            memory.search(text, language)
    sizes = resident(os.getpid())
    return {"peak_mb": round(sizes["VmHWM"]), "own_mb": round(sizes["RssAnon"])}


def bench(count: int, folder: Path, seed: int) -> dict[str, Any]:
    """All figures of one size."""
    tmx, path = folder / f"{count}.tmx", folder / f"{count}.db"
    result: dict[str, Any] = {"units": count}
    if not path.exists():
        if not tmx.exists():
            write(str(tmx), count, seed)
        with spent() as cost, Store(path) as store:
            imported = import_file(store, tmx)
        result["import_units_per_s"] = round(imported.read / cost.clock)
    with Memory(path, create=False) as memory:
        held = len(memory)
        result["held"] = held
        memory.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        result["bytes_per_unit"] = round(path.stat().st_size / held)
        result["lookup"] = [measure(memory, language, seed) for language in LANGUAGES]
        texts = {
            side: [
                text
                for (text,) in memory.store.connection.execute(
                    f"SELECT {side} FROM unit LIMIT 50000"
                )
            ]
            for side in LANGUAGES
        }
        result["concordance"] = {
            side: concordance(memory, texts[side], side, seed + 2) for side in LANGUAGES
        }
    asked = folder / "queries.json"
    asked.write_text(
        json.dumps(
            [query for side in LANGUAGES for query in queries_for(texts[side], side, seed + 1)]
        )
    )
    result["serving"] = child("--folder", folder, "--serve", path, asked)
    return result


def with_vectors(count: int, folder: Path, seed: int) -> dict[str, Any]:
    """Import with vectors, and look-up by meaning, on a small memory."""
    tmx, path = folder / f"v{count}.tmx", folder / f"v{count}.db"
    write(str(tmx), count, seed)
    with spent() as cost, Store(path) as store:
        imported = import_file(store, tmx)
        update(store)
    times = []
    with Memory(path) as memory:
        memory.search("开始", "zh")
        for unit in Generator(seed + 5).units(100):
            times.append(timed(partial(memory.search, unit.zh, "zh")).clock)
    size = sum(file.stat().st_size for file in path.with_name(path.name + ".vectors").iterdir())
    return {
        "units": count,
        "import_with_vectors_units_per_s": round(imported.read / cost.clock),
        "vector_bytes_per_unit": round(size / imported.added),
        "lookup_p50_ms": round(statistics.median(times) * 1000, 2),
    }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", type=int, nargs="*", help="sizes of the memories")
    parser.add_argument("--folder", type=Path, required=True, help="for the files; kept")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--vectors", type=int, metavar="N", help="import N units with vectors")
    parser.add_argument("--serve", type=Path, nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        print(json.dumps(served(*args.serve)))
        return
    args.folder.mkdir(parents=True, exist_ok=True)
    for count in args.counts:
        print(json.dumps(bench(count, args.folder, args.seed), indent=1), flush=True)
    if args.vectors:
        print(json.dumps(with_vectors(args.vectors, args.folder, args.seed), indent=1))


if __name__ == "__main__":
    main()
