"""Looking at the outputs that were asked for before the work begins."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from corpora.errors import OutputError, SettingsError


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
    if not os.access(target.parent, os.W_OK):
        raise OutputError(
            "cannot be written, its folder is read-only",
            path=path,
            mend="choose another folder",
        )


def check_outputs(paths: Iterable[str], format: str | None) -> None:
    """Refuse outputs that have no format or no place.

    Raises:
        OutputError, SettingsError: as `check_folder` and `memory.write.format_of` say.
    """
    from memory.write import format_of

    seen: set[str] = set()
    for path in paths:
        format_of(path, format)
        if path != "-":
            check_folder(path)
        if path in seen:
            raise SettingsError(f"two outputs into {path}", mend="give each a name of its own")
        seen.add(path)


def kinds_from(text: str | None) -> tuple[str, ...] | None:
    """What ``--checks`` names: None for all, an empty tuple for ``none``."""
    if text is None or text == "all":
        return None
    if text == "none":
        return ()
    return tuple(name.strip() for name in text.split(",") if name.strip())
