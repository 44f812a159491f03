"""Whether a text file is hard-wrapped, and at what width.

A wrapped file is one where lines end because the next word no longer fitted. For every
pair of neighbouring lines there is a range of widths for which that is so; a true width
lies in the range of most pairs, and hardly a line is longer. A text with a paragraph on
each line has no such width.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Language
from ..script import HAN, LATIN, columns
from .continuity import Ending, Opening, ending, opening
from .line import EDGE, Line

_RUN = re.compile(rf"[{LATIN}0-9][{LATIN}0-9,.\-/'’%]*")
_HAN = re.compile(f"[{HAN}]")
_NO_START = "，。、；：！？”’）》】」』〉%％…"

# The narrowest and widest column that counts as wrapped, in characters or columns.
_NARROW = {"chars": 14, "columns": 28}
_WIDE = 200


@dataclass(frozen=True, slots=True)
class Measure:
    """A way to wrap lines.

    Attributes:
        unit: what is counted, ``chars`` or ``columns``.
        atom: what is kept whole: ``char`` (cut anywhere), ``run`` (Latin words and figures
            stay whole), ``word`` (up to the next space).
    """

    unit: str
    atom: str

    @property
    def slack(self) -> int:
        """Room for a space, or for half of a wide character."""
        return 1 if self.unit == "chars" else 2

    def width(self, text: str) -> int:
        """Length of a line."""
        return len(text) if self.unit == "chars" else columns(text)

    def head(self, text: str) -> int:
        """Length of what cannot be divided at the start of a line."""
        if self.atom == "word":
            head = text[:400].split(None, 1)[0]
        elif self.atom == "run" and (match := _RUN.match(text)):
            head = match.group()
        else:
            head = text[:1]
        if self.atom == "run":
            for char in text[len(head) : len(head) + 2]:
                if char not in _NO_START:
                    break
                head += char
        return self.width(head)


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a file is wrapped.

    Attributes:
        measure, limit: lines are at most `limit` long by `measure`.
        exact: whether lines were cut at exactly `limit` characters, through words, so that
            joining them is putting them together as they stood.
        stripped: whether that cutting lost the spaces at the edges of the lines.
    """

    measure: Measure
    limit: int
    exact: bool = False
    stripped: bool = False

    def fills(self, line: Line, after: Line) -> bool:
        """Whether `line` ended because what begins `after` did not fit any more."""
        if self.exact:
            return len(line.raw) >= self.limit - (2 if self.stripped else 0)
        width = self.measure.width(line.raw.rstrip(EDGE))
        slack, head = self.measure.slack, self.measure.head(after.text)
        # What is longer than a line is divided, and fills the line before first.
        return width + slack + (head if head < self.limit - slack else 1) > self.limit


def find_wrap(
    pairs: Sequence[tuple[Line, Line]], lines: Sequence[Line], language: Language
) -> Wrap | None:
    """The width at which a file is wrapped, or None.

    Args:
        pairs: neighbouring lines with nothing between them.
        lines: all lines with text.
        language: of the text.
    """
    pairs = [pair for pair in pairs if len(pair[0].raw) <= 2 * _WIDE]
    if not pairs:
        return None
    if language == "en":
        measures = [Measure("chars", "word")]
    else:
        measures = [
            Measure(unit, atom) for atom in ("char", "run", "word") for unit in ("chars", "columns")
        ]
    # Pairs whose first line ends in mid-sentence are wrapped for certain, if any are.
    open_pairs = [pair for pair in pairs if ending(pair[0].text, language) >= Ending.BARE]
    best: tuple[float, Wrap] | None = None
    for measure in measures:
        found = _limit(measure, pairs, lines)
        if found is None:
            continue
        wrap = Wrap(measure, found)
        explained = [pair for pair in open_pairs if wrap.fills(*pair)]
        share = len(explained) / len(open_pairs) if open_pairs else 0.0
        if not _convincing(wrap, explained, pairs, lines, language):
            continue
        # The first measures are the strictest; a laxer one has to explain a good deal more.
        if best is None or share > best[0] + 0.1:
            best = (share, wrap)
    if best is None:
        return None
    return _exactness(best[1], open_pairs)


def _limit(
    measure: Measure, pairs: Sequence[tuple[Line, Line]], lines: Sequence[Line]
) -> int | None:
    size = 2 * _WIDE + 2
    gain = [0] * (size + 1)
    slack = measure.slack
    for before, after in pairs:
        width = measure.width(before.raw.rstrip(EDGE))
        if width >= size:
            continue
        # `Wrap.fills`, the other way round: the limits for which it holds.
        head = measure.head(after.text)
        gain[width] += 1
        gain[min(size, width + slack + 1)] -= 1
        start, end = max(width + slack + 1, head + slack + 1), width + slack + head
        if start < min(size, end):
            gain[start] += 1
            gain[min(size, end)] -= 1
    longer = [0] * (size + 1)
    for line in lines:
        longer[min(size, measure.width(line.raw.rstrip(EDGE)))] += 1
    over = len(lines)
    support = 0
    best = (0, 0)
    for width in range(size):
        support += gain[width]
        over -= longer[width]
        if _NARROW[measure.unit] <= width <= _WIDE:
            best = max(best, (support - 2 * over, -width))
    return -best[1] if best[0] > 0 else None


def _convincing(
    wrap: Wrap,
    explained: Sequence[tuple[Line, Line]],
    pairs: Sequence[tuple[Line, Line]],
    lines: Sequence[Line],
    language: Language,
) -> bool:
    full = [pair for pair in pairs if wrap.fills(*pair)]
    over = sum(wrap.measure.width(line.raw.rstrip(EDGE)) > wrap.limit for line in lines)
    if over > max(1, 0.05 * len(lines)) or len(full) < 0.2 * len(pairs):
        return False
    # Most lines of running text end in mid-sentence; lists of titles have no stops, but
    # their lines are not all of one length.
    if 2 * len(explained) < len(full):
        return False
    if language == "en":
        running = sum(opening(after.text, "en") is Opening.RUNS_ON for _, after in explained)
        return running >= max(1, 0.2 * len(explained))
    return len(explained) >= 2


def _exactness(wrap: Wrap, open_pairs: Sequence[tuple[Line, Line]]) -> Wrap:
    lengths = [len(before.raw) for before, after in open_pairs if wrap.fills(before, after)]
    if len(lengths) < 3:
        return wrap
    limit = max(set(lengths), key=lambda length: (lengths.count(length), length))
    exact = sum(length == limit for length in lengths)
    if exact >= 0.99 * len(lengths):
        return Wrap(Measure("chars", "char"), limit, exact=True)
    near = sum(limit - 2 <= length <= limit for length in lengths)
    if exact >= 0.6 * len(lengths) and near >= 0.98 * len(lengths):
        return Wrap(Measure("chars", "char"), limit, exact=True, stripped=True)
    return wrap
