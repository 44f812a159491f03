"""The whole of a PDF: pages to rows, rows to paragraphs."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpora.document import Block, Change, Role, Source
from corpora.errors import EmptyFileError, FormatError, UnsafeFileError
from corpora.layout.glue import Joint, Style, joint, style_of

from ..limits import LIMITS, Limits, check_file
from ..marks import lower_mark
from .glyphs import Sheet, read_sheet
from .paragraphs import cut_length, measure, paragraphs, typical_size
from .rows import Row, in_columns, rows_of
from .zones import Zones, furniture_of, note_mark, split

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FEW = 20
"""Characters up to which a page that is a picture counts as scanned."""


def read(path: str | os.PathLike[str], limits: Limits = LIMITS) -> Source:
    """Read a PDF; errors as `corpora.readers.pdf.read`."""
    check_file(path, limits)
    sheets, changes = _sheets(path, limits)
    _check_text(path, sheets)
    rows = {sheet.number: rows_of(sheet.runs, sheet.number) for sheet in sheets}
    furniture = furniture_of(rows)
    everything = [row for page in rows.values() for row in page]
    body_size = typical_size([row for row in everything if row not in furniture])
    marks = _marks(everything)
    zones = {
        sheet.number: split(rows[sheet.number], furniture, sheet.rules, body_size, marks)
        for sheet in sheets
    }
    blocks, joins = _blocks(sheets, zones, marks)
    return Source(os.fspath(path), "pdf", tuple(blocks), lines=False, skipped=(*changes, *joins))


def _sheets(path: str | os.PathLike[str], limits: Limits) -> tuple[list[Sheet], list[Change]]:
    damaged = FormatError(
        "is damaged and cannot be opened", path=path, mend="open it in a viewer and print it anew"
    )
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise UnsafeFileError("is encrypted", path=path, mend="remove its password") from error
        raise damaged from error
    sheets: list[Sheet] = []
    changes: list[Change] = []
    end = time.monotonic() + limits.seconds
    with document:
        if len(document) > limits.pages:
            raise UnsafeFileError(
                f"has {len(document)} pages; at most {limits.pages} are read",
                path=path,
                mend="split it into parts",
            )
        for index in range(len(document)):
            if time.monotonic() > end:
                raise UnsafeFileError(
                    f"takes longer than {limits.seconds:.0f} seconds", path=path, mend="split it"
                )
            place = f"page {index + 1}"
            try:
                page = document[index]
                sheet = read_sheet(page, index + 1)
                page.close()
            except (pdfium.PdfiumError, ValueError, OverflowError) as error:
                changes.append(Change("skipped", f"a damaged page ({error})", "", place))
                continue
            if sheet.tilted:
                reason = "text at an angle to the rest"
                changes.append(Change("skipped", reason, sheet.tilted[:200], place))
            if _is_scanned(sheet):
                reason = "a scanned page: a picture without text, which needs text recognition"
                changes.append(Change("skipped", reason, "", place))
            sheets.append(sheet)
    if not sheets:
        raise damaged
    return sheets, changes


def _is_scanned(sheet: Sheet) -> bool:
    return sheet.pictures > 0.5 and sum(len(run.text) for run in sheet.runs) <= _FEW


def _check_text(path: str | os.PathLike[str], sheets: Sequence[Sheet]) -> None:
    letters = sum(len(run.text) for sheet in sheets for run in sheet.runs)
    scanned = sum(_is_scanned(sheet) for sheet in sheets)
    if scanned and letters <= _FEW * len(sheets):
        raise EmptyFileError(
            f"is scanned: {scanned} of its {len(sheets)} pages are pictures without text",
            path=path,
            mend="run text recognition (OCR) on it first",
        )
    if not letters:
        raise EmptyFileError("has no text in it", path=path, mend="check that it is the right file")
    strange = sum(sheet.unmapped * sum(len(run.text) for run in sheet.runs) for sheet in sheets)
    if strange > 0.5 * letters:
        raise FormatError(
            "does not say which characters its fonts draw",
            path=path,
            mend="run text recognition (OCR) on it first",
        )


def _marks(rows: Sequence[Row]) -> Counter[str]:
    """Raised marks inside the text, not at its head."""
    found: Counter[str] = Counter()
    for row in rows:
        held = ""
        for char in row.text[len(row.mark) :] + " ":
            if char in _SUPERSCRIPTS:
                held += char
            elif held:
                found[held] += 1
                held = ""
    return found


def _blocks(
    sheets: Sequence[Sheet], zones: dict[int, Zones], marks: Counter[str]
) -> tuple[list[Block], list[Change]]:
    columns = {sheet.number: in_columns(zones[sheet.number].body, sheet.width) for sheet in sheets}
    notes = {sheet.number: in_columns(zones[sheet.number].notes, sheet.width) for sheet in sheets}
    how = measure([rows for page in columns.values() for rows in page])
    style = style_of([row.text for page in columns.values() for rows in page for row in rows])
    bodies = {
        number: [paragraph for rows in page for paragraph in paragraphs(rows, how)]
        for number, page in columns.items()
    }
    cut_at = cut_length([paragraph for page in bodies.values() for paragraph in page])
    blocks: list[Block] = []
    changes: list[Change] = []
    for sheet in sheets:
        number = sheet.number
        zone = zones[number]
        blocks += [
            Block(row.text, f"page {number}", Role.FURNITURE, page=number) for row in zone.furniture
        ]
        for paragraph in bodies[number]:
            block, joins = _block(paragraph, style, cut_at)
            blocks.append(block)
            changes += joins
        for rows in notes[number]:
            for paragraph in _notes(rows, marks):
                block, joins = _block(paragraph, style, cut_at, marks)
                blocks.append(block)
                changes += joins
    return blocks, changes


def _notes(rows: Sequence[Row], marks: Counter[str]) -> list[list[Row]]:
    """Notes: each begins with a mark; what comes before the first goes on from elsewhere.

    A figure that is not raised begins a note only where it is the next in order, since a
    number may stand at the head of any row.
    """
    found: list[list[Row]] = []
    last = ""
    for row in rows:
        mark = note_mark(row, marks)
        if mark and row.text.startswith(mark[0]):
            begins = True
        elif mark:
            begins = not last or _follows(lower_mark(last), lower_mark(mark[0]))
        else:
            begins = False
        if begins or not found:
            found.append([])
            last = mark[0] if mark else last
        found[-1].append(row)
    return found


def _follows(before: str, after: str) -> bool:
    if before.isdecimal() and after.isdecimal():
        return int(after) == int(before) + 1
    return len(before) == len(after) == 1 and ord(after) == ord(before) + 1


def _block(
    rows: Sequence[Row], style: Style, cut_at: int, marks: Counter[str] | None = None
) -> tuple[Block, list[Change]]:
    first = rows[0]
    place = f"page {first.page}"
    note = ""
    text = first.text
    role = Role.TABLE_CELL if first.cell else Role.TEXT
    if marks is not None:
        role = Role.FOOTNOTE
        found = note_mark(first, marks)
        if found:
            note, text = found
    changes = []
    for before, row in pairwise(rows):
        how = Joint(0, "") if len(before.text) == cut_at else joint(text, row.text, style)
        around = f"{text[-24:]}⏎{row.text[:24]}"
        changes.append(Change("joined", "a line that was wrapped", around, place))
        if how.cut:
            reason = "a hyphen that divided a word at a line end"
            changes.append(Change("removed", reason, text[-how.cut :], place))
        text = text[: len(text) - how.cut] + how.between + row.text
    return Block(text, place, role, note=note, page=first.page), changes
