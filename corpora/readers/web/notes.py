"""Notes of a web page: links and paragraphs that point at each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml.html import HtmlElement

from ..marks import raise_mark

MARK = re.compile(r"[\[(]?\s*(\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§]{1,3}|[¹²³⁰⁴-⁹]+)\s*[\])]?")
HOLDERS = frozenset(("p", "li", "div", "aside", "dd", "td", "section", "blockquote"))
BACK = frozenset("↩↑^⤴↵︎️")
"""Signs that lead from a note back to the text."""


@dataclass(slots=True)
class NoteLinks:
    """Which elements are marks in the text, and which hold notes.

    Attributes:
        marks: mark to show, by the link that refers to a note.
        holders: mark, by the element that holds the note.
        ignored: links inside notes that lead back to the text.
    """

    marks: dict[HtmlElement, str] = field(default_factory=dict)
    holders: dict[HtmlElement, str] = field(default_factory=dict)
    ignored: set[HtmlElement] = field(default_factory=set)


def find_notes(root: HtmlElement) -> NoteLinks:
    """Find the references and their notes.

    A reference is a link whose text looks like a mark and whose target stands later on the
    page and holds a link back to it (or near it). The mark is what stands in the link.
    """
    found = NoteLinks()
    targets: dict[str, HtmlElement] = {}
    order: dict[HtmlElement, int] = {}
    for position, element in enumerate(root.iter()):
        if not isinstance(element.tag, str):
            continue
        order[element] = position
        for key in ("id", "name"):
            name = element.get(key)
            if name:
                targets.setdefault(name, element)
    for link in root.iter("a"):
        target = _target(link, targets)
        if target is None or order[target] <= order[link]:
            continue
        text = _text(link)
        match = MARK.fullmatch(text)
        holder = _holder(target)
        if match is None or holder is None:
            continue
        back = _link_back(holder, link, targets, order)
        if back is None:
            continue
        mark = _shown(link, text, match.group(1))
        found.marks[link] = mark
        found.holders.setdefault(holder, mark)
        found.ignored.add(back)
    return found


def _target(link: HtmlElement, targets: dict[str, HtmlElement]) -> HtmlElement | None:
    address = link.get("href") or ""
    return targets.get(unquote(address[1:])) if address.startswith("#") else None


def _holder(target: HtmlElement) -> HtmlElement | None:
    element: HtmlElement | None = target
    while element is not None and element.tag not in HOLDERS:
        element = element.getparent()
    if element is not None and element.tag == "p":
        parent = element.getparent()
        # LibreOffice and Word wrap a note in a division of its own.
        if parent is not None and parent.tag in ("div", "aside", "li") and _is_own(parent):
            return parent
    return element


def _is_own(element: HtmlElement) -> bool:
    name = (element.get("id") or "").lower()
    return bool(re.fullmatch(r"(?:sd)?(?:foot|end)?(?:note|ftn|fn|edn)[-_:]?\d+", name))


def _link_back(
    holder: HtmlElement,
    link: HtmlElement,
    targets: dict[str, HtmlElement],
    order: dict[HtmlElement, int],
) -> HtmlElement | None:
    for back in holder.iter("a"):
        aim = _target(back, targets)
        if aim is None:
            continue
        near = aim is link or link in aim.iter() or aim in link.iterancestors()
        if near or (order[aim] < order[holder] and abs(order[aim] - order[link]) <= 3):
            return back
    return None


def _text(element: HtmlElement) -> str:
    return "".join(str(text) for text in element.itertext()).strip()


def _shown(link: HtmlElement, text: str, inner: str) -> str:
    if text.startswith(("[", "(")):
        return text
    return raise_mark(inner)
