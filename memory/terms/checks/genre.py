"""What a collection shows of its genre, on which some rules depend.

A rule that holds in one genre only (a number after punctuation is a note mark, ``_`` before
a letter is an accelerator) is applied where the units themselves show that genre.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from duizhao.corpora.unit import Unit

_SUPERSCRIPT = re.compile("(?<![\\dmA-Z²³])[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?")
_EN_NOTE = re.compile(r"(?<=[a-z][a-z,.;:\"'])(\d{1,3})(?=\s|$|[;,.](?!\d))")
_ZH_NOTE = re.compile(r"(?<=[。；;，》”\"])(\d{1,3})(?=$|\s(?![年月日时点天岁名人个%])|[，。；])")
_ENOUGH = 3  # units that make a run


@dataclass(frozen=True, slots=True)
class Genre:
    """What some units show.

    Attributes:
        notes: a run of note marks.
    """

    notes: bool = False


def genre(units: Sequence[Unit]) -> Genre:
    """The genre of `units`."""
    return Genre(notes=_has_notes(units))


def _has_notes(units: Sequence[Unit]) -> bool:
    """Whether marks run through the units: superscripts, or digits put alike in both texts."""
    found = 0
    for unit in units:
        if _SUPERSCRIPT.search(unit.zh) and _SUPERSCRIPT.search(unit.en):
            found += 1
        elif marks := set(_EN_NOTE.findall(unit.en)):
            found += not marks.isdisjoint(_ZH_NOTE.findall(unit.zh))
        if found >= _ENOUGH:
            return True
    return False
