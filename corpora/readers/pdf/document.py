"""A PDF file opened within limits, and what is wrong with it."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from duizhao.corpora.counted import counted
from duizhao.corpora.document import Change, Source
from duizhao.corpora.errors import EmptyFileError, FormatError, UnsafeFileError

from ..limits import LIMITS, Limits, check_file
from .characters import UNREAD
from .fonts import with_whole_maps
from .glyphs import Sheet, read_sheet
from .pages import blocks_of

_UNREAD = 0.02
"""Share of characters without a name from which a file is refused."""
_FEW = 20
"""Characters up to which a page that is a picture counts as scanned."""


def read(path: str | os.PathLike[str], limits: Limits = LIMITS) -> Source:
    """Read a PDF; errors as `duizhao.corpora.readers.pdf.read`."""
    check_file(path, limits)
    sheets, changes = _sheets(path, limits)
    if any(sheet.unread for sheet in sheets) and (mended := with_whole_maps(path)) is not None:
        sheets, changes = _sheets(path, limits, mended)
    changes += _unread(sheets)
    _check_text(path, sheets)
    blocks, joins = blocks_of(sheets)
    return Source(os.fspath(path), "pdf", tuple(blocks), lines=False, skipped=(*changes, *joins))


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
            if _is_scanned(sheet):
                reason = "a scanned page: a picture without text, which needs text recognition"
                changes.append(Change("skipped", reason, "", place))
            sheets.append(sheet)
    if not sheets:
        raise damaged
    return sheets, changes


def _is_scanned(sheet: Sheet) -> bool:
    return sheet.drawings.pictures > 0.5 and sum(len(run.text) for run in sheet.runs) <= _FEW


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
    unread = sum(sheet.unread for sheet in sheets)
    if unread > _UNREAD * letters:
        pages = [sheet.number for sheet in sheets if sheet.unread]
        raise FormatError(
            f"does not say which characters its fonts draw: {unread:,} of {letters:,} cannot be "
            f"read, on {_pages(pages)}",
            path=path,
            mend="run text recognition (OCR) on it first",
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
            f"{counted(sheet.unread, 'character')} that the fonts of the page do not name",
            UNREAD,
            f"page {sheet.number}",
        )
        for sheet in sheets
        if sheet.unread
    ]
