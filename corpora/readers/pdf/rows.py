"""From runs to rows: lines, cut where a wide gap parts the cells of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from duizhao.corpora.layout.marks import label_of

from ..lines import HAN
from ..marks import raise_run
from .characters import is_bullet
from .runs import DASH_GAP, DASHES, Run

_CELL_GAP = 2.0
"""Gap, in ems, between the cells of a table or two columns."""
_LABEL_GAP = 8.0
"""Widest gap, in ems, between a paragraph's number and its text."""
_SMALL = 0.85
"""Size of the largest raised mark, in ems of its line: browsers make one .83."""


@dataclass(frozen=True, slots=True)
class PdfRow:
    """One line of text.

    Attributes:
        text: note marks raised.
        left, right, base, size: as in `Run`; size is that of most characters.
        page: 1-based.
        mark: the raised or small figure at its head when it looks like a note's mark.
        cell: 1-based number among the cells of one row, 0 outside tables.
        bullet: the sign at its head that begins an item of a list, which `text` leaves out.
        runs: what it was made of.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    mark: str = ""
    cell: int = 0
    bullet: str = ""
    runs: tuple[Run, ...] = ()


def rows_of(runs: Sequence[Run], page: int) -> list[PdfRow]:
    """The lines of a page from top to bottom, cut where a wide gap stands in them."""
    rows = []
    left = min((run.left for run in runs), default=0.0)
    right = max((run.right for run in runs), default=0.0)
    for line in lines_of(runs):
        whole = [sorted(line, key=lambda run: run.left)]
        pieces = whole if _is_stretched(whole[0], left, right) else _pieces(line)
        for piece in pieces:
            row = _row(piece, page)
            if row.text:
                rows.append(row)
    return rows


def _is_stretched(line: Sequence[Run], left: float, right: float) -> bool:
    """Whether a line was spread out to fill its column: its gaps are wide, and all alike."""
    size = line[0].size
    if line[0].left > left + 3 * size or line[-1].right < right - size:
        return False
    gaps = [after.left - before.right for before, after in pairwise(line)]
    gaps = [gap for gap in gaps if gap > 0.1 * size]
    return len(gaps) >= 2 and max(gaps) - min(gaps) <= 0.15 * size


def lines_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that share a line; raised and lowered ones join the line that they touch."""
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.size, 1)] += len(run.text)
    main = sizes.most_common(1)[0][0] if sizes else 10.0
    full = sorted(runs, key=lambda run: (-run.base, run.left))
    lines: list[list[Run]] = []
    bases: list[tuple[float, float]] = []
    small: list[Run] = []
    for run in full:
        if run.size < _SMALL * main and len(run.text.strip()) <= 12:
            small.append(run)
            continue
        for index in range(len(lines) - 1, max(-1, len(lines) - 6), -1):
            base, size = bases[index]
            if abs(base - run.base) <= 0.25 * min(size, run.size):
                lines[index].append(run)
                break
        else:
            lines.append([run])
            bases.append((run.base, run.size))
    for run in small:
        home = _home(run, lines)
        if home is None:
            lines.append([run])
        else:
            home.append(run)
    lines.sort(key=lambda line: (-max(line, key=lambda run: len(run.text)).base, line[0].left))
    return lines


def _home(run: Run, lines: Sequence[list[Run]]) -> list[Run] | None:
    """The line that a small run belongs to: one that it touches, or whose baseline it has."""
    best: tuple[float, list[Run]] | None = None
    for line in lines:
        for other in line:
            apart = max(other.left - run.right, run.left - other.right)
            rise = (run.base - other.base) / other.size
            bigger = other.size > run.size
            on_line = abs(rise) < 0.12
            if not on_line and not (bigger and -0.3 < rise < 0.75):
                continue
            if apart > (0.6 if not on_line else 1.5) * max(other.size, run.size):
                continue
            distance = abs(rise) + max(apart, 0) / other.size
            if best is None or distance < best[0]:
                best = (distance, line)
    return None if best is None else best[1]


def _pieces(line: Sequence[Run]) -> list[list[Run]]:
    """A line cut at wide gaps; a number stays with the text that it counts."""
    ordered = sorted(line, key=lambda run: run.left)
    pieces = [[ordered[0]]]
    for run in ordered[1:]:
        before = pieces[-1][-1]
        gap = (run.left - max(r.right for r in pieces[-1])) / max(run.size, before.size)
        head = "".join(r.text for r in pieces[-1]).strip()
        is_label = bool(head) and (
            label_of(head + " ") == head or head in DASHES or _is_sign(pieces[-1][0], head)
        )
        if gap > (_LABEL_GAP if is_label else _CELL_GAP):
            pieces.append([])
        pieces[-1].append(run)
    return pieces


def _is_sign(first: Run, head: str) -> bool:
    return is_bullet(head) or (first.sign and first.text == head)


def _without_bullet(runs: Sequence[Run]) -> tuple[str, Sequence[Run]]:
    """The bullet at the head of a line, or "", and the runs after it."""
    first, rest = runs[0], runs[1:]
    if rest:
        gap = (rest[0].left - first.right) / max(rest[0].size, 0.1)
        if _is_sign(first, first.text) and gap > -0.5:
            return first.text, rest
        if first.text in DASHES and gap > DASH_GAP:
            return first.text, rest
    sign, _, text = first.text.partition(" ")
    if text and is_bullet(sign):
        # Its width is that of most bullets with their space.
        moved = replace(first, text=text, left=min(first.left + first.size, first.right))
        return sign, (moved, *rest)
    return "", runs


def _row(runs: Sequence[Run], page: int) -> PdfRow:
    whole = tuple(runs)
    bullet, runs = _without_bullet(runs)
    sizes: Counter[float] = Counter()
    for run in runs:
        # Figures come last: a note's mark may be larger than the note.
        weight = 1 if run.text.strip().isdecimal() else 4
        sizes[round(run.size, 1)] += weight * len(run.text)
    size = sizes.most_common(1)[0][0] or 0.1
    main = max((run for run in runs if round(run.size, 1) == size), key=lambda run: len(run.text))
    text = mark = ""
    end: float | None = None
    for index, run in enumerate(runs):
        rise = (run.base - main.base) / size
        raised = run.size < _SMALL * size and rise > 0.12
        piece = raise_run(run.text) if raised else run.text
        if index == 0 and len(runs) > 1 and raised:
            mark = piece.strip()
        if end is not None and run.left - end > 0.2 * size and not text.endswith(" "):
            wide = HAN.match(text[-1:]) and HAN.match(piece)
            text += "" if wide and run.left - end < 0.6 * size else " "
        text += piece
        end = run.right
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    return PdfRow(text.strip(), left, right, main.base, size, page, mark, bullet=bullet, runs=whole)


def with_cells(rows: Sequence[PdfRow]) -> list[PdfRow]:
    """Rows that share a line, as the cells of a table do, numbered from left to right."""
    result: list[PdfRow] = []
    for row in rows:
        before = result[-1] if result else None
        same = before is not None and abs(before.base - row.base) < 0.3 * row.size
        if before is not None and same and row.left >= before.right:
            if before.cell == 0:
                result[-1] = _numbered(before, 1)
            result.append(_numbered(row, max(before.cell, 1) + 1))
        else:
            result.append(row)
    return result


def _numbered(row: PdfRow, cell: int) -> PdfRow:
    return replace(row, cell=cell)
