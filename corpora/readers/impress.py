"""OpenDocument presentations (.odp): the text of every page."""

from __future__ import annotations

from pathlib import Path

from ..document import Block, BlockRole, Change, Source
from ..errors import EmptyFileError, FormatError
from .archive import open_archive
from .containers import kind_of_zip
from .guard import deeply
from .lines import unfold
from .markup import Element, attribute, child, children, local, number, parse_xml


def sniff(head: bytes, path: Path) -> bool:
    """An OpenDocument container that says so."""
    return kind_of_zip(head, path) == "odp"


def read(path: Path) -> Source:
    """The paragraphs of a presentation; notes follow their page.

    Raises:
        EmptyFileError: no text on any page.
        FormatError: damaged.
        UnsafeFileError: encrypted, or beyond the limits.
    """
    blocks: list[Block] = []
    changes: list[Change] = []
    with open_archive(path) as archive, deeply():
        content = parse_xml(archive.read("content.xml"), archive.path, "content.xml")
        body = child(content, "body", "presentation")
        if body is None:
            raise FormatError("holds no presentation", path=path, mend="save it as .odp or .pptx")
        for count, page in enumerate(children(body, "page"), 1):
            _walk(page, Block("", f"slide {count}"), blocks, changes)
    if not any(block.role is not BlockRole.FURNITURE for block in blocks):
        raise EmptyFileError("has no text on its pages", path=path, mend="check the file")
    return Source(str(path), "odp", tuple(blocks), lines=False, skipped=tuple(changes), whole=True)


def _walk(element: Element, look: Block, blocks: list[Block], changes: list[Change]) -> None:
    tables = 0
    for item in element:
        kind = local(item)
        if kind in ("p", "h"):
            lines, joins = unfold(text_in(item), (), look.place)
            changes += joins
            blocks += [Block(line, look.place, look.role) for line, _ in lines if line.strip()]
        elif kind == "table":
            tables += 1
            for row, cells in enumerate((i for i in item.iter() if local(i) == "table-row"), 1):
                for column, cell in enumerate(children(cells, "table-cell"), 1):
                    place = f"{look.place}, table {tables}, row {row}, column {column}"
                    _walk(cell, Block("", place, BlockRole.TABLE_CELL), blocks, changes)
        elif kind == "notes":
            _walk(item, Block("", f"{look.place}, notes"), blocks, changes)
        elif kind in ("annotation", "object", "image"):
            if kind == "annotation":
                said = text_in(item)
                changes.append(
                    Change("skipped", "comments are not part of the text", said, look.place)
                )
        elif attribute(item, "class") == "title":
            _walk(item, Block("", look.place, BlockRole.HEADING), blocks, changes)
        elif attribute(item, "class") not in ("page-number", "date-time", "footer", "header"):
            _walk(item, look, blocks, changes)


def text_in(element: Element) -> str:
    """The text of an OpenDocument paragraph, with its spaces, tabs and line breaks."""
    pieces = [element.text or ""]
    for item in element:
        kind = local(item)
        if kind == "s":
            pieces.append(" " * min(number(attribute(item, "c"), 1), 1000))
        elif kind == "tab":
            pieces.append("\t")
        elif kind == "line-break":
            pieces.append("\n")
        elif kind != "annotation":
            pieces.append(text_in(item))
        pieces.append(item.tail or "")
    return "".join(pieces)
