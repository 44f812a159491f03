"""Brackets and quotation marks that are opened or closed on one side only."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity

from .making import finding

_CLASSES = {
    "bracket": {"(": ")", "（": "）"},
    "square bracket": {"[": "]", "［": "］", "【": "】", "〔": "〕"},
    "title mark": {"《": "》", "〈": "〉"},
    "quotation mark": {"“": "”", "「": "」", "『": "』"},
}
# A half-width bracket may close a full-width one.
_ALIKE = str.maketrans("（）［］", "()[]")


def check_brackets(unit: Unit, index: int) -> Iterator[Finding]:
    """Marks without a partner, where the other text has all its partners."""
    for name, pairs in _CLASSES.items():
        zh, en = _unpaired(unit.zh, pairs), _unpaired(unit.en, pairs)
        if bool(zh) == bool(en):
            continue
        text, place, side = (unit.zh, zh[0], "Chinese") if zh else (unit.en, en[0], "English")
        verb = "is never closed" if text[place] in pairs else "was never opened"
        message = f"The {name} {text[place]} {verb} in the {side}."
        span = (place, place + 1)
        if zh:
            yield finding("bracket", Severity.WARNING, unit, index, message, zh_span=span)
        else:
            yield finding("bracket", Severity.WARNING, unit, index, message, en_span=span)
    yield from _straight(unit, index)


def _unpaired(text: str, pairs: dict[str, str]) -> list[int]:
    marks = set(pairs) | set(pairs.values())
    if not any(mark in text for mark in marks):
        return []
    open_places: list[int] = []
    wrong = []
    opens = {mark.translate(_ALIKE) for mark in pairs}
    closes = {close.translate(_ALIKE): mark.translate(_ALIKE) for mark, close in pairs.items()}
    plain = text.translate(_ALIKE)
    for place, character in enumerate(plain):
        if character in opens:
            open_places.append(place)
        elif character in closes:
            if open_places and plain[open_places[-1]] == closes[character]:
                open_places.pop()
            elif not _is_label(plain, place):
                wrong.append(place)
    return sorted(wrong + open_places)


def _is_label(text: str, place: int) -> bool:
    """Whether a closing bracket only ends an enumerator: ``a)``, ``12)``."""
    start = place
    while start and text[start - 1].isalnum() and place - start < 4:
        start -= 1
    return (
        start < place
        and text[start:place].isascii()
        and (start == 0 or text[start - 1] in " ;；,，:：。")
    )


def _straight(unit: Unit, index: int) -> Iterator[Finding]:
    """An odd number of straight quotation marks; one at either end is a cut quotation."""
    odd = [text.strip(' "').count('"') % 2 == 1 for text in (unit.zh, unit.en)]
    whole = [text.count('"') % 2 == 1 for text in (unit.zh, unit.en)]
    if odd[0] == odd[1] or whole[0] == whole[1]:
        return
    zh_odd = odd[0]
    text = unit.zh if zh_odd else unit.en
    place = text.rindex('"')
    message = f"A quotation mark has no partner in the {'Chinese' if zh_odd else 'English'}."
    span = (place, place + 1)
    if zh_odd:
        yield finding("bracket", Severity.WARNING, unit, index, message, zh_span=span)
    else:
        yield finding("bracket", Severity.WARNING, unit, index, message, en_span=span)
