"""Pipes and devices, which may have no end, or never begin."""

from __future__ import annotations

import contextlib
import os
import select
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ..errors import InputError, UnsafeFileError
from .limits import LIMITS, MIB, Limits

BLOCK = 1 << 20
WAIT = 20.0
"""Seconds that a named pipe may take until somebody writes to it."""


def pipe_blocks(path: Path, limits: Limits = LIMITS, wait: float = WAIT) -> Iterator[bytes]:
    """What a pipe or device gives, block by block.

    Raises:
        InputError: nobody writes to it, or whoever does falls silent for `limits.seconds`.
        UnsafeFileError: it gives more than `limits.file_bytes`, as an endless device does.
    """
    size = 0
    for block in _blocks(path, limits.seconds, wait):
        size += len(block)
        if size > limits.file_bytes:
            raise UnsafeFileError(
                f"gives more than {limits.file_bytes // MIB} MB, perhaps without end",
                path=path,
                mend="name a document, or split it into parts",
            )
        yield block


def _blocks(path: Path, seconds: float, wait: float) -> Iterator[bytes]:
    if sys.platform == "win32":
        with path.open("rb") as stream:
            yield from iter(lambda: stream.read(BLOCK), b"")
        return
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        mode = os.fstat(handle).st_mode
        patience = wait if stat.S_ISFIFO(mode) and not _is_ours(path) else seconds
        person = os.isatty(handle)
        while True:
            if not person and not select.select([handle], [], [], patience)[0]:
                raise _silent(path, patience)
            try:
                block = os.read(handle, BLOCK)
            except BlockingIOError:  # a terminal, or another reader was quicker
                time.sleep(0.05)
                continue
            if not block:
                return
            patience = seconds
            yield block
    finally:
        with contextlib.suppress(OSError):
            os.close(handle)


def _is_ours(path: Path) -> bool:
    """Whether it is open in this process already, as standard input is: it has a writer."""
    return str(path).startswith(("/dev/stdin", "/dev/fd/", "/proc/self/fd/"))


def _silent(path: Path, seconds: float) -> InputError:
    return InputError(
        f"gave nothing for {seconds:.0f} seconds", path=path, mend="check who writes to it"
    )
