"""One pair of documents, from two files to units and findings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING

from duizhao.align.aligner import Aligner
from duizhao.align.bead import Bead
from duizhao.align.encode import load
from duizhao.align.pins import Pins, read_pins
from duizhao.corpora.bilingual import kind_of
from duizhao.corpora.bilingual.both import Both, split
from duizhao.corpora.bilingual.kinds import Layout
from duizhao.corpora.document import Document
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.sentences.srx import SegmentationRules, read_splitters, rules_signature
from duizhao.corpora.unit import Unit
from duizhao.corpora.version import __version__
from duizhao.memory.finding import Finding
from duizhao.memory.unnumbered import unnumbered

from .given import Text, is_segments, path_of, source_of
from .given_pins import Given, agree, read_named, sorted_pins
from .levels import Alignment, align_level
from .options import AlignOptions, Kept, Level
from .pair import Pair
from .progress import Progress
from .ready import ready
from .side_by_side import believed, by_place, pins_of
from .sides import document_of, read_sides
from .units import cut_units
from .verdict import remarks

if TYPE_CHECKING:
    from duizhao.align.encode.protocol import Encoder
    from duizhao.memory.clients import Client


def align(
    zh: Text,
    en: Text | None = None,
    *,
    layout: Layout | None = None,
    level: Level = "paragraph",
    encoder: str | Encoder = "use",
    min_confidence: float = 0.0,
    semicolon: bool = False,
    srx: SegmentationRules | None = None,
    segments_of: Client | None = None,
    dictionary: str | PathLike[str] | None = None,
    weights: str | PathLike[str] | None = None,
    pins: Given = (),
    checks: Collection[str] | None = None,
    off: Collection[str] = (),
    check_settings: str | PathLike[str] | None = None,
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
            are exchanged, and `Pair.notes` says so. Without `en`, a document that holds both
            languages, or a file of pairs.
        layout: how a document holds both languages: ``alternating`` (paragraphs, lines or cues
            in turn), ``table`` (columns), ``inline`` (on the same lines) or ``sections`` (one
            after the other); detected if not given.
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
        weights: a file that `duizhao learn` wrote, instead of the weights that ship.
        pins: what a person decided, to align the rest around it: `Pin` and `Border` objects,
            ``.pins`` files, or a ``.links`` file of positions. Pins whose text is not there are
            in `Pair.notes`.
        checks: kinds of finding to look for; all by default, none for an empty collection.
        off: kinds of finding that are not looked for.
        check_settings: a file (TOML) with the severity and switch of each kind of finding.
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
    if level == "paragraph" and is_segments(zh) and is_segments(en):
        level = "line"
    files, decided = sorted_pins(pins)
    options = AlignOptions(
        level=level,
        pins=files,
        encoder=encoder if isinstance(encoder, str) else encoder.name,
        min_confidence=min_confidence,
        semicolon=semicolon,
        srx=srx,
        dictionary=dictionary,
        weights=weights,
        numbers=numbers,
        code=code,
        checks=checks,
        off=off,
        check_settings=check_settings,
        termbase=termbase,
    )
    options.checking()  # what is wrong in it is said before the work begins
    read_splitters(options.srx or {})
    tell = progress or _silent
    tell("read", 0, 0)
    both = None
    sides: tuple[Document, Document, tuple[str, ...]]
    if en is None:
        path = path_of(zh)
        if path is not None and kind_of(path) is not None:
            return ready(path, options)
        source = source_of(zh) if code == "keep" else source_of(zh).without_code()
        both = split(source, layout, lines=level == "line")
        sides = both.zh, both.en, (both.said,)
    else:
        sides = read_documents(zh, en, options, client=segments_of, stated=stated)
    tell("load encoder", 0, 0)
    own = load(encoder) if isinstance(encoder, str) else encoder
    aligner = Aligner(own, options.settings, progress=progress)
    tell("align", 0, 0)
    return align_documents(
        *sides, aligner, options, client=segments_of, pins=decided, both=both, progress=progress
    )


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody sees."""


def read_documents(
    zh: Text,
    en: Text,
    options: AlignOptions,
    *,
    client: Client | None = None,
    stated: bool = False,
) -> tuple[Document, Document, tuple[str, ...]]:
    """The Chinese and the English document in paragraphs, and what to tell the user."""
    zh_source, en_source, notes = read_sides(zh, en, stated=stated)
    lines, kept = options.level == "line", options.code == "keep"
    left = document_of(zh_source, "zh", lines=lines, code=kept)
    right = document_of(en_source, "en", lines=lines, code=kept)
    if client and client.splitter and left.heads and right.heads:
        left, right = left.with_heads(), right.with_heads()
    return left, right, notes


