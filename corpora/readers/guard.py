"""What a library raises on a broken file, as an error of one line.

Libraries promise little about damaged input: of lxml, openpyxl, zipfile, zlib, pypdfium2,
pyarrow, olefile, translate-toolkit, json and csv each lets through whatever its inner parts
raise. Each way into a file of the user's therefore goes through here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from ..errors import DuizhaoError, FormatError, UnsafeFileError
from .limits import unreadable

Item = TypeVar("Item")
DEEPEST = 15_000
"""Calls inside one another: libxml2 allows 2,048 levels, each of which takes a few of ours."""


@contextmanager
def guarded(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turn what is raised while a file is read into our errors; its cause is kept.

    Raises:
        FormatError: the file is damaged, or nested too deeply.
        UnsafeFileError: it takes more memory than there is.
        InputError: the system will not give it.
    """
    try:
        yield
    except DuizhaoError:
        raise
    except MemoryError as error:
        raise UnsafeFileError(
            "takes more memory than there is", path=path, mend="split it into parts"
        ) from error
    except RecursionError as error:
        raise FormatError("is nested too deeply", path=path, mend="save it again") from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise unreadable(path, error) from error
        said = " ".join(str(error).split())[:80] or type(error).__name__
        raise FormatError(
            f"is damaged ({said})", path=path, mend="open it in its program and save it again"
        ) from error


def quieten(library: str) -> None:
    """Keep the log of a library from a user's terminal, where nobody can act on it."""
    import logging

    logging.getLogger(library).setLevel(logging.CRITICAL)


@contextmanager
def deeply() -> Iterator[None]:
    """Room for the walk through a document that is nested as deeply as its parser allows."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def guarded_items(path: str | os.PathLike[str], items: Iterator[Item]) -> Iterator[Item]:
    """The items, with `guarded` around the making of each."""
    with guarded(path):
        yield from items
