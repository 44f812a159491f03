"""Ask a served memory from many clients at once, and count errors, times and memory.

    python scripts/bench_serve.py memory.db --clients 50 --seconds 30
    python scripts/bench_serve.py copy.db --clients 50 --seconds 60 --writer

Starts ``duizhao tm serve`` on a free port of this machine, sends what Weblate sends (texts of the
memory itself, edited so that some are exact and most are fuzzy) and what a terminologist asks
(concordance), checks every answer's shape, and prints one JSON object. Memory is the server's own
(pages of the memory's file, which the system takes back when it needs them, are given
separately), read from ``/proc`` where there is one, every second. It is given for each sixth of
the run, so that growth without end shows. With ``--writer`` one client asks alone first, then all
while another adds units and changes statuses without a pause: reads may take twice as long, at
the 95th percentile, as one client's times the clients over the cores; an answer of 429 is no
error.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from measured import resident, serving

from duizhao.memory.store import Store

_PARTS = 6


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
        self.shed = 0
        self.written = 0


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
                if response.status_code == 429:
                    tally.shed += 1
                    await asyncio.sleep(float(response.headers["retry-after"]))
                    continue
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


async def watch(pid: int, until: float, found: list[tuple[float, float]]) -> None:
    """Note the server's memory every second."""
    while time.monotonic() < until:
        sizes = resident(pid)
        found.append((sizes.get("RssAnon", 0.0), sizes.get("RssFile", 0.0)))
        await asyncio.sleep(1)


async def write(address: str, until: float, tally: Tally) -> None:
    """Add units and change their status, one request after another."""
    number = 0
    async with httpx.AsyncClient(base_url=address, timeout=60) as http:
        while time.monotonic() < until:
            number += 1
            units = [
                {"zh": f"第{number}号新单元{n}", "en": f"New unit {number}-{n}"} for n in range(5)
            ]
            status = ("draft", "checked")[number % 2]
            requests: list[tuple[str, dict[str, Any]]] = [
                ("/api/units", {"units": units}),
                ("/api/status", {"ids": [number], "status": status}),
            ]
            for target, body in requests:
                try:
                    response = await http.post(target, json=body)
                except httpx.HTTPError as error:
                    tally.errors[f"{type(error).__name__} to the writer"] += 1
                    continue
                if response.status_code not in (200, 201, 429):
                    tally.errors[f"status {response.status_code} to the writer"] += 1
                tally.written += response.status_code in (200, 201)


async def ask(
    address: str, pid: int, texts: list[str], clients: int, seconds: float, *, writer: bool = False
) -> dict[str, Any]:
    """All clients at once, for so long, and one that writes."""
    tally = Tally()
    used: list[tuple[float, float]] = []
    until = time.monotonic() + seconds
    await asyncio.gather(
        watch(pid, until, used),
        *(client(address, texts, until, seed, tally) for seed in range(clients)),
        *([write(address, until, tally)] if writer else []),
    )
    times = sorted(tally.seconds)
    own = [first for first, _ in used]
    sixth = max(1, len(own) // _PARTS)

    def share(part: float) -> float:
        return round(1000 * times[min(len(times) - 1, int(part * len(times)))], 1)

    return {
        "clients": clients,
        "seconds": seconds,
        "requests": len(times) + sum(tally.errors.values()),
        "errors": dict(tally.errors),
        "asked to come back (429)": tally.shed,
        "writes": tally.written,
        "with an answer": tally.matched,
        "a second": round(len(times) / seconds, 1),
        "p50 ms": share(0.5),
        "p95 ms": share(0.95),
        "p99 ms": share(0.99),
        "server MB at first": round(own[0], 1),
        "server MB, mean of each sixth": [
            round(statistics.mean(own[start : start + sixth]), 1)
            for start in range(0, sixth * _PARTS, sixth)
            if own[start : start + sixth]
        ],
        "server MB at most": round(max(own), 1),
        "pages of files MB at most": round(max(second for _, second in used), 1),
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
    parser.add_argument("--writer", action="store_true", help="write meanwhile; changes MEMORY")
    args = parser.parse_args()
    texts = texts_of(args.memory, args.texts, args.seed)
    command = ("tm", "serve", args.memory, "--port", "0", "--readers", args.readers)
    with serving(*command) as (address, pid):
        if args.writer:
            one = asyncio.run(ask(address, pid, texts, 1, args.seconds / 4))
        result = asyncio.run(
            ask(address, pid, texts, args.clients, args.seconds, writer=args.writer)
        )
    if args.writer:
        cores = os.cpu_count() or 1
        fair = one["p95 ms"] * args.clients / cores
        result["one client, p95 ms"] = one["p95 ms"]
        result["p95 against one client's times the clients over the cores"] = round(
            result["p95 ms"] / fair, 2
        )
    print(json.dumps(result, indent=1))
    return 1 if result["errors"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
