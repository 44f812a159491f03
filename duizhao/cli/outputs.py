"""Looking at the outputs that were asked for before the work begins."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from duizhao.corpora.errors import OutputError, SettingsError


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


def check_outputs(
    paths: Iterable[str],
    format: str | None,
    *,
    findings: str | None = None,
    inputs: Iterable[str | None] = (),
) -> None:
    """Refuse outputs that have no format or no place, or whose place is taken.

    Args:
        paths: of the pairs; ``-`` is standard output.
        format: of all of them, where the suffix does not say it.
        findings: where the findings go.
        inputs: files that are read, and that must not be overwritten.

    Raises:
        OutputError, SettingsError: as `check_folder` and `duizhao.memory.write.format_of` say, and
            for an output that is an input or another output.
    """
    from duizhao.memory.write import format_of

    read = {os.path.realpath(path) for path in inputs if path and Path(path).is_file()}
    seen: set[str] = set()
    for path in paths:
        format_of(path, format)
        _claim(path, read, seen)
    if findings:
        _claim(findings, read, seen)


def _claim(path: str, read: Collection[str], seen: set[str]) -> None:
    if path != "-":
        check_folder(path)
    place = path if path == "-" else os.path.realpath(path)
    if place in read:
        raise SettingsError(
            "would be overwritten, and is one of the files to read",
            path=path,
            mend="give the output another name",
        )
    if place in seen:
        raise SettingsError(f"two outputs into {path}", mend="give each a name of its own")
    seen.add(place)


def kinds_from(text: str | None) -> tuple[str, ...] | None:
    """What ``--checks`` names: None for all, an empty tuple for ``none``."""
    if text is None or text == "all":
        return None
    if text == "none":
        return ()
    return tuple(name.strip() for name in text.split(",") if name.strip())
