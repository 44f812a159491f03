"""Work that takes a while: done in the background, while every window hears how it goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from duizhao.corpora.errors import DuizhaoError, SettingsError
from duizhao.progress import Progress

from .events import Events
from .faults import fault

T = TypeVar("T")


class Background:
    """One piece of work at a time.

    Attributes:
        state: ``stage``, ``done`` and ``total`` of what goes on; or ``error``, why it failed;
            None where nothing goes on.

    Args:
        events: that every window is told.
    """

    def __init__(self, events: Events) -> None:
        self.state: dict[str, Any] | None = None
        self._events = events
        self._lock = Lock()

    def start(self, work: Callable[[Progress], T], then: Callable[[T], None]) -> None:
        """Begin to work.

        Args:
            work: what takes a while; it is given what to tell of its progress.
            then: what is done with its result.

        Raises:
            SettingsError: something else goes on.
        """
        with self._lock:
            if self.state and not self.state.get("error"):
                raise SettingsError("documents are being read", mend="wait until they are")
            self.state = {"stage": "read", "done": 0, "total": 1}
        tell = self._events.progress()

        def note(stage: str, done: int, total: int) -> None:
            self.state = {"stage": stage, "done": done, "total": total}
            tell(stage, done, total)

        def run() -> None:
            try:
                found = work(note)
                self.state = None
                then(found)
            except DuizhaoError as error:
                self._fail(error)
            except Exception as error:  # the page has to hear of it
                self._fail(error)
                raise

        self._events.send({"type": "progress", **self.state})
        threading.Thread(target=run, name="align", daemon=True).start()

    def _fail(self, error: Exception) -> None:
        self.state = {"stage": "", "done": 0, "total": 0, "error": fault(error)}
        self._events.send({"type": "progress", **self.state})
