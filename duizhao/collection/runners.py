"""Who works on the shards: this process, processes of its own, or a Dask cluster."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from typing import Any

from duizhao.corpora.errors import SettingsError, ToolError
from duizhao.corpora.extras import install

from .job import Job
from .processes import Pool, Task
from .shards import is_done, run_shard
from .worker import job_to_json

Done = Callable[[int, int], None]
"""Called with the number of a shard and how many pairs it holds."""


def open_shards(job: Job, only: tuple[int, int] | None = None) -> list[int]:
    """Shards that are still to be done, of part `only` = (i, n) of the job or of all."""
    own = [n for n in job.shards if only is None or n % only[1] == only[0] - 1]
    return [shard for shard in own if not is_done(job, shard)]


def run_here(job: Job, shards: Sequence[int], done: Done) -> None:
    """Work on shards in this process, one after the other."""
    for shard in shards:
        done(shard, run_shard(job, shard))


def run_processes(job: Job, shards: Sequence[int], pool: Pool, done: Done) -> None:
    """Work on shards in processes of their own.

    Raises:
        OutputError: a shard cannot be written.
        ToolError: processes die without any pair to blame.
    """
    _work(job, job_to_json(job), shards, pool, done)


def _work(job: Job, packed: Any, shards: Sequence[int], pool: Pool, done: Done) -> None:
    tasks = [Task({"shard": n}, tuple(entry.number for entry in job.part(n))) for n in shards]
    about = {"job": packed}
    for place, pairs in pool.run(about, tasks, lambda number: job.entries[number].zh):
        done(shards[place], pairs)


_kept = threading.local()
"""Of each thread of a Dask worker: its watched process, and the job that this works on."""


def run_watched(job: Job, shard: int) -> int:
    """Work on a shard in a process beside this one, started at the first; the pairs it holds.

    Raises:
        OutputError: it cannot be written.
        ToolError: processes die without any pair to blame.
    """
    if getattr(_kept, "job", None) is not job:
        if hasattr(_kept, "pool"):
            _kept.pool.end()
        _kept.pool, _kept.packed = Pool(1, job.options.timeout), job_to_json(job)
        _kept.job = job
    pairs: list[int] = []
    try:
        _work(job, _kept.packed, [shard], _kept.pool, lambda _, count: pairs.append(count))
    except BaseException:
        _kept.pool.end()
        raise
    return pairs[0]


def _itself(job: Job) -> Job:
    return job


def run_dask(job: Job, shards: Sequence[int], address: str, done: Done) -> None:
    """Work on shards on the workers of a Dask cluster that see the same folders.

    Each of their threads has a process of its own that works, so that what hangs or crashes
    costs only itself there too. Dask itself gives the work of a lost worker to another; a
    shard that was done already is found done.

    Raises:
        SettingsError: dask.distributed is not installed.
        ToolError: the scheduler does not answer, or a shard cannot be worked on.
    """
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise SettingsError("--scheduler needs dask.distributed", mend=install("dask")) from error
    try:
        client: Any = Client(address, timeout="20s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise ToolError(
            f"no Dask scheduler answers at {address}", mend="check the address and start it"
        ) from error
    with client:
        futures = {}
        # Sent once, not with each shard; as a task, so that it outlives the workers that hold it.
        remote_job = client.submit(_itself, job, pure=False, key=f"duizhao-job-{os.getpid()}")
        for shard in shards:
            # A name of its own for each run, or the scheduler would answer from memory.
            name = f"duizhao-{shard}-{os.getpid()}"
            future = client.submit(run_watched, remote_job, shard, pure=False, retries=3, key=name)
            futures[future] = shard
        for future in as_completed(futures, loop=client.loop):  # type: ignore[no-untyped-call]
            failure = future.exception()
            if failure is not None:
                raise ToolError(
                    f"shard {futures[future]} cannot be processed ({failure})",
                    mend="see the log of the Dask workers",
                )
            done(futures[future], future.result())
