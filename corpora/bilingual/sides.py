"""Whether the two sides of some units hold the languages that they should."""

from __future__ import annotations

import os
from collections.abc import Sequence

from ..errors import LanguageError
from ..script import language_of
from ..unit import Unit

_SAMPLE = 500
_MEND = "give a file with both languages"
_ENOUGH = 5  # units without the language that condemn a file


def check_sides(units: Sequence[Unit], path: str | os.PathLike[str]) -> None:
    """Refuse a file whose sides are exchanged, or that lacks one of the languages.

    Judged by the script of at most 500 units with letters on both sides.

    Raises:
        LanguageError: most units have their sides exchanged, or all of five or more units
            have no Chinese on the Chinese side or no English on the English one.
    """
    step = max(1, len(units) // _SAMPLE)
    sides = [
        (zh == "zh", en == "zh")
        for zh, en in ((language_of(unit.zh), language_of(unit.en)) for unit in units[::step])
        if zh and en
    ]
    if not sides:
        return
    exchanged = sum(en and not zh for zh, en in sides)
    if exchanged > len(sides) / 2:
        raise LanguageError(
            "holds English where its Chinese should be, and Chinese where its English should be",
            path=path,
            mend="exchange the column names or the language codes",
        )
    if len(sides) < _ENOUGH:
        return
    if not any(zh for zh, _ in sides):
        raise LanguageError(
            "holds no Chinese on its Chinese side",
            path=path,
            mend="give a file with both languages",
        )
    if all(en for _, en in sides):
        raise LanguageError(
            "holds no English on its English side",
            path=path,
            mend="give a file with both languages",
        )
