"""How large a file may be, and how far it may unfold.

A document is untrusted: a few kilobytes of zip can hold gigabytes, and XML can nest
without end. Each limit is far above any real document, so that whoever meets one has
a broken file, a hostile one, or one that should be cut before it is aligned.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from duizhao.corpora.errors import EmptyFileError, InputError, MissingFileError, UnsafeFileError

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that every reader keeps to.

    Attributes:
        file_bytes: largest file that is opened at all.
        entries: most members of a zip container.
        member_bytes: largest unpacked member of it.
        total_bytes: all members that are read, unpacked.
        ratio: most that a member above `ratio_from` bytes may grow when unpacked.
        ratio_from: unpacked size from which `ratio` counts.
        blocks: most blocks of one document.
        pages: most pages of one document.
        seconds: longest that an outside program, or the pages of one document, may take.
    """

    file_bytes: int = 256 * MIB
    entries: int = 20_000
    member_bytes: int = 96 * MIB
    total_bytes: int = 192 * MIB
    ratio: int = 400
    ratio_from: int = 4 * MIB
    blocks: int = 2_000_000
    pages: int = 20_000
    seconds: float = 120.0


LIMITS = Limits()


def check_file(path: str | os.PathLike[str], limits: Limits = LIMITS) -> int:
    """Size of a file that may be opened, in bytes.

    Raises:
        MissingFileError: not there, or a folder.
        EmptyFileError: no bytes in it.
        UnsafeFileError: larger than `limits.file_bytes`, or not an ordinary file.
    """
    target = Path(path)
    try:
        if not target.exists():
            raise MissingFileError("does not exist", path=path, mend="check the name")
        if target.is_dir():
            raise MissingFileError("is a folder, not a file", path=path, mend="name a file")
        if not target.is_file():
            raise UnsafeFileError("is not an ordinary file", path=path, mend="name a document")
        size = target.stat().st_size
    except OSError as error:
        raise unreadable(path, error) from error
    if size == 0:
        raise EmptyFileError("is empty", path=path, mend="check that it was copied whole")
    if size > limits.file_bytes:
        raise UnsafeFileError(
            f"has {size // MIB} MB; at most {limits.file_bytes // MIB} MB are read",
            path=path,
            mend="split it into parts",
        )
    return size


def read_bytes(path: str | os.PathLike[str], limits: Limits = LIMITS) -> bytes:
    """The whole of a file within the limits; errors as `check_file`."""
    check_file(path, limits)
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: str | os.PathLike[str], error: OSError) -> InputError:
    """The error for a file that the system will not open."""
    reason = (error.strerror or str(error)).lower()
    return InputError(f"cannot be read ({reason})", path=path, mend="check its permissions")
