"""Whether a text file is hard-wrapped, and at what width.

A wrapped file is one where lines end because the next word no longer fitted. For every
pair of neighbouring lines there is a range of widths for which that is so; a true width
lies in the range of most pairs, and hardly a line is longer. A text with a paragraph on
each line has no such width.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Language
from ..patterns import lazy
from ..script import HAN, LATIN, columns
from .continuity import Ending, Opening, ending, opening
from .line import EDGE, Line

_RUN = lazy(rf"[{LATIN}0-9][{LATIN}0-9,.\-/'’%]*")
_HAN = lazy(f"[{HAN}]")
_LONG_LINE = 28
_STOPS = "。！？.!?；;"
_CLOSING = ",.;:!?)]，。；：！？、）》〉】”’」』％…"
# Marks inside a line that running text has.
_INSIDE: dict[Language, re.Pattern[str]] = {
    "zh": lazy(rf"[，。；、！？][^\s，。；、！？”’」』）)]|[{HAN}”）][,;.]\s?[{HAN}]"),
    "en": lazy(r"[,;.!?][)\"”’]?\s+\S"),
}
# Least share of the wrapped lines that look like running text.
_RUNNING: dict[Language, float] = {"zh": 0.35, "en": 0.2}
_NO_START = "，。、；：！？”’）》】」』〉%％…"

# The narrowest and widest column that counts as wrapped, in characters or columns.
_NARROW = {"chars": 14, "columns": 28}
_WIDE = 200

# What a line costs that ends in mid-sentence and is not full: one in fifty of any length.
_MISS = math.log(50 * 40)

# What a measure must earn before it is believed, for it explains some lines by chance.
_LAXITY = {"char": 0.0, "run": 2.0, "word": 12.0}


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
    # Pairs whose first line ends in mid-sentence are wrapped for certain, if any are.
    open_pairs = [
        (before, after)
        for before, after in pairs
        if after.indent < before.indent + 2 and ending(before.text, language) >= Ending.BARE
    ]
    if not open_pairs:
        return None
    if language == "en":
        measures = [Measure("chars", "word")]
    else:
        measures = [
            Measure(unit, atom) for atom in ("char", "run", "word") for unit in ("chars", "columns")
        ]
    best: tuple[float, Wrap] | None = None
    for measure in measures:
        score, limit = _limit(measure, open_pairs, lines)
        score -= _LAXITY[measure.atom] if language == "zh" else 0.0
        wrap = Wrap(measure, limit)
        if best is not None and score <= best[0]:
            continue
        if score > 0 and _convincing(wrap, open_pairs, pairs, lines, language):
            best = (score, wrap)
    return _exactness(best[1], open_pairs) if best else None


def _limit(
    measure: Measure, open_pairs: Sequence[tuple[Line, Line]], lines: Sequence[Line]
) -> tuple[float, int]:
    """The likeliest limit under a measure, and its log-likelihood over having none.

    A wrapped line is as long as the limit less what did not fit, so that a measure that
    leaves little choice of length earns more for each line that it explains.
    """
    size = 2 * _WIDE + 2
    gain = [0.0] * (size + 1)
    slack = measure.slack
    for before, after in open_pairs:
        width = measure.width(before.raw.rstrip(EDGE))
        if width >= size:
            continue
        # `Wrap.fills`, the other way round: the limits for which it holds.
        head = measure.head(after.text)
        worth = _MISS - math.log(slack + 1)
        gain[width] += worth
        gain[min(size, width + slack + 1)] -= worth
        start, end = max(width + slack + 1, head + slack + 1), width + slack + head
        if start < min(size, end):
            worth = _MISS - math.log(slack + head)
            gain[start] += worth
            gain[min(size, end)] -= worth
    longer = [0] * (size + 1)
    for line in lines:
        longer[min(size, measure.width(line.raw.rstrip(EDGE)))] += 1
    over = len(lines)
    score = 0.0
    best = (0.0, 0)
    for width in range(size):
        score += gain[width]
        over -= longer[width]
        if _NARROW[measure.unit] <= width <= _WIDE:
            best = max(best, (score - 2 * _MISS * over, -width))
    return best[0], -best[1]


def _convincing(
    wrap: Wrap,
    open_pairs: Sequence[tuple[Line, Line]],
    pairs: Sequence[tuple[Line, Line]],
    lines: Sequence[Line],
    language: Language,
) -> bool:
    explained = [pair for pair in open_pairs if wrap.fills(*pair)]
    full = [pair for pair in pairs if wrap.fills(*pair)]
    over = sum(wrap.measure.width(line.raw.rstrip(EDGE)) > wrap.limit for line in lines)
    if over > max(1, 0.05 * len(lines)) or len(full) < 0.2 * len(pairs):
        return False
    # Most lines of running text end in mid-sentence; lists of titles have no stops, but
    # their lines are not all of one length.
    if 2 * len(explained) < len(full):
        return False
    running = sum(_runs(before, after, language) for before, after in explained)
    if language == "en":
        small = sum(opening(after.text, "en") is Opening.RUNS_ON for _, after in explained)
        return min(small, running) >= max(1, _RUNNING["en"] * len(explained))
    if wrap.measure.atom == "word":
        # Chinese without spaces is not wrapped at them.
        spaced = sum(" " in before.text or " " in after.text for before, after in explained)
        if 4 * spaced < len(explained):
            return False
    # One line that is long and has no stop is hardly a heading.
    long = any(len(before.text) >= _LONG_LINE for before, _ in explained)
    return running >= max(1 if long else 2, _RUNNING["zh"] * len(explained))


def _runs(before: Line, after: Line, language: Language) -> bool:
    """Whether two lines look like running text.

    Names, headlines and verses have no marks inside, do not break off at a function word, and
    have no stop at the end of their last line.
    """
    if after.text[-1] in _STOPS:
        return True
    if opening(after.text, language) is Opening.RUNS_ON and after.text[0] in _CLOSING:
        return True
    if ending(before.text, language) is Ending.OPEN:
        return True
    return _INSIDE[language].search(before.text) is not None


def _exactness(wrap: Wrap, open_pairs: Sequence[tuple[Line, Line]]) -> Wrap:
    full = [pair for pair in open_pairs if wrap.fills(*pair)]
    lengths = [len(before.raw) for before, _ in full]
    if len(lengths) < 3:
        return wrap
    limit = max(set(lengths), key=lambda length: (lengths.count(length), length))
    exact = sum(length == limit for length in lengths)
    if exact >= 0.99 * len(lengths):
        return Wrap(Measure("chars", "char"), limit, exact=True)
    near = sum(limit - 2 <= length <= limit for length in lengths)
    # A short line lost a space, unless the next begins with what may not be separated from a stop.
    short = [after.text for before, after in full if len(before.raw) < limit]
    kept = sum(any(char in _NO_START for char in text[1:3]) for text in short)
    if 2 * kept > len(short):
        return wrap
    if exact >= 0.6 * len(lengths) and near >= 0.98 * len(lengths):
        return Wrap(Measure("chars", "char"), limit, exact=True, stripped=True)
    return wrap
