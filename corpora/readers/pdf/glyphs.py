"""From a page of a PDF to the characters on it and where each stands."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ..lines import HAN
from .characters import SYMBOL_FONTS, UNREAD, character, is_high, whole
from .drawings import Box, Drawings, read_drawings
from .runs import Glyph, Run, runs_of

MOST_GLYPHS = 400_000
"""Most characters of one page."""
_ASCENT = 0.88
"""How far a Chinese character reaches above its baseline, in ems."""
_BULLET_GAP = 3.0
"""Widest gap, in ems, between a drawn bullet and its text."""
_SIGN_LETTERS = frozenset("§¨·ØüûvqnloutFGJLK®ÊËàâðñòóþý")
"""Letters that draw bullets in symbol fonts."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page.

    Attributes:
        number: 1-based.
        width, height: in points, as the text runs.
        runs: in the order of the file.
        drawings: strokes and pictures.
        tilted: text at another angle than most, which is left out.
        unread: how many characters there are of which the font does not say what they are.
        confidence: of its text, 0 to 1, where that was recognised in a picture.
    """

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    drawings: Drawings
    tilted: str
    unread: int
    confidence: float | None = None


def read_sheet(page: pdfium.PdfPage, number: int) -> Sheet:
    """Read a page.

    Raises:
        pdfium.PdfiumError: it is damaged.
    """
    # Where characters stand is told without the page's own rotation, so its size is too.
    left, bottom, right, top = page.get_mediabox()
    width, height = abs(right - left), abs(top - bottom)
    textpage = page.get_textpage()
    try:
        glyphs = _glyphs(textpage)
        angle, upright, tilted = _upright(glyphs, width, height)
        runs = [_with_sign(run, glyph, textpage) for run, glyph in runs_of(upright)]
    finally:
        textpage.close()
    drawings = read_drawings(page, width, height, angle)
    runs += _bullets(drawings.dots, runs)
    if angle % 180:
        width, height = height, width
    unread = sum(run.text.count(UNREAD) for run in runs) + tilted.count(UNREAD)
    return Sheet(number, width, height, tuple(runs), drawings, tilted, unread)


def _glyphs(textpage: pdfium.PdfTextPage) -> list[Glyph]:
    found: list[Glyph] = []
    high = 0
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    for index in range(min(raw.FPDFText_CountChars(textpage), MOST_GLYPHS)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if high:
            # A character beyond U+FFFF comes as two halves.
            found[-1].char = character(whole(high, code))
            high = 0
            continue
        char = character(code)
        if not char or not raw.FPDFText_GetCharOrigin(textpage, index, x, y):
            continue
        if raw.FPDFText_HasUnicodeMapError(textpage, index) == 1:
            char = UNREAD
        high = code if is_high(code) else 0
        generated = raw.FPDFText_IsGenerated(textpage, index) == 1
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        raw.FPDFText_GetMatrix(textpage, index, matrix)
        size = raw.FPDFText_GetFontSize(textpage, index) * (math.hypot(matrix.c, matrix.d) or 1.0)
        angle = 0
        if matrix.b or matrix.a < 0:
            turn = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
            angle = round(turn) * 90 % 360 if abs(turn - round(turn)) < 0.05 else -1
        end = box.left if angle == 180 else box.right
        top = box.bottom if angle == 270 else box.top
        found.append(Glyph(char, x.value, y.value, end, top, size, angle, generated, index))
    return found


def _upright(glyphs: list[Glyph], width: float, height: float) -> tuple[int, list[Glyph], str]:
    """The angle of a page's text, its glyphs turned to run from left to right, and the rest."""
    if _is_vertical(glyphs):
        for glyph in glyphs:
            if glyph.angle == 0:
                _lay(glyph, height)
        angle, kept = 270, {0, 270}
    else:
        angles = Counter(glyph.angle for glyph in glyphs if not glyph.generated)
        angle = max(angles.most_common(1)[0][0], 0) if angles else 0
        kept = {angle}
    upright = [glyph for glyph in glyphs if glyph.angle in kept or glyph.generated]
    tilted = "".join(g.char for g in glyphs if g.angle not in kept and not g.generated).strip()
    if angle:
        for glyph in upright:
            if glyph.angle == angle:
                _turn(glyph, angle, width, height)
    if len(kept) > 1:
        _settle(upright)
    return angle, upright, tilted


def _is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Whether Chinese characters follow each other downwards rather than to the right."""
    down = right = 0
    shown = [glyph for glyph in glyphs if glyph.angle == 0 and not glyph.generated]
    for before, after in pairwise(shown):
        size = max(after.size, 0.1)
        across, along = (after.x - before.x) / size, (before.y - after.y) / size
        if abs(across) < 0.2 and 0.8 < along < 1.6:
            down += 1
        elif abs(along) < 0.2 and 0 < across < 2:
            right += 1
    return down > 10 and down > 2 * right and sum(bool(HAN.match(g.char)) for g in shown) > down / 2


def _lay(glyph: Glyph, height: float) -> None:
    """Turn an upright glyph of a vertical line, so that its line runs from left to right."""
    glyph.x, glyph.y = height - glyph.y - _ASCENT * glyph.size, glyph.x
    glyph.end, glyph.top = glyph.x + glyph.size, glyph.y + glyph.size


def _settle(glyphs: Sequence[Glyph]) -> None:
    """Put letters that lie on their side on the baseline of the characters around them."""
    for before, after in pairwise(glyphs):
        if abs(before.y - after.y) < 0.5 * after.size and not before.generated:
            after.y = before.y


def _turn(glyph: Glyph, angle: int, width: float, height: float) -> None:
    """Turn a glyph so that its line runs from left to right."""
    x, y, end, top = glyph.x, glyph.y, glyph.end, glyph.top
    if angle == 90:
        glyph.x, glyph.end, glyph.y = y, top, width - x
    elif angle == 180:
        glyph.x, glyph.end, glyph.y = width - x, width - end, height - y
    else:
        glyph.x, glyph.end, glyph.y = height - y, height - top, x


def _bullets(dots: Sequence[Box], runs: Sequence[Run]) -> list[Run]:
    """Dots left of the first run of a line, as the bullets that they are."""
    found = []
    for left, bottom, right, top in dots:
        middle = (bottom + top) / 2
        line = [
            run for run in runs if run.base - 0.1 * run.size < middle < run.base + 0.8 * run.size
        ]
        if not line:
            continue
        first = min(line, key=lambda run: run.left)
        if 0 < first.left - right < _BULLET_GAP * first.size:
            found.append(Run("•", left, right, first.base, first.size))
    return found


def _with_sign(run: Run, glyph: Glyph, textpage: pdfium.PdfTextPage) -> Run:
    """A run, marked as a sign when its only letter is of a symbol font."""
    if run.text not in _SIGN_LETTERS:
        return run
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(textpage, glyph.index, name, len(name), ctypes.c_int())
    font = name.value.decode("utf-8", "replace").lower().replace(" ", "")
    return replace(run, sign=any(part in font for part in SYMBOL_FONTS))
