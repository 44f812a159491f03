"""A folder for what is temporary, which a killed run leaves to the next one to take away."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from pathlib import Path

from .lock import try_lock

PREFIX = "duizhao-"
LOCK = "in-use"
"""File that is locked for as long as the folder's owner lives."""
YOUNG = 60.0
"""Seconds for which a folder is left alone in any case: its owner may not have locked it yet."""


class Scratch:
    """A temporary folder, removed by `remove`, at the end of the process, or by a later one.

    Attributes:
        name: its path.
    """

    def __init__(self) -> None:
        sweep()
        self._holder = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
        self.name = self._holder.name
        self._lock = os.open(Path(self.name) / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        try_lock(self._lock)

    def remove(self) -> None:
        """Remove the folder and what is in it."""
        os.close(self._lock)
        self._holder.cleanup()


def sweep() -> None:
    """Remove folders of this kind whose owners were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{LOCK}"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime < YOUNG:
                continue
            lock = os.open(folder, os.O_RDWR)
            try:
                if try_lock(lock):
                    shutil.rmtree(folder.parent, ignore_errors=True)
            finally:
                os.close(lock)
