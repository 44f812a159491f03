"""Files and folders that are dropped on the page, and what can be chosen on this machine."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.errors import InputError, OutputError, SettingsError
from duizhao.corpora.pairing import holds_both, language_of_file

from .asked import DroppedFile
from .opening import SUFFIX


def keep(folder: Path, files: Sequence[DroppedFile]) -> list[Path]:
    """Write what was dropped into a folder; the files and folders that were dropped, there.

    What is there already with the same content is taken as it is; with another content it stays,
    and the new file or folder gets a number.

    Raises:
        SettingsError: a name cannot be that of a file.
        InputError: a file did not arrive whole.
        OutputError: a file cannot be written.
    """
    dropped: dict[str, list[tuple[tuple[str, ...], bytes]]] = {}
    for one in files:
        top, *inside = _parts(one.name)
        dropped.setdefault(top, []).append((tuple(inside), _content(one)))
    return [_kept(folder, top, members) for top, members in dropped.items()]


def meant(paths: Sequence[Path]) -> dict[str, Any]:
    """What a person wants with what was dropped.

    Returns:
        ``path`` of a project or a file of pairs; or ``zh`` and ``en``, of which one may be "";
        or ``paths`` of files to be paired.
    """
    if len(paths) > 2 or any(path.is_dir() for path in paths):
        return {"paths": [str(path) for path in paths]}
    if len(paths) == 1 and (paths[0].suffix == SUFFIX or holds_both(paths[0])):
        return {"path": str(paths[0])}
    sides = {"zh": "", "en": ""}
    left = []
    for path in paths:
        language = language_of_file(path)
        if language is None or sides[language]:
            left.append(path)
        else:
            sides[language] = str(path)
    for path in left:
        sides["en" if sides["zh"] else "zh"] = str(path)
    return sides


def listed(folder: Path) -> dict[str, Any]:
    """What is in a folder: folders and files that can be opened, hidden ones left out.

    Raises:
        InputError: it cannot be read.
    """
    try:
        entries = sorted(folder.resolve().iterdir(), key=lambda one: one.name.lower())
    except OSError as error:
        raise InputError("cannot be read", path=folder, mend="choose another folder") from error
    shown = [one for one in entries if not one.name.startswith(".")]
    return {
        "folder": str(folder.resolve()),
        "above": str(folder.resolve().parent),
        "folders": [one.name for one in shown if one.is_dir()],
        "files": [one.name for one in shown if one.is_file()],
    }


def _parts(name: str) -> tuple[str, ...]:
    """The folders and the name of a file, none of which leads out of where it is put."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or "\0" in name or any(part in ("..", "/") or ":" in part for part in parts):
        raise SettingsError(f"{name!r} is not a file name", mend="rename the file")
    return parts


def _content(file: DroppedFile) -> bytes:
    try:
        return base64.b64decode(file.data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError("was not sent whole", path=file.name, mend="drop it again") from error


def _kept(folder: Path, top: str, members: Sequence[tuple[tuple[str, ...], bytes]]) -> Path:
    """Write a file, or the files of a folder, under the first name that is free for all."""
    stem, dot, suffix = top.partition(".") if members[0][0] == () else (top, "", "")
    number = 1
    place = folder / top
    while not all(_is_free(place, inside, content) for inside, content in members):
        number += 1
        place = folder / f"{stem}-{number}{dot}{suffix}"
    for inside, content in members:
        path = place.joinpath(*inside)
        if not path.exists():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise OutputError(
                    "cannot be made", path=path.parent, mend="check the folder"
                ) from error
            with atomic_write(path) as temporary:
                temporary.write_bytes(content)
    return place


def _is_free(place: Path, inside: tuple[str, ...], content: bytes) -> bool:
    if place.exists() and place.is_dir() == (inside == ()):
        return False
    path = place.joinpath(*inside)
    return not path.exists() or (path.is_file() and path.read_bytes() == content)
