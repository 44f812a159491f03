"""Progress on the terminal, only when somebody is there to see it and it takes a while."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, int, int], None]
"""Called with the stage, how much of it is done, and how much there is."""

DELAY = 1.0
"""Seconds before a bar appears."""


@contextmanager
def terminal_progress(wanted: bool = True) -> Iterator[Progress | None]:
    """A callback that draws a bar on standard error, or None where none is wanted.

    Args:
        wanted: False for ``--quiet``. Nothing is drawn either when standard error is
            not a terminal, or before `DELAY` seconds of one stage have passed.
    """
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    bar: tqdm[None] | None = None

    def show(stage: str, done: int, total: int) -> None:
        nonlocal bar
        if bar is None or bar.desc != stage:
            if bar is not None:
                bar.close()
            bar = tqdm(desc=stage, total=total, delay=DELAY, leave=False)
            bar.desc = stage
        bar.total = total
        bar.update(done - bar.n)

    try:
        yield show
    finally:
        if bar is not None:
            bar.close()
