"""Files that are read, changed and written back by one process at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from .errors import OutputError

_PAUSE = 0.02


@contextmanager
def locked(path: str | os.PathLike[str], wait: float = 60.0) -> Iterator[None]:
    """Hold a file, so that no other process changes it between our reading and writing.

    Only those that ask for the lock are kept out. It is a file beside the one that is held,
    ``.NAME.lock``, and is gone afterwards; one that a killed process left is no obstacle.

    Args:
        path: what is held; need not be there.
        wait: seconds to wait for others.

    Raises:
        OutputError: others do not let go, or the folder cannot be written.
    """
    target = Path(os.path.realpath(path))
    lock = target.with_name(f".{target.name}.lock")
    end = monotonic() + wait
    while (handle := _taken(lock, target)) is None:
        if monotonic() > end:
            raise OutputError(
                "another program is changing it", path=path, mend="try again when it is done"
            )
        sleep(_PAUSE)
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink()
        os.close(handle)


def _taken(lock: Path, target: Path) -> int | None:
    """An open handle that holds the lock, or None while somebody else does."""
    try:
        # Locking asks for no right to write: a file that somebody else left will do.
        handle = os.open(lock, os.O_RDONLY | os.O_CREAT, 0o666)
    except OSError as error:
        raise OutputError(
            f"cannot be changed ({(error.strerror or str(error)).lower()})",
            path=target,
            mend="check the rights of its folder",
        ) from error
    if try_lock(handle):
        # The one before us may have removed it between our opening and locking it.
        with suppress(OSError):
            if os.path.samestat(os.fstat(handle), lock.stat()):
                return handle
    os.close(handle)
    return None


def try_lock(handle: int) -> bool:
    """Lock an open file for this process, or say that another one has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
