"""Processes that work on shards, watched: one that dies or hangs is replaced.

A library in C or a program that hangs cannot be stopped from inside its process, so the
parent keeps the time of each pair as well, and ends the process (and what it started) when
the pair is over its time.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import corpora.errors
from corpora.errors import DuizhaoError, ToolError

from .job import Job
from .work import too_long
from .worker import job_to_json

Done = Callable[[int, int], None]
"""Called with the number of a shard and how many pairs it holds."""

DEATHS = 2
"""How often a process may die at a pair before the pair is left out."""
GRACE = 5.0
"""Seconds that a pair may be over its time until its process is ended from outside."""
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
DIED = "the process that worked on it died"


@dataclass(slots=True)
class _Worker:
    """A process, what it works on, and since when."""

    number: int
    process: subprocess.Popen[str]
    shard: int | None = None
    pair: int | None = None
    since: float = 0.0


def run_processes(job: Job, shards: Sequence[int], workers: int, done: Done) -> None:
    """Work on shards in processes of their own, one BLAS thread each.

    When a process dies (killed, out of memory, a crash in a library), the others' work
    stands, another is started, and the pair at which it died is tried once more; then it is
    left out, and its record says so. A pair that is over its time is left out at once.

    Raises:
        OutputError: a shard cannot be written.
        ToolError: processes die without any pair to blame.
    """
    with tempfile.TemporaryDirectory(prefix="duizhao-", ignore_cleanup_errors=True) as folder:
        pool = _Pool(job, shards, folder)
        try:
            pool.run(workers, done)
        finally:
            pool.end()


class _Pool:
    """The processes of one run, and what is left to do."""

    def __init__(self, job: Job, shards: Sequence[int], folder: str) -> None:
        self.job = job
        self.folder = folder
        self.waiting = list(shards)
        self.fatal: dict[int, str] = {}
        self.deaths: Counter[int] = Counter()
        self.blameless = 0
        self.workers: dict[int, _Worker] = {}
        self.said: queue.SimpleQueue[tuple[int, str | None]] = queue.SimpleQueue()
        self.started = 0

    def run(self, workers: int, done: Done) -> None:
        """Work until nothing is left."""
        while self.waiting or self.workers:
            while self.waiting and len(self.workers) < workers:
                self._start()
            timeout = self._patience()
            # All that was said is heard before anybody is called late.
            with contextlib.suppress(queue.Empty):
                while True:
                    number, line = self.said.get(timeout=timeout)
                    timeout = 0.0
                    if number in self.workers:
                        self._hear(self.workers[number], line, done)
            self._end_late_ones()

    def end(self) -> None:
        """End all processes."""
        for worker in list(self.workers.values()):
            self._end(worker)

    def _start(self) -> None:
        self.started += 1
        process = subprocess.Popen(
            [sys.executable, "-m", "duizhao.collection.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, **dict.fromkeys(THREADS, "1"), "PYTHONPATH": _search_path()},
        )
        worker = _Worker(self.started, process)
        self.workers[worker.number] = worker
        threading.Thread(target=self._listen, args=(worker,), daemon=True).start()
        self._tell(worker, json.dumps(self.folder))
        self._tell(worker, job_to_json(self.job))
        self._next(worker)

    def _listen(self, worker: _Worker) -> None:
        for line in worker.process.stdout or ():
            self.said.put((worker.number, line))
        self.said.put((worker.number, None))

    def _tell(self, worker: _Worker, line: str) -> None:
        # One that died meanwhile is heard of through its output.
        with contextlib.suppress(OSError):
            if worker.process.stdin is not None:
                worker.process.stdin.write(line + "\n")
                worker.process.stdin.flush()

    def _next(self, worker: _Worker) -> None:
        """Give a process a shard, or end it."""
        if not self.waiting:
            self._end(worker)
            return
        worker.shard, worker.pair = self.waiting.pop(0), None
        mine = {entry.number for entry in self.job.part(worker.shard)}
        fatal = {number: why for number, why in self.fatal.items() if number in mine}
        self._tell(worker, json.dumps({"shard": worker.shard, "fatal": fatal}))

    def _hear(self, worker: _Worker, line: str | None, done: Done) -> None:
        if line is None:
            self._mourn(worker)
            return
        words: dict[str, Any] = json.loads(line)
        if "at" in words:
            worker.pair, worker.since = words["at"], time.monotonic()
        elif "done" in words:
            self.blameless = 0
            worker.shard = worker.pair = None
            done(words["done"], words["pairs"])
            self._next(worker)
        else:
            kind: type[DuizhaoError] = getattr(corpora.errors, words["error"], ToolError)
            raise kind(words["problem"], path=words["path"], mend=words["mend"])

    def _mourn(self, worker: _Worker) -> None:
        """A process died: its shard waits again, and the pair is remembered."""
        shard, pair = worker.shard, worker.pair
        self._end(worker)
        if shard is not None:
            self.waiting.insert(0, shard)
        if pair is None:
            self.blameless += 1
            if self.blameless > 3:
                raise ToolError(
                    "the working processes die before they begin",
                    mend="free some memory or give fewer --workers",
                )
            return
        self.deaths[pair] += 1
        if self.deaths[pair] >= DEATHS:
            self.fatal[pair] = DIED

    def _patience(self) -> float:
        """Seconds until the next pair is over its time."""
        limit = self.job.options.seconds
        since = [worker.since for worker in self.workers.values() if worker.pair is not None]
        if not limit or not since:
            return 60.0
        return max(min(since) + limit + GRACE - time.monotonic(), 0.01)

    def _end_late_ones(self) -> None:
        limit = self.job.options.seconds
        if not limit:
            return
        for worker in list(self.workers.values()):
            pair = worker.pair
            if pair is None or time.monotonic() < worker.since + limit + GRACE:
                continue
            self.fatal[pair] = str(too_long(limit, self.job.entries[pair].zh))
            if worker.shard is not None:
                self.waiting.insert(0, worker.shard)
            self._end(worker)

    def _end(self, worker: _Worker) -> None:
        """End a process and all that it started."""
        self.workers.pop(worker.number, None)
        process = worker.process
        if process.poll() is None:
            below = descendants(process.pid)
            process.kill()
            for other in below:
                with contextlib.suppress(OSError):
                    os.kill(other, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        process.wait()
        with contextlib.suppress(OSError):
            if process.stdin is not None:
                process.stdin.close()


def descendants(root: int) -> list[int]:
    """The processes that a process started, and those that these started; [] where unknown."""
    parents: dict[int, list[int]] = {}
    for child, parent in _processes():
        parents.setdefault(parent, []).append(child)
    found: list[int] = []
    waiting = [root]
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _processes() -> list[tuple[int, int]]:
    """Every process and its parent, where the system tells."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            # The name, in brackets, may hold anything.
            rest = stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            found.append((int(stat.parent.name), int(rest[1])))
    return found


def _search_path() -> str:
    """Where this process finds modules, so that another one finds the same."""
    return os.pathsep.join(path for path in sys.path if path)
