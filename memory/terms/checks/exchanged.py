"""Countries and bodies of which one stands where the other text has another.

Only what is left over on both sides is a doubt: the Chinese names one country or body that
the English does not, and the English another that the Chinese does not. What one text names
and the other leaves out is no fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity

from ..words import simple
from .making import finding

_WORD = re.compile(r"\b[A-Z][\w.'’]*")
_ENDS = (".", "'s", "’s", "'", "’")


class _Mention(NamedTuple):
    concept: int
    start: int
    end: int


class _NameTable(NamedTuple):
    """Names of one class: by their first two characters in Chinese, first word in English."""

    zh: dict[str, list[tuple[str, int]]]
    en: dict[str, list[tuple[str, int]]]


@cache
def _names(file: str) -> _NameTable:
    zh: dict[str, list[tuple[str, int]]] = {}
    en: dict[str, list[tuple[str, int]]] = {}
    text = files("duizhao.memory.terms.starter").joinpath(file).read_text(encoding="utf-8")
    for concept, line in enumerate(text.splitlines()):
        chinese, _, english = line.partition("\t")
        for name in chinese.split(","):
            zh.setdefault(name[:2], []).append((name, concept))
        for name in english.split("|"):
            en.setdefault(name.split()[0], []).append((name, concept))
    for table in (zh, en):
        for rows in table.values():
            rows.sort(key=lambda row: -len(row[0]))
    return _NameTable(zh, en)


def check_exchanged(unit: Unit, index: int) -> Iterator[Finding]:
    """A country or body for another."""
    for file, what in (("countries.tsv", "country"), ("bodies.tsv", "body")):
        names = _names(file)
        zh = _in_chinese(simple(unit.zh), names.zh)
        if not zh:
            continue
        en = _in_english(unit.en, names.en)
        if not en:
            continue
        zh_known, en_known = {one.concept for one in zh}, {one.concept for one in en}
        zh_left = [one for one in zh if one.concept not in en_known]
        en_left = [one for one in en if one.concept not in zh_known]
        # One name may be of two concepts (Korea): none of them is left where one is answered.
        answered = {(one.start, one.end) for one in en if one.concept in zh_known}
        en_left = [one for one in en_left if (one.start, one.end) not in answered]
        if {len({one.concept for one in left}) for left in (zh_left, en_left)} != {1}:
            continue
        first, second = zh_left[0], en_left[0]
        found = unit.en[second.start : second.end]
        expected = unit.zh[first.start : first.end]
        yield finding(
            "name",
            Severity.WARNING,
            unit,
            index,
            f"The English names the {what} {found}, the Chinese {expected}.",
            zh_span=(first.start, first.end),
            en_span=(second.start, second.end),
            expected=expected,
        )


def _in_chinese(text: str, table: dict[str, list[tuple[str, int]]]) -> list[_Mention]:
    found = []
    place = 0
    while place < len(text) - 1:
        for name, concept in table.get(text[place : place + 2], ()):
            if text.startswith(name, place):
                found.append(_Mention(concept, place, place + len(name)))
                place += len(name) - 1
                break
        place += 1
    return found


def _in_english(text: str, table: dict[str, list[tuple[str, int]]]) -> list[_Mention]:
    found = []
    last = 0
    for match in _WORD.finditer(text):
        if match.start() < last:
            continue
        word = match[0]
        forms = (word, *(word.removesuffix(suffix) for suffix in _ENDS if word.endswith(suffix)))
        rows = next((table[form] for form in forms if form in table), [])
        longest = 0
        for name, concept in rows:
            if len(name) < longest or not text.startswith(name, match.start()):
                continue
            end = match.start() + len(name)
            if text[end : end + 1].isalnum():
                continue
            longest, last = len(name), end
            found.append(_Mention(concept, match.start(), end))
    return found
