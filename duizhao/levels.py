"""What is paired at each level: paragraphs, the sentences in them, or lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duizhao.align.aligner import Aligner
from duizhao.align.bead import Bead
from duizhao.align.parting import parted
from duizhao.align.project import align_paragraphs, align_sentences
from duizhao.corpora.document import Document, Language, Segment
from duizhao.corpora.sentences import Splitter
from duizhao.corpora.sentences.srx import read_splitters
from duizhao.memory.clients import Client

from .options import AlignOptions


@dataclass(frozen=True, slots=True)
class Alignment:
    """The segments of both sides and the beads that hold each of them once."""

    zh: tuple[Segment, ...]
    en: tuple[Segment, ...]
    beads: tuple[Bead, ...]


def align_level(
    zh: Document,
    en: Document,
    aligner: Aligner,
    options: AlignOptions,
    *,
    client: Client | None = None,
    pins: Sequence[Bead] = (),
) -> Alignment:
    """Align what the options ask for; sentences as the client cuts them, where one is given."""
    if options.level == "sentence":
        return _sentences(zh, en, aligner, options, client, pins)
    zh_segments, en_segments = _whole(zh), _whole(en)
    if options.level == "line":
        beads = aligner.align(zh_segments, en_segments, pins)
    else:
        beads = align_paragraphs(zh.paragraphs, en.paragraphs, aligner, pins)
    return Alignment(zh_segments, en_segments, tuple(beads))


def _sentences(
    zh_document: Document,
    en_document: Document,
    aligner: Aligner,
    options: AlignOptions,
    client: Client | None,
    pins: Sequence[Bead],
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
        pins,
        semicolon=options.semicolon,
        splitters=splitters,
    )
    # The client looks up one source segment at a time.
    if client and client.splitter and client.source == "zh":
        en, beads = parted(zh, en, beads, aligner.encoder, "zh")
    elif client and client.splitter:
        zh, beads = parted(en, zh, beads, aligner.encoder, "en")
    return Alignment(tuple(zh), tuple(en), tuple(beads))


def _whole(document: Document) -> tuple[Segment, ...]:
    return tuple(
        Segment(each.text, each.kind, each.label, each.notes, position)
        for position, each in enumerate(document.paragraphs)
    )
