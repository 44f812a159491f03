"""The review over HTTP: the page, its calls, and what happens as it happens."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, get_args
from urllib.parse import unquote

from fastapi import Depends, FastAPI, Header, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.errors import DuizhaoError, InputError, SettingsError
from duizhao.memory.clients import CLIENTS, SIDES
from duizhao.memory.page.theme import theme
from duizhao.memory.service.guard import Guard
from duizhao.memory.service.limits import RequestLimits
from duizhao.options import Level

from .exporting import ExportChoices
from .folding import folding
from .gate import Gate, Passes
from .project import StaleError
from .session import Session
from .state import RowState

LIMITS = RequestLimits(body=256 << 20)
"""Documents that are dropped come as text in JSON."""
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json",
}


def _who(header: Annotated[str, Header(alias="duizhao-who")] = "") -> str:
    """Name of the person, as the page sends it: in percent-encoding."""
    return unquote(header, errors="replace").strip()[:_LONGEST_NAME]


Who = Annotated[str, Depends(_who)]
_LONGEST_NAME = 100


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class OperationAsked(_Asked):
    """An operation and the version that the person saw."""

    operation: dict[str, Any]
    base: int | None = None


class RowAsked(_Asked):
    """A row and the version that the person saw."""

    row: int
    base: int | None = None


class OpenAsked(_Asked):
    """What is to be opened: a path, or two documents."""

    path: str = ""
    zh: str = ""
    en: str = ""
    level: Level | None = None
    memory: str = ""
    termbase: list[str] = []
    semicolon: bool = False
    srx: str = ""


class DroppedFile(_Asked):
    """A file that was dropped on the page: name and content in base 64."""

    name: str
    data: str


class DroppedAsked(_Asked):
    """Files that were dropped."""

    files: list[DroppedFile]


class ExportAsked(_Asked):
    """How a file is to be written."""

    path: str
    client: str | None = None
    source: str | None = None
    codes: str | None = None
    numbers: str = "drop"
    states: list[RowState] = []


class MemoryAsked(_Asked):
    """A memory; "" for the one of the project."""

    path: str = ""


class PlaceAsked(_Asked):
    """Where the person is."""

    row: int


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
    app.add_middleware(Gate, passes=passes, script_hash=_import_map_hash())
    # The outer one: it looks at the names of host and origin before anything else.
    app.add_middleware(Guard, limits=LIMITS, token="", methods=lambda _: set())
    app.add_exception_handler(DuizhaoError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    _add_pages(app)
    _add_opening(app, session, passes)
    _add_review(app, session)
    _add_results(app, session)
    return app


def _refused(_: Request, error: Exception) -> Response:
    status = 409 if isinstance(error, StaleError) else 422
    return JSONResponse({"detail": str(error)}, status)


def _invalid(_: Request, error: Exception) -> Response:
    told = error.errors() if isinstance(error, RequestValidationError) else []
    faults = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in told)
    return JSONResponse({"detail": faults}, 422)


def _add_pages(app: FastAPI) -> None:
    @app.get("/")
    def index() -> Response:
        return Response(_static("index.html"), media_type="text/html")

    @app.get("/static/{name:path}")
    def static(name: str) -> Response:
        content = theme().encode() if name == "theme.css" else _static(name)
        if content is None:
            return JSONResponse({"detail": "not found"}, 404)
        return Response(content, media_type=_TYPES.get(Path(name).suffix, "text/plain"))

    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response(status_code=204)

    @app.get("/api/folding")
    def fold() -> dict[str, str]:
        return folding()


def _add_opening(app: FastAPI, session: Session, passes: Passes) -> None:
    @app.get("/api/session")
    def summary() -> dict[str, Any]:
        clients = {name: asdict(replace(one, splitter=None)) for name, one in CLIENTS.items()}
        return {**session.summary(), "clients": clients, "levels": get_args(Level), "sides": SIDES}

    @app.get("/api/events")
    async def events(who: str = "") -> StreamingResponse:
        stream = session.events.stream(who.strip()[:_LONGEST_NAME])
        return StreamingResponse(stream, media_type="text/event-stream")

    @app.post("/api/open")
    def open_any(asked: OpenAsked) -> dict[str, Any]:
        session.open_any(asked.path, asked.zh, asked.en, asked.model_dump())
        return session.summary()

    @app.get("/api/collection")
    def collection() -> list[dict[str, Any]]:
        return session.documents()

    @app.post("/api/close")
    def close(_: dict[str, Any]) -> dict[str, Any]:
        session.close_project()
        return session.summary()

    @app.post("/api/dropped")
    def dropped(asked: DroppedAsked) -> dict[str, Any]:
        return {"paths": [_kept(session.folder, one) for one in asked.files]}

    @app.get("/api/files")
    def listed(folder: str = "") -> dict[str, Any]:
        return _listed(session.folder / Path(folder).expanduser())

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


@cache
def _static(name: str) -> bytes | None:
    """A file of the page; None for what is not one."""
    place = files("duizhao.review") / "page"
    for part in name.split("/"):
        if part in ("", ".", "..") or "\\" in part:
            return None
        place = place / part
    return place.read_bytes() if place.is_file() else None


@cache
def _import_map_hash() -> str:
    page = _static("index.html") or b""
    script = page.partition(b'<script type="importmap">')[2].partition(b"</script>")[0]
    return f"sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}"


def _kept(folder: Path, dropped: DroppedFile) -> str:
    """Write a file that was dropped into the folder; its path.

    One of that name with the same content is the file itself; with another content, it stays,
    and the new one gets a number.
    """
    name = Path(dropped.name.replace("\\", "/")).name
    if name in ("", ".", "..") or "\0" in name:
        raise SettingsError(f"{dropped.name!r} is no name of a file", mend="rename the file")
    try:
        content = base64.b64decode(dropped.data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError("was not sent whole", path=name, mend="drop it again") from error
    stem, dot, suffix = name.partition(".")
    number = 1
    path = folder / name
    while path.exists():
        if path.is_file() and path.read_bytes() == content:
            return str(path)
        number += 1
        path = folder / f"{stem}-{number}{dot}{suffix}"
    with atomic_write(path) as temporary:
        temporary.write_bytes(content)
    return str(path)


def _listed(folder: Path) -> dict[str, Any]:
    """What is in a folder: folders and files that can be opened, hidden ones left out."""
    try:
        entries = sorted(folder.resolve().iterdir(), key=lambda one: one.name.lower())
    except OSError as error:
        raise InputError("cannot be read", path=folder, mend="choose another folder") from error
    shown = [one for one in entries if not one.name.startswith(".")]
    return {
        "folder": str(folder.resolve()),
        "above": str(folder.resolve().parent),
        "folders": [one.name for one in shown if one.is_dir()],
        "files": [one.name for one in shown if one.is_file()],
    }


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
