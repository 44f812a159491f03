"""Units as the records of a file: which of them, in what order, in what context."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from operator import attrgetter, itemgetter

from duizhao.corpora.skipped import Skipped
from duizhao.corpora.unit import Unit

from .coded import Style
from .duplicates import Placed, best_last, without_repeats
from .units import Source, to_record

_SAMPLE = 1000

_InContext = tuple[int, Unit, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How units are to be written.

    Attributes:
        source: which side is the source text.
        chinese, english: language codes of the two sides.
        codes: how inline codes are written.
        context: whether neighbours are noted.
        time: when the units are said to be made, ``YYYYMMDDTHHMMSSZ``.
    """

    source: Source
    chinese: str
    context: bool
    time: str
    english: str = "en"
    codes: Style = "tmx"

    @property
    def source_code(self) -> str:
        """Language code of the source side."""
        return self.english if self.source == "en" else self.chinese


def chinese_code(units: Iterable[Unit]) -> tuple[str, Iterable[Unit]]:
    """Language code of the Chinese side, and the units again.

    ``zh-TW`` when the text is traditional, all of it together: single short units often
    hold no character that tells. Of an iterator the first thousand units are looked at.
    """
    from duizhao.corpora.script import is_traditional

    whole = isinstance(units, Sequence)
    rest = iter(units)
    sample = list(rest) if whole else list(islice(rest, _SAMPLE))
    text = "\n".join(unit.zh for unit in sample)
    code = "zh-TW" if text and is_traditional(text) else "zh-CN"
    return code, sample if whole else chain(sample, rest)


def planned(units: Iterable[Unit], plan: Plan, skipped: list[Skipped]) -> Iterator[Placed]:
    """Records for the units, less those that a memory cannot hold, which go into `skipped`.

    Args:
        units: a sequence is put in order so that the best of several translations stands
            last; an iterator is taken as it comes.
        plan: how.
        skipped: gets those with an empty side and those that repeat another.
    """
    in_context: Iterable[_InContext] = _in_context(units, plan.source)
    if isinstance(units, Sequence):
        whole = sorted(in_context, key=itemgetter(0))
        texts = [getattr(unit, plan.source) for unit in units]
        order = best_last(texts, [unit.confidence for unit in units])
        in_context = (whole[place] for place in order)
    return without_repeats(_records(in_context, plan, skipped), skipped)


def _in_context(units: Iterable[Unit], source: Source) -> Iterator[_InContext]:
    """Each unit with its place and the source texts before and after it in its file.

    A unit without a source text is nobody's context, and comes out of turn.
    """
    waiting: tuple[int, Unit] | None = None
    before: str | None = None
    text_of, file_of = attrgetter(source), attrgetter(f"{source}_file")
    for place, unit in enumerate(units):
        text = text_of(unit)
        if not text:
            yield place, unit, None, None
            continue
        if waiting is not None:
            same = file_of(waiting[1]) == file_of(unit)
            yield (*waiting, before, text if same else None)
            before = text_of(waiting[1]) if same else None
        waiting = place, unit
    if waiting is not None:
        yield (*waiting, before, None)


def _records(units: Iterable[_InContext], plan: Plan, skipped: list[Skipped]) -> Iterator[Placed]:
    attributes = (("creationdate", plan.time), ("creationid", "duizhao"))
    for place, unit, before, after in units:
        if unit.is_null:
            side = "English" if unit.zh else "Chinese"
            skipped.append(Skipped(f"unit {place}", f"has no {side} side", unit.zh or unit.en))
            continue
        yield (
            place,
            to_record(
                unit,
                source=plan.source,
                chinese=plan.chinese,
                english=plan.english,
                codes=plan.codes,
                before=before if plan.context else None,
                after=after if plan.context else None,
                attributes=attributes,
            ),
        )
