"""Segments without counterpart inside a bead, as translator's notes are.

No path through the table leaves out a segment inside a bead. So where a segment is like
nothing opposite, its surroundings are aligned once more without it, and what it costs to
leave it out decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from duizhao.corpora.document import Segment

from .bead import Bead
from .bitext import Bitext
from .corridor import Ints
from .decode import best_score, decoded
from .model import Evidence, Model, bead_scores
from .nulls import NAMES
from .path import Scores
from .reasons import null_reasons
from .side import Half

AROUND = 3
"""Beads on either side that are aligned again."""

LEAST_COSINE, LEAST_CLAUSE = 0.25, 0.5
"""Best cosine and cover of clauses below which a segment may be an insertion."""

PLAIN_COSINE = 0.2
"""The same cosine for a segment whose form says nothing."""

LEAST_GAIN = -1.0
"""Gain of score from which it is one, where its own form says so (a translator's note, a line
without letters). Below zero, since paths hold that a run of segments without counterpart stands
between beads, and is costly."""

NOTE_GAIN = -3.0
"""The same for one that says that it is a translator's note, where none is opposite."""

PLAIN_GAIN = 0.0
"""The same for a segment whose form says nothing: most of those belong where they are."""

TELLING = ("note", "without letters", "repeated here only")
"""Features of nulls that speak for an insertion."""

LONGEST = 4
"""Most neighbours with such features that are taken out together."""

_COSINE, _CLAUSE = NAMES.index("best cosine"), NAMES.index("best clause")
_NOTE = NAMES.index("note")
_TELLING = [NAMES.index(name) for name in TELLING]

Known = tuple[Model, Scores, Evidence]
_Suspect = tuple[int, tuple[int, ...]]
Floats = npt.NDArray[np.float32]


def lifted(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    pair: Bitext,
    known: Known,
    beads: Sequence[Bead],
    points: Sequence[tuple[int, int]] = (),
) -> list[Bead]:
    """Beads, some of them with an insertion taken out of their middle.

    Args:
        zh, en: segments of the pair.
        known: the weights, and what `duizhao.align.model.score` made with them.
        beads: of the best path.
        points: that the path has to pass; nothing is changed around them.

    Returns:
        Beads in which each segment stands once, as before.
    """
    result: list[Bead] = []
    tried: set[tuple[object, ...]] = set()  # the same lines again have the same answer
    done = 0
    signs = _signs(known[2].zh_null), _signs(known[2].en_null)
    for number, bead in enumerate(beads):
        low, high = max(number - AROUND, 0), min(number + AROUND + 1, len(beads))
        if low < done:
            continue
        window = beads[low:high]
        suspects = _suspects(bead, window, signs)
        if not suspects or _passed(window, points):
            continue
        rows = np.array([place for each in window for place in each.zh], np.int64)
        columns = np.array([place for each in window for place in each.en], np.int64)
        if not len(rows) or not len(columns):
            continue
        texts = tuple(zh[row].text for row in rows), tuple(en[column].text for column in columns)
        begin = int(rows[0]), int(columns[0])
        suspects = [
            (side, places)
            for side, places in suspects
            if (*texts, side, places[0] - begin[side], len(places)) not in tried
        ]
        if not suspects:
            continue
        before = best_score(*_part(pair, known, rows, columns)[:2])
        for side, places in suspects:
            left = (
                (rows[~np.isin(rows, places)], columns)
                if side == 0
                else (rows, columns[~np.isin(columns, places)])
            )
            suspect = side, places
            new = _without(zh, en, pair, known, left, before, suspect, not bead.is_null)
            if new:
                result += [*beads[done:low], *_kept(new, window)]
                done = high
                break
            tried.add((*texts, side, places[0] - begin[side], len(places)))
    return [*result, *beads[done:]]


def _kept(new: Sequence[Bead], old: Sequence[Bead]) -> list[Bead]:
    """New beads, those that were there before as they were."""
    known = {(bead.zh, bead.en): bead for bead in old if not bead.is_null}
    return [known.get((bead.zh, bead.en), bead) for bead in new]


@dataclass(frozen=True, slots=True)
class _Signs:
    """What each segment of a side says by itself.

    Attributes:
        telling: whether its form says that it is an insertion.
        unlike: whether it says so outright, or is like so little that it may be one.
    """

    telling: list[bool]
    unlike: list[bool]


def _signs(values: Floats) -> _Signs:
    """The signs of a side, from its features as `null_features` gives them."""
    telling: npt.NDArray[np.bool_] = np.any(values[:, _TELLING], axis=1)
    least = np.where(telling, LEAST_COSINE, PLAIN_COSINE).astype(np.float32)
    unlike = (values[:, _COSINE] < least) & (values[:, _CLAUSE] < LEAST_CLAUSE)
    return _Signs(telling.tolist(), (unlike | (values[:, _NOTE] != 0)).tolist())


