r"""Names of files as text that every format can hold.

A name that is not UTF-8, as archives made on Chinese Windows leave them, reaches Python with
half surrogate pairs in it, which no file in UTF-8 and no database takes. Where a name becomes
text, each of its odd bytes is written ``\xd6``.
"""

from __future__ import annotations

import os
import re

_ODD = re.compile(rb"\\x([89a-f][0-9a-f])")


def as_text(path: str | os.PathLike[str]) -> str:
    r"""A path for people and for files in UTF-8; odd bytes as ``\xd6``, all others as they are."""
    name = os.fspath(path)
    return name if name.isascii() or _is_text(name) else _written(name)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _written(name: str) -> str:
    # Half surrogates that stand for no byte are written as what they are.
    how = "surrogateescape" if _of_bytes(name) else "backslashreplace"
    return name.encode("utf-8", how).decode("utf-8", "backslashreplace")


def _of_bytes(name: str) -> bool:
    return all(not "\ud800" <= char <= "\udfff" or "\udc80" <= char <= "\udcff" for char in name)


def from_text(name: str) -> str:
    """The path that `as_text` was given: what stands there under this name or as written."""
    if "\\x" not in name or os.path.lexists(name):
        return name
    return os.fsdecode(_ODD.sub(lambda match: bytes([int(match[1], 16)]), os.fsencode(name)))
