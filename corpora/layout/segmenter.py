"""The way from a source to a document, step by step."""

from __future__ import annotations

from ..codes import Code, tagged, within
from ..document import BlockRole, Change, Document, Kind, Language, Paragraph, Source
from ..errors import EmptyFileError, LanguageError
from ..script import language_of
from .cuts import mend_cuts
from .furniture import furniture
from .glue import style_of
from .kinds import kinds_of
from .labels import spell_out
from .line import EDGE, Line, Piece, lines_of
from .marks import label_of
from .notes import find_notes, marks_in
from .reflow import reflow


def segment(source: Source, language: Language | None = None) -> Document:
    """Paragraphs of a source with kind and label, and every change that led to them.

    Page furniture is taken out, wrapped lines are put together, footnotes are moved
    after the body, and paragraphs that a page end or footnotes cut in two are joined.
    Apart from the joins no character inside a paragraph changes; the texts of the
    paragraphs and of the ``removed`` changes hold every visible character of the source
    once.

    Args:
        source: what a reader gave.
        language: of the text; found by its script when not given.

    Raises:
        LanguageError: no language given, and the text is neither Chinese nor English.
        EmptyFileError: there is no text.
    """
    language = language or _language(source)
    source, changes = spell_out(source)
    lines, invisible = _visible(lines_of(source))
    changes += invisible
    paged = any(line.block.page is not None for line in lines)
    if not source.whole and (source.lines or paged):
        lines, cuts, removed = furniture(lines, language)
    else:
        lines, cuts, removed = _marked_furniture(lines)
    changes += removed
    if not lines:
        raise EmptyFileError(
            "contains only page headers, footers and numbers",
            path=source.path,
            mend="use another file",
        )
    style = style_of([line.raw for line in lines])
    pieces, joined = reflow(lines, cuts, style, language, wrapped=source.lines)
    changes += joined
    pieces, moved = find_notes(pieces)
    changes += moved
    if not source.whole:
        pieces, joined = mend_cuts(pieces, style, language, lines=source.lines)
        changes += joined
    changes.sort(key=lambda change: change[0])
    return Document(
        source.path,
        language,
        _paragraphs(pieces, language),
        (*source.skipped, *(change for _, change in changes)),
        source.format,
        source.encoding,
        _heads(source),
    )


def _heads(source: Source) -> tuple[Paragraph, ...]:
    found: dict[str, Paragraph] = {}
    for block in source.blocks if source.whole else ():
        text = block.text.strip(EDGE)
        if block.role is BlockRole.FURNITURE and text:
            start = block.text.index(text)
            codes = tagged(text, within(block.codes, start, start + len(text)))
            head = Paragraph(text, Kind.RUNNING_HEAD, place=block.place, codes=codes)
            found.setdefault(text, head)
    return tuple(found.values())


def _language(source: Source) -> Language:
    language = language_of("\n".join(block.text for block in source.blocks))
    if language is None:
        raise LanguageError(
            "is neither in Chinese nor in English", path=source.path, mend="use another file"
        )
    return language


def _visible(lines: list[Line]) -> tuple[list[Line], list[tuple[int, Change]]]:
    # A line of control or zero-width characters only is no paragraph.
    kept = []
    changes = []
    for line in lines:
        if any(char.isprintable() for char in line.text):
            kept.append(line)
        else:
            change = Change("removed", "no visible character", line.text, line.block.place)
            changes.append((line.index, change))
    return kept, changes


def _marked_furniture(
    lines: list[Line],
) -> tuple[list[Line], dict[int, str], list[tuple[int, Change]]]:
    kept = [line for line in lines if line.block.role is not BlockRole.FURNITURE]
    reason = "page furniture by the file's own marking"
    changes = [
        (line.index, Change("removed", reason, line.text, line.block.place))
        for line in lines
        if line.block.role is BlockRole.FURNITURE
    ]
    return kept, {}, changes


def _paragraphs(pieces: list[Piece], language: Language) -> tuple[Paragraph, ...]:
    known = frozenset(piece.note for piece in pieces if piece.note)
    body: list[Paragraph] = []
    notes: list[Paragraph] = []
    for piece, kind in zip(pieces, kinds_of(pieces, language), strict=True):
        is_note = kind is Kind.FOOTNOTE
        label = piece.note or piece.block.label or label_of(piece.text)
        start = len(piece.note) if is_note and piece.text.startswith(piece.note) else 0
        paragraph = Paragraph(
            piece.text,
            kind,
            label,
            marks_in(piece.text, known, start),
            piece.block.place,
            piece.block.page,
            piece.block.style,
            _codes(piece),
        )
        (notes if is_note else body).append(paragraph)
    return (*body, *notes)


def _codes(piece: Piece) -> tuple[Code, ...]:
    """The codes of a piece that is one block; joined blocks come from formats without codes."""
    start = piece.block.text.find(piece.text) if piece.block.codes else -1
    if start < 0:
        return ()
    inside = within(piece.block.codes, start, start + len(piece.text))
    return tagged(piece.text, inside)
