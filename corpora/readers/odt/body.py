"""The blocks of an OpenDocument text in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from duizhao.corpora.codes import CodeKind, within
from duizhao.corpora.document import Block, BlockRole, Change
from duizhao.corpora.skipped import PICTURE

from ..inline import Span, codes_of, text_of
from ..lines import unfold
from ..marks import raise_mark
from ..markup import Element, attribute, child, local, number
from ..whole import table_name
from .lists import Lists
from .styles import OdtStyles

BLANKS = re.compile(r"[ \t\r\n]+")
_SILENT = (
    "annotation annotation-end tracked-changes ruby-text number param desc title script "
    "sequence-decls forms variable-decls user-field-decls"
)
SILENT = frozenset(_SILENT.split())
"""Elements whose content is no text of the page."""
MOST_SPACES = 1000


@dataclass(slots=True)
class OdtInline:
    """What stands inside a paragraph: its text run by run, boxes, page breaks."""

    pieces: list[Span] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    breaks: int = 0


class OdtStory:
    """Walks block-level elements and gathers blocks, notes and what was skipped."""

    def __init__(self, styles: OdtStyles) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Block] = []
        self.changes: list[Change] = []
        self.page: int | None = None
        self._styles = styles
        self._lists = Lists(styles)
        self._label = ""
        self._paragraphs = 0
        self._tables = 0
        self._boxes = 0

    def walk(self, element: Element, base: Block) -> None:
        """Gather the blocks below an element; `base` gives their role and place."""
        for item in element:
            name = local(item)
            if name in ("p", "h"):
                self._paragraph(item, base)
            elif name == "list":
                self._list(item, base)
            elif name == "table":
                self._table(item, base)
            elif name == "soft-page-break":
                self._turn_page()
            elif name in ("frame", "custom-shape", "text-box", "rect", "g"):
                self._box(item, base)
            elif name not in SILENT:
                self.walk(item, base)

    def _list(self, element: Element, base: Block) -> None:
        self._lists.enter(element)
        for item in element:
            if local(item) == "list-item":
                first = next((part for part in item if local(part) in ("p", "h")), None)
                if first is not None:
                    style = attribute(first, "style-name")
                    self._label = self._lists.advance(item, style)
                self.walk(item, base)
            elif local(item) == "list-header":
                self.walk(item, base)
            self._label = ""
        self._lists.leave()

    def _paragraph(self, element: Element, base: Block) -> None:
        self._paragraphs += 1
        inline = OdtInline()
        self._inline(element, inline, Span(""))
        style = attribute(element, "style-name")
        page = self.page
        for _ in range(inline.breaks):
            self._turn_page()
        place = base.place or f"paragraph {self._paragraphs}"
        label, self._label = self._label, ""
        heading = local(element) == "h"
        if heading and not self._lists.depth:
            label = self._lists.heading(element)
        role = base.role
        if role is BlockRole.TEXT and heading:
            role = BlockRole.HEADING
        elif role is BlockRole.TEXT and self._lists.depth and not label:
            role = BlockRole.LIST_ITEM
        self.changes += [
            Change("skipped", "hidden text", text[:200], place) for text in inline.hidden
        ]
        text = text_of(inline.pieces)
        lines, changes = unfold(text, codes_of(inline.pieces, text), place)
        self.changes += changes
        for index, (line, codes) in enumerate(lines):
            self.blocks.append(
                replace(
                    base,
                    text=line,
                    codes=codes,
                    place=place,
                    role=role,
                    label=label if index == 0 else "",
                    page=page,
                    style=self._styles.shown_name(style),
                )
            )
        for box in inline.boxes:
            self._box(box, base)

    def _inline(self, element: Element, found: OdtInline, look: Span) -> None:
        """Everything inside an element; `look` has its formatting and no text."""
        self._add(found, element.text, look)
        for item in element:
            self._inline_item(item, found, look)
            self._add(found, item.tail, look)

    def _inline_item(self, item: Element, found: OdtInline, look: Span) -> None:
        name = local(item)
        if name == "s":
            count = min(number(attribute(item, "c"), 1), MOST_SPACES)
            found.pieces.append(replace(look, text=" " * max(count, 1)))
        elif name == "tab":
            found.pieces.append(replace(look, text=" ", kind=CodeKind.BREAK))
        elif name == "line-break":
            found.pieces.append(replace(look, text="\n", kind=CodeKind.BREAK))
        elif name == "soft-page-break":
            found.breaks += 1
        elif name == "note":
            mark = self._note(item)
            found.pieces.append(replace(look, text=mark, raised=True, kind=CodeKind.NOTE))
        elif name in ("frame", "custom-shape", "rect", "g"):
            found.boxes.append(item)
        elif name == "span":
            style = attribute(item, "style-name")
            if self._styles.hidden(style):
                found.hidden.append("".join(str(text) for text in item.itertext()))
            else:
                raised = look.raised or self._styles.raised(style)
                formats = (*look.formats, *self._styles.formats(style))
                self._inline(item, found, replace(look, raised=raised, formats=formats))
        elif name == "a":
            self._inline(item, found, replace(look, formats=(*look.formats, "link")))
        elif name and name not in SILENT:
            self._inline(item, found, look)

    def _add(self, found: OdtInline, text: str | None, look: Span) -> None:
        if text:
            text = BLANKS.sub(" ", text)
            before = found.pieces[-1].text if found.pieces else " "
            if text.startswith(" ") and before.endswith((" ", "\n")):
                text = text[1:]
            if text:
                found.pieces.append(replace(look, text=text))

    def _note(self, element: Element) -> str:
        citation = child(element, "note-citation")
        body = child(element, "note-body")
        cited = () if citation is None else citation.itertext()
        mark = raise_mark("".join(str(text) for text in cited).strip())
        kind = attribute(element, "note-class", "footnote")
        if body is None:
            return mark
        story = OdtStory(self._styles)
        story.walk(body, Block("", place=f"{kind} {mark}", role=BlockRole.FOOTNOTE))
        self.changes += story.changes
        for index, block in enumerate(story.blocks):
            note = mark if index == 0 else ""
            text = block.text.lstrip()
            codes = within(block.codes, len(block.text) - len(text), len(block.text))
            self.notes.append(replace(block, text=text, codes=codes, note=note))
        return mark

    def _table(self, element: Element, base: Block) -> None:
        self._tables += 1
        table, role = table_name(base, self._tables)
        for row_number, row in enumerate(_rows(element), 1):
            cells = [item for item in row if local(item) in ("table-cell", "covered-table-cell")]
            for column, cell in enumerate(cells, 1):
                place = f"{table}, row {row_number}, column {column}"
                self.walk(cell, replace(base, role=role, place=place))

    def _box(self, element: Element, base: Block) -> None:
        if any(local(item) == "image" for item in element.iter()) and not any(
            local(item) == "text-box" for item in element.iter()
        ):
            titles = (child(element, "desc"), child(element, "title"))
            named = " ".join(item.text or "" for item in titles if item is not None)
            self.changes.append(Change("skipped", PICTURE, named[:200], base.place))
            return
        self._boxes += 1
        self.walk(element, replace(base, place=f"text box {self._boxes}"))

    def _turn_page(self) -> None:
        if self.page is not None:
            self.page += 1


def _rows(element: Element) -> list[Element]:
    found: list[Element] = []
    for item in element:
        if local(item) == "table-row":
            found.append(item)
        elif local(item) in ("table-header-rows", "table-rows", "table-row-group"):
            found += _rows(item)
    return found
