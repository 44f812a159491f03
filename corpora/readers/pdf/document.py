"""A PDF file opened within limits, and what is wrong with it."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from duizhao.corpora.document import Change, Source
from duizhao.corpora.errors import EmptyFileError, FormatError, UnsafeFileError
from duizhao.corpora.skipped import PICTURE

from ..limits import LIMITS, Limits, check_file
from . import page_time, recognition
from .characters import UNREAD
from .fonts import with_whole_maps
from .glyphs import Sheet, read_sheet
from .pages import blocks_of

_UNREAD = 0.02
"""Share of characters without a name from which a file is refused."""
_FEW = 20
"""Characters up to which a page that is a picture counts as scanned."""
_FEW_LINES = 3
"""Lines up to which it does so too."""


def read(path: str | os.PathLike[str], limits: Limits = LIMITS) -> Source:
    """Read a PDF; errors as `duizhao.corpora.readers.pdf.read`."""
    check_file(path, limits)
    sheets, changes = _sheets(path, limits)
    if any(sheet.unread for sheet in sheets) and (mended := with_whole_maps(path)) is not None:
        sheets, changes = _sheets(path, limits, mended)
    late: list[Change] = []
    if any(map(_needs_recognition, sheets)) and recognition.is_installed():
        sheets, late = _recognised(path, sheets)
    changes += [*_pictures(sheets, late), *_unread(sheets)]
    _check_text(path, sheets, late)
    blocks, joins = blocks_of(sheets)
    pages = {sheet.number for sheet in sheets if sheet.confidence is not None}
    marked = tuple(
        replace(block, place=f"{block.place}, recognised") if block.page in pages else block
        for block in blocks
    )
    return Source(os.fspath(path), "pdf", marked, lines=False, skipped=(*changes, *joins))


def _needs_recognition(sheet: Sheet) -> bool:
    return _is_scanned(sheet) or sheet.unread > _UNREAD * letters(sheet)


def _recognised(
    path: str | os.PathLike[str], sheets: Sequence[Sheet]
) -> tuple[list[Sheet], list[Change]]:
    """The sheets, with the text that was recognised where they had none that can be read.

    Returns:
        And those pages that took too long.
    """
    seconds = page_time.seconds_a_page()
    recogniser = recognition.Recogniser(seconds)
    found, late = list(sheets), []
    with pdfium.PdfDocument(path) as document:
        for position, sheet in enumerate(sheets):
            if _needs_recognition(sheet):
                page = document[sheet.number - 1]
                try:
                    found[position] = recogniser.read(page, sheet) or sheet
                except page_time.TooSlowError:
                    reason = f"a scanned page: text recognition took longer than {seconds:g} s"
                    late.append(Change("skipped", reason, "", f"page {sheet.number}"))
                page.close()
    return found, late


def _sheets(
    path: str | os.PathLike[str], limits: Limits, mended: bytes | None = None
) -> tuple[list[Sheet], list[Change]]:
    """What stands on the pages of a file, or of its mended copy."""
    damaged = FormatError(
        "is damaged and cannot be opened",
        path=path,
        mend="open it in a viewer and print it to PDF again",
    )
    try:
        document = pdfium.PdfDocument(path if mended is None else mended)
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
            sheets.append(sheet)
    if not sheets:
        raise damaged
    return sheets, changes


def _is_scanned(sheet: Sheet) -> bool:
    """Whether a page is a picture; a scan may have a running head or a stamp as text."""
    lines = {round(run.base) for run in sheet.runs}
    if sheet.confidence is not None:
        return False
    return sheet.drawings.pictures > 0.5 and (letters(sheet) <= _FEW or len(lines) <= _FEW_LINES)


def letters(sheet: Sheet) -> int:
    """How many characters stand on a page."""
    return sum(len(run.text) for run in sheet.runs)


def _pictures(sheets: Sequence[Sheet], late: Sequence[Change]) -> list[Change]:
    """Pages that are pictures, recognised or not, and pictures on others."""
    found = list(late)
    slow = {change.place for change in late}
    for sheet in sheets:
        place = f"page {sheet.number}"
        if place in slow:
            continue
        if sheet.confidence is not None:
            reason = f"text recognised in a picture, confidence {sheet.confidence:.2f}"
            found.append(Change("recognised", reason, "", place))
        elif _is_scanned(sheet):
            reason = "a scanned page: a picture whose text needs text recognition (OCR)"
            found.append(Change("skipped", reason, "", place))
        else:
            found += [Change("skipped", PICTURE, "", place)] * sheet.drawings.figures
    return found


def _check_text(
    path: str | os.PathLike[str], sheets: Sequence[Sheet], late: Sequence[Change]
) -> None:
    mend = page_time.MEND if late else recognition.MEND
    total = sum(map(letters, sheets))
    scanned = sum(map(_is_scanned, sheets))
    if scanned and (scanned == len(sheets) or total <= _FEW * len(sheets)):
        raise EmptyFileError(
            f"is scanned: {scanned} of its {len(sheets)} pages are pictures without text",
            path=path,
            mend=mend,
        )
    if not total:
        raise EmptyFileError("has no text in it", path=path, mend="check that it is the right file")
    unread = sum(sheet.unread for sheet in sheets)
    if unread > _UNREAD * total:
        pages = [sheet.number for sheet in sheets if sheet.unread]
        raise FormatError(
            f"does not say which characters its fonts draw: {unread:,} of {total:,} cannot be "
            f"read, on {_pages(pages)}",
            path=path,
            mend=mend,
        )


def _pages(numbers: Sequence[int]) -> str:
    """Pages for a message: page 3, pages 1, 2, 5 and 7 more."""
    shown = ", ".join(str(number) for number in numbers[:5])
    more = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
    return f"page{'s' if len(numbers) > 1 else ''} {shown}{more}"


def _unread(sheets: Sequence[Sheet]) -> list[Change]:
    """For each page, how many characters could not be read; the text shows � for them."""
    return [
        Change(
            "skipped",
            f"characters that their fonts do not name: {sheet.unread}",
            UNREAD * min(sheet.unread, 200),
            f"page {sheet.number}",
        )
        for sheet in sheets
        if sheet.unread
    ]
