"""A pair of texts that a person aligned, as what the weights of the path model are learnt from.

For speed, beads that a simple score finds hopeless are left out of the sums while learning;
scoring always uses all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from duizhao.align.anchors import anchors, mutual
from duizhao.align.bead import Bead
from duizhao.align.bitext import bitext_of
from duizhao.align.borders import keep_notes, keep_paragraphs
from duizhao.align.corridor import along
from duizhao.align.dictionary import built_in
from duizhao.align.encode.protocol import Encoder
from duizhao.align.features import NAMES, blocks
from duizhao.align.labelling import labelled_pairs
from duizhao.align.model import BORDER, NOTE, null_evidence
from duizhao.align.path import Scores
from duizhao.align.posterior import posterior
from duizhao.align.shapes import shapes
from duizhao.align.side import both_sides
from duizhao.corpora.document import Segment

Doubles = npt.NDArray[np.float64]
SHAPES = shapes()


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of texts with the beads that learning looks at.

    Attributes:
        name: of the pair.
        cells, shape: cell of the corridor in which each of these beads ends, and its shape.
        features: of them, (beads, features).
        given: what is added to their scores whatever the weights are, (beads,).
        nulls: features of the segments of each side as nulls.
        gold_edges: which of the beads a person chose.
        gold_nulls: which segments of each side have no counterpart.
        gold_runs: how many runs of such segments there are on each side.
        arcs: how the beads and the cells hang together.
    """

    name: str
    cells: npt.NDArray[np.int64]
    shape: npt.NDArray[np.int64]
    features: Doubles
    given: Doubles
    nulls: tuple[Doubles, Doubles]
    gold_edges: npt.NDArray[np.int64]
    gold_nulls: tuple[list[int], list[int]]
    gold_runs: tuple[int, int]
    arcs: tuple[npt.NDArray[np.int64], ...]

    def shapes(self) -> Doubles:
        """How many of the beads that a person chose have each shape."""
        counts = np.bincount(self.shape[self.gold_edges], minlength=len(SHAPES))
        return counts.astype(np.float64)


def monotone(gold: Sequence[Bead], m: int, n: int) -> list[Bead]:
    """Gold as a path: beads with gaps or crossings merged, nulls between beads."""
    boxes: list[list[int]] = []
    for bead in sorted((b for b in gold if not b.is_null), key=lambda b: (b.zh[0], b.en[0])):
        box = [bead.zh[0], bead.zh[-1], bead.en[0], bead.en[-1]]
        while boxes and (box[0] <= boxes[-1][1] or box[2] <= boxes[-1][3]):
            last = boxes.pop()
            box = [
                min(box[0], last[0]),
                max(box[1], last[1]),
                min(box[2], last[2]),
                max(box[3], last[3]),
            ]
        boxes.append(box)
    path: list[Bead] = []
    i = j = 0
    for a, b, c, d in [*boxes, [m, m - 1, n, n - 1]]:
        path += [Bead((place,), ()) for place in range(i, a)]
        path += [Bead((), (place,)) for place in range(j, c)]
        if a < m or c < n:
            path.append(Bead(tuple(range(a, b + 1)), tuple(range(c, d + 1))))
        i, j = b + 1, d + 1
    return path


def example(
    name: str, zh: Sequence[Segment], en: Sequence[Segment], gold: Sequence[Bead], encoder: Encoder
) -> Example:
    """Features of everything in two texts that may become a bead.

    Args:
        name: of the pair.
        zh, en: segments in the order of the text; at least one each.
        gold: the beads of a person; what none holds has no counterpart.
        encoder: see `duizhao.align.encode.load`.
    """
    zh_side, en_side = both_sides(zh, en, encoder, built_in)
    points = anchors(
        mutual(zh_side.singles, en_side.singles), labelled_pairs(zh_side.labels, en_side.labels)
    )
    corridor = along(points, len(zh), len(en))
    pair = bitext_of(zh_side, en_side, corridor, SHAPES, len(points))
    given = np.zeros((corridor.cells, len(SHAPES)), np.float32)
    keep_paragraphs(pair, given, BORDER)
    keep_notes(pair, given, NOTE)
    parts, cosine = [], np.zeros((corridor.cells, len(SHAPES)), np.float32)
    rough = np.zeros_like(cosine)
    stored = []
    for cells, values, similar in blocks(pair):
        cosine[cells] = similar
        rough[cells] = 7 * values[NAMES.index("fit")]
        whole = np.empty((*similar.shape, len(NAMES)), np.float32)
        for number, value in enumerate(values):
            whole[:, :, number] = value
        stored.append((cells, whole))
    keep = (
        posterior(
            Scores(rough + given, np.full(len(zh), -0.5), np.full(len(en), -0.5), -2.0, -2.0),
            corridor,
            SHAPES,
        ).beads()
        > 1e-4
    )
    wanted: list[tuple[int, int]] = []
    runs = [0, 0]
    nulls: tuple[list[int], list[int]] = ([], [])
    i = j = 0
    before = ""
    for bead in monotone(gold, len(zh), len(en)):
        i, j = i + len(bead.zh), j + len(bead.en)
        if bead.is_null:
            now = 0 if bead.zh else 1
            nulls[now].extend(bead.zh or bead.en)
            runs[now] += before != str(now)
            before = str(now)
            continue
        before = "bead"
        shape = SHAPES.index(len(bead.zh), len(bead.en))
        cell = int(corridor.locate(np.array(i), np.array(j)))
        begin = int(corridor.locate(np.array(i - len(bead.zh)), np.array(j - len(bead.en))))
        if shape is not None and cell >= 0 and begin >= 0:
            keep[cell, shape] = True
            wanted.append((cell, shape))
    rows, columns = corridor.points(0, corridor.rows + 1)
    ends, shape_of = np.nonzero(keep)
    start = corridor.locate(rows[ends] - SHAPES.zh[shape_of], columns[ends] - SHAPES.en[shape_of])
    ends, shape_of, start = (each[start >= 0] for each in (ends, shape_of, start))
    for cells, whole in stored:
        here = slice(*np.searchsorted(ends, (cells.start, cells.stop)))
        parts.append(whole[ends[here] - cells.start, shape_of[here]])
    key = ends * len(SHAPES) + shape_of
    gold_edges = np.searchsorted(key, [c * len(SHAPES) + s for c, s in wanted])
    left = np.where(columns > 0, corridor.locate(rows, columns - 1), -1)
    arcs = (
        start,
        np.searchsorted(ends, np.arange(corridor.cells + 1)),
        corridor.locate(rows - 1, columns),
        left,
        np.maximum(rows - 1, 0),
        np.maximum(columns - 1, 0),
    )
    zh_null, en_null = null_evidence(pair, cosine[:, 0])
    return Example(
        name,
        ends,
        shape_of,
        np.concatenate(parts).astype(np.float64),
        given[ends, shape_of].astype(np.float64),
        (zh_null.astype(np.float64), en_null.astype(np.float64)),
        gold_edges,
        (nulls[0], nulls[1]),
        (runs[0], runs[1]),
        arcs,
    )
