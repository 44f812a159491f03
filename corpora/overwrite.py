"""A command never writes over what it reads or keeps.

The one rule for the command and for every call from Python. Two names mean one file where
they lead to it: through links, symbolic or hard, and through folders that are links.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from .errors import OutputError, SettingsError

StrPath = str | os.PathLike[str]

_DATABASE = b"SQLite format 3\0"
_SIDECARS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, by the end of the name."""
_VECTORS = ".vectors"
"""The end of the name of the folder with the vectors of a memory."""


def refuse_overwriting(
    outputs: Iterable[StrPath | None], inputs: Iterable[StrPath | None] = ()
) -> None:
    """Refuse outputs that are inputs, or one another.

    Args:
        outputs: files that are going to be written or changed; ``-`` and None are passed over,
            as are pipes and devices.
        inputs: files that are read, and memories that are kept, with what stands beside them;
            ``-`` is standard input.

    Raises:
        SettingsError: an output is one of the inputs, or stands there twice.
    """
    kept: set[object] = set()
    folders: list[Path] = []
    for source in inputs:
        if not source:
            continue
        path = Path("/dev/stdin" if source == "-" else source)
        kept |= _marks(path)
        if not path.exists() or _is_database(path):
            whole = Path(os.path.realpath(path))
            kept |= {_name(whole.with_name(whole.name + end)) for end in _SIDECARS}
            folders.append(whole.with_name(whole.name + _VECTORS))
    seen: set[object] = set()
    standard = False
    for given in outputs:
        if not given:
            continue
        if given == "-":
            if standard:
                raise SettingsError(
                    "two outputs to standard output", mend="give one of them a file"
                )
            standard = True
            continue
        marks = _marks(Path(given))
        place = Path(os.path.realpath(given))
        if marks & kept or any(place.is_relative_to(folder) for folder in folders):
            raise SettingsError(
                "would be overwritten, and is one of the files to read or keep",
                path=given,
                mend="give the output another name",
            )
        if marks & seen:
            raise SettingsError(f"two outputs to {given}", mend="give each a different name")
        seen |= marks


def refuse_databases(path: StrPath) -> None:
    """Refuse to replace a memory, or what stands beside one, by a result.

    Raises:
        OutputError: the file is a database, or belongs to one.
    """
    target = Path(path)
    owners = [
        target.with_name(target.name.removesuffix(end))
        for end in _SIDECARS
        if target.name.endswith(end)
    ]
    if any(map(_is_database, (target, *owners))):
        raise OutputError(
            "is a translation memory or another database, which no output may replace",
            path=path,
            mend="give the output another name",
        )


def _is_database(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return stream.read(len(_DATABASE)) == _DATABASE
    except OSError:
        return False


def _marks(path: Path) -> set[object]:
    """What tells a file from others: its real name and, where it is there, its place on the disk.

    Nothing for a pipe or a device, which can be written to as often as one likes.
    """
    try:
        found = path.stat()
    except (OSError, ValueError):
        return {_name(path)}
    if stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode):
        return {_name(path), (found.st_dev, found.st_ino)}
    return set()


def _name(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))
