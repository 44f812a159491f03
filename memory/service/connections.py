"""Connections that cannot be held for ever, nor taken by one client alone."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import sys
import time
from contextlib import suppress
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

MOST = 500
"""Connections that are open at once; fewer where the system gives fewer files."""
_OWN_FILES = 64
"""Files that the service needs for itself, the memory's among them."""
_RECEIVE_SECONDS = 15.0
"""Longest that a client may take to send a request, from its first byte or from connecting."""
_ANSWER_SECONDS = 60.0
"""Longest that a request may take after that, the client's reading of the answer included."""
_BUSY = json.dumps({"detail": "too many connections"}).encode()
_TURNED_AWAY = (
    b"HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\nconnection: close\r\n"
    b"content-type: application/json\r\ncontent-length: %d\r\n\r\n%b" % (len(_BUSY), _BUSY)
)


class BoundedConnection(H11Protocol):
    """A connection that is turned away when there are too many, and closed when it is slow."""

    most = MOST
    receive_seconds = _RECEIVE_SECONDS
    answer_seconds = _ANSWER_SECONDS
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take it, or say that there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.write(_TURNED_AWAY)
            transport.close()
            return
        self._within(self.receive_seconds)

    def data_received(self, data: bytes) -> None:
        """Part of a request."""
        if self.transport.is_closing():
            return
        if self._timer is None:
            self._within(self.receive_seconds)
        super().data_received(data)
        if self.cycle is not None and not (self.cycle.more_body or self.cycle.response_complete):
            self._within(self.answer_seconds)

    def on_response_complete(self) -> None:
        """The client may ask again; how long it may wait is uvicorn's to keep."""
        self._stop()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._stop()
        super().connection_lost(exc)

    def _within(self, seconds: float) -> None:
        self._stop()
        self._timer = self.loop.call_later(seconds, self._too_slow)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_slow(self) -> None:
        # What waits to be sent is sent to nobody.
        self.transport.abort()


class StreamingConnection(BoundedConnection):
    """One whose answers may be streams of events, which go on while a page is open."""

    answer_seconds = 30 * 24 * 3600.0


def most_connections(most: int = MOST) -> int:
    """How many connections the system has files for, asking it for more where it may be asked."""
    if sys.platform == "win32":
        return most
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most + _OWN_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if soft == resource.RLIM_INFINITY:
        return most
    return max(1, min(most, soft - _OWN_FILES))


def keep_alive(listener: socket.socket) -> None:
    """Have the system find out about clients that are gone without a word."""
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4)):
        number: Any = getattr(socket, name, None)
        if number is not None:
            with suppress(OSError):
                listener.setsockopt(socket.IPPROTO_TCP, number, value)


class Sparing(logging.Filter):
    """Lets so many records through in a minute, and says how many it kept back.

    Args:
        most: records in a minute.
    """

    def __init__(self, most: int = 10) -> None:
        super().__init__()
        self._most = most
        self._begun = float("-inf")
        self._count = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is let through."""
        if record.exc_info and isinstance(record.exc_info[1], OSError):
            # The system lacks something; where in our code that was met says nothing.
            record.exc_info = None
        now = time.monotonic()
        if now - self._begun >= 60:
            kept_back = self._count - self._most
            self._begun, self._count = now, 0
            if kept_back > 0:
                record.msg = f"{record.getMessage()} ({kept_back} further messages left out)"
                record.args = ()
        self._count += 1
        return self._count <= self._most
