"""How far each list of an OpenDocument text has counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..markup import Element, attribute, number
from .styles import OdtStyles


@dataclass(slots=True)
class Counting:
    """One list being counted: its style and the count at each depth."""

    style: str
    counts: dict[int, int] = field(default_factory=dict)


class Lists:
    """The open lists, innermost last, and the closed ones that may be continued."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._open: list[Counting] = []
        self._by_id: dict[str, Counting] = {}
        self._by_style: dict[str, Counting] = {}
        self._headings: dict[int, int] = {}

    @property
    def depth(self) -> int:
        """How many lists are open."""
        return len(self._open)

    def enter(self, element: Element) -> None:
        """A list element begins."""
        style = attribute(element, "style-name")
        if self._open:
            outer = self._open[-1]
            counting = outer if style in ("", outer.style) else Counting(style, dict(outer.counts))
            counting.counts.pop(self.depth + 1, None)
        else:
            counting = Counting(style)
            before = self._by_id.get(attribute(element, "continue-list"))
            if before is None and attribute(element, "continue-numbering") == "true":
                before = self._by_style.get(style)
            if before is not None:
                counting.counts = dict(before.counts)
        self._open.append(counting)
        key = attribute(element, "id")
        if key:
            self._by_id[key] = counting
        self._by_style[counting.style] = counting

    def leave(self) -> None:
        """A list element ends."""
        self._open.pop()

    def advance(self, item: Element, paragraph_style: str) -> str:
        """Count an item; its label, or "" for bullets and unnumbered lists."""
        counting = self._open[-1]
        style = counting.style or self._styles.list_style(paragraph_style) or ""
        levels = self._styles.levels(style)
        depth = self.depth
        if depth not in levels:
            return ""
        start = number(attribute(item, "start-value"), -1)
        before = counting.counts.get(depth)
        if start >= 0:
            counting.counts[depth] = start
        else:
            counting.counts[depth] = levels[depth].start if before is None else before + 1
        for deeper in [key for key in counting.counts if key > depth]:
            del counting.counts[deeper]
        return self._styles.label(levels, depth, counting.counts)

    def heading(self, element: Element) -> str:
        """Count a heading outside lists; its chapter number or ""."""
        depth = number(attribute(element, "outline-level"), 1)
        style = self._styles.list_style(attribute(element, "style-name"))
        levels = self._styles.levels(style) if style else self._styles.outline_levels()
        rule = levels.get(depth)
        unnumbered = style == "" or attribute(element, "is-list-header") == "true"
        if rule is None or not rule.form or unnumbered:
            return ""
        # Chapters count on in whatever list their numbers come from.
        self._headings[depth] = self._headings.get(depth, rule.start - 1) + 1
        for deeper in [key for key in self._headings if key > depth]:
            del self._headings[deeper]
        return self._styles.label(levels, depth, self._headings)
