"""A process that works on shards, told which ones through its standard input.

    python -m duizhao.collection.worker

Lines of JSON go in: the job, then ``{"shard": 3, "fatal": {"51": "why"}}`` for each shard;
lines come out: ``{"at": 49}`` when a pair is begun, ``{"done": 3, "pairs": 16}``,
``{"error": "…"}``. When the input ends, so does the process.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import sys
import tempfile
import threading
from dataclasses import asdict
from typing import Any, TextIO

from corpora.errors import DuizhaoError

from .job import Entry, Job, Options
from .shards import run_shard
from .work import encoder_of


def job_to_json(job: Job) -> str:
    """A job as one line; `job_from_json` reads it."""
    return json.dumps(asdict(job))


def job_from_json(line: str) -> Job:
    """The way back from `job_to_json`."""
    read = json.loads(line)
    options = read["options"]
    if options["checks"] is not None:
        options["checks"] = tuple(options["checks"])
    options["termbase"] = tuple(options["termbase"])
    entries = tuple(Entry(**entry) for entry in read["entries"])
    return Job(read["folder"], entries, Options(**options), read["size"])


def main() -> None:
    """Work until told otherwise."""
    # The parent hears Ctrl-C and ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A library that prints must not speak between our lines.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(waiting,), daemon=True).start()
    tempfile.tempdir = json.loads(waiting.get())
    job = job_from_json(waiting.get())
    # What takes long the first time is no fault of the first pair. Errors are for the pairs.
    with contextlib.suppress(DuizhaoError):
        encoder_of(job.options.encoder)
    while True:
        task = json.loads(waiting.get())
        fatal = {int(number): reason for number, reason in task["fatal"].items()}
        try:
            pairs = run_shard(job, task["shard"], fatal, lambda at: _say(out, {"at": at}))
        except DuizhaoError as error:
            _say(out, {"error": type(error).__name__, "problem": error.problem,
                       "path": error.path, "mend": error.mend})  # fmt: skip
        else:
            _say(out, {"done": task["shard"], "pairs": pairs})


def _listen(waiting: queue.SimpleQueue[str]) -> None:
    for line in sys.stdin:
        waiting.put(line)
    # The parent is gone; nobody waits for what is being worked on.
    os._exit(1)


def _say(out: TextIO, words: dict[str, Any]) -> None:
    out.write(json.dumps(words) + "\n")


if __name__ == "__main__":
    main()
