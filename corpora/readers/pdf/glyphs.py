"""From a page of a PDF to runs of characters that stand side by side."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ..lines import HAN
from .drawings import Drawings, read_drawings

HYPHENS = frozenset((0x02, 0xFFFE))
"""How pdfium marks a hyphen at the end of a line."""
MOST_GLYPHS = 400_000
"""Most characters of one page."""
_LIGATURES = dict(enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"), 0xFB00))
_RADICALS = range(0x2F00, 0x2FE0)
_SPACE = 0.2
"""Gap between Latin letters, in ems, that is a space."""
_WIDE_SPACE = 0.23
"""The same beside a Chinese character, unless the page shows how wide its spaces are."""
_FAR = 1.2
"""Gap, in ems, that ends a run."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one size on one baseline without a gap; upright coordinates in points.

    Attributes:
        text: the characters, spaces between words included.
        left, right: from the first to the last of them.
        base: height of the baseline above the foot of the page.
        size: height of an em.
    """

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page.

    Attributes:
        number: 1-based.
        width, height: in points, as the text runs.
        runs: in the order of the file.
        drawings: strokes and pictures.
        tilted: text at another angle than most, which is left out.
        unmapped: share of characters of which the font does not say what they are.
    """

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    drawings: Drawings
    tilted: str
    unmapped: float


@dataclass(slots=True)
class _Glyph:
    char: str
    x: float
    y: float
    end: float
    top: float
    size: float
    angle: int
    generated: bool


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
        glyphs, unmapped = _glyphs(textpage)
    finally:
        textpage.close()
    angles = Counter(glyph.angle for glyph in glyphs if not glyph.generated)
    main = angles.most_common(1)[0][0] if angles else 0
    main = max(main, 0)
    tilted = "".join(g.char for g in glyphs if g.angle != main and not g.generated).strip()
    upright = [g for g in glyphs if g.angle == main or g.generated]
    if main:
        for glyph in upright:
            _turn(glyph, main, width, height)
    drawings = read_drawings(page, width, height, main)
    if main % 180:
        width, height = height, width
    return Sheet(number, width, height, tuple(_runs(upright)), drawings, tilted, unmapped)


def _glyphs(textpage: pdfium.PdfTextPage) -> tuple[list[_Glyph], float]:
    found: list[_Glyph] = []
    strange = 0
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    for index in range(min(raw.FPDFText_CountChars(textpage), MOST_GLYPHS)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        char = _character(code)
        if not char or not raw.FPDFText_GetCharOrigin(textpage, index, x, y):
            continue
        generated = raw.FPDFText_IsGenerated(textpage, index) == 1
        strange += raw.FPDFText_HasUnicodeMapError(textpage, index) == 1
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        raw.FPDFText_GetMatrix(textpage, index, matrix)
        size = raw.FPDFText_GetFontSize(textpage, index) * (math.hypot(matrix.c, matrix.d) or 1.0)
        angle = 0
        if matrix.b or matrix.a < 0:
            turn = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
            angle = round(turn) * 90 % 360 if abs(turn - round(turn)) < 0.05 else -1
        found.append(_Glyph(char, x.value, y.value, box.right, box.top, size, angle, generated))
        if angle:
            found[-1].end = box.left if angle == 180 else box.right
            found[-1].top = box.bottom if angle == 270 else box.top
    return found, strange / max(len(found), 1)


def _character(code: int) -> str:
    """The character for pdfium's code; "" for what is none."""
    if code in HYPHENS:
        return "-"
    if code in _LIGATURES:
        return _LIGATURES[code]
    if code in (0x09, 0xA0):
        return " "
    if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return ""
    if code in _RADICALS:
        # Fonts name the radical where the text has the character that looks like it.
        return unicodedata.normalize("NFKC", chr(code))
    return chr(code)


def _turn(glyph: _Glyph, angle: int, width: float, height: float) -> None:
    """Turn a glyph so that its line runs from left to right."""
    x, y, end, top = glyph.x, glyph.y, glyph.end, glyph.top
    if angle == 90:
        glyph.x, glyph.end, glyph.y = y, top, width - x
    elif angle == 180:
        glyph.x, glyph.end, glyph.y = width - x, width - end, height - y
    else:
        glyph.x, glyph.end, glyph.y = height - y, height - top, x


def _runs(glyphs: Sequence[_Glyph]) -> Iterator[Run]:
    held: list[_Glyph] = []
    gap_before: list[bool] = []
    wide_space = _wide_space(glyphs)
    for glyph in glyphs:
        if glyph.generated or glyph.char.isspace():
            if held:
                gap_before.append(glyph.generated)
            continue
        if held and not _adjoins(held[-1], glyph):
            yield _run(held)
            held, gap_before = [], []
        elif held and _is_space(held[-1], glyph, gap_before, wide_space):
            held[-1].char += " "
        held.append(glyph)
        gap_before = []
    if held:
        yield _run(held)


def _adjoins(before: _Glyph, after: _Glyph) -> bool:
    size = max(before.size, after.size, 0.1)
    if abs(before.y - after.y) > 0.08 * size or abs(before.size - after.size) > 0.06 * size:
        return False
    gap = after.x - before.end
    return -0.5 * size < gap < _FAR * size


def _wide_space(glyphs: Sequence[_Glyph]) -> float:
    """Least gap, in ems, that is a space beside a Chinese character.

    Word processors set Latin letters and figures a little apart from Chinese without any
    space, by nearly the width of one; and a few of the true spaces are not in the file.
    """
    gaps = [
        (after.x - before.end) / max(after.size, 0.1)
        for before, space, after in zip(glyphs, glyphs[1:], glyphs[2:], strict=False)
        if space.char.isspace() and not space.generated and _is_mixed(before, after)
    ]
    gaps = [gap for gap in gaps if 0 < gap < 1]
    return 0.9 * median(gaps) if len(gaps) >= 5 else _WIDE_SPACE


def _is_mixed(before: _Glyph, after: _Glyph) -> bool:
    return bool(HAN.match(before.char[-1])) != bool(HAN.match(after.char))


def _is_space(before: _Glyph, after: _Glyph, spaces: Sequence[bool], wide_space: float) -> bool:
    """Whether a space stands between two glyphs, told which spaces pdfium saw (and made up)."""
    if not all(spaces):
        return True
    gap = (after.x - before.end) / max(after.size, 0.1)
    if HAN.match(before.char[-1]) or HAN.match(after.char):
        return gap > wide_space
    return bool(spaces) or gap > _SPACE


def _run(glyphs: Sequence[_Glyph]) -> Run:
    text = "".join(glyph.char for glyph in glyphs)
    first, last = glyphs[0], glyphs[-1]
    return Run(text, first.x, max(last.end, last.x), first.y, max(first.size, 0.1))
