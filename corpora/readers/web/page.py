"""A page walked: its blocks, its notes, and what was left out."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml.html import HtmlElement

from duizhao.corpora.codes import CodeKind, within
from duizhao.corpora.document import Block, BlockRole, Change
from duizhao.corpora.skipped import PICTURE

from ... import numerals
from ..inline import Span, codes_of, text_of
from ..lines import HAN, unfold
from ..markup import number
from .elements import (
    FORMATS,
    INLINE,
    in_languages,
    is_code,
    is_hidden,
    is_of_page,
    nearest_table,
    row_of,
    shows_something,
    stays,
)
from .notes import BACK, NoteLinks

_LEFT_OUT = {
    "script": "a script", "style": "", "noscript": "", "template": "", "head": "",
    "nav": "navigation", "form": "a form", "button": "", "select": "", "textarea": "",
    "iframe": "an embedded page is never fetched", "object": "an embedded object",
    "embed": "an embedded object", "svg": "", "canvas": "", "audio": "", "video": "", "rt": "",
    "rp": "", "datalist": "", "math": "a formula",
}  # fmt: skip
"""Elements left out, with the reason that is reported; "" for what was never text."""
_FURNITURE = frozenset(("header", "footer"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LIST_FORMS = {
    "a": "lowerLetterBase", "A": "upperLetterBase", "i": "lowerRoman", "I": "upperRoman",
    "lower-alpha": "lowerLetterBase", "upper-alpha": "upperLetterBase",
    "lower-latin": "lowerLetterBase", "upper-latin": "upperLetterBase",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting", "trad-chinese-informal": "chineseCounting",
    "decimal-leading-zero": "decimalZero",
}  # fmt: skip
_TABLE_PARTS = ("thead", "tbody", "tfoot", "tr", "form")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)


class Page:
    """Walks a page and gathers blocks, notes and what was left out."""

    def __init__(self, links: NoteLinks) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Block] = []
        self.changes: list[Change] = []
        self._links = links
        self._pieces: list[Span] = []
        self._label = ""
        self._tables = 0
        self._paragraphs = 0

    def walk(self, element: HtmlElement, base: Block) -> None:
        """Gather what stands below an element."""
        self._inline(element, base, Span(""))

    def flush(self, base: Block) -> None:
        """The paragraph that was being gathered ends here."""
        text = text_of(self._pieces)
        codes = codes_of(self._pieces, text)
        self._pieces = []
        if not text.strip():
            return
        self._paragraphs += 1
        base = replace(base, place=base.place or f"paragraph {self._paragraphs}")
        lines, changes = unfold(text, codes, base.place)
        self.changes += changes
        label, self._label = self._label, ""
        target = self.notes if base.role is BlockRole.FOOTNOTE else self.blocks
        for index, (line, inside) in enumerate(lines):
            note = base.note if index == 0 and not _continues(target, base) else ""
            text = _without_mark(line, note) if note else line
            target.append(
                replace(
                    base,
                    text=text,
                    label=label if index == 0 else "",
                    note=note,
                    codes=within(inside, len(line) - len(text), len(line)),
                )
            )

    def _add(self, text: str | None, look: Span) -> None:
        if not text:
            return
        before = self._pieces[-1].text if self._pieces else " "
        text = _collapsed(text, before[-1])
        if text.startswith(" ") and before.endswith((" ", "\n")):
            text = text[1:]
        if text:
            self._pieces.append(replace(look, text=text))

    def _item(self, item: HtmlElement, base: Block, look: Span) -> None:
        tag = item.tag if isinstance(item.tag, str) else ""
        if not tag or is_hidden(item):
            return
        if tag in _LEFT_OUT:
            self._leave_out(item, _LEFT_OUT[tag], base)
        elif tag not in INLINE and tag != "body" and stays(item):
            self.flush(base)
            self._leave_out(item, "marked as not to be translated", base)
        elif item in self._links.marks:
            mark = self._links.marks[item]
            self._pieces.append(replace(look, text=mark, raised=True, kind=CodeKind.NOTE))
        elif item in self._links.ignored:
            return
        elif tag == "img":
            if shows_something(item):
                named = (item.get("alt") or item.get("src") or "").strip()[:200]
                self.changes.append(Change("skipped", PICTURE, named, base.place or tag))
        elif tag == "br":
            self._pieces.append(replace(look, text="\n", kind=CodeKind.BREAK))
        elif tag in INLINE and item not in self._links.holders:
            named = (*look.formats, FORMATS[tag]) if tag in FORMATS else look.formats
            look = replace(look, raised=look.raised or tag == "sup", formats=named)
            self._inline(item, base, look)
        else:
            self._block(item, tag, base)

    def _inline(self, item: HtmlElement, base: Block, look: Span) -> None:
        """Everything inside an element; `look` has its formatting and no text."""
        self._add(item.text, look)
        apart = in_languages(item)
        for place, inner in enumerate(item):
            if apart and place:
                self._pieces.append(replace(look, text="\n", kind=CodeKind.BREAK))
            self._item(inner, base, look)
            self._add(inner.tail, look)

    def _block(self, item: HtmlElement, tag: str, base: Block) -> None:
        self.flush(base)
        inside = self._base(item, tag, base)
        if tag in ("ol", "ul", "menu"):
            self._list(item, tag, inside)
        elif tag == "table":
            self._table(item, inside)
        elif tag == "pre":
            if is_code(item):
                inside = replace(inside, role=BlockRole.CODE)
            self._pieces.append(Span("".join(str(text) for text in item.itertext())))
        else:
            self.walk(item, inside)
        self.flush(inside)

    def _base(self, item: HtmlElement, tag: str, base: Block) -> Block:
        if item in self._links.holders:
            mark = self._links.holders[item]
            return replace(base, role=BlockRole.FOOTNOTE, note=mark, place=f"footnote {mark}")
        language = item.get("lang") or item.get("{http://www.w3.org/XML/1998/namespace}lang")
        if language and tag not in ("html", "body"):  # what a template says of all its pages
            base = replace(base, language=language)
        title = (item.get("title") or item.get("role") or "").lower()
        if base.role is BlockRole.TEXT and (
            (tag in _FURNITURE and is_of_page(item))
            or title in ("header", "footer", "banner", "contentinfo")
        ):
            return replace(base, role=BlockRole.FURNITURE, place=title or tag)
        if base.role is BlockRole.TEXT and tag in HEADINGS:
            return replace(base, role=BlockRole.HEADING, style=tag)
        return replace(base, style=item.get("class") or base.style) if tag == "p" else base

    def _list(self, element: HtmlElement, tag: str, base: Block) -> None:
        style = _LIST_STYLE.search(element.get("style") or "")
        form = style.group(1) if style else element.get("type") or "1"
        count = number(element.get("start") or "", 1) - 1
        # Text beside the items is none by the rules, and shown all the same.
        self._add(element.text, Span(""))
        for place, item in enumerate(element):
            if place:
                self._add(element[place - 1].tail, Span(""))
            if item.tag != "li":
                self._item(item, base, Span(""))
                continue
            count = number(item.get("value") or "", count + 1)
            numbered = tag == "ol" and form != "none" and item not in self._links.holders
            shown = numerals.write(count, _LIST_FORMS.get(form, "decimal"))
            self.flush(base)
            self._label = f"{shown}." if numbered else ""
            role = (
                BlockRole.LIST_ITEM if base.role is BlockRole.TEXT and not numbered else base.role
            )
            self._block(item, "li", replace(base, role=role))
            self._label = ""
        if len(element):
            self._add(element[-1].tail, Span(""))

    def _table(self, element: HtmlElement, base: Block) -> None:
        rows = [row for row in element.iter("tr") if nearest_table(row) is element]
        cells = [[cell for cell in row.iter("td", "th") if row_of(cell) is row] for row in rows]
        if not any(len(row) > 1 for row in cells):
            self.walk(element, base)  # a frame around text, no table
            return
        self._tables += 1
        table = f"table {self._tables}"
        role = BlockRole.TABLE_CELL if base.role is BlockRole.TEXT else base.role
        self._beside_cells(element, base)
        for caption in element.iter("caption"):
            self._block(caption, "caption", base)
        for row_number, row in enumerate(cells, 1):
            for column, cell in enumerate(row, 1):
                place = f"{table}, row {row_number}, column {column}"
                self._block(cell, "td", replace(base, role=role, place=place))

    def _beside_cells(self, item: HtmlElement, base: Block) -> None:
        """Text of a table that is in no cell, which browsers show before it."""
        self._add(item.text, Span(""))
        for inner in item:
            if inner.tag in _TABLE_PARTS:
                self.flush(base)
                self._beside_cells(inner, base)
            elif inner.tag not in ("td", "th", "caption"):
                self._item(inner, base, Span(""))
            self._add(inner.tail, Span(""))
        self.flush(base)

    def _leave_out(self, item: HtmlElement, reason: str, base: Block) -> None:
        tag = str(item.tag)
        text = _BLANKS.sub(" ", " ".join(str(text) for text in item.itertext())).strip()
        if reason and (text or tag in ("iframe", "object", "embed")):
            shown = text[:200] if tag != "script" else ""
            self.changes.append(Change("skipped", reason, shown, base.place or tag))


def _collapsed(text: str, before: str) -> str:
    """Runs of white space as a browser shows them, told the character before the text."""

    def blank(match: re.Match[str]) -> str:
        # A line break of the file between two Chinese characters is no space.
        left = text[match.start() - 1] if match.start() else before
        right = text[match.end()] if match.end() < len(text) else ""
        broken = "\n" in match.group()
        return "" if broken and HAN.match(left) and right and HAN.match(right) else " "

    return _BLANKS.sub(blank, text)


def _continues(blocks: list[Block], base: Block) -> bool:
    """Whether a note's first paragraph already exists."""
    return any(block.place == base.place for block in blocks[-50:])


def _without_mark(text: str, mark: str) -> str:
    """A note's text without the mark at its head and the arrow at its end."""
    plain = text.strip()
    while plain and plain[-1] in BACK:
        plain = plain[:-1].rstrip()
    plain = plain.lstrip("".join(BACK) + " ")
    return plain.removeprefix(mark).lstrip()
