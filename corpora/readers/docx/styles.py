"""Styles: what a paragraph or run inherits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from ..markup import Element, attribute, child, children, local, number

Value = TypeVar("Value")

DEEPEST = 30
"""Most styles in a chain of inheritance; a loop ends here."""


@dataclass(frozen=True, slots=True)
class DocxStyle:
    """What a style says itself; None where it says nothing.

    Attributes:
        name: as the user sees it.
        based_on: id of the style that it inherits from, or "".
        list_number: number of its list; 0 takes the numbering away.
        list_level: 0-based level in that list.
        outline: 0-based heading level; 9 is body text.
        raised: whether its text stands as superscript.
        hidden: whether its text is hidden.
    """

    name: str = ""
    based_on: str = ""
    list_number: int | None = None
    list_level: int | None = None
    outline: int | None = None
    raised: bool | None = None
    hidden: bool | None = None


def switched_on(properties: Element | None, name: str) -> bool | None:
    """A toggle of run properties; None when it is not mentioned."""
    element = child(properties, name)
    if element is None:
        return None
    return attribute(element, "val", "true").lower() not in ("false", "0", "off", "none")


def is_raised(properties: Element | None) -> bool | None:
    """Whether run properties make superscript; None when they do not say."""
    alignment = child(properties, "vertAlign")
    if alignment is not None:
        return attribute(alignment, "val") == "superscript"
    position = child(properties, "position")
    if position is not None and number(attribute(position, "val"), 0) >= 4:
        return True
    return None


_TOGGLES = {"b": "bold", "i": "italic", "strike": "struck", "u": "underlined"}
_ALIGNED = {"superscript": "superscript", "subscript": "subscript"}


def formats_of(properties: Element | None) -> tuple[str, ...]:
    """Names of the formatting that a run's own properties give it."""
    found = [name for key, name in _TOGGLES.items() if switched_on(properties, key)]
    aligned = child(properties, "vertAlign")
    if aligned is not None and attribute(aligned, "val") in _ALIGNED:
        found.append(_ALIGNED[attribute(aligned, "val")])
    return tuple(found)


class DocxStyles:
    """The styles of a document, looked up with what they inherit."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, DocxStyle] = {}
        self._default_paragraph = ""
        for element in children(root, "style"):
            key = attribute(element, "styleId")
            self._styles[key] = _style(element)
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in (
                "1",
                "true",
            ):
                self._default_paragraph = key

    def chain(self, key: str) -> list[DocxStyle]:
        """The style and those that it inherits from, nearest first."""
        found: list[DocxStyle] = []
        while key in self._styles and len(found) < DEEPEST:
            found.append(self._styles[key])
            key = self._styles[key].based_on
        return found

    def paragraph(self, key: str) -> DocxStyle:
        """A paragraph style with everything that it inherits; the default for ""."""
        return _merged(self.chain(key or self._default_paragraph))

    def run(self, key: str) -> DocxStyle:
        """A character style with everything that it inherits."""
        return _merged(self.chain(key)) if key else DocxStyle()


def _merged(chain: list[DocxStyle]) -> DocxStyle:
    if not chain:
        return DocxStyle()
    return DocxStyle(
        name=chain[0].name,
        list_number=_nearest(style.list_number for style in chain),
        list_level=_nearest(style.list_level for style in chain),
        outline=_nearest(style.outline for style in chain),
        raised=_nearest(style.raised for style in chain),
        hidden=_nearest(style.hidden for style in chain),
    )


def _nearest(values: Iterable[Value | None]) -> Value | None:
    return next((value for value in values if value is not None), None)


def _style(element: Element) -> DocxStyle:
    paragraph = child(element, "pPr")
    run = child(element, "rPr")
    name = child(element, "name")
    base = child(element, "basedOn")
    list_number, list_level = numbering_of(paragraph)
    outline = child(paragraph, "outlineLvl")
    return DocxStyle(
        name="" if name is None else attribute(name, "val"),
        based_on="" if base is None else attribute(base, "val"),
        list_number=list_number,
        list_level=list_level,
        outline=None if outline is None else number(attribute(outline, "val"), 9),
        raised=is_raised(run),
        hidden=switched_on(run, "vanish"),
    )


def numbering_of(properties: Element | None) -> tuple[int | None, int | None]:
    """Number of the list and level in it that paragraph properties name."""
    found: dict[str, int | None] = {"numId": None, "ilvl": None}
    listed = child(properties, "numPr")
    if listed is not None:
        for item in listed:
            if local(item) in found:
                found[local(item)] = number(attribute(item, "val"), 0)
    return found["numId"], found["ilvl"]
