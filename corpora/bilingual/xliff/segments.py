"""The segments of a file of XLIFF: what its tool has cut, or else its units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...readers.markup import attribute, child, children, local
from ..inline import words

if TYPE_CHECKING:
    from lxml import etree

YES = frozenset(("yes", "true", "1", "locked"))
"""Values of attributes that say so."""


@dataclass(frozen=True, slots=True)
class XliffSegment:
    """A segment.

    Attributes:
        file: the ``<file>`` around it.
        unit: the ``<trans-unit>`` or ``<unit>``.
        part: what holds its state: the unit, or the ``<segment>`` of XLIFF 2.
        source, target: its texts with tags; None for a target that is not there.
        key: its number within the unit (``mid``, or the id of the ``<segment>``), or "".
        number: of the unit in the file, from 1.
    """

    file: etree._Element
    unit: etree._Element
    part: etree._Element
    source: etree._Element
    target: etree._Element | None
    key: str
    number: int

    @property
    def id(self) -> str:
        """The id of the unit and its number in it."""
        unit = self.unit.get("id") or ""
        return f"{unit}/{self.key}" if self.key else unit

    @property
    def document(self) -> str:
        """The name of the file that was translated, or ""."""
        return self.file.get("original") or self.file.get("id") or ""

    @property
    def languages(self) -> tuple[str, str]:
        """Codes of source and target that the file declares, or ""."""
        for outer in self.source.iterancestors():
            source = outer.get("source-language") or outer.get("srcLang") or ""
            target = outer.get("target-language") or outer.get("trgLang") or ""
            if source or target:
                return source, target
        return "", ""

    @property
    def is_for_translation(self) -> bool:
        """Whether nothing around it says that it is not to be translated."""
        for one in (self.unit, *self.unit.iterancestors()):
            said = one.get("translate")
            if said:
                return said == "yes"
        return True


def segments_of(root: etree._Element) -> Iterator[XliffSegment]:
    """The segments of a file, in its order.

    A unit that its tool has cut (``seg-source`` of XLIFF 1.2) gives one for each ``mrk``,
    unless its translation is not cut.
    """
    number = 0
    for unit in root.iter("{*}trans-unit", "{*}unit"):
        number += 1
        file = next((one for one in unit.iterancestors() if local(one) == "file"), root)
        if local(unit) == "unit":
            for part in children(unit, "segment"):
                source = child(part, "source")
                if source is not None:
                    key = part.get("id") or ""
                    yield XliffSegment(file, unit, part, source, child(part, "target"), key, number)
            continue
        source, target = child(unit, "source"), child(unit, "target")
        if source is None:
            continue
        cut = marked(child(unit, "seg-source"))
        translated = marked(target)
        if not cut or (target is not None and not translated and words(target).strip()):
            yield XliffSegment(file, unit, unit, source, target, "", number)
            continue
        for key, mark in cut.items():
            yield XliffSegment(file, unit, unit, mark, translated.get(key), key, number)


def marked(element: etree._Element | None) -> dict[str, etree._Element]:
    """The segments that a tool has marked in a source or target, by their number."""
    if element is None:
        return {}
    marks = (one for one in element.iter("{*}mrk") if one.get("mtype") == "seg")
    return {one.get("mid") or str(place): one for place, one in enumerate(marks)}


def notes_of(segment: XliffSegment) -> list[str]:
    """What people have noted of it, in the elements that each tool has for that."""
    found = [*children(segment.unit, "note"), *children(child(segment.unit, "notes"), "note")]
    for comments in children(segment.unit, "comments"):
        found += children(comments, "comment")
    wanted = [
        attribute(mark, "cid")
        for side in (segment.source, segment.target)
        if side is not None
        for mark in side.iter("{*}mrk")
        if mark.get("mtype") == "x-sdl-comment"
    ]
    if wanted:
        root = segment.unit.getroottree().getroot()
        found += [
            one
            for one in root.iter("{*}cmt-def")
            if one.get("id") in wanted
        ]  # fmt: skip
    texts = ("".join(map(str, one.itertext())).strip() for one in found)
    return list(dict.fromkeys(text for text in texts if text))
