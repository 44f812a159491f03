"""The files of the page."""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from duizhao.memory.page.templates import page_file

from .folding import folding


def router() -> APIRouter:
    """The addresses: ``/``, ``/static/`` and what find folds."""
    routes = APIRouter()

    @routes.get("/")
    def index() -> Response:
        return _file("index.html")

    @routes.get("/static/{name:path}")
    def static(name: str) -> Response:
        return _file(name)

    @routes.get("/favicon.ico")
    def icon() -> Response:
        return Response(status_code=204)

    @routes.get("/api/folding")
    def fold() -> dict[str, str]:
        return folding()

    return routes


def _file(name: str) -> Response:
    found = page_file("duizhao.review", name)
    if found is None:
        return JSONResponse({"detail": "not found"}, 404)
    return Response(found[0], media_type=found[1])


@cache
def import_map_hash() -> str:
    """Hash of the one script in the page itself, as a content security policy writes it."""
    page, _ = page_file("duizhao.review", "index.html") or (b"", "")
    script = page.partition(b'<script type="importmap">')[2].partition(b"</script>")[0]
    return f"sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}"
