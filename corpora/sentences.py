"""Sentences inside a paragraph, by rule, for Chinese and English."""

from __future__ import annotations

import re

from .document import Language
from .layout.marks import label_of

Span = tuple[int, int]

_MARK = re.compile("[。｡！？!?]+|[.．]+|…+|[；;]")
_CLOSERS = "”’」』）)】》〉\"'］]⁰¹²³⁴⁵⁶⁷⁸⁹"


def split(text: str, language: Language, *, semicolon: bool = False) -> list[Span]:
    """Spans of the sentences of a paragraph, in order."""
    spans = []
    start = _skip(text, 0)
    label = len(label_of(text[start : start + 40])) + start
    for match in _MARK.finditer(text):
        mark = match.group()
        if match.start() < label:
            continue
        if mark[0] in "；;" and not semicolon:
            continue
        if mark[0] == "…":
            continue
        end = match.end()
        while end < len(text) and text[end] in _CLOSERS:
            end += 1
        rest = _skip(text, end)
        if mark[0] in ".．!?;" and language == "en":
            if rest == end and rest < len(text):
                continue
            if rest < len(text) and text[rest].islower():
                continue
        if mark[0] in ".．" and language == "zh":
            continue
        spans.append((start, end))
        start = rest
        label = len(label_of(text[start : start + 40])) + start
    if start < len(text.rstrip()):
        spans.append((start, len(text.rstrip())))
    return spans


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position
