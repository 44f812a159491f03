"""Runs: characters that stand side by side, and the spaces between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ..lines import HAN

_SPACE = 0.2
"""Gap between Latin letters, in ems, that is a space."""
_WIDE_SPACE = 0.23
"""The same beside a Chinese character, unless the page shows how wide its spaces are."""
DASHES = ("-", "–", "—", "―", "o")
"""Characters that begin an item of a list when a gap comes after them."""
DASH_GAP = 0.5
"""That gap, in ems."""
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
        sign: whether it is a single letter of a symbol font, whose shape is not the letter's.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    sign: bool = False


@dataclass(slots=True)
class Glyph:
    """One character where it stands, in points.

    Attributes:
        char: the character; a space after it is added.
        x, y: origin, on the baseline.
        end: where it ends along its line.
        top: upper edge of its box (across its line).
        size: height of an em.
        angle: of its line, in degrees; -1 for anything but a multiple of 90.
        generated: whether pdfium made it up from a gap.
        index: its number among the characters of the page.
    """

    char: str
    x: float
    y: float
    end: float
    top: float
    size: float
    angle: int
    generated: bool
    index: int


def runs_of(glyphs: Sequence[Glyph]) -> Iterator[tuple[Run, Glyph]]:
    """Glyphs in the order of the file, gathered to runs; with each its first glyph."""
    joined: list[Glyph] = []
    gap_before: list[bool] = []
    wide_space = _wide_space(glyphs)
    for glyph in glyphs:
        if glyph.generated or glyph.char.isspace():
            if joined:
                gap_before.append(glyph.generated)
            continue
        if joined and (not _adjoins(joined[-1], glyph) or _is_dash(joined, glyph)):
            yield _run(joined), joined[0]
            joined, gap_before = [], []
        elif joined and _is_space(joined[-1], glyph, gap_before, wide_space):
            joined[-1].char += " "
        joined.append(glyph)
        gap_before = []
    if joined:
        yield _run(joined), joined[0]


def _adjoins(before: Glyph, after: Glyph) -> bool:
    size = max(before.size, after.size, 0.1)
    if abs(before.y - after.y) > 0.08 * size or abs(before.size - after.size) > 0.06 * size:
        return False
    gap = after.x - before.end
    return -0.5 * size < gap < _FAR * size


def _is_dash(joined: Sequence[Glyph], after: Glyph) -> bool:
    """Whether a dash stands alone before a gap, as at the head of an item of a list."""
    first = joined[0]
    gap = (after.x - first.end) / max(after.size, 0.1)
    return len(joined) == 1 and first.char.strip() in DASHES and gap > DASH_GAP


def _wide_space(glyphs: Sequence[Glyph]) -> float:
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


def _is_mixed(before: Glyph, after: Glyph) -> bool:
    return bool(HAN.match(before.char[-1])) != bool(HAN.match(after.char))


def _is_space(before: Glyph, after: Glyph, spaces: Sequence[bool], wide_space: float) -> bool:
    """Whether a space stands between two glyphs, told which spaces pdfium saw (and made up)."""
    if not all(spaces):
        return True
    gap = (after.x - before.end) / max(after.size, 0.1)
    if HAN.match(before.char[-1]) or HAN.match(after.char):
        return gap > wide_space
    return bool(spaces) or gap > _SPACE


def _run(glyphs: Sequence[Glyph]) -> Run:
    text = "".join(glyph.char for glyph in glyphs)
    first, last = glyphs[0], glyphs[-1]
    return Run(text, first.x, max(last.end, last.x), first.y, max(first.size, 0.1))
