"""The place in a file of XLIFF that a translation goes to, and what it may hold."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import TYPE_CHECKING

from duizhao.corpora.bilingual.xliff.segments import XliffSegment, marked
from duizhao.corpora.document import Language
from duizhao.corpora.readers.markup import attribute, child, number

if TYPE_CHECKING:
    from lxml import etree

_WIDTHS: dict[str, Callable[[str], int]] = {
    "char": len,
    "glyph": len,
    "byte": lambda text: len(text.encode()),
}


def target_of(segment: XliffSegment, language: Language) -> etree._Element:
    """The target of a segment, made where it is missing.

    Args:
        segment: a segment.
        language: of the source.
    """
    if segment.target is not None:
        return segment.target
    if not segment.key or segment.part is not segment.unit:
        return _made(segment.part, segment.source)
    sources = child(segment.unit, "seg-source")
    assert sources is not None  # noqa: S101 - a segment with a number was cut by it
    target = child(segment.unit, "target")
    if target is None:
        target = _made(segment.unit, sources)
    there = marked(target)
    if not there:
        _cut(target, sources, language)
    elif segment.key not in there:
        _insert(target, there, list(marked(sources)), segment)
    return marked(target)[segment.key]


def _made(holder: etree._Element, after: etree._Element) -> etree._Element:
    from lxml import etree

    target = etree.Element(f"{str(holder.tag).rpartition('}')[0]}}}target".lstrip("}"))
    after.addnext(target)
    target.tail, after.tail = after.tail, _indent(after)
    return target


def _indent(element: etree._Element) -> str | None:
    """The white space before an element."""
    before = element.getprevious()
    if before is not None:
        return before.tail
    parent = element.getparent()
    return None if parent is None or (parent.text or "").strip() else parent.text


def _cut(target: etree._Element, sources: etree._Element, language: Language) -> None:
    """Mark the segments of the source in a target that has none."""
    for one in list(target):
        target.remove(one)
    copy = deepcopy(sources)
    target.text = copy.text
    for one in list(copy):
        target.append(one)
    marks = list(marked(target).values())
    for one in marks:
        for inside in list(one):
            one.remove(inside)
        one.text = None
    for one in marks[:-1]:
        # Sentences of Chinese have no space between them, those of English one.
        if language == "en" and one.tail is not None and set(one.tail) == {" "}:
            one.tail = None
        elif language == "zh" and not one.tail and one.getnext() is not None:
            one.tail = " "


def _insert(
    target: etree._Element, there: dict[str, etree._Element], keys: list[str], segment: XliffSegment
) -> None:
    from lxml import etree

    mark = etree.Element(segment.source.tag, {"mtype": "seg", "mid": segment.key})
    before = [key for key in keys[: keys.index(segment.key)] if key in there]
    if before:
        previous = there[before[-1]]
        mark.tail, previous.tail = previous.tail, None
        previous.addnext(mark)
    else:
        target.insert(0, mark)


def width_fault(segment: XliffSegment, text: str) -> str:
    """How a translation is wider than its file allows, or ""."""
    unit = segment.unit
    width = number(unit.get("maxwidth") or "", 0)
    count = _WIDTHS.get(unit.get("size-unit") or "pixel")
    if width and count and count(text) > width:
        return f"too long ({count(text)} of at most {width} {unit.get('size-unit')}s)"
    size = number(unit.get("maxbytes") or "", 0)
    if size and len(text.encode()) > size:
        return f"too long ({len(text.encode())} of at most {size} bytes)"
    limits = attribute(segment.part, "sizeRestriction") or attribute(unit, "sizeRestriction")
    most = number(limits.rpartition(",")[2], 0)
    if most and len(text) > most:
        return f"too long ({len(text)} of at most {most} characters)"
    return ""
