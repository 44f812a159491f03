"""Texts that are far too long or too short for each other.

The measure is the logarithm of the ratio of sizes, a Han character counting one and a
letter or digit 0.3, which is about what the languages need for the same matter. What is
usual is told by the units themselves: novels are freer than resolutions. After W. Gale
and K. Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from duizhao.corpora.patterns import lazy
from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Finding, Severity, finding

_HAN = lazy(r"[\u3400-\u9fff]+")
_OTHER = lazy(r"[0-9A-Za-z\u00c0-\u024f]+")
_LETTER = 0.3
_SMOOTH = 3.0  # characters added to both sides: a short text may differ more
_SHORT = 8.0  # a term or a label says little by its length: 零下十摄氏度, 14°F
_LEAST = 0.7  # a factor of two
_DEVIATIONS = 4.5
_ENOUGH = 50  # units from which the usual is learned


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual ratio (natural logarithm), and how far from it is far."""

    middle: float = -0.02
    far: float = 0.8


def ratio(unit: Unit) -> float:
    """Logarithm of the size of the Chinese over that of the English."""
    return math.log((_size(unit.zh) + _SMOOTH) / (_size(unit.en) + _SMOOTH))


@lru_cache(maxsize=256)  # of each text of a unit, for several questions
def _size(text: str) -> float:
    han, other = (sum(map(len, pattern.findall(text))) for pattern in (_HAN, _OTHER))
    return han + _LETTER * other


def usual(units: Sequence[Unit], most: int = 5000) -> Usual:
    """What is usual among `units` (an even sample of at most `most` of them)."""
    step = max(1, len(units) // most)
    ratios = [ratio(unit) for unit in units[::step] if not unit.is_null]
    if len(ratios) < _ENOUGH:
        return Usual()
    middle = median(ratios)
    spread = 1.4826 * median(abs(value - middle) for value in ratios)
    return Usual(middle, max(_LEAST, _DEVIATIONS * spread))


def is_uneven(unit: Unit, measure: Usual) -> bool:
    """Whether one text is far longer than the other allows."""
    return abs(ratio(unit) - measure.middle) > measure.far


def check_length(unit: Unit, index: int, measure: Usual) -> list[Finding]:
    """A finding where one text is far longer than the other allows."""
    distance = ratio(unit) - measure.middle
    if abs(distance) <= measure.far or max(_size(unit.zh), _size(unit.en)) < _SHORT:
        return []
    longer, shorter = ("Chinese", "English") if distance > 0 else ("English", "Chinese")
    factor = math.exp(abs(distance))
    return [
        finding(
            "length",
            Severity.WARNING,
            unit,
            index,
            f"The {longer} is {factor:.1f} times as long as is usual for the {shorter}: "
            "text may be missing or added.",
            zh_span=(0, len(unit.zh)) if distance > 0 else None,
            en_span=(0, len(unit.en)) if distance < 0 else None,
            found=f"{factor:.1f}",
            expected="1",
        )
    ]
