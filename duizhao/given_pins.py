"""Pins as a user gives them: objects, or files."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import PurePath

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
    found = read_pins(path)
    if found.beads:
        raise SettingsError(
            "holds positions, and does not say of which documents",
            path=path,
            mend="give .pins files, which name their documents",
        )
    return found
