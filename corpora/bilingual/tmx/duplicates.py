"""What happens to units that a client could not tell apart.

Clients keep one translation for a source text: of two, OmegaT takes the last. So it is
decided here, not there:

* the same source and the same target: the first stays, the others are listed as skipped;
* the same source and another target: both stay, and the better one stands after the other,
  better meaning more confident, and of two equally confident ones the later in the document.
  They change places among themselves; every other unit stays where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from duizhao.corpora.skipped import Skipped

from .record import Record

Placed = tuple[int, Record]
"""A record and its 0-based position in what is being written."""


def without_repeats(records: Iterable[Placed], skipped: list[Skipped]) -> Iterator[Placed]:
    """The records less exact repeats, which go into `skipped`.

    What it remembers of a record is a hash of 64 bits, some 70 bytes with the set around it.
    """
    seen: set[int] = set()
    for place, record in records:
        mark = hash(tuple([variant.content for variant in record.variants]))
        if mark in seen:
            text = record.variants[0].text if record.variants else ""
            skipped.append(Skipped(f"unit {place}", "repeats an earlier unit", text))
        else:
            seen.add(mark)
            yield place, record


def best_last(sources: Sequence[str], confidences: Sequence[float | None]) -> list[int]:
    """An order in which the best of the units with one source stands last among them.

    Args:
        sources: the source text of each unit.
        confidences: how sure each of them is; None is less sure than any number.

    Returns:
        Positions in the two sequences, each once.
    """
    groups: dict[str, list[int]] = {}
    for place, source in enumerate(sources):
        groups.setdefault(source, []).append(place)
    order = list(range(len(sources)))
    for places in groups.values():
        if len(places) > 1:
            ranked = sorted(places, key=lambda place: _rank(confidences[place]))
            for place, unit in zip(places, ranked, strict=True):
                order[place] = unit
    return order


def _rank(confidence: float | None) -> float:
    return -1.0 if confidence is None else confidence
