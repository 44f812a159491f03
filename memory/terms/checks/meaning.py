"""Texts opposite each other that are hardly translations of each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from duizhao.align.bead import DoubtfulPair
from duizhao.corpora.unit import DOUBTFUL, Unit
from duizhao.memory.finding import Finding, Severity, Span, finding, short

if TYPE_CHECKING:
    from duizhao.align.encode.protocol import Progress

HOPELESS = 0.05
"""Likeness below which the figures and names of a unit are not compared any more."""
FEW = 12
"""Characters of Chinese in which a figure that differs may be all that is wrong."""

Doubts = Sequence[Sequence[DoubtfulPair]]
"""Of each unit, what of it is doubtful."""


def find_doubts(units: Sequence[Unit], progress: Progress | None = None) -> Doubts:
    """Doubts about the meaning of units, those of each.

    Units that were aligned here know it already; this is for pairs from elsewhere. They are
    encoded, which takes about twice the time of all other checks.
    """
    from duizhao.align.belief import likeness_of

    both = [number for number, unit in enumerate(units) if not unit.is_null]
    texts = [units[number].zh for number in both], [units[number].en for number in both]
    result: list[list[DoubtfulPair]] = [[] for _ in units]
    for number, likeness in zip(both, likeness_of(*texts, progress=progress), strict=True):
        if likeness < DOUBTFUL:
            result[number].append(DoubtfulPair(units[number].zh, units[number].en, likeness))
    return result


def check_meaning(units: Sequence[Unit], doubts: Doubts) -> Iterator[Finding]:
    """A finding for every doubt.

    Args:
        units: in order.
        doubts: of each unit.
    """
    for index, (unit, own) in enumerate(zip(units, doubts, strict=True)):
        zh_end = en_end = 0
        for doubt in own:
            zh, en = _place(unit.zh, doubt.zh, zh_end), _place(unit.en, doubt.en, en_end)
            zh_end, en_end = zh[1] if zh else zh_end, en[1] if en else en_end
            yield finding(
                "meaning",
                Severity.WARNING,
                unit,
                index,
                f"“{short(doubt.zh)}” and “{short(doubt.en)}” are probably not translations of "
                "each other.",
                zh_span=zh,
                en_span=en,
            )


def is_wholly_doubted(unit: Unit, doubts: Sequence[DoubtfulPair]) -> bool:
    """Whether the whole unit is certainly no translation, so that nothing else can be compared."""
    return len(unit.zh) > FEW and any(
        doubt.zh.strip() == unit.zh.strip() and doubt.likeness < HOPELESS for doubt in doubts
    )


def _place(text: str, part: str, first: int) -> Span | None:
    start = text.find(part, first)
    if start < 0:
        start = text.find(part)
    return (start, start + len(part)) if start >= 0 else None
