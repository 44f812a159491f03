"""The application: routes, errors, and what stands before them."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response

from duizhao.corpora.errors import DuizhaoError, OutputError, SettingsError, StoreError
from duizhao.corpora.version import __version__
from duizhao.memory.search.rules import PenaltyRule

from . import api, models, pages, search_api, tmserver
from .guard import Guard
from .limits import RequestLimits, read_tokens
from .pool import BusyError, LateError, MemoryPool


def create_app(
    path: str | os.PathLike[str],
    *,
    tokens: Mapping[str, str] | None = None,
    limits: RequestLimits | None = None,
    also: Sequence[str | os.PathLike[str]] = (),
    rules: tuple[PenaltyRule, ...] = (),
) -> FastAPI:
    """The service of a memory.

    Args:
        path: the store.
        tokens: of which requests must carry one, each with the name of its user, which is noted
            of what they change; none, and only local names are answered.
        limits: see `RequestLimits`.
        also: further memories that answer, after this one; they are only read.
        rules: penalties; see `duizhao.memory.search.rules`.

    Raises:
        StoreError: there is no memory, or it is damaged.
    """
    bounds = limits or RequestLimits()
    writer = MemoryPool(Path(path), 1, bounds, writes=True)
    pool = MemoryPool(Path(path), bounds.readers, bounds, also=also, rules=rules)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        pool.close()
        writer.close()

    app = FastAPI(
        title="duizhao",
        version=__version__,
        summary="A translation memory of Chinese and English",
        lifespan=lifespan,
        # Their pages load scripts from elsewhere; the description itself stays.
        docs_url=None,
        redoc_url=None,
        responses={number: _REFUSED | {"description": what} for number, what in _FAULTS.items()},
    )
    app.openapi = partial(_described, app.openapi)  # type: ignore[method-assign]
    app.add_middleware(Guard, limits=bounds, tokens=tokens or {}, methods=partial(_methods, app))
    for prefix in ("/tmserver", "/api/v1"):  # amaGama's own address is the second
        app.include_router(tmserver.router(pool, writer, bounds), prefix=prefix)
    app.include_router(api.router(pool, writer, bounds, __version__))
    app.include_router(search_api.router(pool, writer, bounds))
    app.include_router(pages.router())
    for kind, status in (
        (SettingsError, 422),
        (OutputError, 507),
        (StoreError, 503),
        (DuizhaoError, 500),
        (BusyError, 429),
        (LateError, 504),
        (UnicodeEncodeError, 422),
        (RequestValidationError, 422),
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


_REFUSED: dict[str, Any] = {"model": models.Refusal}
_FAULTS: dict[int | str, str] = {
    401: "a token is needed, where the service has one",
    403: "a change that comes from a page of another site",
    413: "a text, a body or a list that is too long",
    414: "an address that is too long",
    415: "a body that is no JSON",
    421: "a name that is not local, where the service has no token",
    422: "a value that it cannot have",
    429: "too many requests at once; Retry-After says when to come back",
    503: "the memory does not answer",
    504: "the answer took too long",
    507: "the disk is full",
}
_SECURITY = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "basic": {
        "type": "http",
        "scheme": "basic",
        "description": "any name, with the token as password",
    },
}


def _described(describe: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The description of the service with the ways to send a token; none is needed without one."""
    found = describe()
    found.setdefault("components", {})["securitySchemes"] = _SECURITY
    found["security"] = [{}, *({name: []} for name in _SECURITY)]
    return found


def _methods(app: FastAPI, path: str) -> set[str]:
    """What may be asked of an address."""
    return {
        method.upper()
        for template, operations in app.openapi()["paths"].items()
        if _fits(template.split("/"), path)
        for method in operations
    }


def _fits(template: list[str], path: str) -> bool:
    """Whether a path is one of a template, of which the last part may hold slashes."""
    parts = path.split("/", len(template) - 1)
    return len(parts) == len(template) and all(
        bool(part) if wanted.startswith("{") else part == wanted
        for wanted, part in zip(template, parts, strict=True)
    )


def _handler(status: int) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        headers = {"Retry-After": "1"} if status in (429, 503, 504) else None
        if status in (429, 503) and "weblate" in request.headers.get("user-agent", "").lower():
            # Weblate takes those for a quota that is used up, and asks nothing for half an hour.
            return JSONResponse({"detail": str(error)}, 504, headers)
        # The path of a file on this machine is nobody's business.
        if isinstance(error, RequestValidationError):
            # Without what was sent: NaN and half surrogate pairs have no place in an answer.
            faults = [
                {name: one[name] for name in ("type", "loc", "msg")} for one in error.errors()
            ]
            return Response(json.dumps({"detail": faults}), status, headers, "application/json")
        if isinstance(error, UnicodeEncodeError):
            return JSONResponse({"detail": "half of a surrogate pair is no character"}, status)
        detail = error.problem if isinstance(error, DuizhaoError) else str(error)
        return JSONResponse({"detail": detail}, status, headers)

    return answer


def address_of(host: str, port: int) -> str:
    """What a browser is given to reach a host, with or without brackets, at a port."""
    name = host.strip("[]")
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def serve(
    path: str | os.PathLike[str],
    *,
    host: str = "127.0.0.1",
    port: int = 8080,
    token_file: str | os.PathLike[str] | None = None,
    limits: RequestLimits | None = None,
    also: Sequence[str | os.PathLike[str]] = (),
    rules: tuple[PenaltyRule, ...] = (),
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve a memory until interrupted.

    Args:
        path: the store.
        host: address to listen at; any that others can reach needs a token.
        port: port to listen at; 0 for a free one.
        token_file: a file with the tokens of which requests must carry one; see `read_tokens`.
        limits: see `RequestLimits`.
        also, rules: as of `create_app`.
        ready: called with the address once the port is open.

    Raises:
        SettingsError: the address needs a token, or cannot be listened at.
        MissingFileError: there is no token file.
        StoreError: there is no memory, or it is damaged.
    """
    from .listening import listen, listener_at

    bounds = limits or RequestLimits()
    tokens = read_tokens(token_file, host)
    app = create_app(path, tokens=tokens, limits=bounds, also=also, rules=rules)
    with listener_at(host, port) as listener:
        if ready is not None:
            ready(address_of(host, listener.getsockname()[1]))
        listen(app, listener, bounds)
