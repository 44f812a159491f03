"""What a path on the command line is for: given as its ``type``, checked before any work.

An option that names a file is declared with one of these types. `check_paths` then holds the
rule of `duizhao.corpora.overwrite` for every command, and no command can forget it.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from duizhao.corpora.errors import OutputError, SettingsError


class Read(str):
    """A file or folder that is read."""

    __slots__ = ()


class Kept(str):
    """A file that is read, changed and kept: a memory, a list of decisions."""

    __slots__ = ()


class Written(str):
    """A result: a file that is made, or replaced as a whole."""

    __slots__ = ()


class Results(str):
    """A folder that results go to."""

    __slots__ = ()


ROLES = (Read, Kept, Written, Results)


def check_paths(args: argparse.Namespace) -> None:
    """Refuse a command line on which something would be written over what is read or kept.

    Raises:
        SettingsError: as `duizhao.corpora.overwrite.refuse_overwriting`, or a name is empty.
        OutputError: a result has no place to go to.
    """
    from duizhao.corpora.overwrite import refuse_databases, refuse_overwriting

    paths = list(_paths(vars(args).values()))
    if "" in paths:
        raise SettingsError("the name of a file is empty", mend="give it, or leave the option out")
    read = [path for path in paths if isinstance(path, Read)]
    kept = [path for path in paths if isinstance(path, Kept)]
    written = [path for path in paths if isinstance(path, Written)]
    folders = [path for path in paths if isinstance(path, Results)]
    refuse_overwriting([*kept, *folders], read)
    refuse_overwriting([*written, *folders], [*read, *kept])
    for path in written:
        if path != "-":
            check_folder(path)
            refuse_databases(path)


def _paths(values: object) -> Iterator[str]:
    if isinstance(values, ROLES):
        yield values
    elif not isinstance(values, str) and hasattr(values, "__iter__"):
        for value in values:
            yield from _paths(value)


def check_folder(path: str) -> None:
    """Refuse a file that could not be written in the end.

    Raises:
        OutputError: the folder is missing or may not be written, or `path` is a folder.
    """
    target = Path(path)
    if target.is_dir():
        raise OutputError("is a folder, not a file", path=path, mend="give a file name")
    if not target.parent.is_dir():
        raise OutputError(
            "cannot be written, its folder does not exist",
            path=path,
            mend=f"create {target.parent}",
        )
    if not os.access(target.parent, os.W_OK) and not _is_special(target):
        raise OutputError(
            "cannot be written, its folder is read-only",
            path=path,
            mend="choose another folder",
        )


def _is_special(target: Path) -> bool:
    """Whether it is a pipe or a device, which is written to and not replaced."""
    return target.exists() and not target.is_file()
