"""The application: routes, errors, and what stands before them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.middleware import Middleware

from duizhao.corpora.errors import DuizhaoError, OutputError, SettingsError, StoreError

from . import api, models, tmserver
from .guard import Guard
from .limits import RequestLimits, read_token
from .pool import BusyError, MemoryPool


def create_app(
    path: str | os.PathLike[str], *, token: str = "", limits: RequestLimits | None = None
) -> FastAPI:
    """The service of a memory.

    Args:
        path: the store.
        token: that requests must carry; "" for none, and then only local names are answered.
        limits: see `RequestLimits`.

    Raises:
        StoreError: there is no memory, or it is damaged.
    """
    bounds = limits or RequestLimits()
    pool = MemoryPool(Path(path), bounds.readers, bounds)
    writer = MemoryPool(Path(path), 1, bounds)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        pool.close()
        writer.close()

    number = _version()
    app = FastAPI(
        title="duizhao",
        version=number,
        summary="A translation memory of Chinese and English",
        lifespan=lifespan,
        middleware=[Middleware(Guard, limits=bounds, token=token)],
        # Their pages load scripts from elsewhere; the description itself stays.
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(tmserver.router(pool, bounds))
    app.include_router(api.router(pool, writer, bounds, number))
    for kind, status in (
        (SettingsError, 422),
        (OutputError, 507),
        (StoreError, 503),
        (DuizhaoError, 500),
        (BusyError, 503),
    ):
        app.add_exception_handler(kind, _handler(status))

    @app.get("/healthz", tags=["service"])
    async def health() -> models.Health:
        """Whether the process answers."""
        return models.Health(status="ok")

    @app.get("/readyz", tags=["service"])
    async def ready() -> models.Health:
        """Whether the memory answers; 503 when it does not."""
        await pool.run(len)
        return models.Health(status="ready")

    return app


def _handler(status: int) -> Callable[[Request, Exception], JSONResponse]:
    def answer(_: Request, error: Exception) -> JSONResponse:
        headers = {"Retry-After": "1"} if status == 503 else None
        # The path of a file on this machine is nobody's business.
        detail = error.problem if isinstance(error, DuizhaoError) else str(error)
        return JSONResponse({"detail": detail}, status, headers)

    return answer


def _version() -> str:
    try:
        return version("duizhao")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "0"


def serve(
    path: str | os.PathLike[str],
    *,
    host: str = "127.0.0.1",
    port: int = 8080,
    token_file: str | os.PathLike[str] | None = None,
    limits: RequestLimits | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve a memory until interrupted.

    Args:
        path: the store.
        host: address to listen at; any that others can reach needs a token.
        port: port to listen at; 0 for a free one.
        token_file: a file with the token that requests must carry.
        limits: see `RequestLimits`.
        ready: called with the address once the port is open.

    Raises:
        SettingsError: the address needs a token, or cannot be listened at.
        MissingFileError: there is no token file.
        StoreError: there is no memory, or it is damaged.
    """
    import socket

    import uvicorn

    app = create_app(path, token=read_token(token_file, host), limits=limits)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host.strip("[]"), port))
        except (OSError, OverflowError) as error:
            raise SettingsError(
                f"cannot listen at {host}:{port} ({error})", mend="take another port"
            ) from error
        listener.listen(1024)
        if ready is not None:
            name = f"[{host}]" if ":" in host else host
            ready(f"http://{name}:{listener.getsockname()[1]}")
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            h11_max_incomplete_event_size=(limits or RequestLimits()).address * 2,
            timeout_keep_alive=30,
        )
        uvicorn.Server(config).run(sockets=[listener])
