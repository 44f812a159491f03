"""Layouts of InDesign (.idml): the stories in the order of their frames."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..document import Block, BlockRole, Change, Source
from ..errors import EmptyFileError
from .archive import Archive, open_archive
from .containers import kind_of_zip
from .guard import deeply
from .lines import unfold
from .markup import Element, attribute, children, local, parse_xml

_PART = re.compile(r"(?:Spreads|MasterSpreads|Stories)/[^/]+\.xml")
_INSIDE = frozenset(
    ("ParagraphStyleRange", "CharacterStyleRange", "XMLElement", "HyperlinkTextSource", "Change",
     "HyperlinkTextDestination", "CrossReferenceSource", "Story", "TextVariableInstance")
)  # fmt: skip


def sniff(head: bytes, path: Path) -> bool:
    """A zip container with a layout in it."""
    return kind_of_zip(head, path) == "idml"


def read(path: Path) -> Source:
    """The paragraphs of a layout; what is on master pages is page furniture.

    Raises:
        EmptyFileError: no text in it.
        FormatError: damaged.
        UnsafeFileError: encrypted, or beyond the limits.
    """
    stories = _Stories()
    with open_archive(path) as archive, deeply():
        order = _order(archive)
        for story, role in order:
            stories.read(archive, story, role)
    if not any(block.role is not BlockRole.FURNITURE for block in stories.blocks):
        raise EmptyFileError("has no text in its frames", path=path, mend="check the file")
    blocks = stories.blocks + stories.notes
    return Source(
        str(path), "idml", tuple(blocks), lines=False, skipped=tuple(stories.changes), whole=True
    )


def _order(archive: Archive) -> list[tuple[str, BlockRole]]:
    """Stories by the spread that they begin on, from top to bottom; others last."""
    named = [name for name in archive.names if _PART.fullmatch(name)]
    main = "designmap.xml"
    listed = [
        attribute(item, "src")
        for item in parse_xml(archive.read(main), archive.path, main).iter()
        if local(item) in ("Spread", "MasterSpread", "Story")
    ]
    spreads = [name for name in listed if name in named and not name.startswith("Stories/")]
    stories = {name[len("Stories/Story_") : -len(".xml")]: name for name in named
               if name.startswith("Stories/")}  # fmt: skip
    found: dict[str, BlockRole] = {}
    for spread in spreads:
        master = spread.startswith("MasterSpreads/")
        frames = sorted(_frames(archive, spread))
        for _, _, story in frames:
            if story in stories:
                found.setdefault(stories[story], BlockRole.FURNITURE if master else BlockRole.TEXT)
    for name in listed:
        if name in stories.values():
            found.setdefault(name, BlockRole.TEXT)
    return list(found.items())


def _frames(archive: Archive, spread: str) -> Iterator[tuple[float, float, str]]:
    """Place from the top, place from the left, and story of each first frame."""
    for frame in parse_xml(archive.read(spread), archive.path, spread).iter():
        if local(frame) == "TextFrame" and attribute(frame, "PreviousTextFrame", "n") == "n":
            moved = attribute(frame, "ItemTransform").split()
            try:
                left, top = float(moved[4]), float(moved[5])
            except (IndexError, ValueError):
                left = top = 0.0
            yield top, left, attribute(frame, "ParentStory")


class _Stories:
    """What was read so far."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Block] = []
        self.changes: list[Change] = []
        self._pieces: list[str] = []
        self._tables = 0

    def read(self, archive: Archive, part: str, role: BlockRole) -> None:
        root = parse_xml(archive.read(part), archive.path, part)
        look = Block("", part.rpartition("/")[2].removesuffix(".xml").replace("_", " "), role)
        for story in root.iter():
            # The root of the part has the same name but for its namespace.
            if local(story) == "Story" and next(children(story, "Story"), None) is None:
                self._walk(story, look)
                self._end(look)

    def _walk(self, element: Element, look: Block) -> None:
        for item in element:
            kind = local(item)
            if kind == "Content":
                self._pieces.append("".join(str(text) for text in item.itertext()))
            elif kind == "Br":
                self._end(look)
            elif kind == "Table":
                self._end(look)
                self._table(item, look)
            elif kind in ("Footnote", "Endnote"):
                kept, self._pieces = self._pieces, []
                note = Block("", look.place, BlockRole.FOOTNOTE)
                self._walk(item, note)
                self._end(note)
                self._pieces = kept
            elif kind == "Note":
                text = " ".join(str(text) for text in item.itertext()).strip()
                self.changes.append(Change("skipped", "a note to the editor", text, look.place))
            elif kind in _INSIDE:
                self._walk(item, look)

    def _table(self, table: Element, look: Block) -> None:
        self._tables += 1
        cells = []
        for cell in children(table, "Cell"):
            column, _, row = attribute(cell, "Name").partition(":")
            if row.isdecimal() and column.isdecimal():
                cells.append((int(row[:9]), int(column[:9]), cell))
        for row_number, column_number, cell in sorted(cells, key=lambda each: each[:2]):
            place = f"table {self._tables}, row {row_number + 1}, column {column_number + 1}"
            role = BlockRole.TABLE_CELL if look.role is BlockRole.TEXT else look.role
            inside = Block("", place, role)
            self._walk(cell, inside)
            self._end(inside)

    def _end(self, look: Block) -> None:
        """The paragraph that was being gathered ends here."""
        text = "".join(self._pieces).replace("\u2028", "\n").replace("\ufeff", "")
        self._pieces = []
        lines, joins = unfold(text, (), look.place)
        self.changes += joins
        target = self.notes if look.role is BlockRole.FOOTNOTE else self.blocks
        target += [Block(line, look.place, look.role) for line, _ in lines if line.strip()]
