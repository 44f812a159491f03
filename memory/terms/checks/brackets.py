"""Brackets and quotation marks that are opened or closed on one side only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, finding

# A half-width bracket may close a full-width one.
_ALIKE = {"（": "(", "）": ")", "［": "[", "］": "]"}


class _Class(NamedTuple):
    """Marks that open and close each other.

    Attributes:
        marks: finds one of them.
        opens: those that open.
        closes: what each closing one closes; full-width ones as half-width.
    """

    marks: re.Pattern[str]
    opens: frozenset[str]
    closes: dict[str, str]


def _class(opening: str, closing: str) -> _Class:
    """The class of some pairs, the n-th opening mark with the n-th closing one."""
    pairs = zip(opening, closing, strict=True)
    closes = {_ALIKE.get(close, close): _ALIKE.get(mark, mark) for mark, close in pairs}
    marks = lazy(f"[{re.escape(opening + closing)}]")
    return _Class(marks, frozenset(opening), closes)


_CLASSES = {
    "bracket": _class("(（", ")）"),
    "square bracket": _class("[［【〔", "]］】〕"),
    "title mark": _class("《〈", "》〉"),
}
_QUOTES = _class("“「『", "”」』")
_ANY = lazy(r"[()（）[\]［］【】〔〕《》〈〉]")


def check_brackets(unit: Unit, index: int) -> Iterator[Finding]:
    """Marks without a partner, where the other text has all its partners."""
    classes = _CLASSES if _ANY.search(unit.zh) or _ANY.search(unit.en) else {}
    for name, marks in classes.items():
        zh, en = _unpaired(unit.zh, marks), _unpaired(unit.en, marks)
        if bool(zh) == bool(en):
            continue
        text, place, side = (unit.zh, zh[0], "Chinese") if zh else (unit.en, en[0], "English")
        verb = "is never closed" if text[place] in marks.opens else "was never opened"
        message = f"The {name} {text[place]} {verb} in the {side}."
        span = (place, place + 1)
        if zh:
            yield finding("bracket", Severity.WARNING, unit, index, message, zh_span=span)
        else:
            yield finding("bracket", Severity.WARNING, unit, index, message, en_span=span)
    yield from _quotes(unit, index)


def _unpaired(text: str, marks: _Class) -> list[int]:
    opened: list[tuple[str, int]] = []
    wrong = []
    for match in marks.marks.finditer(text):
        place, mark = match.start(), _ALIKE.get(match[0], match[0])
        closed = marks.closes.get(mark)
        if closed is None:
            opened.append((mark, place))
        elif opened and opened[-1][0] == closed:
            opened.pop()
        elif not _is_label(text, place):
            wrong.append(place)
    return sorted(wrong + [place for _, place in opened])


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
    if len(unit.zh.strip()) == 1 or len(unit.en.strip()) == 1:
        return  # the text is about the mark
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
        verb = "is never closed" if text[place] in _QUOTES.opens else "was never opened"
        message = f"The quotation mark {text[place]} {verb} in the {side}."
    span = (place, place + 1)
    if zh:
        yield finding("bracket", Severity.WARNING, unit, index, message, zh_span=span)
    else:
        yield finding("bracket", Severity.WARNING, unit, index, message, en_span=span)


_STRAY = lazy(r"[.!?,;]\s([\"”])\s*$")
_ANY_QUOTE = lazy('[“”「」『』"]')
_SINGLE = lazy(r"(?<![\w’'])[‘'](?=\w)|(?<=[\w.,!?])[’'](?=$|[\s,.;:)])")


def _open_quotes(text: str) -> list[int]:
    """Places of quotation marks without a partner."""
    if not _ANY_QUOTE.search(text):
        return []
    wrong = _unpaired(text, _QUOTES)
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
