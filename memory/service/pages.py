"""The search page: its files, and what a browser may do with them."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from duizhao.memory.page.theme import theme

_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json",
}
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}


def router() -> APIRouter:
    """The addresses: ``/`` and ``/static/``."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/")
    async def page() -> Response:
        return _file("index.html")

    @routes.get("/static/{name:path}")
    async def file(name: str) -> Response:
        return _file(name)

    return routes


def _file(name: str) -> Response:
    folder = files("duizhao.memory.service") / "page"
    known = {each.name: each for each in folder.iterdir()}
    known |= {f"words/{each.name}": each for each in (folder / "words").iterdir()}
    suffix = name[name.rfind(".") :]
    if suffix not in _TYPES or (name not in known and name != "theme.css"):
        raise HTTPException(404, "no such file")
    text = theme() if name == "theme.css" else known[name].read_text(encoding="utf-8")
    return Response(text, media_type=_TYPES[suffix], headers=_HEADERS)