def align_documents(
    zh: Document,
    en: Document,
    notes: tuple[str, ...],
    aligner: Aligner,
    options: AlignOptions,
    *,
    client: Client | None = None,
    pins: Pins | None = None,
    many: bool = False,
    both: Both | None = None,
    progress: Progress | None = None,
) -> Pair:
    """Align two documents, check the pairs, and put all together; see `align`.

    Args:
        zh, en, notes: as `read_documents` gives them.
        aligner, options, client: of the pair.
        pins: beside those of the options' files.
        many: whether these are one pair of many, and pins of other documents do not concern it.
        both: the document that holds both languages, if they are its two sides.
        progress: called with stage, done and total.
    """
    aligned = _aligned(zh, en, aligner, options, client, pins, many, both)
    zh, en = aligned.zh_document, aligned.en_document
    notes = (*notes, *(f"a pin is not used, {why}" for why in aligned.lost))
    signature = _signature(aligner, options)
    units = tuple(cut_units(aligned, zh, en, signature))
    findings = _findings(units, aligned.beads, options, progress)
    if options.numbers == "drop":
        units, findings = unnumbered(units, findings)
    return Pair(
        zh=zh,
        en=en,
        zh_segments=aligned.zh,
        en_segments=aligned.en,
        beads=aligned.beads,
        units=units,
        findings=findings,
        signature=signature,
        notes=(*notes, *remarks(aligned.beads, aligned.zh, aligned.en, (zh.path, en.path))),
        borders=aligned.borders,
        options=options,
    )


def _aligned(
    zh: Document,
    en: Document,
    aligner: Aligner,
    options: AlignOptions,
    client: Client | None,
    pins: Pins | None,
    many: bool,
    both: Both | None,
) -> Alignment:
    decided = [] if pins is None else [pins]
    links: str | PathLike[str] = ""
    for path in options.pins:
        found = read_named(path) if many else read_pins(path)
        if many and not agree(found.documents, (zh.path, en.path)):
            continue
        decided.append(found)
        links = path if found.beads else links
    placed = None if both else by_place(zh, en)
    format, both = (zh.format, placed) if placed else ("", both)
    beside: list[Bead] = []
    # Cut otherwise than by itself, a document has its segments at other positions.
    cut = options.srx or (client and client.splitter) or any(one.borders for one in decided)
    if both and not cut:
        fixed = [bead for one in decided for bead in one.beads]
        beside = pins_of(both, by_sentence=options.level == "sentence", decided=fixed)
    try:
        aligned = align_level(
            zh, en, aligner, options, client=client, pins=[*decided, Pins(beads=tuple(beside))]
        )
        beads = believed(aligned.beads, beside, aligned.zh, aligned.en, format)
        return replace(aligned, beads=beads)
    except SettingsError as error:
        if not links or error.path:
            raise
        # A pin that does not fit; the aligner does not know which file it came from.
        raise SettingsError(error.problem, path=links, mend=error.mend) from error


def _signature(aligner: Aligner, options: AlignOptions) -> str:
    """Version, encoder, level and settings that reproduce a pair."""
    return "|".join(
        (
            f"duizhao:{__version__}",
            f"encoder:{aligner.encoder.name}",
            f"level:{options.level}",
            f"semicolon:{'yes' if options.semicolon else 'no'}",
            *([f"srx:{rules_signature(options.srx)}"] if options.srx else []),
            aligner.settings.signature(),
        )
    )


def _findings(
    units: Sequence[Unit],
    beads: Sequence[Bead],
    options: AlignOptions,
    progress: Progress | None,
) -> tuple[Finding, ...]:
    if options.checks is not None and not options.checks:
        return ()
    from duizhao.memory.terms.checks import check
    from duizhao.memory.terms.termbase import Termbase

    bases = [Termbase.read(path) for path in options.termbase]
    doubts = [bead.doubts for bead in beads]
    (progress or _silent)("check", 0, 0)
    return tuple(
        check(
            units,
            kinds=options.checks,
            termbases=bases,
            settings=options.checking(),
            doubts=doubts,
            progress=progress,
        )
    )
