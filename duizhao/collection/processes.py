"""Processes that work on tasks, watched: one that dies or hangs is replaced.

A library in C or a program that hangs cannot be stopped from inside its process, so the
parent times each item as well, and ends the process and all that it started when the item
exceeds its timeout.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from duizhao.corpora import errors
from duizhao.corpora.errors import DuizhaoError, ToolError
from duizhao.corpora.scratch import Scratch

from .work import too_long

DEATHS = 2
"""How often a process may die at an item before the item is left out."""
GRACE = 5.0
"""Seconds after its timeout at which the process of an item is ended from outside."""
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
DIED = "the process that worked on it died"


@dataclass(frozen=True, slots=True)
class Task:
    """What a process is asked to do.

    Attributes:
        words: the request; ``fatal`` is added, with the items to leave out and why.
        items: numbers of what a process can die or hang at, of pairs or of files.
    """

    words: dict[str, Any]
    items: Collection[int]


@dataclass(slots=True)
class _Worker:
    """A process, the task it works on, the item it is at, and since when."""

    number: int
    process: subprocess.Popen[str]
    task: int | None = None
    item: int | None = None
    since: float = 0.0
    setup: dict[str, Any] | None = None


class Pool:
    """Processes with one BLAS thread each, started when there is something to do, until `end`.

    When a process dies (killed, out of memory, a crash in a library), the others' work
    is kept, another is started, and the item at which it died is tried once more; then it is
    left out, with the reason. An item that exceeds its timeout is left out at once.

    Args:
        workers: how many processes, at least 1.
        seconds: longest that one item may take; 0 for no limit.
    """

    def __init__(self, workers: int, seconds: float) -> None:
        self.size = workers
        self.seconds = seconds
        self.tasks: Sequence[Task] = ()
        self.about: dict[str, Any] = {}
        self.scratch: Scratch | None = None
        self.waiting: list[int] = []
        self.fatal: dict[int, str] = {}
        self.deaths: Counter[int] = Counter()
        self.unexplained = 0
        self.workers: dict[int, _Worker] = {}
        self.messages: queue.SimpleQueue[tuple[int, str | None]] = queue.SimpleQueue()
        self.started = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def run(
        self,
        about: dict[str, Any],
        tasks: Sequence[Task],
        name: Callable[[int], str],
    ) -> Iterator[tuple[int, Any]]:
        """Work on tasks until none is left; give the place of each and what was answered.

        Args:
            about: what each process is sent once, before it gets one of the tasks.
            tasks: what there is to do.
            name: the file to be named when an item exceeds its timeout.

        Raises:
            DuizhaoError: what a process could not do.
            ToolError: processes die without any item to blame.
        """
        if about != self.about:
            self.about = about
        self.tasks, self.waiting = tasks, list(range(len(tasks)))
        self.fatal, self.deaths, self.unexplained = {}, Counter(), 0
        for worker in self.workers.values():
            if self.waiting:
                self._next(worker)
        while self.waiting or any(w.task is not None for w in self.workers.values()):
            while self.waiting and len(self.workers) < self.size:
                self._start()
            timeout = self._wait_time()
            # All messages are read before a process counts as overdue.
            with contextlib.suppress(queue.Empty):
                while True:
                    number, line = self.messages.get(timeout=timeout)
                    timeout = 0.0
                    if number in self.workers:
                        yield from self._receive(self.workers[number], line)
            self._end_overdue(name)

    def end(self) -> None:
        """End all processes, and remove their temporary files."""
        for worker in list(self.workers.values()):
            self._end(worker)
        if self.scratch is not None:
            self.scratch.remove()
            self.scratch = None

    def _start(self) -> None:
        self.started += 1
        if self.scratch is None:
            self.scratch = Scratch()
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
        self._send(worker, json.dumps(self.scratch.name))
        self._next(worker)

    def _listen(self, worker: _Worker) -> None:
        for line in worker.process.stdout or ():
            self.messages.put((worker.number, line))
        self.messages.put((worker.number, None))

    def _send(self, worker: _Worker, line: str) -> None:
        # If it has died meanwhile, its output ends, which `_listen` reports.
        with contextlib.suppress(OSError):
            if worker.process.stdin is not None:
                worker.process.stdin.write(line + "\n")
                worker.process.stdin.flush()

    def _next(self, worker: _Worker) -> None:
        """Give a process a task."""
        if worker.setup is not self.about:
            self._send(worker, json.dumps(self.about))
            worker.setup = self.about
        worker.task, worker.item = self.waiting.pop(0), None
        task = self.tasks[worker.task]
        fatal = {item: self.fatal[item] for item in task.items if item in self.fatal}
        self._send(worker, json.dumps({**task.words, "fatal": fatal}))

    def _receive(self, worker: _Worker, line: str | None) -> Iterator[tuple[int, Any]]:
        if line is None:
            self._replace(worker)
            return
        words: dict[str, Any] = json.loads(line)
        if "at" in words:
            worker.item, worker.since = words["at"], time.monotonic()
        elif "done" in words and worker.task is not None:
            self.unexplained = 0
            task, worker.task, worker.item = worker.task, None, None
            if self.waiting:
                self._next(worker)
            yield task, words["done"]
        else:
            kind: type[DuizhaoError] = getattr(errors, words["error"], ToolError)
            raise kind(words["problem"], path=words["path"], mend=words["mend"])

    def _replace(self, worker: _Worker) -> None:
        """A process died: its task waits again, and the item is remembered."""
        task, item = worker.task, worker.item
        self._end(worker)
        if task is not None:
            self.waiting.insert(0, task)
        if item is None or item in self.fatal:
            self.unexplained += 1
            if self.unexplained > 3:
                raise ToolError(
                    "the worker processes stop before they begin",
                    mend="free some memory or use fewer --workers",
                )
            return
        self.deaths[item] += 1
        if self.deaths[item] >= DEATHS:
            self.fatal[item] = DIED

    def _wait_time(self) -> float:
        """Seconds until the next item exceeds its timeout."""
        limit = self.seconds
        since = [worker.since for worker in self.workers.values() if worker.item is not None]
        if not limit or not since:
            return 60.0
        return max(min(since) + limit + GRACE - time.monotonic(), 0.01)

    def _end_overdue(self, name: Callable[[int], str]) -> None:
        limit = self.seconds
        if not limit:
            return
        for worker in list(self.workers.values()):
            item = worker.item
            if item is None or time.monotonic() < worker.since + limit + GRACE:
                continue
            self.fatal[item] = str(too_long(limit, name(item)))
            if worker.task is not None:
                self.waiting.insert(0, worker.task)
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
