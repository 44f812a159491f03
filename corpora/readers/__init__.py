"""Files in: one module for each format, chosen by what the file holds, not by its name.

A reader is a module of this package with two functions::

    def sniff(head: bytes, path: Path) -> bool   # is it a file of this format?
    def read(path: Path) -> Source               # raises InputError, and only that

and a line in `FORMATS`. The modules are imported when a file is read, one after another
until one of them says that the file is its own, so a reader's libraries belong inside its
`read`. Order matters: the narrow before the wide, plain text last because it takes all.
"""

from __future__ import annotations

import stat
import tempfile
from dataclasses import replace
from importlib import import_module
from os import PathLike
from pathlib import Path
from types import ModuleType

from ..document import Source
from ..errors import EmptyFileError, InputError, MissingFileError
from .encoding import head_as_utf8
from .guard import guarded
from .pipes import pipe_blocks

HEAD = 8192
"""Bytes from the start of a file that a reader judges it by; text in UTF-16 comes as UTF-8."""

FORMATS: tuple[str, ...] = (
    "docx",
    "odt",
    "slides",
    "impress",
    "epub",
    "idml",
    "office",
    "pdf",
    "bilingual",
    "html",
    "xml",
    "subtitles",
    "lyrics",
    "sheets",
    "strings",
    "markdown",
    "unread",
    "text",
)
"""Reader modules of this package, in the order in which they are asked."""


def read(path: str | PathLike[str]) -> Source:
    """The text of a file, cut where its format cuts it.

    Args:
        path: a file of any format in `FORMATS`, or a pipe.

    Raises:
        MissingFileError: there is no such file, it is a folder, or permission is denied.
        EmptyFileError: there is no text in it.
        InputError: whatever else its reader finds wrong (see `duizhao.corpora.errors`).
    """
    given = Path(path)
    try:
        mode = given.stat().st_mode
        if stat.S_ISDIR(mode):
            raise MissingFileError(
                "is a folder, not a file", path=path, mend="name a file in it, or use `batch`"
            )
        if not stat.S_ISREG(mode):
            return _read_pipe(given)
        return _read_file(given)
    except FileNotFoundError as error:
        raise MissingFileError(
            "does not exist", path=path, mend="check the name and the folder"
        ) from error
    except PermissionError as error:
        raise MissingFileError(
            "cannot be read (permission denied)", path=path, mend="change its permissions"
        ) from error
    except (OSError, ValueError) as error:
        # ValueError: a name with a NUL in it.
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"cannot be read ({reason.lower()})", path=path, mend="check the file and its disk"
        ) from error


def format_of(path: str | PathLike[str]) -> str:
    """Name of the reader that takes a file; for `read`'s exceptions see there."""
    return _choose(Path(path)).__name__.rpartition(".")[2]


def _read_file(path: Path) -> Source:
    module = _choose(path)
    with guarded(path):
        source: Source = module.read(path)
    return source


def _choose(path: Path) -> ModuleType:
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if not head:
        raise EmptyFileError("is empty", path=path, mend="give a file with text in it")
    head = head_as_utf8(head)
    for name in FORMATS:
        module = import_module(f".{name}", __name__)
        if module.sniff(head, path):
            return module
    raise InputError("is not in a supported format", path=path, mend="save it as plain text")


def _read_pipe(path: Path) -> Source:
    # A pipe can be read only once, and readers look twice.
    with tempfile.NamedTemporaryFile() as copy:
        for block in pipe_blocks(path):
            copy.write(block)
        copy.flush()
        try:
            source = _read_file(Path(copy.name))
        except InputError as error:
            raise type(error)(error.problem, path=path, mend=error.mend) from error
    return replace(source, path=str(path))
