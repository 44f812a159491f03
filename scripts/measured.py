"""What the benchmarks share: how time, memory and processes are measured, and a table of ratios."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from duizhao.align.threads import SETTINGS

ONE_THREAD = dict.fromkeys(SETTINGS, "1")
"""Environment in which the libraries of numbers keep to one thread."""


@dataclass(slots=True)
class Cost:
    """What a piece of work took: seconds by the clock and of the processor, megabytes at most."""

    clock: float = 0.0
    processor: float = 0.0
    peak: float = 0.0


def peak() -> float:
    """Most megabytes that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def spent() -> Iterator[Cost]:
    """The cost of a block, filled in when it ends."""
    cost = Cost()
    clock, processor = time.perf_counter(), time.process_time()
    try:
        yield cost
    finally:
        cost.clock = time.perf_counter() - clock
        cost.processor = time.process_time() - processor
        cost.peak = peak()


def timed(work: Callable[[], object]) -> Cost:
    """The cost of a call."""
    with spent() as cost:
        work()
    return cost


def ran(command: Sequence[str], **environment: str) -> Cost:
    """The cost of a whole process, by the account of the operating system.

    Raises:
        SystemExit: it failed.
    """
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, env=os.environ | ONE_THREAD | environment
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed with {process.returncode}")
    clock = time.perf_counter() - began
    return Cost(clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def child(*arguments: object) -> dict[str, Any]:
    """What this script prints as JSON when it runs again, in a process of its own."""
    command = [sys.executable, sys.argv[0], *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@contextmanager
def serving(*arguments: object, **options: Any) -> Iterator[tuple[str, int]]:
    """The address that a command of duizhao serves at, and its process, while the block runs."""
    command = [sys.executable, "-m", "duizhao", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options) as server:
        assert server.stdout is not None
        try:
            words = server.stdout.readline().split()
            yield next(word for word in words if word.startswith("http")), server.pid
        finally:
            server.terminate()


def resident(pid: int) -> dict[str, float]:
    """Megabytes of a process, by the names of ``/proc``: ``RssAnon``, ``RssFile``, ``VmHWM``."""
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    sizes = dict(line.split(":", 1) for line in lines)
    return {name: int(size.split()[0]) / 1024 for name, size in sizes.items() if "kB" in size}


def in_turns(works: Mapping[str, Callable[[], Cost]], runs: int) -> dict[str, list[Cost]]:
    """The costs of several works, measured one after the other, again and again."""
    found: dict[str, list[Cost]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            found[name].append(work())
    return found


def show(found: Mapping[str, Sequence[Cost]], reference: str) -> None:
    """Print medians, and of each run's ratios to the reference the median, least and greatest."""
    width = max(map(len, found))
    print(f"{'':{width}} {'clock s':>9} {'cpu s':>9} {'peak MB':>8}  as a ratio to {reference}")
    for name, costs in found.items():
        pairs = list(zip(costs, found[reference], strict=True))
        clocks = sorted(cost.clock / other.clock for cost, other in pairs)
        cpu = sorted(cost.processor / other.processor for cost, other in pairs)
        print(
            f"{name:{width}} {median(cost.clock for cost in costs):9.2f} "
            f"{median(cost.processor for cost in costs):9.2f} "
            f"{median(cost.peak for cost in costs):8.0f}  clock {median(clocks):.2f}, "
            f"cpu {median(cpu):.2f} ({cpu[0]:.2f} to {cpu[-1]:.2f})"
        )
