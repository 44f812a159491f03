"""Who works on the shards: this process, processes of its own, or a Dask cluster."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from corpora.errors import SettingsError, ToolError

from .job import Job
from .shards import at_path, is_done, run_shard

Done = Callable[[int, int], None]
"""Called with the number of a shard and how many pairs it holds."""

DEATHS = 2
"""How often a process may die at a pair before the pair is left out."""
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")


def open_shards(job: Job, only: tuple[int, int] | None = None) -> list[int]:
    """Shards that are still to be done, of part `only` = (i, n) of the job or of all."""
    mine = [n for n in job.shards if only is None or n % only[1] == only[0] - 1]
    return [shard for shard in mine if not is_done(job, shard)]


def run_here(job: Job, shards: Sequence[int], done: Done) -> None:
    """Work on shards in this process, one after the other."""
    for shard in shards:
        done(shard, run_shard(job, shard))


def run_processes(job: Job, shards: Sequence[int], workers: int, done: Done) -> None:
    """Work on shards in processes that are started afresh, one BLAS thread each.

    When a process dies (killed, out of memory, a crash in a library), the others' work
    stands, new processes are started, and the pair at which it died is tried once more;
    then it is left out, and its record says so.

    Raises:
        ToolError: processes die without any pair to blame.
    """
    left = dict.fromkeys(shards)
    deaths: Counter[int] = Counter()
    blameless = 0
    with _one_thread_each():
        while left:
            fatal = frozenset(pair for pair, count in deaths.items() if count >= DEATHS)
            for shard in left:
                at_path(job, shard).unlink(missing_ok=True)
            try:
                _run_pool(job, list(left), min(workers, len(left)), fatal, left, done)
            except BrokenProcessPool:
                guilty = [pair for shard in left if (pair := _at(job, shard)) is not None]
                deaths.update(guilty)
                blameless = 0 if guilty else blameless + 1
                if blameless > 3:
                    raise ToolError(
                        "the working processes die before they begin",
                        mend="free some memory or give fewer --workers",
                    ) from None


def _run_pool(
    job: Job,
    shards: Sequence[int],
    workers: int,
    fatal: Collection[int],
    left: dict[int, None],
    done: Done,
) -> None:
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_prepare)
    try:
        waiting = iter(shards)
        running: dict[Future[int], int] = {}
        for shard in waiting:
            running[pool.submit(run_shard, job, shard, fatal)] = shard
            # Few at a time: what a dead process leaves behind is then easily told.
            if len(running) >= workers + 1:
                break
        while running:
            ready, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ready:
                shard = running.pop(future)
                count = future.result()
                left.pop(shard, None)
                done(shard, count)
                following = next(waiting, None)
                if following is not None:
                    running[pool.submit(run_shard, job, following, fatal)] = following
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _prepare() -> None:
    # The parent hears Ctrl-C and ends the pool.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _at(job: Job, shard: int) -> int | None:
    try:
        return int(at_path(job, shard).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Processes started inside inherit one thread for BLAS."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def run_dask(job: Job, shards: Sequence[int], address: str, done: Done) -> None:
    """Work on shards on the workers of a Dask cluster that see the same folders.

    Dask itself gives the work of a lost worker to another; a shard that was done already
    is found done.

    Raises:
        SettingsError: dask.distributed is not installed.
        ToolError: the scheduler does not answer, or a shard cannot be worked on.
    """
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise SettingsError(
            "--scheduler needs dask.distributed", mend="pip install 'duizhao[dask]'"
        ) from error
    try:
        client: Any = Client(address, timeout="20s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise ToolError(
            f"no Dask scheduler answers at {address}", mend="check the address and start it"
        ) from error
    with client:
        futures = {}
        for shard in shards:
            # A name of its own for each run, or the scheduler would answer from memory.
            name = f"duizhao-{shard}-{os.getpid()}"
            future = client.submit(run_shard, job, shard, pure=False, retries=3, key=name)
            futures[future] = shard
        for future in as_completed(futures, loop=client.loop):  # type: ignore[no-untyped-call]
            failure = future.exception()
            if failure is not None:
                raise ToolError(
                    f"shard {futures[future]} cannot be worked on ({failure})",
                    mend="look at the log of the Dask workers",
                )
            done(futures[future], future.result())
