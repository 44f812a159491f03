"""What kind of line a segment is: figures only, no words at all, an ending without a stop.

None of it decides by itself. A row of figures whose like stands opposite is a pair, an ornament
that stands on one side only is not, and the path weighs that with the rest.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .corridor import Ints
from .shapes import Shapes

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

NAMES: tuple[str, ...] = (
    "line: without letters on one side only",
    "line: without letters, joined",
    "line: the same on both sides",
    "line: without letters, not the same",
    "line: stop on one side only",
    "line: stop on neither side",
    "line: without a stop, joined",
    "line: repeated here only",
)

_CLOSERS = "”’」』）》】〉\"')]*† \u3000"
_STOPS = frozenset("。！？；：…!?;:.｡．,，、—")

LONGEST = 200
"""Characters of a line that may be the same on both sides."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The kind of each segment of a text.

    Attributes:
        bare: whether it has no letter, (segments,).
        wordless: whether it has neither letter nor figure.
        stop: whether it ends as a sentence or a part of one does.
        repeated: whether it is repeated here without a like count opposite.
        same: number of its text, alike on both sides; -1 or -2 for one without a like.
        before: bare, repeated and unfinished lines before each segment, (3, segments + 1).
    """

    bare: Bools
    wordless: Bools
    stop: Bools
    repeated: Bools
    same: Ints
    before: Ints

    def take(self, segments: Ints) -> Lines:
        """Those of some of the segments."""
        return _made(
            self.bare[segments],
            self.wordless[segments],
            self.stop[segments],
            self.repeated[segments],
            self.same[segments],
        )


def _made(bare: Bools, wordless: Bools, stop: Bools, repeated: Bools, same: Ints) -> Lines:
    before = np.zeros((3, len(bare) + 1), np.int64)
    np.cumsum([bare, repeated, ~stop], axis=1, out=before[:, 1:])
    return Lines(bare, wordless, stop, repeated, same, before)


def lines_of(
    zh: Sequence[str], en: Sequence[str], repeated: tuple[Bools, Bools]
) -> tuple[Lines, Lines]:
    """The kinds of the lines of both texts.

    Args:
        repeated: see `duizhao.align.furniture.repeated_lines`, for each side.
    """
    keys = [_key(text) for text in zh], [_key(text) for text in en]
    shared = sorted((set(keys[0]) & set(keys[1])) - {""})
    numbers = {key: number for number, key in enumerate(shared)}
    return (
        _lines(zh, [numbers.get(key, -1) for key in keys[0]], repeated[0]),
        _lines(en, [numbers.get(key, -2) for key in keys[1]], repeated[1]),
    )


def _key(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def _lines(texts: Sequence[str], same: Sequence[int], repeated: Bools) -> Lines:
    bare = np.array([not any(map(str.isalpha, text)) for text in texts], bool)
    wordless = bare & np.array([not any(map(str.isalnum, text)) for text in texts], bool)
    stop = np.array([text.rstrip(_CLOSERS)[-1:] in _STOPS for text in texts], bool)
    return _made(bare, wordless, stop, repeated, np.array(same, np.int64))


def line_features(
    zh: Lines, en: Lines, shapes: Shapes, rows: Ints, columns: Ints
) -> tuple[Floats, ...]:
    """What kinds of lines beads put together, each of a shape like (cells, shapes)."""
    p, q = shapes.zh, shapes.en
    bare, repeated, unfinished = (
        (_count(here, rows, p), _count(there, columns, q))
        for here, there in zip(zh.before, en.before, strict=True)
    )
    all_bare = bare[0] == p, bare[1] == q
    row, column = np.maximum(rows - 1, 0), np.maximum(columns - 1, 0)
    single = (p == 1) & (q == 1)
    same = (zh.same[row] == en.same[column])[:, None] & single
    stops = zh.stop[row][:, None], en.stop[column][:, None]
    every = np.ones(len(p), bool)
    values = (
        all_bare[0] != all_bare[1],
        np.where(p > 1, bare[0], 0) + np.where(q > 1, bare[1], 0),
        same,
        all_bare[0] & all_bare[1] & ~same,
        (stops[0] != stops[1]) & every,
        ~(stops[0] | stops[1]) & every,
        np.where(p > 1, unfinished[0] - ~stops[0], 0)
        + np.where(q > 1, unfinished[1] - ~stops[1], 0),
        repeated[0] + repeated[1],
    )
    return tuple(np.asarray(value, np.float32) for value in values)


def _count(before: Ints, ends: Ints, shape: Ints) -> Ints:
    ends = ends[:, None]
    result: Ints = before[ends] - before[np.maximum(ends - shape, 0)]
    return result
