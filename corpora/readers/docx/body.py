"""The blocks of a story (body, header, note) of a .docx in reading order."""

from __future__ import annotations

from dataclasses import replace

from duizhao.corpora.codes import moved
from duizhao.corpora.document import Block, BlockRole, Change
from duizhao.corpora.skipped import PICTURE

from ..inline import codes_of, text_of
from ..lines import unfold
from ..markup import Element, attribute, child, children, local, number
from ..whole import table_name
from .notes import Notes
from .numbering import DocxLabel, Numbering
from .styles import DocxStyles, numbering_of
from .text import DocxInline, InlineReader

CONTAINERS = frozenset("sdt sdtContent customXml ins moveTo smartTag txbxContent".split())  # noqa: SIM905


class DocxStory:
    """Walks block-level elements and gathers blocks and what was skipped.

    Attributes:
        blocks, changes: what was found so far.
        page: 1-based page, as far as the file tells.
    """

    def __init__(
        self,
        styles: DocxStyles,
        numbering: Numbering,
        notes: Notes,
        *,
        rendered: bool | None = None,
    ) -> None:
        self.blocks: list[Block] = []
        self.changes: list[Change] = []
        self.page: int | None = None if rendered is None else 1
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._rendered = rendered
        self._inline = InlineReader(styles, lambda item, own: notes.mark(item, own, self.page))
        self._paragraphs = 0
        self._tables = 0
        self._boxes = 0
        self._pending = ""

    def walk(self, element: Element, base: Block) -> None:
        """Gather the blocks below an element; `base` gives their role and place."""
        for item in element:
            name = local(item)
            if name == "p":
                self._paragraph(item, base)
            elif name == "tbl":
                self._table(item, base)
            elif name in CONTAINERS:
                self.walk(item, base)
            elif name == "AlternateContent":
                chosen = child(item, "Choice")
                self.walk(item if chosen is None else chosen, base)
            elif name in ("altChunk", "subDoc"):
                self._skip("an embedded document is not read", name, base.place)
        if self._pending:
            self._emit(self._pending, base, None)

    def _paragraph(self, element: Element, base: Block) -> None:
        self._paragraphs += 1
        properties = child(element, "pPr")
        if child(properties, "pageBreakBefore") is not None and not self._rendered:
            self._next_page()
        inline = self._inline.read(element)
        text = text_of(inline.pieces)
        codes = codes_of(inline.pieces, text)
        start = self._turn_pages(inline)
        place = base.place or f"paragraph {self._paragraphs}"
        base = replace(base, place=place, page=start)
        for hidden in inline.hidden:
            self._skip("hidden text", hidden, place)
        for sign in inline.unknown:
            self._skip("a symbol that has no character", sign, place)
        if _mark_deleted(properties):
            # Accepting this change joins the paragraph to the next one.
            self._pending += text
        else:
            codes = moved(codes, len(self._pending))
            self._emit(self._pending + text, replace(base, codes=codes), properties)
        for box in inline.boxes:
            self._text_boxes(box, base)
        if child(properties, "sectPr") is not None:
            self._notes.new_section()

    def _emit(self, text: str, base: Block, properties: Element | None) -> None:
        self._pending = ""
        lines, changes = unfold(text, base.codes, base.place)
        if not lines:
            return
        self.changes += changes
        key = child(properties, "pStyle")
        style_id = "" if key is None else attribute(key, "val")
        style = self._styles.paragraph(style_id)
        label = self._label(properties, style_id)
        outline = child(properties, "outlineLvl")
        level = style.outline if outline is None else number(attribute(outline, "val"), 9)
        role = base.role
        if role is BlockRole.TEXT and level is not None and level < 9:
            role = BlockRole.HEADING
        elif role is BlockRole.TEXT and label is not None and label.bullet:
            role = BlockRole.LIST_ITEM
        for index, (line, codes) in enumerate(lines):
            self.blocks.append(
                replace(
                    base,
                    text=line,
                    codes=codes,
                    role=role,
                    label="" if label is None or label.bullet or index else label.text,
                    note=base.note if index == 0 else "",
                    style=style.name,
                )
            )

    def _label(self, properties: Element | None, style_id: str) -> DocxLabel | None:
        listed, level = numbering_of(properties)
        if listed is None:
            style = self._styles.paragraph(style_id)
            listed = style.list_number
            if level is None:
                level = style.list_level
            if listed and level is None:
                level = self._numbering.level_of_style(listed, style_id)
        if not listed:
            return None
        return self._numbering.advance(listed, level or 0)

    def _next_page(self) -> None:
        if self.page is not None:
            self.page += 1

    def _turn_pages(self, inline: DocxInline) -> int | None:
        """Count page breaks; the page on which the text of the paragraph begins."""
        start = self.page
        for position, explicit in inline.page_breaks:
            if explicit and self._rendered:
                continue  # the program put its own sign after it
            self._next_page()
            if not any(span.text.strip() for span in inline.pieces[:position]):
                start = self.page
        return start

    def _table(self, element: Element, base: Block) -> None:
        self._tables += 1
        table, role = table_name(base, self._tables)
        rows = [item for item in _unwrapped(element, "tr") if not _row_deleted(item)]
        for row_number, row in enumerate(rows, 1):
            for column, cell in enumerate(_unwrapped(row, "tc"), 1):
                place = f"{table}, row {row_number}, column {column}"
                self.walk(cell, replace(base, role=role, place=place))

    def _text_boxes(self, element: Element, base: Block) -> None:
        boxes = _outermost(element, "txbxContent")
        if not boxes and any(local(item) in ("blip", "imagedata") for item in element.iter()):
            named = next((item for item in element.iter() if local(item) == "docPr"), None)
            shown = "" if named is None else attribute(named, "descr")
            self._skip(PICTURE, shown, base.place)
        for item in boxes:
            self._boxes += 1
            self.walk(item, replace(base, place=f"text box {self._boxes}", label="", note=""))

    def _skip(self, reason: str, text: str, place: str) -> None:
        self.changes.append(Change("skipped", reason, text[:200], place))


def _mark_deleted(properties: Element | None) -> bool:
    return child(properties, "rPr", "del") is not None


def _row_deleted(row: Element) -> bool:
    return child(row, "trPr", "del") is not None


def _unwrapped(element: Element, name: str) -> list[Element]:
    """Rows of a table or cells of a row, content controls around them opened."""
    found: list[Element] = []
    for item in element:
        if local(item) == name:
            if child(item, "tcPr", "cellDel") is None:
                found.append(item)
        elif local(item) in CONTAINERS:
            found += _unwrapped(item, name)
    return found


def _outermost(element: Element, name: str) -> list[Element]:
    """Descendants of that name that stand in no other; one branch of alternatives only."""
    found: list[Element] = []
    for item in element:
        if local(item) == name:
            found.append(item)
        elif local(item) == "AlternateContent":
            chosen = next(children(item, "Choice"), None)
            found += _outermost(item if chosen is None else chosen, name)
        else:
            found += _outermost(item, name)
    return found
