"""Countries and bodies of which one stands where the other text has another.

Only what is left over on both sides is a doubt: the Chinese names one country or body that
the English does not, and the English another that the Chinese does not. What one text names
and the other leaves out is no fault.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, finding

from ..words import simple

_WORD = lazy(r"\b[A-Z][\w.'’]*")
_GLOSS = lazy(r"[\w\s]{0,16}\s?[(（]\s?(?:the\s)?")
_ENDS = (".", "'s", "’s", "'", "’")


class _Mention(NamedTuple):
    concept: int
    start: int
    end: int


class _NameTable(NamedTuple):
    """Names of one class: by their first two characters in Chinese, first word in English."""

    zh: dict[str, list[tuple[str, int]]]
    zh_starts: re.Pattern[str]
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
    starts = "".join({re.escape(start[0]) for start in zh})
    return _NameTable(zh, re.compile(f"[{starts}]"), en)


def check_exchanged(unit: Unit, index: int) -> Iterator[Finding]:
    """A country or body for another."""
    text = simple(unit.zh)
    words = list(_WORD.finditer(unit.en))
    for file, what in (("countries.tsv", "country"), ("bodies.tsv", "body")):
        names = _names(file)
        zh = _in_chinese(text, names)
        en = _in_english(unit.en, names.en, words)
        pair = _left_over(zh, en) or _one_exchanged(zh, en) if zh and en else None
        if pair is not None:
            first, second = pair
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
        elif what == "body":
            yield from _glosses(unit, index, zh, en, names)


def _left_over(zh: list[_Mention], en: list[_Mention]) -> tuple[_Mention, _Mention] | None:
    """What only the Chinese names and what only the English does, where that is one name each."""
    zh_known, en_known = {one.concept for one in zh}, {one.concept for one in en}
    zh_left = [one for one in zh if one.concept not in en_known]
    en_left = [one for one in en if one.concept not in zh_known]
    # One name may be of two concepts (Korea): none of them is left where one is answered.
    answered = {(one.start, one.end) for one in en if one.concept in zh_known}
    en_left = [one for one in en_left if (one.start, one.end) not in answered]
    if {len({one.concept for one in left}) for left in (zh_left, en_left)} != {1}:
        return None
    return zh_left[0], en_left[0]


def _one_exchanged(zh: list[_Mention], en: list[_Mention]) -> tuple[_Mention, _Mention] | None:
    """Texts with as many names each, all of which answer each other but one."""
    if len(zh) != len(en) or len({(one.start, one.end) for one in en}) != len(en):
        return None
    zh_counts, en_counts = (Counter(one.concept for one in side) for side in (zh, en))
    zh_more, en_more = zh_counts - en_counts, en_counts - zh_counts
    if sum(zh_more.values()) != 1:
        return None
    first = [one for one in zh if one.concept in zh_more][-1]
    second = [one for one in en if one.concept in en_more][-1]
    return first, second


def _glosses(
    unit: Unit, index: int, zh: list[_Mention], en: list[_Mention], names: _NameTable
) -> Iterator[Finding]:
    """A body whose abbreviation in brackets is another's: 联合国 (WHO)."""
    for text, mentions, english in ((unit.zh, zh, False), (unit.en, en, True)):
        if "(" not in text and "（" not in text:
            continue
        if not english:
            mentions = sorted(
                {*mentions, *_in_english(text, names.en, _WORD.finditer(text))},
                key=lambda one: one.start,
            )
        concepts: dict[tuple[int, int], set[int]] = {}
        for one in mentions:
            concepts.setdefault((one.start, one.end), set()).add(one.concept)
        for first, second in pairwise(concepts):
            if (
                concepts[first].isdisjoint(concepts[second])
                and _GLOSS.fullmatch(text, first[1], second[0])
                and text[second[1] : second[1] + 1] in (")", "）", ",", "，")
            ):
                yield finding(
                    "name",
                    Severity.WARNING,
                    unit,
                    index,
                    f"{text[slice(*first)]} and {text[slice(*second)]} are two bodies.",
                    zh_span=None if english else (first[0], second[1]),
                    en_span=(first[0], second[1]) if english else None,
                )


def _in_chinese(text: str, table: _NameTable) -> list[_Mention]:
    found = []
    last = 0
    for match in table.zh_starts.finditer(text):
        place = match.start()
        if place < last:
            continue
        for name, concept in table.zh.get(text[place : place + 2], ()):
            if text.startswith(name, place):
                last = place + len(name)
                found.append(_Mention(concept, place, last))
                break
    return found


def _in_english(
    text: str, table: dict[str, list[tuple[str, int]]], words: Iterable[re.Match[str]]
) -> list[_Mention]:
    found = []
    last = 0
    for match in words:
        word = match[0]
        rows = table.get(word)
        if rows is None and word.endswith(_ENDS):
            forms = (word.removesuffix(suffix) for suffix in _ENDS if word.endswith(suffix))
            rows = next((table[form] for form in forms if form in table), None)
        if rows is None or match.start() < last:
            continue
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
