"""Units of an alignment: the texts of its beads, cut from the documents with their codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duizhao.corpora.codes import Code, Coded, moved, within
from duizhao.corpora.document import Document, Segment
from duizhao.corpora.file_names import as_text
from duizhao.corpora.layout.glue import separator
from duizhao.corpora.unit import Unit

from .levels import Alignment

Span = tuple[int, int, int]
"""A paragraph, and the start and end of a segment in it."""


def cut_units(
    aligned: Alignment, zh_document: Document, en_document: Document, signature: str
) -> Iterator[Unit]:
    """A unit for each bead, in their order."""
    zh_spans, en_spans = spans(aligned.zh, zh_document), spans(aligned.en, en_document)
    for bead in aligned.beads:
        zh, en = (
            _joined(bead.zh, zh_spans, zh_document),
            _joined(bead.en, en_spans, en_document),
        )
        zh_parts = [aligned.zh[position] for position in bead.zh]
        en_parts = [aligned.en[position] for position in bead.en]
        labels = [part.label for part in (*zh_parts, *en_parts) if part.label]
        yield Unit(
            zh=zh.text,
            en=en.text,
            kind=str((zh_parts or en_parts)[0].kind),
            label=labels[0] if labels else "",
            confidence=bead.confidence,
            zh_segments=bead.zh,
            en_segments=bead.en,
            reasons=bead.reasons,
            moved=bead.moved,
            zh_file=as_text(zh_document.path),
            en_file=as_text(en_document.path),
            signature=signature,
            zh_place=_place(zh_parts, zh_document),
            en_place=_place(en_parts, en_document),
            zh_codes=zh.codes,
            en_codes=en.codes,
        )


def spans(segments: Sequence[Segment], document: Document) -> list[Span]:
    """Where each segment is: its paragraph, start and end in it."""
    found: list[Span] = []
    end = paragraph = 0
    for segment in segments:
        if segment.paragraph != paragraph:
            paragraph, end = segment.paragraph, 0
        start = document.paragraphs[paragraph].text.index(segment.text, end)
        end = start + len(segment.text)
        found.append((paragraph, start, end))
    return found


def _place(segments: Sequence[Segment], document: Document) -> str:
    """Where the first of some segments stood."""
    return document.paragraphs[segments[0].paragraph].place if segments else ""


def _joined(positions: Sequence[int], spans: Sequence[Span], document: Document) -> Coded:
    """The text of one side of a bead, with its codes.

    Sentences of one paragraph are cut from it together, with whatever stands between
    them; for paragraphs and lines see `separator`.
    """
    paragraphs: dict[int, tuple[int, int]] = {}
    for position in positions:
        paragraph, start, end = spans[position]
        first, _ = paragraphs.get(paragraph, (start, end))
        paragraphs[paragraph] = (first, end)
    text = ""
    codes: list[Code] = []
    before = None
    for paragraph, (start, end) in paragraphs.items():
        whole = document.paragraphs[paragraph]
        text += separator(before, whole, document.language) if before else ""
        before = whole
        codes += moved(within(whole.codes, start, end), len(text))
        text += whole.text[start:end]
    return Coded(text, tuple(codes))
