"""A corrected worksheet taken back: pins, borders and edits, and the documents aligned by them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from os import PathLike, fspath
from pathlib import Path

from duizhao.align.aligner import Aligner
from duizhao.align.bead import Bead
from duizhao.align.encode import load
from duizhao.align.pinned_borders import with_borders
from duizhao.align.pins import Border, PinnedText, Pins
from duizhao.align.project import sentences
from duizhao.corpora.codes import CodeKind
from duizhao.corpora.document import Document, Language, Segment
from duizhao.corpora.entry import Entry, Status, from_units
from duizhao.corpora.errors import MissingFileError
from duizhao.corpora.sentences.srx import read_splitters
from duizhao.corpora.unit import Unit
from duizhao.levels import whole_paragraphs
from duizhao.options import AlignOptions
from duizhao.pair import Pair
from duizhao.pipeline import align_documents, read_documents
from duizhao.review.state import RowState
from duizhao.units import spans

from .files import read_worksheet
from .places import Placed, placed
from .rows import WorkRow, Worksheet, options_of

EDITED = "edited by a person"
_NUMBERS = frozenset((CodeKind.NUMBER, CodeKind.NOTE))


@dataclass(frozen=True, slots=True)
class Applied:
    """A worksheet taken back.

    Attributes:
        pair: the documents, aligned and edited as it says.
        entries: the pairs as entries for a memory: checked where a person changed or confirmed
            the row.
        lost: texts of rows that are not in the documents, and texts of the documents that no
            row holds, a sentence each.
        borders: segments that were cut in two.
        edited: pairs whose text was edited.
    """

    pair: Pair
    entries: tuple[Entry, ...]
    lost: tuple[str, ...]
    borders: int
    edited: int


def apply(
    path: str | PathLike[str],
    zh: str | PathLike[str] | None = None,
    en: str | PathLike[str] | None = None,
) -> Applied:
    """Align the documents of a worksheet again, around the rows that a person decided.

    Args:
        path: the worksheet, ``.xlsx`` or ``.docx``.
        zh, en: the documents, where they are not where the worksheet says.

    Raises:
        InputError: the worksheet or a document cannot be used.
    """
    sheet = read_worksheet(path)
    paths = [_document(given, sheet, side, path) for given, side in ((zh, "zh"), (en, "en"))]
    options = options_of(sheet.about)
    left, right, notes = read_documents(paths[0], paths[1], options, stated=True)
    rows = sheet.rows
    first = _CutText.of(left, options).cut([row.zh for row in rows], options)
    second = _CutText.of(right, options).cut([row.en for row in rows], options)
    beads: list[Bead] = []
    by_bead: dict[tuple[tuple[int, ...], tuple[int, ...]], WorkRow] = {}
    for row, zh_places, en_places in zip(rows, first.places, second.places, strict=True):
        sides = [(zh_places, ()), ((), en_places)] if row.state == RowState.REJECTED else []
        for one in sides or [(zh_places, en_places)]:
            if row.is_decided and (one[0] or one[1]):
                beads.append(Bead(*one))
                by_bead[one] = row
    aligner = Aligner(load(options.encoder), options.settings)
    pins = Pins(beads=tuple(beads))
    pair = align_documents(first.document, second.document, notes, aligner, options, pins=pins)
    units, status = [], []
    for unit in pair.units:
        found = by_bead.get((unit.zh_segments, unit.en_segments))
        made = _edited(unit, found, first, second, rows) if found else unit
        units.append(made)
        status.append(None if found is None or found.state == RowState.REJECTED else Status.CHECKED)
    made_pair = replace(pair, units=tuple(units), decided=tuple(beads))
    entries = tuple(
        entry if state is None else replace(entry, status=state)
        for entry, state in zip(from_units(units), status, strict=True)
        if not entry.unit.is_null
    )
    edited = sum(EDITED in unit.reasons for unit in units)
    lost = (*first.lost, *second.lost)
    return Applied(made_pair, entries, lost, first.borders + second.borders, edited)


def _document(
    given: str | PathLike[str] | None, sheet: Worksheet, side: str, path: str | PathLike[str]
) -> str:
    if given is not None:
        return fspath(given)
    named = sheet.about.get(side, "")
    for place in (Path(named), Path(path).parent / Path(named).name):
        if named and place.is_file():
            return str(place)
    raise MissingFileError(
        f"its {'Chinese' if side == 'zh' else 'English'} document {named or '?'} is not there",
        path=path,
        mend=f"say where with --{side} FILE",
    )


def _edited(unit: Unit, row: WorkRow, zh: _CutText, en: _CutText, rows: Sequence[WorkRow]) -> Unit:
    """The unit with the texts of its row, where these were edited."""
    number = next(n for n, one in enumerate(rows) if one is row)
    made = unit
    if unit.zh and zh.found[number].is_edited:
        made = replace(made, zh=row.zh.strip(), zh_codes=())
    if unit.en and en.found[number].is_edited:
        made = replace(made, en=row.en.strip(), en_codes=())
    return made if made is unit else replace(made, reasons=(*unit.reasons, EDITED))


@dataclass(frozen=True, slots=True)
class _CutText:
    """A document on one side of a worksheet.

    Attributes:
        document: as it is, or as rows cut it.
        segments: of it.
        whole: its text without spaces, numbers and note marks.
        where: of each character of `whole`: its segment, and its place in the paragraph.
        starts: place in `whole` at which each segment begins.
        found: what the rows hold of it.
        places: segments of each row.
        lost: texts without a place, a sentence each.
        borders: how many were put in.
    """

    document: Document
    segments: tuple[Segment, ...]
    whole: str
    where: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]
    found: tuple[Placed, ...] = ()
    places: tuple[tuple[int, ...], ...] = ()
    lost: tuple[str, ...] = ()
    borders: int = 0

    @classmethod
    def of(cls, document: Document, options: AlignOptions) -> _CutText:
        """A document as it is."""
        if options.level == "sentence":
            splitters = read_splitters(options.srx) if options.srx else {}
            language = document.language
            segments = tuple(
                sentences(document.paragraphs, language, options.semicolon, splitters.get(language))
            )
        else:
            segments = whole_paragraphs(document)
        text: list[str] = []
        where: list[tuple[int, int]] = []
        starts = []
        for number, (paragraph, start, end) in enumerate(spans(segments, document)):
            starts.append(len(text))
            each = document.paragraphs[paragraph]
            made = {
                place
                for code in each.codes
                if code.kind in _NUMBERS
                for place in range(code.start, code.end)
            }
            kept = [n for n in range(start, end) if n not in made and not each.text[n].isspace()]
            # A side that is nothing but a number keeps it.
            kept = kept or [n for n in range(start, end) if not each.text[n].isspace()]
            text += [each.text[n] for n in kept]
            where += [(number, n) for n in kept]
        return cls(document, segments, "".join(text), tuple(where), tuple(starts))

    def cut(self, rows: Sequence[str], options: AlignOptions) -> _CutText:
        """The side with a border wherever rows part a segment, and with what the rows hold."""
        found = placed(rows, self.whole, self.starts)
        edges = {edge for one in found if one.where for edge in one.where}
        inside = sorted(edge for edge in edges - set(self.starts) if 0 < edge < len(self.whole))
        borders = []
        for edge in inside:
            number, place = self.where[edge]
            paragraph = self.segments[number].paragraph
            texts = [each.text for each in self.document.paragraphs]
            language: Language = self.document.language
            borders.append(Border(language, PinnedText.of(texts, paragraph), place))
        document, lost = with_borders(self.document, borders)
        side = _CutText.of(document, options) if borders else self
        places: list[tuple[int, ...]] = []
        paired: set[int] = set()
        left_out = list(lost)
        name = "Chinese" if document.language == "zh" else "English"
        for number, (one, text) in enumerate(zip(found, rows, strict=True), 2):
            here: tuple[int, ...] = ()
            if one.where:
                first = bisect_right(side.starts, one.where[0]) - 1
                here = tuple(range(first, bisect_left(side.starts, one.where[1])))
            elif text.strip():
                left_out.append(f"row {number}: not in the {name} document: {text.strip()[:60]}")
            places.append(here)
            paired |= set(here)
        for number, segment in enumerate(side.segments):
            if number not in paired and segment.text.strip():
                left_out.append(f"no row has this {name} text: {segment.text.strip()[:60]}")
        return replace(
            side,
            found=tuple(found),
            places=tuple(places),
            lost=tuple(left_out),
            borders=len(borders),
        )
