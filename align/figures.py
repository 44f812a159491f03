"""Figures, labels and note marks: what stands unchanged in a translation."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from duizhao.corpora.document import Segment
from duizhao.corpora.patterns import lazy

_NUMBER = lazy(r"\d+(?:[.,]\d{3})*(?:[./]\d+)*")
_THOUSANDS = lazy(r"[.,](?=\d{3}(?!\d))")
_SYMBOL = lazy(r"(?<![A-Z])[A-Z]+(?:/[A-Z0-9.]+)+")
_MARK = lazy(r"[¹²³⁰⁴-⁹]+")
_LETTER = lazy(r"[(（]([a-z]|[ivx]{1,4})[)）]")


def figures(segment: Segment) -> list[str]:
    """What to look for on the other side: ``2009``, ``64/178``, ``A/67/156``, ``¹²``, ``(a)``.

    Separators of thousands are taken out; each figure is given once.
    """
    return list(_figures(segment.text))


@lru_cache(maxsize=8192)
def _figures(text: str) -> tuple[str, ...]:
    found = [f"note {unicodedata.normalize('NFKC', mark)}" for mark in _MARK.findall(text)]
    if found:
        text = _MARK.sub(" ", text)
    found += [f"({letter})" for letter in _LETTER.findall(text[:12])]
    text = unicodedata.normalize("NFKC", text)
    if "/" in text:
        found += _SYMBOL.findall(text)
    for number in _NUMBER.findall(text):
        found += [part for part in _THOUSANDS.sub("", number).split("/") if part]
    return tuple(dict.fromkeys(found))
