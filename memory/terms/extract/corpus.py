"""The words of aligned units, with the places where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from duizhao.corpora.errors import ToolError
from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit

from ..word_borders import cut_words
from ..words import FUNCTION_WORDS, simple, word_set, words

Progress = Callable[[str, int, int], None]

# Chinese words that join others and name nothing; they are never at the edge of a term.
PARTICLES = word_set(
    "的 了 和 与 及 或 在 对 向 于 以 为 由 从 把 被 将 等 该 其 各 本 这 那 并 而 但 就 都 也 还 "
    "又 所 之 是 有 不 以及 并且 或者 对于 关于 根据 按照 通过 进行 一个 这些 那些 上述 下列 其他 "
    "此外 有关 包括 特别 尤其 问题"
)

_CHINESE = lazy("[\u3400-\u9fffA-Za-z0-9]")
# A term may hold these; any other mark ends it.
_INNER_MARKS = frozenset('、《》“”"/·-－—‘’')


@dataclass(frozen=True, slots=True)
class Token:
    """A word.

    Attributes:
        key: to compare by.
        start, end: place in the text.
        solid: whether it may stand at the edge of a term.
        capital: whether it begins with a capital (English).
        separated: whether a mark that no term holds stands before it.
    """

    key: str
    start: int
    end: int
    solid: bool
    capital: bool
    separated: bool


@dataclass(frozen=True, slots=True)
class TokenizedUnit:
    """A unit, cut into words."""

    unit: int
    zh_text: str
    en_text: str
    zh: tuple[Token, ...]
    en: tuple[Token, ...]


def pairs(units: Sequence[Unit], progress: Progress | None = None) -> list[TokenizedUnit]:
    """Units as words; those with an empty side left out.

    Raises:
        ToolError: when the word segmenter is not installed.
    """
    if find_spec("rjieba") is None:
        raise ToolError("extracting terms needs the package rjieba", mend="pip install rjieba")
    found = []
    for position, unit in enumerate(units):
        if progress and position % 1000 == 0:
            progress("words", position, len(units))
        if unit.is_null:
            continue
        text = simple(unit.zh)
        zh = tuple(_chinese(text, cut_words(text)))
        en = tuple(_english(unit.en))
        if zh and en:
            found.append(TokenizedUnit(position, text, unit.en, zh, en))
    return found


def _chinese(text: str, pieces: Sequence[str]) -> Iterator[Token]:
    place = 0
    separated = True
    for piece in pieces:
        start = place
        place += len(piece)
        if not _CHINESE.search(piece):
            # Spaces inside Chinese are typesetting.
            separated = separated or any(c not in _INNER_MARKS and not c.isspace() for c in piece)
            continue
        solid = piece not in PARTICLES and not piece.isdigit()
        yield Token(piece, start, place, solid, False, separated)
        separated = False


def _english(text: str) -> Iterator[Token]:
    last = 0
    for word in words(text):
        gap = text[last : word.start]
        separated = not last or any(mark in gap for mark in '.;:()[]"“”?!—\n')
        solid = word.key not in FUNCTION_WORDS and not word.key.isdigit()
        yield Token(word.key, word.start, word.end, solid, word.capital, separated)
        last = word.end
