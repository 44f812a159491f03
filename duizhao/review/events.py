"""What happens, reported to every window that listens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any

_PULSE_SECONDS = 15.0
"""After this long without news a line is sent, so that a dead connection is noticed."""
_TICK_SECONDS = 0.1
"""Between two reports of progress."""
_MOST_WAITING = 1000


@dataclass(frozen=True, slots=True, eq=False)
class _Listener:
    loop: asyncio.AbstractEventLoop
    queue: asyncio.Queue[str | None]
    who: str


class Events:
    """Passes events from any thread to any number of listeners, in order."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listeners: list[_Listener] = []

    def __len__(self) -> int:
        return len(self._listeners)

    def send(self, event: dict[str, Any]) -> None:
        """Tell all listeners."""
        text = f"data: {json.dumps(event, ensure_ascii=False, separators=(',', ':'))}\n\n"
        self._put(text)

    def progress(self) -> Callable[[str, int, int], None]:
        """A callback for stage, done and total, that tells the listeners now and then."""
        reported = 0.0
        last = ""

        def tell(stage: str, done: int, total: int) -> None:
            nonlocal reported, last
            now = monotonic()
            if stage != last or now - reported >= _TICK_SECONDS:
                reported, last = now, stage
                self.send({"type": "progress", "stage": stage, "done": done, "total": total})

        return tell

    def close(self) -> None:
        """End all streams."""
        self._put(None)

    def _put(self, text: str | None) -> None:
        with self._lock:
            for one in self._listeners:
                if not one.loop.is_closed():
                    one.loop.call_soon_threadsafe(_offer, one.queue, text)

    @property
    def names(self) -> list[str]:
        """Of the people who listen, each once, as far as they gave one."""
        with self._lock:
            return list(dict.fromkeys(one.who for one in self._listeners if one.who))

    async def stream(self, who: str = "") -> AsyncIterator[str]:
        """Events as a body of the type ``text/event-stream``, for a person of a name."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(_MOST_WAITING)
        entry = _Listener(asyncio.get_running_loop(), queue, who)
        with self._lock:
            self._listeners.append(entry)
        self._tell_presence()
        try:
            yield ": hello\n\n"
            while True:
                try:
                    text = await asyncio.wait_for(queue.get(), _PULSE_SECONDS)
                except TimeoutError:
                    text = ": pulse\n\n"
                if text is None:
                    return
                yield text
        finally:
            with self._lock:
                self._listeners.remove(entry)
            self._tell_presence()

    def _tell_presence(self) -> None:
        self.send({"type": "presence", "windows": len(self), "names": self.names})


def _offer(queue: asyncio.Queue[str | None], text: str | None) -> None:
    if queue.full():
        # The window does not listen any more; it loads everything when it does again.
        queue.get_nowait()
    queue.put_nowait(text)
