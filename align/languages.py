"""Segments that are in the other side's language: an abstract, a file that holds both languages.

Such a segment is more like the text of the other side than any translation, and would take the
place of one. So the path is found without it; where the other side has the very same text left
without a counterpart, the two are copies and pair after all.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace

from duizhao.corpora.document import Language, Segment
from duizhao.corpora.english import small_words
from duizhao.corpora.patterns import lazy
from duizhao.corpora.script import han_share, has_han, latin_words

from .bead import Bead

FOREIGN = "in the language of the other side"
"""Reason of a null bead."""
COPY = "the same text on both sides"
"""Reason of a bead."""

_PROSE, _SMALL = 4, 1
"""Words of an English text, and small ones among them, from which it is prose; less may be a name
or a command that a Chinese text holds as it is."""
_AMONG = 3
"""Words from which it is, between two others that are."""
_HAN = 4
"""Han characters of a Chinese text in an English one, other than a name."""

_MARKS = lazy(r"[\W_]+")


def is_foreign(text: str, language: Language) -> bool:
    """Whether a segment is prose in the other of the two languages than its document."""
    if language == "zh":
        return not has_han(text) and latin_words(text) >= _PROSE and small_words(text) >= _SMALL
    return has_han(text) and han_share(text) >= 0.7 and sum(map(has_han, text)) >= _HAN


def foreign(segments: Sequence[Segment], language: Language, places: Sequence[int]) -> list[int]:
    """Those of some segments of a document that are in the other language.

    Args:
        segments: of the document.
        language: of the document.
        places: positions of the segments that are looked at, ascending.
    """
    texts = [segments[place].text for place in places]
    found = [is_foreign(text, language) for text in texts]
    if language == "zh" and any(found):
        around = [True, *found, True]
        found = [
            here
            or (
                around[number]
                and around[number + 2]
                and not has_han(texts[number])
                and latin_words(texts[number]) >= _AMONG
            )
            for number, here in enumerate(found)
        ]
    return [place for place, here in zip(places, found, strict=True) if here]


def with_copies(
    beads: Sequence[Bead],
    zh: Sequence[Segment],
    en: Sequence[Segment],
    apart: tuple[Sequence[int], Sequence[int]],
) -> list[Bead]:
    """Beads with those of the foreign segments.

    Args:
        beads: of the other segments.
        zh, en: all segments.
        apart: positions of the foreign segments of each side, ascending.
    """
    result = list(beads)
    copied: set[tuple[int, int]] = set()
    for side, own, other in ((0, zh, en), (1, en, zh)):
        alone: dict[str, list[int]] = {}
        for bead in reversed(beads):
            here = (bead.zh, bead.en)[1 - side]
            if bead.is_null and here:
                alone.setdefault(_key(other[here[0]].text), []).append(here[0])
        for place in apart[side]:
            same = alone.get(_key(own[place].text))
            there = (same.pop(),) if same else ()
            copied |= {(1 - side, each) for each in there}
            pair = ((place,), there) if side == 0 else (there, (place,))
            result.append(Bead(pair[0], pair[1], 1.0, (COPY if there else FOREIGN,)))
    return [
        bead
        for bead in result
        if not bead.is_null or ((0, bead.zh[0]) if bead.zh else (1, bead.en[0])) not in copied
    ]


def with_crossings(beads: Sequence[Bead]) -> list[Bead]:
    """The same beads, each copy that does not lie on the path marked as moved.

    Args:
        beads: of both texts whole, with the pins.
    """
    path = sorted(
        (bead.zh[0], bead.zh[-1], bead.en[0], bead.en[-1])
        for bead in beads
        if not bead.is_null and not bead.moved and COPY not in bead.reasons
    )
    result = []
    for bead in beads:
        if COPY in bead.reasons:
            here = (bead.zh[0], bead.zh[-1], bead.en[0], bead.en[-1])
            at = bisect(path, here)
            after = at == 0 or (path[at - 1][1] < here[0] and path[at - 1][3] < here[2])
            before = at == len(path) or (here[1] < path[at][0] and here[3] < path[at][2])
            if after and before:
                path.insert(at, here)
            else:
                bead = replace(bead, moved=True)
        result.append(bead)
    return result


def _key(text: str) -> str:
    return _MARKS.sub(" ", text).strip().casefold()
