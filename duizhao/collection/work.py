"""One pair of documents, or one file that holds both languages, within its time."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType
from typing import TYPE_CHECKING

from duizhao.corpora.errors import DuizhaoError, ToolError
from duizhao.pair import Pair
from duizhao.ready import ready

from .job import BatchOptions, JobEntry

if TYPE_CHECKING:
    from duizhao.align.aligner import Aligner
    from duizhao.align.encode.protocol import Encoder
    from duizhao.align.settings import Settings


class TimeoutExceededError(DuizhaoError):
    """A pair that took longer than it may."""


def too_long(seconds: float, path: str) -> TimeoutExceededError:
    """The error for a pair over its time, the same whoever kept the time."""
    return TimeoutExceededError(
        f"took longer than {seconds:g} seconds", path=path, mend="give more with --timeout"
    )


@cache
def encoder_of(name: str) -> Encoder:
    """The encoder of that name, once for each process.

    Vectors are not kept on disk: with them, a result could depend on what was encoded
    before, in the last digits.
    """
    from duizhao.align.encode import load

    return load(name, cache=False)


@cache
def _aligner_of(encoder: str, settings: Settings) -> Aligner:
    from duizhao.align.aligner import Aligner

    return Aligner(encoder_of(encoder), settings)


def align_entry(entry: JobEntry, options: BatchOptions) -> Pair:
    """Align one entry of a job.

    Raises:
        DuizhaoError: as `duizhao.align`, and when it takes too long.
    """
    with within(options.timeout, entry.zh):
        try:
            if entry.zh == entry.en:
                return ready(entry.zh, options)
            from duizhao.pipeline import align_documents, read_documents

            client = options.made_for()
            sides = read_documents(entry.zh, entry.en, options, client=client)
            aligner = _aligner_of(options.encoder, options.settings)
            return align_documents(*sides, aligner, options, client=client, many=True)
        except (MemoryError, RecursionError) as error:
            raise ToolError(
                f"needs more memory than is available ({type(error).__name__})",
                path=entry.zh,
                mend="split it into parts",
            ) from error


@contextmanager
def within(seconds: float, path: str) -> Iterator[None]:
    """Stop what runs after so many seconds, where the system has alarms.

    Raises:
        TimeoutExceededError: naming the file at `path`.
    """
    alarms = hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread()
    if not seconds or not alarms:
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise too_long(seconds, path)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
