"""From the rows of a column to paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from duizhao.corpora.document import Language
from duizhao.corpora.layout.continuity import Ending, ending
from duizhao.corpora.layout.marks import label_of

from ..lines import HAN
from .rows import PdfRow

_ENOUGH = 5
"""Steps between full rows that show how far apart the rows of a language are."""
_FEW = 8
"""Rows up to which a column's own rows don't show where it ends."""


@dataclass(frozen=True, slots=True)
class ParagraphSpacing:
    """How a document sets its paragraphs, in points.

    Attributes:
        pitch: from one baseline to the next inside a paragraph, in ems of the row, of Chinese
            and of other rows: fonts of the two differ.
        spaced: whether extra space parts paragraphs.
        indented: whether their first rows are indented.
    """

    pitch: Mapping[Language, float]
    spaced: bool
    indented: bool


def measure(columns: Sequence[Sequence[PdfRow]]) -> ParagraphSpacing:
    """Find out from all columns of a document."""
    steps: dict[Language, Counter[float]] = {"zh": Counter(), "en": Counter()}
    for rows in columns:
        edge = _right_edge(rows)
        for before, after in pairwise(rows):
            step = (before.base - after.base) / before.size
            same = abs(before.size - after.size) < 0.1 * before.size
            # A row that reaches the edge goes on in the next one as a rule.
            if same and 0.8 < step < 3 and before.right > edge - 3 * before.size:
                steps[_language(before)][round(step * 20) / 20] += 1
    pitch = _pitches(steps)
    wide = close = indented = flush = 0
    for rows in columns:
        left = _left_edge(rows)
        for before, after in pairwise(rows):
            if not _finished(before) or before.cell or after.cell:
                continue
            step = (before.base - after.base) / before.size
            if step > pitch[_language(before)] + 0.2:
                wide += 1
            elif step > 0:
                close += 1
            if after.bullet:
                continue
            if after.left - left > 0.9 * after.size:
                indented += 1
            else:
                flush += 1
    return ParagraphSpacing(
        pitch, wide > 0 and wide >= 0.5 * close, indented > 1 and indented >= flush
    )


def _pitches(steps: Mapping[Language, Counter[float]]) -> dict[Language, float]:
    """The most frequent step of each language; of one with few, that of both."""
    both = sum(steps.values(), Counter[float]())
    usual = both.most_common(1)[0][0] if both else 1.3
    return {
        language: own.most_common(1)[0][0] if own.total() >= _ENOUGH else usual
        for language, own in steps.items()
    }


def paragraphs(
    rows: Sequence[PdfRow], how: ParagraphSpacing, edges: tuple[float, float] | None = None
) -> list[list[PdfRow]]:
    """The rows of one column, gathered to paragraphs.

    Args:
        rows: from the top.
        how: the document sets its paragraphs.
        edges: where the column begins and ends, used where its rows are too few to show it.
    """
    if not rows:
        return []
    left, right = _left_edge(rows), _right_edge(rows)
    if edges is not None and len(rows) <= _FEW:
        right = max(right, edges[1])
    found: list[list[PdfRow]] = [[rows[0]]]
    for position in range(1, len(rows)):
        before, row = rows[position - 1], rows[position]
        after = rows[position + 1] if position + 1 < len(rows) else None
        if _begins(found[-1], before, row, after, how, left, right):
            found.append([])
        found[-1].append(row)
    return found


def _begins(
    earlier: Sequence[PdfRow],
    before: PdfRow,
    row: PdfRow,
    after: PdfRow | None,
    how: ParagraphSpacing,
    left: float,
    right: float,
) -> bool:
    if before.cell or row.cell or row.bullet:
        return True
    if abs(before.size - row.size) > 0.1 * max(before.size, row.size):
        return True
    step = (before.base - row.base) / before.size
    finished = _finished(before)
    least = how.pitch[_language(before)] + 0.2
    if not finished and reaches_end(before, row, right):
        least += _rise(row) / before.size
    if step > least or step < 0:
        return True
    size = row.size
    is_label = bool(label_of(row.text))
    if is_label and finished:
        return True
    short = before.right + _head_width(row) < right - 0.4 * size
    item = earlier[0].bullet or (len(earlier) > 1 and bool(label_of(earlier[0].text)))
    if item and short and row.left < before.left - 0.5 * size:
        return True
    hanging = is_label and row.left < earlier[0].left + 0.5 * size and short
    if hanging:
        return True
    indented = row.left > left + 0.9 * size and row.left > before.left + 0.9 * size
    returns = after is None or after.left < row.left - 0.9 * size
    if indented and returns and (finished or how.indented):
        return True
    if how.spaced:
        # Space would have come before a new paragraph; only a heading's row is that short.
        return (
            finished and short and before.right < left + 0.6 * (right - left) and len(earlier) == 1
        )
    return short and (finished or before.right < left + 0.7 * (right - left))


def _rise(row: PdfRow) -> float:
    """How far a raised mark is above its row, in points: a browser moves the row down for it."""
    return max((run.base - row.base for run in row.runs), default=0.0)


def reaches_end(row: PdfRow, after: PdfRow, right: float) -> bool:
    """Whether a row is full: the head of the next one had no room on it."""
    return row.right + _head_width(after) >= right - 0.4 * row.size


def _language(row: PdfRow) -> Language:
    return "zh" if HAN.search(row.text) else "en"


def _finished(row: PdfRow) -> bool:
    return ending(row.text, _language(row)) <= Ending.COMMA


def _head_width(row: PdfRow) -> float:
    """Width of what had to stay whole at the head of a row."""
    characters = max(len(row.text), 1)
    if HAN.match(row.text):
        return row.size
    head = len(row.text.split(" ", 1)[0]) + 1
    return (row.right - row.left) * min(head, 30) / characters


def _left_edge(rows: Sequence[PdfRow]) -> float:
    places = Counter(round(row.left) for row in rows if not row.cell)
    return float(places.most_common(1)[0][0]) if places else 0.0


def _right_edge(rows: Sequence[PdfRow]) -> float:
    ends = sorted(row.right for row in rows if not row.cell)
    if not ends:
        return 0.0
    # The longest few may hang over; most full rows end a little before.
    return ends[min(len(ends) - 1, int(0.95 * len(ends)))] if len(ends) > 8 else ends[-1]


def typical_size(rows: Sequence[PdfRow]) -> float:
    """Size of most text."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def cut_length(found: Sequence[Sequence[PdfRow]]) -> int:
    """Characters after which rows were cut, through words and figures; 0 when they were not."""
    lengths = Counter(len(row.text) for paragraph in found for row in paragraph[:-1])
    if not lengths:
        return 0
    length, count = lengths.most_common(1)[0]
    return length if count >= 5 and count >= 0.4 * lengths.total() else 0
