"""One text with several translations, in either direction, through all that is checked.

Texts are the same where only case, spacing, width, script or the mark at the end differ. Of
each group the translation of most units is the first; a unit with another is a finding.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, finding, short

from ..words import simple

_ENDS = " .。!！?？;；:：,，…"
_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class TextGroup:
    """One text and its translations.

    Attributes:
        text: as the first unit has it.
        language: of the text.
        renderings: each translation, as its first unit has it, with its units; the most
            frequent first.
    """

    text: str
    language: str
    renderings: tuple[tuple[str, tuple[int, ...]], ...]


def key(text: str) -> str:
    """What two texts that are nearly the same have in common."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = " ".join(plain.split()).rstrip(_ENDS)
    return plain if plain.isascii() else simple(plain).replace(" ", "")


_FIGURE = lazy(r"(\d+(?:[.,]\d+)*)(?:(?:st|nd|rd|th)\b)?")


def keys_of(unit: Unit) -> tuple[str, str]:
    """Keys of the Chinese and the English; without the figures, where both have the same ones.

    So "第1章, Chapter 1" and "第3章, Section 3" are two translations of one text.
    """
    if not unit.zh or not unit.en:
        return "", ""
    zh, en = key(unit.zh), key(unit.en)
    figures = _FIGURE.findall(zh)
    if figures and sorted(figures) == sorted(_FIGURE.findall(en)):
        plain = _FIGURE.sub("#", zh), _FIGURE.sub("#", en)
        if all(any(map(str.isalpha, one)) for one in plain):
            return plain
    return zh, en


def groups(units: Sequence[Unit]) -> list[TextGroup]:
    """Texts with more than one translation, Chinese and English, in the order of the units."""
    keys = [keys_of(unit) for unit in units]
    result = []
    for language, source, target in (("en", 1, 0), ("zh", 0, 1)):
        members: dict[str, list[int]] = defaultdict(list)
        for index, pair in enumerate(keys):
            if pair[source]:
                members[pair[source]].append(index)
        for places in members.values():
            if len(places) < 2:
                continue
            counts = Counter(keys[place][target] for place in places)
            if len(counts) < 2:
                continue
            first = units[places[0]]
            renderings = []
            for one, _ in counts.most_common():
                of = tuple(place for place in places if keys[place][target] == one)
                unit = units[of[0]]
                renderings.append((unit.zh if language == "en" else unit.en, of))
            text = first.en if language == "en" else first.zh
            result.append(TextGroup(text, language, tuple(renderings)))
    result.sort(key=lambda group: group.renderings[0][1][0])
    return result


def _same_figures(first: str, second: str) -> bool:
    """Whether two texts do not state different figures."""
    a, b = _FIGURE.findall(key(first)), _FIGURE.findall(key(second))
    return a == b or not a or not b


def check_alike(units: Sequence[Unit], found: Sequence[TextGroup]) -> Iterator[Finding]:
    """A finding for each unit whose translation is not the one of most units.

    Args:
        units: what is checked.
        found: their groups, with units of a memory after them, of which nothing is reported.
    """
    for group in found:
        majority, holders = group.renderings[0]
        shown = "; ".join(
            f"{short(text)} ({len(of)})" for text, of in group.renderings[:_MOST_SHOWN]
        )
        more = len(group.renderings) - _MOST_SHOWN
        shown += f"; and {more} more" if more > 0 else ""
        for text, of in group.renderings[1:]:
            usual = len(holders) >= len(of)
            for index in of:
                if index >= len(units):
                    break
                unit = units[index]
                whole_zh, whole_en = (0, len(unit.zh)), (0, len(unit.en))
                yield finding(
                    "consistency",
                    Severity.INFO,
                    unit,
                    index,
                    f"“{short(group.text)}” has {len(group.renderings)} translations: {shown}.",
                    zh_span=whole_zh if group.language == "en" else None,
                    en_span=whole_en if group.language == "zh" else None,
                    found=text,
                    expected=majority if usual and _same_figures(majority, text) else "",
                )
