"""One pair of documents, from two files to units and findings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from typing import TYPE_CHECKING, Literal, get_args

from align.bead import Bead
from corpora.document import Document, Language, Paragraph, Segment, Source
from corpora.errors import EmptyFileError, LanguageError, SettingsError
from memory.finding import Finding
from memory.unit import Unit

from .pair import Pair
from .progress import Progress
from .version import __version__

if TYPE_CHECKING:
    from align.encode.protocol import Encoder
    from align.settings import Settings
    from memory.terms.termbase import Termbase

_Span = tuple[int, int, int]

Level = Literal["paragraph", "sentence", "line"]
LEVELS: tuple[Level, ...] = get_args(Level)

_NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}


@dataclass(frozen=True, slots=True)
class _Aligned:
    zh: tuple[Segment, ...]
    en: tuple[Segment, ...]
    beads: tuple[Bead, ...]


def align(
    zh_path: str | PathLike[str],
    en_path: str | PathLike[str],
    *,
    level: Level = "paragraph",
    encoder: str | Encoder = "use",
    min_confidence: float = 0.0,
    semicolon: bool = False,
    dictionary: str | PathLike[str] | None = None,
    pins: str | PathLike[str] | None = None,
    checks: Collection[str] | None = None,
    termbase: Sequence[str | PathLike[str]] = (),
    progress: Progress | None = None,
) -> Pair:
    """Align a Chinese document with its English counterpart and check the pairs.

    Args:
        zh_path, en_path: files of any format that we read. Given the wrong way round,
            they are exchanged, and `Pair.notes` says so.
        level: ``paragraph``; ``sentence`` for the sentences within paragraphs; ``line``
            for files whose lines are segments already (blank ones counted).
        encoder: ``use`` (built in), ``quality``, the name or folder of a
            sentence-transformers model, or an encoder object.
        min_confidence: beads below it are taken apart into null beads.
        semicolon: whether ``；`` and ``;`` end a sentence.
        dictionary: a file of word pairs used as further evidence.
        pins: a ``.links`` file of beads that a person decided.
        checks: kinds of finding to look for; all by default, none for an empty collection.
        termbase: files of terms to check against, beside the one that is built in.
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
    from align.settings import Settings

    settings = Settings(min_confidence=min_confidence, dictionary=_text(dictionary))
    zh_source, en_source, notes = _read_sides(fspath(zh_path), fspath(en_path))
    zh = _document(zh_source, "zh", level)
    en = _document(en_source, "en", level)
    model = _loaded(encoder)
    aligned = _aligned(zh, en, model, level, settings, semicolon, pins, progress)
    signature = "|".join(
        (
            f"duizhao:{__version__}",
            f"encoder:{model.name}",
            f"level:{level}",
            f"semicolon:{'yes' if semicolon else 'no'}",
            settings.signature(),
        )
    )
    units = tuple(_units(aligned, zh, en, signature))
    return Pair(
        zh=zh,
        en=en,
        zh_segments=aligned.zh,
        en_segments=aligned.en,
        beads=aligned.beads,
        units=units,
        findings=_findings(units, checks, termbase),
        signature=signature,
        notes=notes,
    )


def _text(path: str | PathLike[str] | None) -> str | None:
    return None if path is None else fspath(path)


def _loaded(encoder: str | Encoder) -> Encoder:
    if not isinstance(encoder, str):
        return encoder
    from align.encode import load

    return load(encoder)


def _read_sides(zh_path: str, en_path: str) -> tuple[Source, Source, tuple[str, ...]]:
    """Both files read, Chinese first, and what to tell the user."""
    from corpora.readers import read
    from corpora.script import language_of

    first, second = read(zh_path), read(en_path)
    found: list[Language | None] = [
        language_of("\n".join(block.text for block in source.blocks)) for source in (first, second)
    ]
    match found:
        case ["zh", "en"]:
            return first, second, ()
        case ["en", "zh"]:
            note = f"the sides were given the wrong way round: {en_path} is the Chinese one"
            return second, first, (note,)
        case [None, _]:
            raise LanguageError(
                "has neither Chinese nor English text", path=zh_path, mend="check the file"
            )
        case [_, None]:
            raise LanguageError(
                "has neither Chinese nor English text", path=en_path, mend="check the file"
            )
        case [("zh" | "en") as language, _]:
            missing: Language = "en" if language == "zh" else "zh"
            raise LanguageError(
                f"is {_NAMES[language]}, and so is {zh_path}",
                path=en_path,
                mend=f"give the {_NAMES[missing]} text as one of the two",
            )
    raise AssertionError(found)


