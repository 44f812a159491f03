"""What a collection shows of its genre, on which some rules depend.

A rule that holds in one genre only (a number after punctuation is a note mark, ``_`` before
a letter is an accelerator) is applied where the units themselves show that genre.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from duizhao.corpora.document import Language
from duizhao.corpora.labels import read_label
from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit

from ..starter import united_nations
from ..words import simple

_SUPERSCRIPT = lazy("(?<![\\dmA-Z²³])[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?")
_EN_NOTE = lazy(r"(?<=[a-z][a-z,.;:\"'])(\d{1,3})(?=\s|$|[;,.](?!\d))")
_ZH_NOTE = lazy(r"(?<=[。；;，》”\"])(\d{1,3})(?=$|\s(?![年月日时点天岁名人个%])|[，。；])")
BRACKET_BESIDE_HAN = lazy(r"\((?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\)")
"""A half-width bracket with a Chinese character within."""
_ENOUGH = 3  # units that make a run
_OFTEN = 3  # times as often as otherwise
HEADINGS = frozenset({"title", "heading"})
"""Kinds of units that are headings."""


@dataclass(frozen=True, slots=True)
class Genre:
    """What some units show.

    Attributes:
        notes: a run of note marks.
        accelerators: the sign before the letter of a shortcut, ``&`` or ``_``; "" for none.
        ended: languages whose texts that end with a mark nearly all have a translation that does.
        united_nations: names of the United Nations occur, so that their termbase is of use.
        spaced: two spaces within a text are nothing unusual.
        wide: Chinese texts have full-width brackets, next to none half-width ones.
        variables: names of arguments and the like, which the Chinese translates: ``FIRST_PAGE``.
        bare: the language whose headings go without the labels of the other's; "" for none.
    """

    notes: bool = False
    accelerators: str = ""
    ended: frozenset[Language] = frozenset()
    spaced: bool = False
    united_nations: bool = True
    wide: bool = False
    variables: frozenset[str] = frozenset()
    bare: Language | Literal[""] = ""


def genre(units: Sequence[Unit]) -> Genre:
    """The genre of `units`."""
    return Genre(
        notes=_has_notes(units),
        accelerators=_accelerators(units),
        ended=_ends_alike(units),
        united_nations=any(_names_the_united_nations(simple(unit.zh)) for unit in units),
        spaced=sum("  " in unit.en.strip() for unit in units) > max(2, len(units) / 50),
        wide=_has_wide_brackets(units),
        variables=_variables(units),
        bare=_bare(units),
    )


_NAME = lazy(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+")
_VARIABLE = lazy(r"(?<![A-Za-z0-9_])[A-Z]+(?:_[A-Z]+)+(?![A-Za-z0-9_])")


def _variables(units: Sequence[Unit]) -> frozenset[str]:
    """Names in capitals that the Chinese never has, and those that are an entry of their own.

    A single name in capitals says nothing: the English has it more than once.
    """
    found: Counter[str] = Counter()
    kept: set[str] = set()
    entries: set[str] = set()
    for unit in units:
        if "_" in unit.en:
            names = _VARIABLE.findall(unit.en)
            found.update(names)
            kept.update(name for name in names if name in unit.zh)
            if _NAME.fullmatch(unit.en) and unit.en not in unit.zh:
                entries.add(unit.en)
    never = {name for name, count in found.items() if count > 1 and name not in kept}
    return frozenset(never | entries)


def _has_wide_brackets(units: Sequence[Unit]) -> bool:
    wide = sum("（" in unit.zh for unit in units)
    half = sum("(" in unit.zh and BRACKET_BESIDE_HAN.search(unit.zh) is not None for unit in units)
    return wide >= _ENOUGH and wide >= _OFTEN**2 * half


def _bare(units: Sequence[Unit]) -> Language | Literal[""]:
    """Of which side the headings have no labels: an editor numbered one document by itself."""
    heads = [unit for unit in units if unit.kind in HEADINGS]
    labelled = [(bool(read_label(unit.zh)), bool(read_label(unit.en))) for unit in heads]
    both = labelled.count((True, True))
    for language, habit in (("zh", (False, True)), ("en", (True, False))):
        if labelled.count(habit) >= max(_ENOUGH, _OFTEN * (both + 1)):
            return language  # type: ignore[return-value]
    return ""


_LEAST = 4  # characters of a Chinese name that is no common word


@cache
def _starter_names() -> dict[str, tuple[str, ...]]:
    """Chinese names of the starter termbase by their first two characters."""
    table: dict[str, list[str]] = {}
    for concept in united_nations():
        for term in concept.of("zh"):
            if len(term.text) >= _LEAST:
                table.setdefault(term.text[:2], []).append(term.text)
    return {key: tuple(names) for key, names in table.items()}


def _names_the_united_nations(text: str) -> bool:
    table = _starter_names()
    for place in range(len(text) - _LEAST + 1):
        names = table.get(text[place : place + 2])
        if names is not None and text.startswith(names, place):
            return True
    return False


_SHORTCUT = lazy(r"\(([&_])[A-Za-z0-9]\)")
_MARK_EN = lazy(r"[.!?][\"”’')\]]*\s*$")
_MARK_ZH = lazy(r"[。！？.!?][”’」』\"）)]*\s*$")
_FEW = 20
_NEARLY = 0.97


def _accelerators(units: Sequence[Unit]) -> str:
    """The sign that at least three Chinese texts have in brackets: 文件(&F)."""
    found: dict[str, int] = {}
    for unit in units:
        if "(&" in unit.zh or "(_" in unit.zh:
            for sign in _SHORTCUT.findall(unit.zh):
                found[sign] = found.get(sign, 0) + 1
                if found[sign] >= _ENOUGH:
                    return str(sign)
    return ""


def _ends_alike(units: Sequence[Unit]) -> frozenset[Language]:
    ends = [
        (_MARK_ZH.search(unit.zh) is not None, _MARK_EN.search(unit.en) is not None)
        for unit in units
        if not unit.is_null
    ]
    both = ends.count((True, True))
    marked: dict[Language, int] = {"zh": sum(zh for zh, _ in ends), "en": sum(en for _, en in ends)}
    return frozenset(
        language for language, count in marked.items() if count >= _FEW and both >= _NEARLY * count
    )


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
