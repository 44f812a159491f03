"""Listening at a port until interrupted."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from duizhao.corpora.errors import SettingsError

from .connections import BoundedConnection, Sparing, keep_alive, most_connections
from .limits import RequestLimits

_BACKLOG = 128
_GRACE_SECONDS = 3
"""What requests are given to end when the service does."""


@contextmanager
def listener_at(host: str, port: int) -> Iterator[socket.socket]:
    """An open socket.

    Args:
        host: address to listen at, with or without brackets.
        port: 0 for a free one.

    Raises:
        SettingsError: it cannot be listened at.
    """
    host = host.strip("[]")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except (OSError, OverflowError) as error:
            raise SettingsError(
                f"cannot listen at {host}:{port} ({error})", mend="take another port"
            ) from error
        keep_alive(listener)
        listener.listen(_BACKLOG)
        yield listener


def listen(
    app: ASGIApp,
    listener: socket.socket,
    limits: RequestLimits,
    connection: type[BoundedConnection] = BoundedConnection,
) -> None:
    """Answer requests until interrupted.

    Args:
        app: what answers.
        listener: as `listener_at` gives it.
        limits: see `RequestLimits`.
        connection: how connections are bounded.
    """
    logging.getLogger("uvicorn.error").addFilter(Sparing())
    logging.getLogger("asyncio").addFilter(Sparing())
    connection.most = most_connections()
    config = uvicorn.Config(
        app,
        http=connection,
        ws="none",
        backlog=_BACKLOG,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        log_level="warning",
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=limits.address * 2,
        timeout_keep_alive=30,
    )
    uvicorn.Server(config).run(sockets=[listener])
