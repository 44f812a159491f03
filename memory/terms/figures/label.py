"""The number that a paragraph carries at its start, in the schemes of both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .normal import normal
from .numerals import chinese, roman

_LABEL = re.compile(
    r"\s*(?:[*•-]\s+)?(?:"
    # 8.  8)  8、  and a number glued to what follows (47.2015年3月), but not 3.5 or 1.2.3
    r"(?P<number>\d{1,4})\s?(?:[.、)]\s*(?=[^\d\s.])|[.、)]\s+(?=\S)|\.(?=(?:19|20)\d\d\s?年))"
    r"|(?P<levels>\d{1,3}(?:\.\d{1,3}){1,4})\.?\s+"
    r"(?!(?:hundred|thousand|million|billion|trillion|per|times|hours|years|km|tons|metres)\b)"
    r"(?=[^\d\s%])"
    r"|\((?P<inner>\d{1,3}|[a-z]{1,4}|[A-Z])\)"
    r"|(?P<roman>[IVX]{1,6}|[Ⅰ-Ⅻ])\s?[.、]\s*(?=\S)"
    r"|(?P<letter>[A-Z])\s?[.、]\s+(?=\S)"
    r"|(?P<small>[a-z])\s?[.)、]\s+(?=\S)"
    r"|(?P<han>[一二三四五六七八九十]{1,3})\s?[、.]"
    r"|\((?P<hanin>[一二三四五六七八九十]{1,3})\)"
    r"|(?P<heavenly>[甲乙丙丁戊己庚辛壬癸])\s?[、.]"
    r"|第(?P<part>[一二三四五六七八九十]{1,3})(?=[、.:]\s?\S)"
    r")"
)
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True, slots=True)
class Label:
    """A label.

    Attributes:
        values: its readings (``(i)`` may be one or the letter i).
        start, end: place of the label with its punctuation.
        text: as it stands, without space around it.
        style: ``number``, ``inner``, ``roman``, ``letter``, ``han`` …
    """

    values: frozenset[str]
    start: int
    end: int
    text: str
    style: str


def read_label(text: str) -> Label | None:
    """The label at the start of `text`, or None."""
    match = _LABEL.match(normal(text[:40]))
    if match is None:
        return None
    style = match.lastgroup or ""
    inner = match[style]
    values = {inner.lower()}
    if style in ("han", "hanin", "part"):
        value = chinese(inner)
        values = {str(value)}
    elif style == "heavenly":
        place = _HEAVENLY.index(inner)
        values = {str(place + 1), "abcdefghij"[place]}
    elif "Ⅰ" <= inner <= "Ⅻ":
        values = {str(ord(inner) - ord("Ⅰ") + 1)}
    elif (value := roman(inner)) is not None:
        values.add(str(value))
    start = match.start(style)
    if start and text[start - 1] in "(（":
        start -= 1
    end = match.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return Label(frozenset(values), start, end, text[start:end], style)
