"""Planting a fault in one text of a pair.

A plant gets a unit and a source of chance, and gives the unit with one fault, or None where
the unit has no place for it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from figure_faults import Change

from duizhao.corpora.unit import Unit

Plant = Callable[[Unit, random.Random], Unit | None]


def on_text(change: Change) -> Plant:
    """A fault of one text alone."""

    def plant(unit: Unit, chance: random.Random) -> Unit | None:
        english = chance.random() < 0.5
        for side in (english, not english):
            text = change(unit.en if side else unit.zh, chance, side)
            if text is not None:
                return replace(unit, en=text) if side else replace(unit, zh=text)
        return None

    return plant


def put(unit: Unit, english: bool, start: int, end: int, new: str) -> Unit:
    """The unit with a place of one text replaced."""
    text = unit.en if english else unit.zh
    text = text[:start] + new + text[end:]
    return replace(unit, en=text) if english else replace(unit, zh=text)


def shared(pattern: re.Pattern[str], unit: Unit) -> list[tuple[re.Match[str], re.Match[str]]]:
    """Places that say the same in both texts."""
    en = {match[0]: match for match in pattern.finditer(unit.en)}
    return [(match, en[match[0]]) for match in pattern.finditer(unit.zh) if match[0] in en]


def lost(pattern: re.Pattern[str]) -> Plant:
    """What both texts hold, lost from one of them."""

    def plant(unit: Unit, chance: random.Random) -> Unit | None:
        found = shared(pattern, unit)
        if not found or unit.zh == unit.en:
            return None
        zh, en = chance.choice(found)
        english = chance.random() < 0.5
        return put(unit, english, *(en if english else zh).span(), "")

    return plant


def changed(pattern: re.Pattern[str], change: Callable[[str, random.Random], str]) -> Plant:
    """What both texts hold, changed in one of them."""

    def plant(unit: Unit, chance: random.Random) -> Unit | None:
        found = shared(pattern, unit)
        if not found or unit.zh == unit.en:
            return None
        zh, en = chance.choice(found)
        english = chance.random() < 0.5
        match = en if english else zh
        new = change(match[0], chance)
        return None if new == match[0] else put(unit, english, *match.span(), new)

    return plant


def carried(plant: Plant, carriers: Sequence[tuple[str, str]]) -> Plant:
    """The fault of a unit to which something that may carry it is added in both texts."""

    def with_carrier(unit: Unit, chance: random.Random) -> Unit | None:
        result = plant(unit, chance)
        if result is not None or not unit.zh:
            return result
        zh, en = chance.choice(carriers)
        return plant(replace(unit, zh=unit.zh + zh, en=unit.en + en), chance)

    return with_carrier
