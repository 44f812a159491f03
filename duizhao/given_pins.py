"""Pins as a user gives them: objects, or files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from os import PathLike, fspath
from pathlib import Path, PurePath

from duizhao.align.pins import Border, Pin, Pins, read_pins
from duizhao.corpora.errors import SettingsError

Given = str | PathLike[str] | Pins | Sequence[str | PathLike[str] | Pin | Border]


def sorted_pins(given: Given) -> tuple[tuple[str | PathLike[str], ...], Pins | None]:
    """Files and objects apart; None where there are no objects."""
    if isinstance(given, Pins):
        return (), given
    if isinstance(given, str | PathLike):
        return (given,), None
    files = tuple(one for one in given if isinstance(one, str | PathLike))
    pins = tuple(one for one in given if isinstance(one, Pin))
    borders = tuple(one for one in given if isinstance(one, Border))
    return files, Pins(pins, borders) if pins or borders else None


def agree(named: tuple[str, str], paths: tuple[str, str]) -> bool:
    """Whether the documents that a file of pins names are these: one path is the other's end."""
    return all(
        all(
            a == b
            for a, b in zip(PurePath(one).parts[::-1], PurePath(path).parts[::-1], strict=False)
        )
        for one, path in zip(named, paths, strict=True)
    )


def read_named(path: str | PathLike[str]) -> Pins:
    """Pins for one pair of documents out of many, from a file that names them.

    Raises:
        InputError: the file is missing or damaged.
        SettingsError: it holds positions.
    """
    try:
        facts = Path(path).stat()
    except OSError:
        return _read_named(fspath(path), 0, 0)
    return _read_named(fspath(path), facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=64)
def _read_named(path: str, changed: int, size: int) -> Pins:
    """Read once for all the pairs of a batch, as long as the file does not change."""
    found = read_pins(path)
    if found.beads:
        raise SettingsError(
            "holds positions, and does not say of which documents",
            path=path,
            mend="give .pins files, which name their documents",
        )
    return found
