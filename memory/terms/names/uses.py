"""The use of a name in a unit, and how two Chinese names compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import LCSseq

from duizhao.corpora.patterns import lazy

from ..words import ARTICLES
from .agreement import BEFORE
from .glosses import Glosses
from .opposites import ENDS, Opposite

MEMORY = -1
"""The unit of a use that a memory shows."""

SHORTEST = 4
"""Characters of a Chinese name that is learned."""

_KINDS_OF_THINGS = frozenset(end for end in ENDS if len(end) > 1)
_WORD = lazy(r"[\w’'-]+|&")
_SPARE = 3  # characters by which two Chinese names may differ in length
_ALIKE = 0.45  # share of the characters that two names have in common


@dataclass(frozen=True, slots=True)
class Use:
    """A name in a unit, with its answer.

    Attributes:
        unit: 0-based position; `MEMORY` for a pair of a memory.
        pair: the name and its answer.
        form: the English as it is compared (see `form_of`).
    """

    unit: int
    pair: Opposite
    form: str


def form_of(text: str) -> str:
    """What two spellings of an English name have in common that are no variants."""
    found = (word.lower().replace("’", "'") for word in _WORD.findall(text))
    return " ".join(word for word in found if word not in ARTICLES).removesuffix("'s")


def rewritten(name: str, pair: Opposite, glosses: Glosses) -> Opposite | None:
    """The pair with the Chinese that is written for a name there, or None for a short form.

    Args:
        name: key of the Chinese name as it is usually written.
        pair: another name with the same English; its beginning may be wrong.
        glosses: the dictionary.
    """
    start = _beginning(name, pair.context, glosses)
    if start is None:
        return None
    found = pair.context[start:]
    if is_short(name, found) or is_short(found, name) or _goes_on(name, found):
        return None
    shift = len(pair.zh) - len(found)
    # Marks inside a name are passed over by keys; the place then is a little too short.
    return replace(pair, zh=found, wide=found, zh_start=max(0, pair.zh_start + shift))


def _goes_on(name: str, found: str) -> bool:
    """Whether one name is the other and more: 公约缔约国会议 and 公约缔约国会议声明."""
    short, full = sorted((name, found), key=len)
    return full.startswith(short) and full[len(short) :] in _KINDS_OF_THINGS


def likeness(name: str, other: str) -> float:
    """Share of the characters of two names that they have in common, in order."""
    return 2 * LCSseq.similarity(name, other) / (len(name) + len(other))


def _beginning(name: str, context: str, glosses: Glosses) -> int | None:
    """Where in a context the stretch begins that is most like a name; None for none."""
    places = glosses.words(context)
    borders = {start for start, _ in places}
    best: tuple[float, int] | None = None
    for start in range(max(0, len(context) - len(name) - _SPARE), len(context) - 2):
        found = context[start:]
        if abs(len(found) - len(name)) > _SPARE:
            continue
        if found[0] in BEFORE and found[0] != name[0]:
            continue
        score = likeness(name, found)
        if score < _ALIKE:
            continue
        score += 0.1 * (start in borders) + 0.05 * (found[0] == name[0])
        if best is None or score > best[0]:
            best = (score, start)
    return _extended(name, context, best[1], places, glosses) if best else None


def _extended(
    name: str, context: str, start: int, places: Sequence[tuple[int, int]], glosses: Glosses
) -> int:
    """An earlier beginning, where words precede that may be written for the rest of a name."""
    rest = set(name) - set(context[start:])
    while start and context[start - 1] in rest:
        start -= 1
    for begin, end in reversed(places):
        spare = len(name) - (len(context) - start)
        fits = end == start and spare > 0 and end - begin <= spare + 1
        if fits and not glosses.is_verb(context[begin:end]):
            start = begin
    return start


def is_short(full: str, short: str) -> bool:
    """Whether a name is another with characters left out, and no contraction of all its words.

    教师学院 is short for 乡村教师发展学院, 数据监管局 for nothing: its name is 数据监督管理局.
    """
    if full == short:
        return True
    if len(short) > len(full) or short[-1] != full[-1]:
        return False
    contracted = short[0] == full[0] and len(short) >= 6 and len(short) > 0.7 * len(full)
    rest = iter(full)
    return not contracted and all(char in rest for char in short)
