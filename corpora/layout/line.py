"""Lines and pieces: what layout works on between a source and its paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Block, BlockRole, Source
from ..script import columns

# White space at the edge of a line, which is layout; control characters are text.
EDGE = (
    " \t\v\f\r\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000"
)
"""Characters that are stripped from the edges of lines and paragraphs."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it.

    Attributes:
        raw: as it stood.
        text: without white space at its edges.
        indent: columns of white space before the text.
        gap: blank lines before it.
        turned: whether a page ended between the line before and this one.
        block: what the reader gave.
        index: 0-based position among the blocks.
    """

    raw: str
    text: str
    indent: int
    gap: int
    turned: bool
    block: Block
    index: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines joined to a paragraph, or to the half of one that a page break left.

    Attributes:
        text: without white space at its edges.
        block: of its first line.
        first, last: positions of its first and last block.
        gap: blank lines before it.
        cut: why the text may run on from the piece before: a page break, page furniture
            or footnotes stood between; "" when nothing did.
        full: whether its last line is as long as lines get where lines are wrapped, so
            that the paragraph may go on.
        note: the mark, when it is a footnote.
    """

    text: str
    block: Block
    first: int
    last: int
    gap: int = 0
    cut: str = ""
    full: bool = False
    note: str = ""

    @property
    def is_note(self) -> bool:
        """Whether it is a footnote, marked or not."""
        return bool(self.note) or self.block.role is BlockRole.FOOTNOTE


def lines_of(source: Source) -> list[Line]:
    """The lines of a source that hold text, and the gaps between them."""
    lines: list[Line] = []
    gap = 0
    page: int | None = None
    for index, block in enumerate(source.blocks):
        text = block.text.strip(EDGE)
        if not text:
            gap += 1
            continue
        raw = block.text
        margin = raw[: raw.index(text[0])]
        indent = columns(margin.expandtabs(4)) if margin else 0
        turned = bool(lines) and block.page is not None and block.page != page
        if block.role is not BlockRole.FURNITURE:
            page = block.page if block.page is not None else page
        lines.append(Line(raw, text, indent, gap, turned, block, index))
        gap = 0
    return lines
