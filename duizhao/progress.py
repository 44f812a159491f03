"""Progress on the terminal, only when somebody is there to see it and it takes a while."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Progress = Callable[[str, int, int], None]
"""Called with the stage, how much of it is done, and how much there is."""

DELAY = 1.0
"""Seconds before the first bar appears."""


@contextmanager
def terminal_progress(wanted: bool = True) -> Iterator[Progress | None]:
    """A callback that draws a bar on standard error, or None where none is wanted.

    Args:
        wanted: False for ``--quiet``. Nothing is drawn either when standard error is
            not a terminal, or before `DELAY` seconds have passed.
    """
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    bars: dict[str, tqdm[Any]] = {}
    started = time.monotonic()

    def show(stage: str, done: int, total: int) -> None:
        if stage not in bars:
            for other in bars.values():
                other.close()
            # A stage that begins late shows at once; it may report nothing until it is done.
            delay = max(0.0, DELAY - (time.monotonic() - started))
            bars[stage] = tqdm(desc=stage, total=total, delay=delay, leave=False)
        bar = bars[stage]
        bar.total = total
        bar.update(done - bar.n)

    try:
        yield show
    finally:
        for bar in bars.values():
            bar.close()
