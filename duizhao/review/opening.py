"""Making a project: of two documents, or of pairs that were aligned elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from fractions import Fraction
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duizhao.align.pins import read_pins
from duizhao.corpora.codes import within
from duizhao.corpora.document import Document, Language, Segment
from duizhao.corpora.errors import EmptyFileError, OutputError
from duizhao.corpora.file_names import as_text
from duizhao.options import AlignOptions
from duizhao.pipeline import align
from duizhao.progress import Progress
from duizhao.units import spans

from .file import ProjectFile
from .state import Row, State, TextSegment, state_of
from .units import finding_view

if TYPE_CHECKING:
    from duizhao.align.bead import Bead
    from duizhao.pair import Pair

SUFFIX = ".duizhao"


def project_path(zh: str | os.PathLike[str], en: str | os.PathLike[str]) -> Path:
    """Where the project of two documents is kept: beside the first, under what they share."""
    first, second = Path(zh), Path(en)
    parts = zip(first.name.split("."), second.name.split("."), strict=False)
    shared = [one for one, _ in takewhile(lambda both: both[0] == both[1], parts)]
    name = ".".join(shared) if shared else f"{first.stem}-{second.stem}"
    return first.with_name(name + SUFFIX)


def pairs_path(source: str | os.PathLike[str]) -> Path:
    """Where the project of a file of pairs is kept."""
    return Path(source).with_name(Path(source).name + SUFFIX)


def create_from_documents(
    path: Path,
    zh: str | os.PathLike[str],
    en: str | os.PathLike[str],
    options: AlignOptions,
    progress: Progress | None = None,
) -> None:
    """Align two documents and write the project of the result.

    Raises:
        DuizhaoError: as `duizhao.align`; or the project cannot be written.
    """
    given = {each.name: getattr(options, each.name) for each in fields(AlignOptions)}
    # The texts are kept whole; exports leave numbers out.
    given["numbers"] = "keep"
    pair = align(as_text(zh), as_text(en), **given, progress=progress)
    if progress:
        progress("write", 0, 1)
    segments = [
        *_segments(pair.zh, pair.zh_segments, "zh", 1),
        *_segments(pair.en, pair.en_segments, "en", 1 + len(pair.zh_segments)),
    ]
    offset = len(pair.zh_segments)
    first = len(segments) + 1
    beads = _as_links_say(pair.beads, options.pins)
    rows = [_row(first + place, place, bead, offset) for place, bead in enumerate(beads)]
    state = state_of(segments, rows)
    findings: dict[int, list[dict[str, Any]]] = {}
    for finding in pair.findings:
        row = rows[finding.unit]
        findings.setdefault(row.id, []).append(finding_view(finding, state, row))
    _write(path, state, _meta(pair, options), findings)


def _as_links_say(beads: Sequence[Bead], pins: Sequence[str | os.PathLike[str]]) -> list[Bead]:
    """Beads that are links of a file with the confidence that it gives them."""
    said = {(one.zh, one.en): one.confidence for path in pins for one in read_pins(path).beads}
    return [replace(one, confidence=said.get((one.zh, one.en), one.confidence)) for one in beads]


def create_from_pairs(path: Path, source: str | os.PathLike[str]) -> None:
    """Write the project of a file of pairs (TMX, table, XLIFF, …): a row for each.

    Raises:
        InputError: it cannot be read, or has no pairs.
    """
    from duizhao.corpora.skipped import Skipped
    from duizhao.memory.sources import read_pairs

    segments: list[TextSegment] = []
    rows: list[Row] = []
    counts: dict[Language, int] = {"zh": 0, "en": 0}
    skipped: list[list[str]] = []
    documents: set[tuple[str, str]] = set()
    for item in read_pairs(source):
        if isinstance(item, Skipped):
            skipped.append([item.place, item.reason])
            continue
        unit = item.unit
        documents.add((unit.zh_file, unit.en_file))
        own: dict[Language, tuple[int, ...]] = {"zh": (), "en": ()}
        sides: tuple[tuple[Language, str, Any], ...] = (
            ("zh", unit.zh, unit.zh_codes),
            ("en", unit.en, unit.en_codes),
        )
        for side, text, codes in sides:
            if not text.strip():
                continue
            place = counts[side]
            counts[side] += 1
            number = len(segments) + 1
            kind = unit.kind or "body"
            segments.append(
                TextSegment(
                    number, side, Fraction(place), str(place + 1), text, text,
                    paragraph=place, kind=kind, label=unit.label, codes=codes,
                )
            )  # fmt: skip
            own[side] = (number,)
        if own["zh"] or own["en"]:
            place = len(rows)
            rows.append(
                Row(
                    0, Fraction(place), own["zh"], own["en"],
                    confidence=unit.confidence, reasons=unit.reasons, moved=unit.moved,
                )
            )  # fmt: skip
    if not rows:
        raise EmptyFileError("holds no pairs", path=source, mend="give another file")
    first = len(segments) + 1
    numbered = [
        Row(
            first + place, row.rank, row.zh, row.en,
            confidence=row.confidence, reasons=row.reasons, moved=row.moved,
        )
        for place, row in enumerate(rows)
    ]  # fmt: skip
    # Pairs of several documents are not those of any.
    zh, en = documents.pop() if len(documents) == 1 else ("", "")
    meta = {
        "zh": zh,
        "en": en,
        "pairs": as_text(Path(source).resolve()),
        "title": Path(source).name,
        "notes": [f"{place}: {reason}" for place, reason in skipped[:20]],
        "level": "line",
        "places": {},
    }
    _write(path, state_of(segments, numbered), meta, {})


def _segments(
    document: Document, segments: Sequence[Segment], side: Language, first: int
) -> Iterable[TextSegment]:
    end = last = 0
    for place, (segment, (paragraph, start, stop)) in enumerate(
        zip(segments, spans(segments, document), strict=True)
    ):
        whole = document.paragraphs[paragraph]
        end = end if paragraph == last else 0
        yield TextSegment(
            first + place,
            side,
            Fraction(place),
            str(place + 1),
            segment.text,
            segment.text,
            whole.text[end:start] if place and paragraph == last else "",
            paragraph,
            str(segment.kind),
            segment.label,
            within(whole.codes, start, stop),
        )
        end, last = stop, paragraph


def _row(number: int, place: int, bead: Bead, offset: int) -> Row:
    return Row(
        number,
        Fraction(place),
        tuple(1 + position for position in bead.zh),
        tuple(1 + offset + position for position in bead.en),
        confidence=round(bead.confidence, 4),
        reasons=bead.reasons,
        moved=bead.moved,
    )


def _meta(pair: Pair, options: AlignOptions) -> dict[str, Any]:
    places = {
        side: {
            str(number): [one.page, one.place]
            for number, one in enumerate(document.paragraphs)
            if one.page or one.place
        }
        for side, document in (("zh", pair.zh), ("en", pair.en))
    }
    return {
        "zh": as_text(Path(pair.zh.path).resolve()),
        "en": as_text(Path(pair.en.path).resolve()),
        "title": f"{Path(pair.zh.path).name} ↔ {Path(pair.en.path).name}",
        "level": options.level,
        "encoder": options.encoder,
        "dictionary": str(options.dictionary or ""),
        "weights": str(Path(options.weights).resolve()) if options.weights else "",
        "termbases": [str(Path(one).resolve()) for one in options.termbase],
        "signature": pair.signature,
        "notes": list(pair.notes),
        "changes": len(pair.zh.changes) + len(pair.en.changes),
        "places": places,
    }


def _write(path: Path, state: State, meta: Mapping[str, Any], findings: Mapping[int, Any]) -> None:
    """Make the file, whole or not at all; one of that name stays."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        file = ProjectFile(temporary, create=True)
        try:
            file.fill(state, meta, findings)
        finally:
            file.close()
        try:
            os.link(temporary, path)
        except FileExistsError as error:
            raise OutputError(
                "already exists", path=path, mend="open it, or move it away"
            ) from error
        except OSError:  # a file system without hard links
            temporary.replace(path)
    finally:
        for end in ("", "-wal", "-shm"):
            temporary.with_name(temporary.name + end).unlink(missing_ok=True)
