"""The review over HTTP: the page, its calls, and what happens as it happens."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any, get_args
from urllib.parse import unquote

from fastapi import Depends, FastAPI, Header, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse

from duizhao.corpora.document import LANGUAGES
from duizhao.corpora.errors import DuizhaoError
from duizhao.memory.clients import CLIENTS
from duizhao.memory.service.guard import Guard
from duizhao.memory.service.limits import RequestLimits
from duizhao.options import Level

from . import pages
from .asked import (
    CloseAsked,
    DroppedAsked,
    ExportAsked,
    MemoryAsked,
    OpenAsked,
    OperationAsked,
    PlaceAsked,
    RowAsked,
)
from .dropped import keep, listed, meant
from .exporting import ExportChoices
from .faults import fault
from .gate import Gate, Passes
from .project import StaleError
from .session import Session

LIMITS = RequestLimits(body=256 << 20)
"""Documents that are dropped come as text in JSON."""


def _who(header: Annotated[str, Header(alias="duizhao-who")] = "") -> str:
    """Name of the person, as the page sends it: in percent-encoding."""
    return unquote(header, errors="replace").strip()[:_LONGEST_NAME]


Who = Annotated[str, Depends(_who)]
_LONGEST_NAME = 100


def create_app(session: Session, passes: Passes) -> FastAPI:
    """The application of one session.

    Args:
        session: what is shown.
        passes: who may see it.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        session.close()

    app = FastAPI(
        title="duizhao review", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.add_middleware(Gate, passes=passes, script_hash=pages.import_map_hash())
    # The outer one: it looks at the names of host and origin before anything else.
    app.add_middleware(Guard, limits=LIMITS, tokens={}, methods=lambda _: set())
    app.add_exception_handler(DuizhaoError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.include_router(pages.router())
    _add_opening(app, session, passes)
    _add_review(app, session)
    _add_results(app, session)
    return app


def _refused(_: Request, error: Exception) -> Response:
    status = 409 if isinstance(error, StaleError) else 422
    return JSONResponse(fault(error), status)


def _invalid(_: Request, error: Exception) -> Response:
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    faults = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in problems)
    return JSONResponse({"detail": faults}, 422)


def _add_opening(app: FastAPI, session: Session, passes: Passes) -> None:
    @app.get("/api/session")
    def summary() -> dict[str, Any]:
        clients = {name: asdict(replace(one, splitter=None)) for name, one in CLIENTS.items()}
        return {
            **session.summary(),
            "clients": clients,
            "levels": get_args(Level),
            "sides": LANGUAGES,
        }

    @app.get("/api/events")
    async def events(who: str = "") -> StreamingResponse:
        stream = session.events.stream(who.strip()[:_LONGEST_NAME])
        return StreamingResponse(stream, media_type="text/event-stream")

    @app.post("/api/open")
    def open_any(asked: OpenAsked) -> dict[str, Any]:
        session.open_any(asked.model_dump())
        return session.summary()

    @app.get("/api/collection")
    def collection() -> dict[str, Any]:
        return session.documents()

    @app.post("/api/close")
    def close(asked: CloseAsked) -> dict[str, Any]:
        session.close_project(documents=asked.documents)
        return session.summary()

    @app.post("/api/dropped")
    def dropped(asked: DroppedAsked) -> dict[str, Any]:
        return meant(keep(session.folder, asked.files))

    @app.get("/api/files")
    def chosen(folder: str = "") -> dict[str, Any]:
        return listed(session.folder / Path(folder).expanduser())

    @app.post("/api/link")
    def link(_: dict[str, Any], request: Request) -> dict[str, str]:
        return {"link": f"{request.base_url}?token={passes.new()}"}


def _add_review(app: FastAPI, session: Session) -> None:
    @app.get("/api/rows")
    def rows() -> Response:
        text = session.here().rows()
        return Response(text.encode("utf-8", "replace"), media_type="application/json")

    @app.get("/api/rows/{row}")
    def details(row: int) -> dict[str, Any]:
        return session.here().details(row)

    @app.post("/api/operations")
    def operate(asked: OperationAsked, who: Who) -> dict[str, Any]:
        return session.here().perform(asked.operation, asked.base, who)

    @app.post("/api/undo")
    def undo(_: dict[str, Any], who: Who) -> dict[str, Any]:
        return session.here().undo(who)

    @app.post("/api/redo")
    def redo(_: dict[str, Any], who: Who) -> dict[str, Any]:
        return session.here().redo(who)

    @app.get("/api/border")
    def border(segment: int, at: int) -> dict[str, Any]:
        return {"border": session.here().border(segment, at)}

    @app.post("/api/realign")
    def realign(asked: RowAsked, who: Who) -> dict[str, Any]:
        return session.here().realign(asked.row, asked.base, who)

    @app.post("/api/proposals")
    def proposals(_: dict[str, Any]) -> dict[str, Any]:
        return {"proposals": [asdict(one) for one in session.here().proposals()]}

    @app.post("/api/check")
    def check(_: dict[str, Any]) -> dict[str, Any]:
        return session.here().check()

    @app.post("/api/place")
    def place(asked: PlaceAsked) -> dict[str, Any]:
        session.here().project.keep("place", asked.row)
        return {}

    @app.get("/api/journal")
    def journal() -> list[dict[str, Any]]:
        return session.here().history()


def _add_results(app: FastAPI, session: Session) -> None:
    @app.post("/api/export")
    def export(asked: ExportAsked) -> dict[str, Any]:
        given = asked.model_dump()
        given["states"] = tuple(asked.states) or ExportChoices("").states
        return asdict(session.here().export(ExportChoices(**given)))

    @app.post("/api/memory")
    def memory(asked: MemoryAsked) -> dict[str, Any]:
        return asdict(session.here().send(asked.path))


def serve(session: Session, *, port: int = 0, ready: Callable[[str], None] | None = None) -> None:
    """Serve a session at 127.0.0.1 until interrupted.

    Args:
        session: what is shown.
        port: 0 for a free one.
        ready: called with the one-time link once the port is open.

    Raises:
        SettingsError: the port cannot be listened at.
    """
    from duizhao.memory.service.connections import StreamingConnection
    from duizhao.memory.service.listening import listen, listener_at

    with listener_at("127.0.0.1", port) as listener:
        number = listener.getsockname()[1]
        passes = Passes(number)
        app = create_app(session, passes)
        if ready is not None:
            ready(f"http://127.0.0.1:{number}/?token={passes.new()}")
        listen(app, listener, LIMITS, StreamingConnection)
