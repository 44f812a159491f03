"""Automatic numbering: from list number and level to the label that the reader of the page sees.

ECMA-376 part 1, 17.9: a list (``num``) points to a definition (``abstractNum``) and may
override its levels. Lists that share a definition go on counting together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ... import numerals
from ..markup import Element, attribute, child, children, number

LEVELS = 9
BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "–", "o": "o"}


@dataclass(frozen=True, slots=True)
class DocxLevel:
    """One level of a list.

    Attributes:
        start: first number.
        form: number format by its OOXML name.
        text: template; ``%1`` stands for the number of level 1.
        separator: what stands between label and text (``tab``, ``space``, ``nothing``).
        restart: 1-based level whose advance restarts this one; 0 never; None the one above.
        legal: whether numbers of other levels are shown in decimal digits.
        style: id of the paragraph style tied to this level, or "".
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    separator: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class DocxLabel:
    """A label with what separates it from its text; bullets are no numbers."""

    text: str
    separator: str
    bullet: bool


def _level(element: Element, base: DocxLevel) -> DocxLevel:
    def value(name: str) -> str | None:
        found = child(element, name)
        return None if found is None else attribute(found, "val", "1")

    restart = value("lvlRestart")
    return replace(
        base,
        start=number(value("start") or "", base.start),
        form=value("numFmt") or base.form,
        text=base.text if (text := value("lvlText")) is None else text,
        separator=value("suff") or base.separator,
        restart=base.restart if restart is None else number(restart, 0),
        legal=value("isLgl") not in (None, "0", "false"),
        style=value("pStyle") or base.style,
    )


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[int, list[DocxLevel]] = {}
        self._family: dict[int, str] = {}
        self._restarts: dict[int, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()
        definitions: dict[str, Element] = {}
        by_style: dict[str, Element] = {}
        for element in children(root, "abstractNum"):
            definitions[attribute(element, "abstractNumId")] = element
            link = child(element, "styleLink")
            if link is not None:
                by_style[attribute(link, "val")] = element
        for element in children(root, "num"):
            self._add(element, definitions, by_style)

    def _add(
        self, element: Element, definitions: dict[str, Element], by_style: dict[str, Element]
    ) -> None:
        key = number(attribute(element, "numId"), -1)
        pointer = child(element, "abstractNumId")
        family = "" if pointer is None else attribute(pointer, "val")
        definition = definitions.get(family)
        link = child(definition, "numStyleLink")
        if link is not None and attribute(link, "val") in by_style:
            definition = by_style[attribute(link, "val")]
            family = attribute(definition, "abstractNumId")
        levels = [DocxLevel() for _ in range(LEVELS)]
        for item in children(definition, "lvl"):
            index = number(attribute(item, "ilvl"), 0)
            if 0 <= index < LEVELS:
                levels[index] = _level(item, DocxLevel())
        restarts: dict[int, int] = {}
        for override in children(element, "lvlOverride"):
            index = number(attribute(override, "ilvl"), 0)
            if not 0 <= index < LEVELS:
                continue
            replaced = child(override, "lvl")
            if replaced is not None:
                levels[index] = _level(replaced, levels[index])
            start = child(override, "startOverride")
            if start is not None:
                restarts[index] = number(attribute(start, "val"), 1)
        self._levels[key] = levels
        self._family[key] = family
        self._restarts[key] = restarts

    def level_of_style(self, list_number: int, style: str) -> int:
        """The level that is tied to a paragraph style; 0 when none is."""
        for index, level in enumerate(self._levels.get(list_number, ())):
            if style and level.style == style:
                return index
        return 0

    def advance(self, list_number: int, level: int) -> DocxLabel | None:
        """Count one paragraph and give its label; None when the list shows none."""
        levels = self._levels.get(list_number)
        if levels is None or not 0 <= level < LEVELS:
            return None
        counts = self._counts.setdefault(self._family[list_number], [None] * LEVELS)
        self._count(counts, levels, list_number, level)
        rule = levels[level]
        if rule.form == "bullet":
            sign = "".join(BULLETS.get(sign, sign) for sign in rule.text)
            return DocxLabel(sign, rule.separator, bullet=True) if sign.strip() else None
        if rule.form == "none" and "%" not in rule.text and not rule.text.strip():
            return None
        text = _filled(rule, levels, counts)
        return DocxLabel(text, rule.separator, bullet=False) if text.strip() else None

    def _count(
        self, counts: list[int | None], levels: Sequence[DocxLevel], list_number: int, level: int
    ) -> None:
        first = (list_number, level) not in self._begun
        self._begun.add((list_number, level))
        override = self._restarts[list_number].get(level)
        before = counts[level]
        if first and override is not None:
            counts[level] = override
        else:
            counts[level] = levels[level].start if before is None else before + 1
        for above in range(level):
            if counts[above] is None:
                counts[above] = levels[above].start
        for below in range(level + 1, LEVELS):
            restart = levels[below].restart
            if restart != 0 and (restart is None or level < restart):
                counts[below] = None


def _filled(rule: DocxLevel, levels: Sequence[DocxLevel], counts: Sequence[int | None]) -> str:
    text = rule.text
    for index in range(LEVELS):
        sign = f"%{index + 1}"
        if sign not in text:
            continue
        count = counts[index]
        value = levels[index].start if count is None else count
        form = levels[index].form
        if form == "none":
            shown = ""
        elif rule.legal:
            shown = str(value)
        else:
            shown = numerals.write(value, form)
        text = text.replace(sign, shown)
    return text
