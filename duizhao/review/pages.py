"""The files of the page."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from duizhao.memory.page.theme import theme

from .folding import folding

_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json",
}


def router() -> APIRouter:
    """The addresses: ``/``, ``/static/`` and what find folds."""
    routes = APIRouter()

    @routes.get("/")
    def index() -> Response:
        return Response(_static("index.html"), media_type="text/html")

    @routes.get("/static/{name:path}")
    def static(name: str) -> Response:
        content = theme().encode() if name == "theme.css" else _static(name)
        if content is None:
            return JSONResponse({"detail": "not found"}, 404)
        return Response(content, media_type=_TYPES.get(Path(name).suffix, "text/plain"))

    @routes.get("/favicon.ico")
    def icon() -> Response:
        return Response(status_code=204)

    @routes.get("/api/folding")
    def fold() -> dict[str, str]:
        return folding()

    return routes


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
def import_map_hash() -> str:
    """Hash of the one script in the page itself, as a content security policy writes it."""
    page = _static("index.html") or b""
    script = page.partition(b'<script type="importmap">')[2].partition(b"</script>")[0]
    return f"sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}"
