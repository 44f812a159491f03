"""What a document is made of, from the file to the segment.

    Source ──► Document ──► Segment
    (blocks)   (paragraphs)  (what is aligned)

A reader gives a `Source`: the text as it stood, cut where the format cuts it.
`duizhao.corpora.layout` turns it into a `Document`: paragraphs with kind and label,
page furniture taken out, footnotes gathered after the body, every change
recorded. A `Segment` is a paragraph, a sentence of one, or a line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from .codes import Code

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, Language] = ("zh", "en")


class Kind(StrEnum):
    """What a paragraph is in its document."""

    MASTHEAD = "masthead"
    TITLE = "title"
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    FOOTNOTE = "footnote"
    TABLE_CELL = "table-cell"
    RUNNING_HEAD = "running-head"
    BODY = "body"


class BlockRole(StrEnum):
    """What a reader already knows of a block, so that layout need not guess."""

    TEXT = "text"
    FURNITURE = "furniture"
    FOOTNOTE = "footnote"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text as the format delimits it: a line of a text file, a paragraph of a .docx.

    Attributes:
        text: as it stood, without its line end.
        place: where it stood, for people (``line 12``, ``page 3``, ``table 2, row 1``).
        role: what the reader knows; `BlockRole.TEXT` leaves the kind to layout.
        label: automatic numbering that the text itself does not hold (``1.``, ``(a)``), or "".
        note: the mark of a footnote block (``¹``, ``1/``) when the format gives it, or "".
        page: 1-based page, where the format has pages.
        style: the style name that the format gives, or "".
        codes: formatting, note references and breaks inside the text, where the format has them.
        language: code of its language as the file declares it for this part of it, or "".
    """

    text: str
    place: str = ""
    role: BlockRole = BlockRole.TEXT
    label: str = ""
    note: str = ""
    page: int | None = None
    style: str = ""
    codes: tuple[Code, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader gives.

    Attributes:
        path: as the user named it.
        format: the reader's name (``text``, ``docx``, …).
        blocks: in reading order, blank lines of plain text included.
        lines: True when blocks are lines, which layout has to join into paragraphs;
            False when the format itself marks its paragraphs.
        encoding: of a text file (``utf-8``, ``gb18030``, …), or "".
        skipped: what the reader left out or joined, each with its reason.
        whole: True when every block is a paragraph for certain, so that no page end and
            no footnote can have cut one in two.
    """

    path: str
    format: str
    blocks: tuple[Block, ...]
    lines: bool
    encoding: str = ""
    skipped: tuple[Change, ...] = ()
    whole: bool = False

    def prose(self) -> str:
        """The text that says in which language it is: without code, unless there is no other."""
        blocks = [block for block in self.blocks if block.role is not BlockRole.FURNITURE]
        words = [block.text for block in blocks if block.role is not BlockRole.CODE]
        said = "\n".join(words)
        return said if any(map(str.isalpha, said)) else "\n".join(block.text for block in blocks)

    def without_code(self) -> Source:
        """The same without its blocks of code, which are listed as left out."""
        code = [block for block in self.blocks if block.role is BlockRole.CODE]
        if not code:
            return self
        skipped = tuple(Change("skipped", "a block of code", b.text, b.place) for b in code)
        blocks = tuple(block for block in self.blocks if block.role is not BlockRole.CODE)
        return replace(self, blocks=blocks, skipped=(*self.skipped, *skipped))


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that segmentation did to the text.

    Attributes:
        action: ``removed`` (page furniture), ``joined`` (two pieces of one paragraph),
            ``moved`` (a footnote taken out of the body), ``skipped`` (by the reader),
            ``recognised`` (a page whose text was read from its picture).
        reason: one sentence for a person.
        text: what was removed or moved, or the text around a join.
        place: where it stood.
    """

    action: Literal["removed", "joined", "moved", "skipped", "recognised"]
    reason: str
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, whole.

    Attributes:
        text: character for character as in the file, apart from recorded joins.
        kind: see `Kind`.
        label: the number that it carries, as it stands (``8.``, ``(a)``, ``一、``, ``¹``), or "".
        notes: footnote marks inside the text, in order, as they stand.
        place: where it began.
        page: 1-based page on which it began, where known.
        style: the format's style name, or "".
        codes: see `Block`; an automatic number is one of them.
    """

    text: str
    kind: Kind = Kind.BODY
    label: str = ""
    notes: tuple[str, ...] = ()
    place: str = ""
    page: int | None = None
    style: str = ""
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A segmented document: body paragraphs in order, then footnotes in order.

    Attributes:
        path: as the user named it.
        language: ``zh`` or ``en``.
        paragraphs: body first, then footnotes.
        changes: every removal, move and join, in the order of the text.
        heads: running heads and feet by the file's own marking, each text once.
        format, encoding: as the reader found them.
    """

    path: str
    language: Language
    paragraphs: tuple[Paragraph, ...]
    changes: tuple[Change, ...] = ()
    format: str = ""
    encoding: str = ""
    heads: tuple[Paragraph, ...] = ()

    def with_heads(self) -> Document:
        """The document with its running heads at the end, where a client has them too."""
        if not self.heads:
            return self
        texts = {head.text for head in self.heads}
        changes = tuple(
            change
            for change in self.changes
            if not (change.action == "removed" and change.text in texts)
        )
        return replace(self, paragraphs=(*self.paragraphs, *self.heads), changes=changes)


@dataclass(frozen=True, slots=True)
class Segment:
    """What is aligned: a paragraph, a sentence of one, or a line.

    Attributes:
        text: as in the file.
        kind, label, notes: of the paragraph; label only on its first sentence.
        paragraph: 0-based index of the paragraph in its document.
    """

    text: str
    kind: Kind = Kind.BODY
    label: str = ""
    notes: tuple[str, ...] = ()
    paragraph: int = 0
