"""The frame and the style that all pages share, and the files of those that are served."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from jinja2 import Environment

_TYPES = {
    "js": "text/javascript",
    "css": "text/css",
    "html": "text/html",
    "json": "application/json",
}


@cache
def templates(package: str, folder: str = ".") -> Environment:
    """The templates of a package, which extend ``frame.html`` and include what all share.

    What is put in them is escaped.
    """
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    own, shared = PackageLoader(package, folder), PackageLoader("duizhao.memory.page", ".")
    return Environment(
        loader=ChoiceLoader([own, shared]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def page_file(package: str, name: str) -> tuple[bytes, str] | None:
    """A file of a page that a package serves, of its folder ``page`` or of ours, and its type.

    Args:
        package: that serves it.
        name: as the page asks for it, with slashes.

    Returns:
        None for what is not one.
    """
    kind = _TYPES.get(name.rpartition(".")[2])
    if kind is None or "\\" in name or {"", ".", ".."} & {*name.split("/")}:
        return None
    if name in ("index.html", "theme.css"):
        text = templates(package, "page").get_template(name).render()
        return text.encode(), kind
    for folder in (files(package) / "page", files("duizhao.memory.page") / "served"):
        place: Traversable = folder.joinpath(*name.split("/"))
        if place.is_file():
            return place.read_bytes(), kind
    return None
