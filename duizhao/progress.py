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

INTERVAL = 0.1
"""Seconds between two drawings of a bar."""

FOREVER = 1e9
"""Seconds that tqdm waits before it draws by itself."""

FORMAT = "{desc}: {percentage:3.0f}% |{bar}| {n_fmt} of {total_fmt} [{elapsed}, {remaining} left]"


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

    bar: tqdm[Any] | None = None
    started = drawn = begun = time.time()
    current, reached = "", 0

    def show(stage: str, done: int, total: int) -> None:
        # By our own clock: tqdm draws only as it counts up, and a stage may report nothing
        # between its beginning and its end, or begin again for the other side.
        nonlocal bar, drawn, begun, current, reached
        now = time.time()
        changed = stage != current
        if changed or done < reached:
            begun = now
        current, reached = stage, done
        if now - started < DELAY or not (changed or bar is None or now - drawn >= INTERVAL):
            return
        if bar is not None and changed:
            bar.close()
            bar = None
        if bar is None:
            bar = tqdm(desc=stage, total=total, leave=False, delay=FOREVER, bar_format=FORMAT)
        bar.total, bar.n, bar.start_t = total, done, begun
        bar.refresh()
        drawn = now

    try:
        yield show
    finally:
        if bar is not None:
            bar.close()
