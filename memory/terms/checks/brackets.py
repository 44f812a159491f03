"""Brackets and quotation marks that are opened or closed on one side only."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity

from .making import finding

_CLASSES = {
    "bracket": {"(": ")", "（": "）"},
    "square bracket": {"[": "]", "［": "］", "【": "】", "〔": "〕"},
    "title mark": {"《": "》", "〈": "〉"},
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
    yield from _quotes(unit, index)


def _unpaired(text: str, pairs: dict[str, str]) -> list[int]:
    if not any(mark in text for pair in pairs.items() for mark in pair):
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


def _quotes(unit: Unit, index: int) -> Iterator[Finding]:
    """Quotation marks of any style without a partner, on one side only.

    A quotation may run over several segments: then both sides lack the same partner.
    """
    zh, en = _open_quotes(unit.zh), _open_quotes(unit.en)
    if zh and en and (stray := _STRAY.search(unit.en)) and stray.start(1) in en:
        message = "The quotation mark at the end of the English stands apart and has no partner."
        span = stray.span(1)
        yield finding("bracket", Severity.WARNING, unit, index, message, en_span=span)
        return
    if bool(zh) == bool(en) or (zh and _single_quotes(unit.en)):
        return
    text, place, side = (unit.zh, zh[0], "Chinese") if zh else (unit.en, en[0], "English")
    other = unit.en if zh else unit.zh
    cut = text[place] == '"' and '"' in (text.strip()[0], text.strip()[-1])
    if cut and not _ANY_QUOTE.search(other):
        return  # a quotation that goes on, of which the other text has no mark
    if text[place] == '"':
        message = f"A quotation mark has no partner in the {side}."
    else:
        verb = "is never closed" if text[place] in _QUOTES else "was never opened"
        message = f"The quotation mark {text[place]} {verb} in the {side}."
    span = (place, place + 1)
    if zh:
        yield finding("bracket", Severity.WARNING, unit, index, message, zh_span=span)
    else:
        yield finding("bracket", Severity.WARNING, unit, index, message, en_span=span)


_STRAY = lazy(r"[.!?,;]\s([\"”])\s*$")
_QUOTES = {"“": "”", "「": "」", "『": "』", "„": "“"}
_ANY_QUOTE = lazy('[“”「」『』"]')
_SINGLE = lazy(r"(?<![\w’'])[‘'](?=\w)|(?<=[\w.,!?])[’'](?=$|[\s,.;:)])")


def _open_quotes(text: str) -> list[int]:
    """Places of quotation marks without a partner."""
    if not _ANY_QUOTE.search(text):
        return []
    wrong = _unpaired(text, {"“": "”", "「": "」", "『": "』"})
    straight = [place for place, character in enumerate(text) if character == '"']
    if len(straight) % 2:
        inches = [place for place in straight if place and text[place - 1].isdigit()]
        if len(inches) == 1:
            return wrong  # 15": inches
        # A straight mark may close a curly one, and the reverse.
        return wrong[1:] if wrong else [straight[-1]]
    return wrong


def _single_quotes(text: str) -> bool:
    """Whether an English text quotes with single marks, of which one lacks its partner."""
    return '"' not in text and "“" not in text and len(_SINGLE.findall(text)) % 2 == 1
