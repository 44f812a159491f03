"""What an element of a page says of itself."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from ..markup import number

_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q ruby rb s "
    "samp small span strike strong sub sup time tt u var wbr center sdfield nobr o:p"
)
INLINE = frozenset(_INLINE.split())
FORMATS = {
    "a": "link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic",
    "dfn": "italic", "var": "italic", "u": "underlined", "ins": "underlined", "s": "struck",
    "strike": "struck", "del": "struck", "sup": "superscript", "sub": "subscript", "code": "code",
    "tt": "code", "kbd": "code", "samp": "code", "span": "style", "font": "style",
    "mark": "style", "small": "style", "big": "style", "q": "style", "abbr": "style",
}  # fmt: skip
"""Inline elements that a client shows as tags, with the name of their formatting."""
_ICON = 32
"""Pixels up to which a picture is an icon."""
_CODE = re.compile(
    r"code|highlight|lang-|language-|brush|prettyprint|src\b"
    r"|\b(?:programlisting|screen|synopsis|console|terminal|listingblock)\b"
)


def is_hidden(item: HtmlElement) -> bool:
    """Whether a browser does not show an element."""
    style = (item.get("style") or "").replace(" ", "").lower()
    return "hidden" in item.attrib or "display:none" in style or "mso-hide:all" in style


def shows_something(item: HtmlElement) -> bool:
    """Whether a picture may hold text: neither called decoration nor as small as an icon."""
    sizes = [number((item.get(name) or "").removesuffix("px"), 0) for name in ("width", "height")]
    small = any(0 < size <= _ICON for size in sizes)
    return item.get("alt") != "" and not small and bool(item.get("src") or item.get("alt"))


def is_of_page(item: HtmlElement) -> bool:
    """Whether a header or footer is the page's, not an article's."""
    return not any(outer.tag in ("article", "main", "section") for outer in item.iterancestors())


def nearest_table(row: HtmlElement) -> HtmlElement | None:
    """The table that a row is of."""
    return next((outer for outer in row.iterancestors("table")), None)


def row_of(cell: HtmlElement) -> HtmlElement | None:
    """The row that a cell is in, of its own table."""
    outer = next(cell.iterancestors("tr", "table"), None)
    return outer if outer is not None and outer.tag == "tr" else None


def stays(item: HtmlElement) -> bool:
    """Whether a part of a page says that nobody is to translate it."""
    return item.get("translate", "").lower() == "no" or "notranslate" in item.get("class", "")


def is_code(item: HtmlElement) -> bool:
    """Whether preformatted text is code; it may as well be a letter or a poem."""
    outer = [box.get("class", "") for box in islice(item.iterancestors("div", "figure"), 2)]
    look = " ".join([item.get("class", ""), item.get("lang", ""), *outer]).lower()
    return item.find("code") is not None or _CODE.search(look) is not None


def in_languages(item: HtmlElement) -> bool:
    """Whether an element holds nothing but a text and its translation, each marked as such."""
    if len(item) < 2 or (item.text or "").strip():
        return False
    marked = [inner.get("lang") for inner in item if inner.tag in INLINE]
    loose = any((inner.tail or "").strip(" \t\r\n/|—–-") for inner in item)
    return len(marked) == len(item) and None not in marked and len(set(marked)) > 1 and not loose