def _suspects(bead: Bead, window: Sequence[Bead], signs: tuple[_Signs, _Signs]) -> list[_Suspect]:
    """Side and positions of the segments of a bead that are like nothing opposite.

    Neighbours whose form says that they are insertions, a running head and a page number, are
    looked at together.
    """
    found: list[_Suspect] = []
    for side, own, other in ((0, bead.zh, bead.en), (1, bead.en, bead.zh)):
        if len(own) == 1 and other:
            continue
        telling, unlike = signs[side].telling, signs[side].unlike
        places = [place for place in own if unlike[place]]
        if not bead.is_null:
            # One whose form says nothing goes only from between others.
            places = [place for place in places if telling[place] or own[0] < place < own[-1]]
        if not places:
            continue
        here = {place for each in window for place in (each.zh, each.en)[side]}
        omission = bead.is_null and any(a.is_null and b.is_null for a, b in pairwise(window))
        for place in places:
            run = _run(signs[side], place) if telling[place] else (place,)
            # A longer omission is what paths deal with.
            longer = len(run) > LONGEST or (omission and not telling[place])
            if not longer and (side, run) not in found and here.issuperset(run):
                found.append((side, run))
    return found


def _run(signs: _Signs, place: int) -> tuple[int, ...]:
    """A segment whose form says that it is an insertion, with such neighbours; not all of many."""
    first = last = place
    while first and last - first < LONGEST and _may_go(signs, first - 1):
        first -= 1
    while last + 1 < len(signs.unlike) and last - first < LONGEST and _may_go(signs, last + 1):
        last += 1
    return tuple(range(first, last + 1))


def _may_go(signs: _Signs, place: int) -> bool:
    return signs.telling[place] and signs.unlike[place]


def _passed(window: Sequence[Bead], points: Sequence[tuple[int, int]]) -> bool:
    """Whether a point lies at or inside the window."""
    rows = [place for bead in window for place in bead.zh]
    columns = [place for bead in window for place in bead.en]
    return bool(points) and any(
        (bool(rows) and rows[0] <= row <= rows[-1] + 1)
        or (bool(columns) and columns[0] <= column <= columns[-1] + 1)
        for row, column in points
    )


def _without(
    zh: Sequence[Segment],
    en: Sequence[Segment],
    pair: Bitext,
    known: Known,
    left: tuple[Ints, Ints],
    before: float,
    suspect: _Suspect,
    glued: bool,
) -> list[Bead]:
    """The beads of a window when segments are left out; none where they belong there.

    Args:
        left: positions of the other segments of the window.
        before: score of the window as it is.
        suspect: side and positions of these segments.
        glued: whether the path has put them into a bead with others.
    """
    side, places = suspect
    rows, columns = left
    if not len(rows) or not len(columns):
        return []
    scores = known[1]
    part, made, cosine = _part(pair, known, rows, columns)
    null = float((scores.zh_null, scores.en_null)[side][list(places)].sum())
    opened = (scores.zh_open, scores.en_open)[side]
    gain = best_score(part, made) + null + opened - before
    values = (known[2].zh_null, known[2].en_null)[side]
    telling = bool(values[places[0], _TELLING].any())
    notes = bool(values[list(places), _NOTE].all())
    opposite = (known[2].en_null, known[2].zh_null)[side][(columns, rows)[side], _NOTE]
    least = LEAST_GAIN if telling else PLAIN_GAIN
    if notes and not opposite.any():
        least = NOTE_GAIN
    if gain < least:
        return []
    beads = [
        replace(
            bead,
            zh=tuple(int(rows[each]) for each in bead.zh),
            en=tuple(int(columns[each]) for each in bead.en),
        )
        for bead in decoded(
            [zh[row] for row in rows], [en[column] for column in columns], part, made, cosine
        )
    ]
    own = [(bead.zh, bead.en)[side] for bead in beads if not bead.is_null]
    inside = any(each[0] < places[0] and places[-1] < each[-1] for each in own)
    if not (inside or (glued and notes)):
        return []
    sure = float(1 / (1 + np.exp(least - gain)))
    why = null_reasons(("Chinese", "English")[side])
    alone = [
        Bead((place,), (), sure, why) if side == 0 else Bead((), (place,), sure, why)
        for place in places
    ]
    return [*(replace(bead, confidence=bead.confidence * sure) for bead in beads), *alone]


def _part(pair: Bitext, known: Known, rows: Ints, columns: Ints) -> tuple[Bitext, Scores, Half]:
    """Some of the segments with their scores; nulls as the whole texts have them."""
    model, scores, _ = known
    part = pair.take(rows, columns)
    beads, cosine, _ = bead_scores(model, part)
    made = replace(
        scores, beads=beads, zh_null=scores.zh_null[rows], en_null=scores.en_null[columns]
    )
    return part, made, cosine
