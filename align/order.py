"""Beads put in order, and those that nobody believes taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .bead import Bead


def trusted(beads: Iterable[Bead], least: float) -> Iterator[Bead]:
    """Beads, those below a confidence taken apart into null beads."""
    for bead in beads:
        if bead.is_null or bead.confidence >= least:
            yield bead
            continue
        why = (f"confidence {bead.confidence:.2f} is below the least", *bead.reasons)
        yield from (Bead((i,), (), 1 - bead.confidence, why) for i in bead.zh)
        yield from (Bead((), (j,), 1 - bead.confidence, why) for j in bead.en)


def in_order(beads: Iterable[Bead]) -> Iterator[Bead]:
    """Beads by their place in the Chinese text; English nulls after what precedes them."""
    beads = list(beads)
    before = {place: bead.zh[-1] for bead in beads if bead.zh for place in bead.en}
    anchor, last = {}, -1
    for place in sorted({place for bead in beads for place in bead.en}):
        last = before.get(place, last)
        anchor[place] = last

    def key(bead: Bead) -> tuple[int, int, int]:
        if bead.zh:
            return bead.zh[0], 0, bead.en[0] if bead.en else -1
        return anchor[bead.en[0]], 1, bead.en[0]

    yield from sorted(beads, key=key)
