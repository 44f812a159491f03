"""A process that works on tasks, which it reads from its standard input.

    python -m duizhao.collection.worker

Lines of JSON go in: a folder for what is temporary; ``{"job": …}`` or ``{"encoder": …,
"seconds": …}``, what the next tasks belong to; and the tasks, each with ``"fatal"``, the items
to leave out and why: ``{"shard": 3}``, ``{"files": {"7": "a.docx"}}`` and ``{"texts": […]}``.
Lines come out: ``{"at": 49}`` when a pair or file is begun, ``{"done": …}`` with the answer,
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
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TextIO

from duizhao.corpora.errors import DuizhaoError

from .crew import encode_texts, read_files
from .job import BatchOptions, Job, JobEntry
from .shards import run_shard
from .work import encoder_of


def job_to_json(job: Job) -> dict[str, Any]:
    """A job as JSON; `job_from_json` reads it."""
    return asdict(job)


def job_from_json(read: dict[str, Any]) -> Job:
    """The way back from `job_to_json`."""
    entries = tuple(JobEntry(**entry) for entry in read["entries"])
    return Job(read["folder"], entries, BatchOptions(**read["options"]), read["size"])


def main() -> None:
    """Work until the input ends."""
    # The parent hears Ctrl-C and ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A library that prints must not speak between our lines.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(waiting,), daemon=True).start()
    tempfile.tempdir = json.loads(waiting.get())
    about: dict[str, Any] = {}
    while True:
        words = json.loads(waiting.get())
        if "fatal" not in words:
            about = words
            if "job" in about:
                about["job"] = job_from_json(about["job"])
            name = about["job"].options.encoder if "job" in about else about["encoder"]
            # What takes long the first time is no fault of the first item. Errors are for it.
            with contextlib.suppress(DuizhaoError):
                encoder_of(name)
            continue
        try:
            answer = _work(about, words, lambda at: _say(out, {"at": at}))
        except DuizhaoError as error:
            _say(out, {"error": type(error).__name__, "problem": error.problem,
                       "path": error.path, "mend": error.mend})  # fmt: skip
        else:
            _say(out, {"done": answer})


def _work(about: dict[str, Any], words: dict[str, Any], begun: Callable[[int], None]) -> Any:
    """Do one task."""
    fatal = {int(item): why for item, why in words["fatal"].items()}
    if "shard" in words:
        return run_shard(about["job"], words["shard"], fatal, begun)
    if "files" in words:
        files = {int(item): path for item, path in words["files"].items()}
        return read_files(files, about["seconds"], fatal, begun)
    return encode_texts(words["texts"], encoder_of(about["encoder"]))


def _listen(waiting: queue.SimpleQueue[str]) -> None:
    for line in sys.stdin:
        waiting.put(line)
    # The parent is gone; nobody waits for what is being worked on.
    os._exit(1)


def _say(out: TextIO, words: dict[str, Any]) -> None:
    out.write(json.dumps(words) + "\n")


if __name__ == "__main__":
    main()
