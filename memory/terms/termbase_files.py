"""Files of termbases: which reader and writer serves a file."""

from __future__ import annotations

from os import PathLike

from corpora.errors import FormatError

from .termbase import Termbase


def read_termbase(path: str | PathLike[str]) -> Termbase:
    """Read a termbase."""
    raise FormatError("no termbase that we read", path=path)


def write_termbase(
    termbase: Termbase, path: str | PathLike[str], format: str | None = None
) -> None:
    """Write a termbase."""
    raise FormatError("no termbase that we write", path=path)
