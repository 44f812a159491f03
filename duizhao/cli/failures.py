"""What may go wrong outside our own code, in one line each."""

from __future__ import annotations

import sys

from duizhao.corpora.errors import DuizhaoError, ToolError
from duizhao.corpora.file_names import as_text

LEAST_MEMORY = 512 << 20
"""Bytes of address space below which numpy ends the process without a word of ours."""


def line_of(error: Exception) -> str | None:
    """The line for an error that the user's machine or files cause; None for a fault of ours."""
    if isinstance(error, DuizhaoError):
        return str(error)
    if isinstance(error, MemoryError):
        return "not enough memory; give it more, or split the files into parts"
    if isinstance(error, ImportError) and "failed to map" in str(error):
        return f"a library cannot be loaded ({str(error)[:100]}); give more memory, or reinstall it"
    if isinstance(error, RuntimeError) and str(error).startswith("Symlink loop"):
        # As Python says it before 3.13.
        return f"{as_text(str(error))}; make the link point to a file or folder"
    if isinstance(error, OSError) and error.strerror:
        name = f"{as_text(str(error.filename))}: " if error.filename is not None else ""
        return f"{name}{error.strerror.lower()}; check the name, its rights and the disk"
    return None


def check_memory() -> None:
    """Refuse to begin where libraries would crash instead of raising.

    Raises:
        ToolError: the limit of ``ulimit -v`` is too low.
    """
    if sys.platform == "win32":
        return
    import resource

    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    if 0 <= limit < LEAST_MEMORY:
        raise ToolError(
            f"not enough memory: the limit is {limit >> 20} MB of address space",
            mend=f"allow at least {LEAST_MEMORY >> 20} MB (ulimit -v)",
        )
