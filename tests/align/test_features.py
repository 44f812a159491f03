"""What the features of beads are made of."""

from __future__ import annotations

import numpy as np

from duizhao.align.bitext import bitext_of
from duizhao.align.corridor import along
from duizhao.align.dictionary import Dictionary, built_in
from duizhao.align.features import _Joins
from duizhao.align.model import bead_scores, load_model
from duizhao.align.shapes import shapes
from duizhao.align.side import both_sides
from duizhao.corpora.document import Kind, Segment

from .hashed import Hashed


def test_joined_vectors_are_the_same_wherever_the_blocks_lie() -> None:
    lines = [Segment(f"line {number} {chr(97 + number) * number}") for number in range(10)]
    own, _ = both_sides(lines, lines, Hashed(), lambda: Dictionary.of({}))
    joins = _Joins(own, 3)
    for first, last in ((0, 4), (2, 6), (2, 5), (3, 9), (9, 10), (0, 3)):
        np.testing.assert_allclose(joins.ending(first, last), own.joins(first, last, 3), atol=1e-6)


def test_beads_alone_score_the_same_in_one_table_as_one_by_one() -> None:
    zh = ["“天黑了，”他说，“我们走吧。", "雨还在下，风也大了。", "门开了。”", "她笑了。"]
    en = ["“It is dark,” he said. “Let us go.", "The door opened.”", "It still rained; wind rose."]
    kinds = Kind.BODY, Kind.FOOTNOTE  # the last of each text is a note
    zh_lines = [Segment(t, kind=kinds[t == zh[-1]]) for t in zh]
    en_lines = [Segment(t, kind=kinds[t == en[-1]]) for t in en]
    sides = both_sides(zh_lines, en_lines, Hashed(), built_in)
    text = bitext_of(*sides, along([], 4, 3), shapes(8), 0)
    beads = [((0,), (0,)), ((1, 2), (0, 2)), ((3,), (1,)), ((0, 3), (1,)), ((1,), (2,))]
    model = load_model()
    table = text.alone(beads)
    together, cosine, _ = bead_scores(model, table)
    end = 0
    for rows, columns in beads:
        own = text.alone([(rows, columns)])
        score, similar, _ = bead_scores(model, own)
        end += len(rows)
        place = table.shapes.index(len(rows), len(columns))
        shape = own.shapes.index(len(rows), len(columns))
        np.testing.assert_allclose(together[end, place], score[-1, shape], atol=1e-4)
        np.testing.assert_allclose(cosine[end, place], similar[-1, shape], atol=1e-3)
