"""Paragraphs cut where a person put a border."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from duizhao.corpora.codes import within
from duizhao.corpora.document import Document, Paragraph

from .pins import Border, Pin, attach


def with_borders(document: Document, borders: Iterable[Border]) -> tuple[Document, tuple[str, ...]]:
    """A document with its paragraphs cut; and the borders that fit nowhere, a sentence each.

    Spaces at a border are on neither side of it.
    """
    texts = [each.text for each in document.paragraphs]
    cuts: dict[int, set[int]] = defaultdict(set)
    lost: list[str] = []
    for border in borders:
        if border.language != document.language:
            continue
        found = attach([Pin((border.text,), ())], texts, ()).beads
        place = found[0].zh[0] if found else -1
        if (
            place < 0
            or not texts[place][: border.at].strip()
            or not texts[place][border.at :].strip()
        ):
            lost.append(f"its paragraph is not there any more: {border}")
        else:
            cuts[place].add(border.at)
    if not cuts:
        return document, tuple(lost)
    paragraphs = [
        part
        for place, each in enumerate(document.paragraphs)
        for part in (_cut(each, sorted(cuts[place])) if place in cuts else [each])
    ]
    return replace(document, paragraphs=tuple(paragraphs)), tuple(lost)


def _cut(paragraph: Paragraph, places: Sequence[int]) -> list[Paragraph]:
    parts = []
    for start, end in zip([0, *places], [*places, len(paragraph.text)], strict=True):
        text = paragraph.text[start:end]
        first = start + len(text) - len(text.lstrip()) if start else start
        text = (
            paragraph.text[first:end].rstrip()
            if end < len(paragraph.text)
            else paragraph.text[first:]
        )
        parts.append(
            replace(
                paragraph,
                text=text,
                label="" if start else paragraph.label,
                notes=tuple(note for note in paragraph.notes if note in text),
                codes=within(paragraph.codes, first, first + len(text)),
            )
        )
    return parts
