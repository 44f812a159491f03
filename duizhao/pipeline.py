"""One pair of documents, from two files to units and findings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from typing import TYPE_CHECKING, Literal, get_args

from duizhao.align.bead import Bead
from duizhao.corpora.codes import Code, Coded, moved, within
from duizhao.corpora.document import Document, Language, Segment
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.file_names import as_text
from duizhao.corpora.sentences import Splitter
from duizhao.corpora.sentences.srx import SegmentationRules, read_splitters, rules_signature
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding
from duizhao.memory.unnumbered import unnumbered

from .given import Text, is_segments
from .pair import Pair
from .progress import Progress
from .sides import document_of, read_sides
from .verdict import remarks
from .version import __version__

if TYPE_CHECKING:
    from duizhao.align.aligner import Aligner
    from duizhao.align.encode.protocol import Encoder
    from duizhao.memory.clients import Client
    from duizhao.memory.terms.termbase import Termbase

_Span = tuple[int, int, int]

Level = Literal["paragraph", "sentence", "line"]
Kept = Literal["drop", "keep"]
KEPT: tuple[Kept, ...] = get_args(Kept)

LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True, slots=True)
class _Aligned:
    zh: tuple[Segment, ...]
    en: tuple[Segment, ...]
    beads: tuple[Bead, ...]


def align(
    zh: Text,
    en: Text,
    *,
    level: Level = "paragraph",
    encoder: str | Encoder = "use",
    min_confidence: float = 0.0,
    semicolon: bool = False,
    srx: SegmentationRules | None = None,
    segments_of: Client | None = None,
    dictionary: str | PathLike[str] | None = None,
    pins: str | PathLike[str] | None = None,
    checks: Collection[str] | None = None,
    termbase: Sequence[str | PathLike[str]] = (),
    numbers: Kept = "drop",
    code: Kept = "drop",
    stated: bool = False,
    progress: Progress | None = None,
) -> Pair:
    """Align a Chinese document with its English counterpart and check the pairs.

    Args:
        zh, en: files of any format that we read, by name or open; texts; or lists of segments,
            which are aligned as they are (level ``line``). Given the wrong way round, they
            are exchanged, and `Pair.notes` says so.
        level: ``paragraph``; ``sentence`` for the sentences within paragraphs; ``line``
            for files whose lines are segments already (blank ones counted).
        encoder: ``use`` (built in), ``quality``, the name or folder of a
            sentence-transformers model, or an encoder object.
        min_confidence: beads below it are taken apart into null beads.
        semicolon: whether ``；`` and ``;`` end a sentence.
        srx: a file of segmentation rules (SRX) to find sentences by instead of our own, for
            both languages, or a mapping from ``zh`` and ``en`` to a file each.
        segments_of: a tool whose segments the units are to have: the source is cut as it cuts
            (at the level ``sentence``), and its running heads are paired too.
        dictionary: a file of word pairs, used beside the built-in dictionary.
        pins: a ``.links`` file of beads that a person decided.
        checks: kinds of finding to look for; all by default, none for an empty collection.
        termbase: files of terms to check against, beside the one that is built in.
        numbers: ``drop`` leaves automatic numbers and note marks, which no client shows as
            text, out of the units of formats that have them; ``keep`` writes them out.
        code: ``drop`` leaves blocks of code out, of formats that mark them; ``keep`` aligns them
            too.
        stated: whether the first file is Chinese and the second English whatever they look
            like; otherwise their languages are looked at.
        progress: called with stage, done and total.

    Returns:
        The pair, with a unit for each bead.

    Raises:
        InputError: a file is missing, empty, binary, undecodable, or in the wrong language.
        EncoderError: the encoder is missing or broken.
        SettingsError: an option has a value that it cannot have.
    """
    if level not in LEVELS:
        raise SettingsError(f"no level {level!r}", mend=f"take one of {', '.join(LEVELS)}")
    if level == "paragraph" and is_segments(zh) and is_segments(en):
        level = "line"
    from duizhao.align.aligner import Aligner
    from duizhao.align.settings import Settings

    settings = Settings(min_confidence=min_confidence, dictionary=_text(dictionary))
    splitters = _splitters(srx, segments_of)
    zh_source, en_source, notes = read_sides(zh, en, stated=stated)
    lines, kept = level == "line", code == "keep"
    left = document_of(zh_source, "zh", lines=lines, code=kept)
    right = document_of(en_source, "en", lines=lines, code=kept)
    if segments_of and segments_of.splitter and left.heads and right.heads:
        left, right = left.with_heads(), right.with_heads()
    aligner = Aligner(_loaded(encoder), settings, progress=progress)
    try:
        pinned = _pins(pins)
        aligned = _by_level(left, right, level, aligner, pinned, semicolon, splitters)
        if segments_of and segments_of.splitter and level == "sentence":
            aligned = _parted(aligned, aligner.encoder, segments_of)
    except SettingsError as error:
        if pins is None or error.path:
            raise
        # A pin that does not fit; the aligner does not know which file it came from.
        raise SettingsError(error.problem, path=pins, mend=error.mend) from error
    signature = "|".join(
        (
            f"duizhao:{__version__}",
            f"encoder:{aligner.encoder.name}",
            f"level:{level}",
            f"semicolon:{'yes' if semicolon else 'no'}",
            *([f"srx:{rules_signature(srx)}"] if srx else []),
            settings.signature(),
        )
    )
    paths = left.path, right.path
    notes += tuple(remarks(aligned.beads, aligned.zh, aligned.en, paths))
    units = tuple(_units(aligned, left, right, signature))
    findings = _findings(units, aligned.beads, checks, termbase)
    if numbers == "drop":
        units, findings = unnumbered(units, findings)
    return Pair(
        zh=left,
        en=right,
        zh_segments=aligned.zh,
        en_segments=aligned.en,
        beads=aligned.beads,
        units=units,
        findings=findings,
        signature=signature,
        notes=notes,
    )


def _text(path: str | PathLike[str] | None) -> str | None:
    return None if path is None else fspath(path)


def _loaded(encoder: str | Encoder) -> Encoder:
    if not isinstance(encoder, str):
        return encoder
    from duizhao.align.encode import load

    return load(encoder)


def _splitters(srx: SegmentationRules | None, client: Client | None) -> dict[Language, Splitter]:
    """What finds the sentences of a language where our own rules do not."""
    splitters: dict[Language, Splitter] = {}
    if client and client.splitter:
        splitters[client.source] = client.splitter
    if srx:
        splitters |= read_splitters(srx)
    return splitters


def _pins(path: str | PathLike[str] | None) -> Sequence[Bead]:
    if path is None:
        return ()
    from duizhao.align.links import read_links

    return read_links(path)


def _by_level(
    zh: Document,
    en: Document,
    level: Level,
    aligner: Aligner,
    pins: Sequence[Bead],
    semicolon: bool,
    splitters: Mapping[Language, Splitter],
) -> _Aligned:
    from duizhao.align.project import align_paragraphs, align_sentences

    if level == "sentence":
        zh_sentences, en_sentences, beads = align_sentences(
            zh.paragraphs, en.paragraphs, aligner, pins, semicolon=semicolon, splitters=splitters
        )
        return _Aligned(tuple(zh_sentences), tuple(en_sentences), tuple(beads))
    zh_segments, en_segments = _whole(zh), _whole(en)
    if level == "line":
        beads = aligner.align(zh_segments, en_segments, pins)
    else:
        beads = align_paragraphs(zh.paragraphs, en.paragraphs, aligner, pins)
    return _Aligned(zh_segments, en_segments, tuple(beads))


def _parted(aligned: _Aligned, encoder: Encoder, client: Client) -> _Aligned:
    """One source segment to each bead, as the client looks them up."""
    from duizhao.align.parting import parted

    zh: Sequence[Segment] = aligned.zh
    en: Sequence[Segment] = aligned.en
    if client.source == "zh":
        en, beads = parted(zh, en, aligned.beads, encoder, "zh")
    else:
        zh, beads = parted(en, zh, aligned.beads, encoder, "en")
    return _Aligned(tuple(zh), tuple(en), tuple(beads))


def _whole(document: Document) -> tuple[Segment, ...]:
    return tuple(
        Segment(each.text, each.kind, each.label, each.notes, position)
        for position, each in enumerate(document.paragraphs)
    )


def _units(
    aligned: _Aligned, zh_document: Document, en_document: Document, signature: str
) -> Iterator[Unit]:
    zh_spans, en_spans = _spans(aligned.zh, zh_document), _spans(aligned.en, en_document)
    for bead in aligned.beads:
        zh, en = (
            _joined(bead.zh, zh_spans, zh_document, ""),
            _joined(bead.en, en_spans, en_document, " "),
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
            zh_codes=zh.codes,
            en_codes=en.codes,
        )


def _spans(segments: Sequence[Segment], document: Document) -> list[_Span]:
    """Where each segment stands: its paragraph, start and end in it."""
    spans: list[_Span] = []
    end = paragraph = 0
    for segment in segments:
        if segment.paragraph != paragraph:
            paragraph, end = segment.paragraph, 0
        start = document.paragraphs[paragraph].text.index(segment.text, end)
        end = start + len(segment.text)
        spans.append((paragraph, start, end))
    return spans


def _joined(
    positions: Sequence[int], spans: Sequence[_Span], document: Document, between: str
) -> Coded:
    """The text of one side of a bead, with its codes.

    Sentences of one paragraph are cut from it together, with whatever stands between
    them. Paragraphs and lines are joined as layout joins the halves of a cut paragraph:
    Chinese without a space, English with one.
    """
    paragraphs: dict[int, tuple[int, int]] = {}
    for position in positions:
        paragraph, start, end = spans[position]
        first, _ = paragraphs.get(paragraph, (start, end))
        paragraphs[paragraph] = (first, end)
    text = ""
    codes: list[Code] = []
    for paragraph, (start, end) in paragraphs.items():
        whole = document.paragraphs[paragraph]
        text += between if text else ""
        codes += moved(within(whole.codes, start, end), len(text))
        text += whole.text[start:end]
    return Coded(text, tuple(codes))


def _findings(
    units: Sequence[Unit],
    beads: Sequence[Bead],
    checks: Collection[str] | None,
    termbase: Sequence[str | PathLike[str]],
) -> tuple[Finding, ...]:
    if checks is not None and not checks:
        return ()
    from duizhao.memory.terms.checks import check

    bases = [_termbase(path) for path in termbase]
    doubts = [bead.doubts for bead in beads]
    return tuple(check(units, kinds=checks, termbases=bases, doubts=doubts))


def _termbase(path: str | PathLike[str]) -> Termbase:
    from duizhao.memory.terms.termbase_files import read_termbase

    return read_termbase(path)