def _document(source: Source, language: Language, level: Level) -> Document:
    if level == "line":
        paragraphs = tuple(Paragraph(block.text, place=block.place) for block in source.blocks)
        return Document(
            source.path, language, paragraphs, source.skipped, source.format, source.encoding
        )
    from corpora.layout import segment

    document = segment(source, language)
    if not document.paragraphs:
        raise EmptyFileError(
            "holds nothing but page furniture",
            path=source.path,
            mend="use --level line to keep every line",
        )
    return document


def _aligned(
    zh: Document,
    en: Document,
    encoder: Encoder,
    level: Level,
    settings: Settings,
    semicolon: bool,
    pins: str | PathLike[str] | None,
    progress: Progress | None,
) -> _Aligned:
    pinned: Sequence[Bead] = ()
    if pins is not None:
        from align.links import read_links

        pinned = read_links(pins)
    if level == "sentence":
        from align.project import align_sentences

        zh_sentences, en_sentences, beads = align_sentences(
            zh.paragraphs,
            en.paragraphs,
            encoder,
            settings=settings,
            semicolon=semicolon,
            pins=pinned,
            progress=progress,
        )
        return _Aligned(tuple(zh_sentences), tuple(en_sentences), tuple(beads))
    zh_segments, en_segments = _whole(zh), _whole(en)
    if level == "line":
        from align.aligner import align_segments

        beads = align_segments(
            zh_segments, en_segments, encoder, settings=settings, pins=pinned, progress=progress
        )
    else:
        from align.project import align_paragraphs

        beads = align_paragraphs(
            zh.paragraphs, en.paragraphs, encoder, settings=settings, pins=pinned, progress=progress
        )
    return _Aligned(zh_segments, en_segments, tuple(beads))


def _whole(document: Document) -> tuple[Segment, ...]:
    return tuple(
        Segment(each.text, each.kind, each.label, each.notes, position)
        for position, each in enumerate(document.paragraphs)
    )


def _units(aligned: _Aligned, zh: Document, en: Document, signature: str) -> Iterator[Unit]:
    zh_spans, en_spans = _spans(aligned.zh, zh), _spans(aligned.en, en)
    for bead in aligned.beads:
        zh_parts = [aligned.zh[position] for position in bead.zh]
        en_parts = [aligned.en[position] for position in bead.en]
        labels = [part.label for part in (*zh_parts, *en_parts) if part.label]
        yield Unit(
            zh=_joined(bead.zh, zh_spans, zh, ""),
            en=_joined(bead.en, en_spans, en, " "),
            kind=str((zh_parts or en_parts)[0].kind),
            label=labels[0] if labels else "",
            confidence=bead.confidence,
            zh_segments=bead.zh,
            en_segments=bead.en,
            reasons=bead.reasons,
            moved=bead.moved,
            zh_file=zh.path,
            en_file=en.path,
            signature=signature,
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
) -> str:
    """The text of one side of a bead.

    Sentences of one paragraph are cut from it together, with whatever stands between
    them. Paragraphs and lines are joined as layout joins the halves of a cut paragraph:
    Chinese without a space, English with one.
    """
    paragraphs: dict[int, tuple[int, int]] = {}
    for position in positions:
        paragraph, start, end = spans[position]
        first, _ = paragraphs.get(paragraph, (start, end))
        paragraphs[paragraph] = (first, end)
    return between.join(
        document.paragraphs[paragraph].text[start:end]
        for paragraph, (start, end) in paragraphs.items()
    )


def _findings(
    units: Sequence[Unit],
    checks: Collection[str] | None,
    termbase: Sequence[str | PathLike[str]],
) -> tuple[Finding, ...]:
    if checks is not None and not checks:
        return ()
    from memory.terms.checks import check

    return tuple(check(units, kinds=checks, termbases=[_termbase(path) for path in termbase]))


def _termbase(path: str | PathLike[str]) -> Termbase:
    from memory.terms.termbase_files import read_termbase

    return read_termbase(path)
