"""Ask a served memory from many clients at once, and count errors, times and memory.

    python scripts/bench_serve.py memory.db --clients 50 --seconds 30

Starts ``duizhao tm serve`` on a free port of this machine, sends what Weblate sends (texts of
the memory itself, edited so that some are exact and most are fuzzy) and what a terminologist
asks (concordance), checks every answer's shape, and prints one JSON object. Memory is the
server's, read from ``/proc`` where there is one, every second: the second half of the run is
compared with the first, so that growth without end shows.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import httpx

from memory.store import Store


def texts_of(path: Path, count: int, seed: int) -> list[str]:
    """Texts to ask for: of the memory, a third as they are, the others with words changed."""
    rng = random.Random(seed)
    with Store(path, create=False) as store:
        size = len(store)
        step = max(1, size // count)
        entries = list(store.entries(list(range(1, size + 1, step))))
    texts = []
    for entry in entries:
        text = rng.choice([entry.unit.zh, entry.unit.en])[:500]
        if rng.random() < 0.67:
            cut = rng.randrange(max(1, len(text)))
            text = text[:cut] + text[cut + rng.randrange(1, 6) :]
        if text.strip():
            texts.append(text)
    return texts


class Tally:
    """What the clients saw."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.errors: Counter[str] = Counter()
        self.matched = 0


async def client(address: str, texts: list[str], until: float, seed: int, tally: Tally) -> None:
    """One client, a request after another."""
    rng = random.Random(seed)
    async with httpx.AsyncClient(base_url=address, timeout=60) as http:
        while time.monotonic() < until:
            text = rng.choice(texts)
            zh = any("\u4e00" <= character <= "\u9fff" for character in text)
            if rng.random() < 0.9:
                pair = "zh_hans/en" if zh else "en/zh"
                target = f"/tmserver/{pair}/unit/{quote(text, safe='')}"
                wanted = {"source", "target", "quality", "rank"}
            else:
                start = rng.randrange(max(1, len(text) - 6))
                target = f"/api/concordance?limit=20&text={quote(text[start : start + 6])}"
                wanted = {"source", "target", "spans", "target_spans"}
            began = time.perf_counter()
            try:
                response = await http.get(target)
                if response.status_code != 200:
                    tally.errors[f"status {response.status_code}"] += 1
                    continue
                answer = response.json()
                if any(not wanted <= one.keys() for one in answer):
                    tally.errors["shape"] += 1
                tally.matched += bool(answer)
            except (httpx.HTTPError, ValueError) as error:
                tally.errors[type(error).__name__] += 1
                continue
            tally.seconds.append(time.perf_counter() - began)


def resident_mb(pid: int) -> float:
    """Resident memory of a process, or 0 where nobody tells."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


async def watch(pid: int, until: float, found: list[float]) -> None:
    """Note the server's memory every second."""
    while time.monotonic() < until:
        found.append(resident_mb(pid))
        await asyncio.sleep(1)


async def ask(address: str, pid: int, texts: list[str], clients: int, seconds: float) -> dict:
    """All clients at once, for so long."""
    tally = Tally()
    used: list[float] = []
    until = time.monotonic() + seconds
    await asyncio.gather(
        watch(pid, until, used),
        *(client(address, texts, until, seed, tally) for seed in range(clients)),
    )
    times = sorted(tally.seconds)
    half = len(used) // 2

    def share(part: float) -> float:
        return round(1000 * times[min(len(times) - 1, int(part * len(times)))], 1)

    return {
        "clients": clients,
        "seconds": seconds,
        "requests": len(times) + sum(tally.errors.values()),
        "errors": dict(tally.errors),
        "with an answer": tally.matched,
        "a second": round(len(times) / seconds, 1),
        "p50 ms": share(0.5),
        "p95 ms": share(0.95),
        "p99 ms": share(0.99),
        "server MB at first": round(used[0], 1),
        "server MB in the first half": round(statistics.mean(used[:half]), 1),
        "server MB in the second half": round(statistics.mean(used[half:]), 1),
        "server MB at most": round(max(used), 1),
    }


def main() -> int:
    """The command; exit code 1 when there was an error."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("memory", type=Path)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--texts", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    texts = texts_of(args.memory, args.texts, args.seed)
    command = [sys.executable, "-m", "duizhao", "tm", "serve", str(args.memory), "--port", "0"]
    command += ["--readers", str(args.readers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = server.stdout.readline().split()[-1]
            result = asyncio.run(ask(address, server.pid, texts, args.clients, args.seconds))
        finally:
            server.terminate()
    print(json.dumps(result, indent=1))
    return 1 if result["errors"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
