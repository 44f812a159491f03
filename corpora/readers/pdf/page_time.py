"""How long text recognition may take over a page."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

MEND = "give a page more time (DUIZHAO_OCR_SECONDS), or run text recognition (OCR) on it first"
SECONDS = 120.0
"""That a page may take, unless `DUIZHAO_OCR_SECONDS` says otherwise."""


def seconds_a_page() -> float:
    """Longest that recognising one page may take: `DUIZHAO_OCR_SECONDS`, or `SECONDS`."""
    with suppress(ValueError):
        if (given := float(os.environ.get("DUIZHAO_OCR_SECONDS", ""))) > 0:
            return given
    return SECONDS


class TooSlowError(Exception):
    """A page took longer than it may; caught where pages are read."""


class Bounded:
    """The network that reads lines, a few at a time, until the time is over.

    Where lines stand is found in bounded time, as a picture has bounded size; but noise shows
    hundreds of lines.

    Args:
        network: of the engine.
    """

    def __init__(self, network: Callable[[Any], Any]) -> None:
        self._network = network
        self.end = float("inf")

    def __call__(self, lines: Any) -> Any:
        """What the network says of some lines; `TooSlowError` when the time is over."""
        if time.monotonic() > self.end:
            raise TooSlowError
        return self._network(lines)
