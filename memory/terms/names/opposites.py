"""Which capitalised words answer a Chinese name that no list has, in one unit.

A Chinese name ends with a word such as 委员会 or 公约; where it begins is shown only by the
English opposite. So each stretch of words in capitals is tried with each such word and each
beginning before it, and the best agreement by a dictionary is taken first (competitive linking,
after Melamed, Models of translational equivalence among words, 2000).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from duizhao.corpora.patterns import lazy
from duizhao.corpora.script import simplify
from duizhao.corpora.unit import Unit

from ..words import ARTICLES, Word, han_key, word_list, words
from .agreement import Capitals
from .glosses import Glosses
from .near_zh import HEADS
from .runs import runs, windows

ENDS = (
    *HEADS,
    *word_list(
        "公司 集团 医院 学校 实验室 博物馆 图书馆 科学馆 馆 站 所 部 处 网络 系统 平台 机制 "
        "委 团 队 法 条例 办法 规定 规范 标准 准则 指南 细则 制度 合同 章程 方案 规划 倡议 项目 "
        "工程 行动 政策 组 会 局 院 署 厅 园 区 校 社 店 厂 基地 论坛 原则 制"
    ),
)
"""Words that a name of a body or a document may end with."""

_END = lazy("|".join(sorted(set(ENDS), key=len, reverse=True)))
_STRETCH = lazy("[\u3400-\u9fffA-Za-z-]+")
_LONGEST = 36  # characters of a Chinese name
_MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Opposite:
    """A Chinese name and the English that answers it.

    Attributes:
        zh: key of the Chinese name.
        context: the key before the end of the name, the name included, back to a mark.
        zh_start, zh_end: its place in the text.
        en: the English as written.
        en_start, en_end: its place in the text.
        wide: key of the Chinese name, with words before it that may belong to it.
        content: stems of its content words, a set for each.
        score: agreement, between 0 and 1.
    """

    zh: str
    context: str
    zh_start: int
    zh_end: int
    en: str
    en_start: int
    en_end: int
    wide: str
    content: tuple[frozenset[str], ...]
    score: float


@dataclass(frozen=True, slots=True)
class End:
    """A place where a Chinese name may end.

    Attributes:
        context: the key up to that place, back to a mark.
        end: the place in the key.
    """

    context: str
    end: int


@lru_cache(maxsize=1024)  # the same units are looked at several times
def ends_of(key: str, glosses: Glosses) -> tuple[End, ...]:
    """Places of a key where a name may end."""
    return tuple(_ends(key, glosses))


def _ends(key: str, glosses: Glosses) -> Iterator[End]:
    for stretch in _STRETCH.finditer(key):
        text = stretch[0]
        borders: set[int] | None = None
        for match in _END.finditer(text):
            end = match.end()
            if end < 4 or (match[0] == "框架" and text[end : end + 1] in ("内", "下", "中")):
                continue
            if len(match[0]) == 1:  # 制 in 制定 ends nothing
                if borders is None:
                    borders = {last for _, last in glosses.words(text)}
                if end not in borders:
                    continue
            yield End(text[max(0, end - _LONGEST) : end], stretch.start() + end)


def opposites(unit: Unit, glosses: Glosses) -> list[Opposite]:
    """Names of a unit with what answers them, each place once."""
    key, places = han_key(simplify(unit.zh))
    tokens = words(unit.en)
    capitals = Capitals(unit.en, tokens, spans_of(unit.en), glosses)
    if not capitals.spans:
        return []
    tried: list[tuple[float, int, Opposite]] = []
    for end in ends_of(key, glosses):
        for found in capitals.agreements(end.context):
            start, stop = end.end - found.length, end.end
            if places is not None:
                start, stop = places[start], places[stop - 1] + 1
            first, last = found.span
            en_start, en_end = tokens[first].start, tokens[last].end
            one = Opposite(
                end.context[-found.length :], end.context, start, stop,
                unit.en[en_start:en_end], en_start, en_end, end.context[-found.wide :],
                capitals.content(found.span), found.score,
            )  # fmt: skip
            tried.append((found.rank, found.length, one))
    return _compatible(tried)


def _compatible(tried: list[tuple[float, int, Opposite]]) -> list[Opposite]:
    """The best answers of which no two exclude each other."""
    tried.sort(key=lambda each: (-each[0], -each[1], each[2].en_start))
    chosen: list[Opposite] = []
    for _, _, one in tried:
        if all(apart(one, other) for other in chosen):
            chosen.append(one)
    return chosen


def apart(one: Opposite, other: Opposite) -> bool:
    """Whether two answers can both be right: neither place is the other's, or both are inside."""
    zh = _relation(one.zh_start, one.zh_end, other.zh_start, other.zh_end)
    if one.zh_end == other.zh_end:
        return False  # a name has one end, and one answer
    en = _relation(one.en_start, one.en_end, other.en_start, other.en_end)
    return zh == en and zh != "crossing" and zh != "equal"


def _relation(start: int, end: int, first: int, last: int) -> str:
    if end <= first or last <= start:
        return "apart"
    if (start, end) == (first, last):
        return "equal"
    if start >= first and end <= last:
        return "inside"
    if first >= start and last <= end:
        return "around"
    return "crossing"


@lru_cache(maxsize=1024)  # as `ends_of`
def spans_of(text: str) -> tuple[tuple[int, int], ...]:
    """First and last word of every stretch of an English text that may be a whole name."""
    return tuple(_spans(text, words(text)))


def _spans(text: str, tokens: Sequence[Word]) -> Iterator[tuple[int, int]]:
    for run in runs(text, tokens):
        for window in windows(text, tokens, run, 2, _MOST_WORDS):
            # "Implementing the Convention", "the Committee and the Council" are no names.
            inside = tokens[window.first : window.last + 1]
            opened = inside[1].key in ARTICLES
            joined = any(a.key in ("and", "or") and b.key == "the" for a, b in pairwise(inside))
            written = text[inside[0].start : inside[-1].end]
            if not opened and not joined and " " in written:
                yield window.first, window.last
