"""Presentations (.pptx): titles, text boxes, tables and notes, slide by slide."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path

from ..document import Block, BlockRole, Change, Source
from ..errors import EmptyFileError
from .archive import Archive, open_archive
from .containers import kind_of_zip
from .guard import deeply
from .lines import unfold
from .markup import Element, attribute, child, children, local, parse_xml

_FURNITURE = frozenset(("sldNum", "dt", "ftr", "hdr"))
_TITLES = frozenset(("title", "ctrTitle"))


def sniff(head: bytes, path: Path) -> bool:
    """A zip container with slides in it."""
    return kind_of_zip(head, path) == "pptx"


def read(path: Path) -> Source:
    """The paragraphs of a presentation; notes follow their slide.

    Raises:
        EmptyFileError: no text on any slide.
        FormatError: damaged.
        UnsafeFileError: encrypted, or beyond the limits.
    """
    slides = _Slides()
    with open_archive(path) as archive, deeply():
        for number, part in enumerate(_parts(archive), 1):
            slides.read(archive, part, f"slide {number}")
    if not any(block.role is not BlockRole.FURNITURE for block in slides.blocks):
        raise EmptyFileError("has no text on its slides", path=path, mend="check the file")
    return Source(
        str(path), "pptx", tuple(slides.blocks), lines=False, skipped=tuple(slides.changes),
        whole=True,
    )  # fmt: skip


def _related(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Kind and target of each part that a part refers to, by id."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive:
        return {}
    found = {}
    for item in parse_xml(archive.read(relations), archive.path, relations):
        target = posixpath.normpath(posixpath.join(folder, attribute(item, "Target")))
        kind = attribute(item, "Type").rpartition("/")[2]
        found[attribute(item, "Id")] = (kind, target.lstrip("/"))
    return found


def _parts(archive: Archive) -> Iterator[str]:
    """The slides in their order."""
    main = "ppt/presentation.xml"
    related = _related(archive, main)
    root = parse_xml(archive.read(main), archive.path, main)
    for item in children(child(root, "sldIdLst"), "sldId"):
        named = [str(v) for k, v in item.attrib.items() if str(k).endswith("}id")]
        _, part = related.get(named[0] if named else "", ("", ""))
        if part in archive:
            yield part


class _Slides:
    """What was read so far."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.changes: list[Change] = []
        self._tables = 0

    def read(self, archive: Archive, part: str, place: str) -> None:
        root = parse_xml(archive.read(part), archive.path, part)
        if attribute(root, "show") == "0":
            text = " ".join(item.text or "" for item in root.iter() if local(item) == "t")
            self.changes.append(Change("skipped", "a hidden slide", text[:200], place))
            return
        self._tables = 0
        self._tree(child(root, "cSld", "spTree"), place)
        for kind, target in _related(archive, part).values():
            if kind == "notesSlide" and target in archive:
                notes = parse_xml(archive.read(target), archive.path, target)
                for shape in children(child(notes, "cSld", "spTree"), "sp"):
                    if _placeholder(shape) == "body":
                        self._paragraphs(child(shape, "txBody"), Block("", f"{place}, notes"))

    def _tree(self, tree: Element | None, place: str) -> None:
        for shape in tree if tree is not None else ():
            kind = local(shape)
            if kind == "grpSp":
                self._tree(shape, place)
            elif kind == "graphicFrame":
                self._frame(shape, place)
            elif kind == "sp":
                look = _placeholder(shape)
                role = BlockRole.TEXT
                if look in _FURNITURE:
                    role = BlockRole.FURNITURE
                elif look in _TITLES:
                    role = BlockRole.HEADING
                self._paragraphs(child(shape, "txBody"), Block("", place, role))

    def _frame(self, frame: Element, place: str) -> None:
        table = child(frame, "graphic", "graphicData", "tbl")
        if table is None:
            reason = "a chart, drawing or embedded object is not read"
            self.changes.append(Change("skipped", reason, "", place))
            return
        self._tables += 1
        for row, cells in enumerate(children(table, "tr"), 1):
            for column, cell in enumerate(children(cells, "tc"), 1):
                where = f"{place}, table {self._tables}, row {row}, column {column}"
                self._paragraphs(child(cell, "txBody"), Block("", where, BlockRole.TABLE_CELL))

    def _paragraphs(self, body: Element | None, look: Block) -> None:
        for paragraph in children(body, "p"):
            pieces = []
            for item in paragraph:
                if local(item) in ("r", "fld"):
                    text = child(item, "t")
                    pieces.append((text.text or "") if text is not None else "")
                elif local(item) == "br":
                    pieces.append("\n")
            whole = "".join(pieces).replace("\x0b", "\n")
            lines, joins = unfold(whole, (), look.place)
            self.changes += joins
            self.blocks += [Block(line, look.place, look.role) for line, _ in lines if line.strip()]


def _placeholder(shape: Element) -> str:
    mark = child(shape, "nvSpPr", "nvPr", "ph")
    return attribute(mark, "type", "body") if mark is not None else ""
