"""Footnotes: which pieces are notes, and the marks that stand for them in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..document import BlockRole, Change
from .line import Piece
from .marks import IN_TEXT, note_mark

_CERTAIN = "⁰¹²³⁴⁵⁶⁷⁸⁹*†‡_"


def marks_in(text: str, known: frozenset[str], start: int = 0) -> tuple[str, ...]:
    """Footnote marks inside a paragraph, in order.

    Superscript figures always count; the other forms only when a footnote has the mark.

    Args:
        text: of the paragraph.
        known: marks of the document's footnotes.
        start: where to look from, after the mark of the paragraph itself.
    """
    found = []
    for match in IN_TEXT.finditer(text, start):
        mark = match.group()
        if match.lastgroup == "sup" or mark in known:
            found.append(mark)
    return tuple(found)


def find_notes(pieces: Sequence[Piece]) -> tuple[list[Piece], list[tuple[int, Change]]]:
    """Pieces with the footnotes among them marked, and the changes that moving them makes.

    A piece that begins with a superscript figure or ``12/`` is a note. One that begins
    with ``[3]``, ``①``, ``〔3〕`` or a star is a note when the text refers to it, since numbered
    paragraphs and bullets look the same.
    """
    referred: set[str] = set()
    for piece in pieces:
        skip = len(note_mark(piece.text))
        if skip < len(piece.text) and re.search(r"[\[*†‡〔【①-⑳㉑-㉟㊱-㊿]", piece.text[skip:]):
            referred.update(m.group() for m in IN_TEXT.finditer(piece.text, skip))
    marked = []
    changes = []
    for position, piece in enumerate(pieces):
        mark = _mark(piece, pieces, position, referred)
        if mark is None:
            marked.append(piece)
            continue
        marked.append(replace(piece, note=mark))
        changes.append((piece.first, Change("moved", "a footnote", piece.text, piece.block.place)))
    return marked, changes


def _mark(piece: Piece, pieces: Sequence[Piece], position: int, referred: set[str]) -> str | None:
    role = piece.block.role
    if role is BlockRole.FOOTNOTE:
        return piece.block.note or note_mark(piece.text)
    if role is not BlockRole.TEXT:
        return None
    mark = note_mark(piece.text)
    if not mark or not any(char.isalnum() for char in piece.text[len(mark) :]):
        return None
    if mark[0] not in _CERTAIN and not mark.endswith(("/", "/_")):
        # [3], ① and 〔3〕 number lists and paragraphs as well.
        return mark if mark in referred else None
    if mark[0] in "*†‡":
        if mark in referred:
            return mark
        around = (*pieces[max(0, position - 1) : position], *pieces[position + 1 : position + 2])
        bullets = any(note_mark(other.text) == mark for other in around)
        return None if bullets or len(mark) == 1 else mark
    return mark
