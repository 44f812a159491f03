"""Progress on the terminal, only when somebody is there to see it and it takes a while."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tqdm import tqdm

Progress = Callable[[str, int, int], None]
"""Called with the stage, how much of it is done, and how much there is."""

DELAY = 1.0
"""Seconds before the first bar appears."""

INTERVAL = 0.1
"""Seconds between two drawings of a bar."""

FOREVER = 1e9
"""Seconds that tqdm waits before it draws by itself."""

UNHEARD = 0.5
"""Seconds without a report after which the bar is drawn again."""

UNKNOWN = "{desc} [{elapsed}]"
"""What is shown of a stage that does not say how much there is."""

FORMAT = "{desc}: {percentage:3.0f}% |{bar}| {n_fmt} of {total_fmt} [{elapsed}, {remaining} left]"


@contextmanager
def terminal_progress(wanted: bool = True, first: str = "read") -> Iterator[Progress | None]:
    """A callback that draws a bar on standard error, or None where none is wanted.

    The bar appears after `DELAY` seconds whether or not anything was reported by then, and its
    line is cleared at the end.

    Args:
        wanted: False for ``--quiet``. Nothing is drawn either when standard error is
            not a terminal.
        first: the stage before any is reported.
    """
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(first)
    watch = threading.Thread(target=bar.watch, name="progress", daemon=True)
    watch.start()
    try:
        yield bar.show
    finally:
        bar.close()
        watch.join()


class _Bar:
    """A bar that is drawn by whoever reports, and by a watch while nobody does."""

    def __init__(self, stage: str) -> None:
        self._bar: tqdm[Any] | None = None
        self._begun = self._drawn = self._started = time.time()
        self._stage, self._done, self._total = stage, 0, 0
        self._changed = True
        self._lock = threading.Lock()
        self._ended = threading.Event()

    def show(self, stage: str, done: int, total: int) -> None:
        """Report how far a stage is."""
        # By our own clock: tqdm draws only as it counts up, and a stage may report nothing
        # between its beginning and its end, or begin again for the other side.
        with self._lock:
            now = time.time()
            known = bool(total) == bool(self._total)
            self._changed = self._changed or stage != self._stage or not known
            if stage != self._stage or done < self._done:
                self._begun = now
            self._stage, self._done, self._total = stage, done, total
            if now - self._started >= DELAY and (self._changed or now - self._drawn >= INTERVAL):
                self._draw(now)

    def watch(self) -> None:
        """Draw what nobody reports, until the end."""
        pause = DELAY
        while not self._ended.wait(pause):
            pause = UNHEARD
            with self._lock:
                if not self._ended.is_set() and time.time() - self._drawn >= UNHEARD:
                    self._draw(time.time())

    def close(self) -> None:
        """Clear the line."""
        with self._lock:
            self._ended.set()
            self._clear()

    def _clear(self) -> None:
        if self._bar is not None:
            # Told to wait, it takes itself for never drawn, and leaves its line as it is.
            self._bar.clear()
            self._bar.close()
            self._bar = None

    def _draw(self, now: float) -> None:
        from tqdm import tqdm

        if self._changed:
            self._clear()
        if self._bar is None:
            shape = FORMAT if self._total else UNKNOWN
            self._bar = tqdm(
                desc=self._stage, total=self._total, leave=False, delay=FOREVER, bar_format=shape,
                # What our own stream would show of a return to the start of the line is a sign.
                file=getattr(sys.stderr, "bare", sys.stderr),
            )  # fmt: skip
        self._changed = False
        self._bar.total, self._bar.n, self._bar.start_t = self._total, self._done, self._begun
        self._bar.refresh()
        self._drawn = now
