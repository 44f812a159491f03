"""What is paired at each level: paragraphs, the sentences in them, or lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from duizhao.align.aligner import Aligner
from duizhao.align.bead import Bead
from duizhao.align.parting import divided
from duizhao.align.pinned_borders import with_borders
from duizhao.align.pins import Border, Pins, attach
from duizhao.align.project import align_paragraphs, align_sentences
from duizhao.corpora.document import Document, Language, Segment
from duizhao.corpora.sentences import Splitter
from duizhao.corpora.sentences.srx import read_splitters
from duizhao.memory.clients import Client

from .options import AlignOptions


@dataclass(frozen=True, slots=True)
class Alignment:
    """The segments of both sides and the beads that hold each of them once.

    Attributes:
        zh_document, en_document: as they were cut.
        zh, en: the segments.
        beads: of their positions.
        lost: pins that fit nowhere, a sentence each.
        borders: places at which a person cut paragraphs.
    """

    zh_document: Document
    en_document: Document
    zh: tuple[Segment, ...]
    en: tuple[Segment, ...]
    beads: tuple[Bead, ...]
    lost: tuple[str, ...] = ()
    borders: tuple[Border, ...] = ()


def align_level(
    zh: Document,
    en: Document,
    aligner: Aligner,
    options: AlignOptions,
    *,
    client: Client | None = None,
    pins: Sequence[Pins] = (),
) -> Alignment:
    """Align what the options ask for; sentences as the client cuts them, where one is given.

    Args:
        zh, en, aligner, options, client: see `duizhao.align`.
        pins: what a person decided; of two decisions on a segment the first counts.
    """
    lost: list[str] = []
    borders = tuple(border for one in pins for border in one.borders)
    for one in pins:
        zh, zh_lost = with_borders(zh, one.borders)
        en, en_lost = with_borders(en, one.borders)
        lost += [*zh_lost, *en_lost]
    if options.level == "sentence":
        aligned = _sentences(zh, en, aligner, options, client, pins, lost)
        return replace(aligned, borders=borders)
    zh_segments, en_segments = whole_paragraphs(zh), whole_paragraphs(en)
    fixed = _fixed(pins, zh_segments, en_segments, options.level, lost)
    if options.level == "line":
        beads = aligner.align(zh_segments, en_segments, fixed)
    else:
        beads = align_paragraphs(zh.paragraphs, en.paragraphs, aligner, fixed)
    return Alignment(zh, en, zh_segments, en_segments, tuple(beads), tuple(lost), borders)


def _fixed(
    pins: Sequence[Pins],
    zh: Sequence[Segment],
    en: Sequence[Segment],
    level: str,
    lost: list[str],
) -> list[Bead]:
    """The pins by position; those that fit nowhere go to `lost`."""
    texts = [each.text for each in zh], [each.text for each in en]
    found = attach([pin for one in pins for pin in one.pins], *texts, level)
    lost += found.lost
    # What a person decided by text counts before what is given by position.
    taken = [
        {place for bead in found.beads for place in (bead.zh, bead.en)[side]} for side in (0, 1)
    ]
    by_position = [bead for one in pins for bead in one.beads]
    free = [b for b in by_position if taken[0].isdisjoint(b.zh) and taken[1].isdisjoint(b.en)]
    return [*found.beads, *free]


def _sentences(
    zh_document: Document,
    en_document: Document,
    aligner: Aligner,
    options: AlignOptions,
    client: Client | None,
    pins: Sequence[Pins],
    lost: list[str],
) -> Alignment:
    splitters: dict[Language, Splitter] = {}
    if client and client.splitter:
        splitters[client.source] = client.splitter
    if options.srx:
        splitters |= read_splitters(options.srx)
    zh, en, beads = align_sentences(
        zh_document.paragraphs,
        en_document.paragraphs,
        aligner,
        lambda zh, en: _fixed(pins, zh, en, options.level, lost),
        semicolon=options.semicolon,
        splitters=splitters,
    )
    # The client looks up one source segment at a time.
    if client and client.splitter and client.source == "zh":
        en, beads = divided(zh, en, beads, aligner.encoder, "zh")
    elif client and client.splitter:
        zh, beads = divided(en, zh, beads, aligner.encoder, "en")
    return Alignment(zh_document, en_document, tuple(zh), tuple(en), tuple(beads), tuple(lost))


def whole_paragraphs(document: Document) -> tuple[Segment, ...]:
    """Each paragraph as a segment."""
    return tuple(
        Segment(each.text, each.kind, each.label, each.notes, position)
        for position, each in enumerate(document.paragraphs)
    )
