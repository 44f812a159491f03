"""Labels and kinds of lines as evidence: no guess decides before the path."""

from __future__ import annotations

import numpy as np

from duizhao.align.labelling import NAMES as LABEL_NAMES
from duizhao.align.labelling import label_features, labelled_pairs, labels_of
from duizhao.align.lines import NAMES as LINE_NAMES
from duizhao.align.lines import line_features, lines_of
from duizhao.align.shapes import shapes

SHAPES = shapes(3)
NONE = np.zeros(0, np.int64)


def label_values(zh: list[str], en: list[str], end: tuple[int, int]) -> dict[str, list[float]]:
    """Features by name, of each shape that ends at a point."""
    row, column = (np.array([each]) for each in end)
    values = label_features(*labels_of(zh, en), SHAPES, row, column)
    return {name: value[0].tolist() for name, value in zip(LABEL_NAMES, values, strict=True)}


def line_values(zh: list[str], en: list[str], end: tuple[int, int]) -> dict[str, list[float]]:
    """As `label_values`, of the kinds of lines."""
    row, column = (np.array([each]) for each in end)
    never = np.zeros(len(zh), bool), np.zeros(len(en), bool)
    values = line_features(*lines_of(zh, en, never), SHAPES, row, column)
    return {name: value[0].tolist() for name, value in zip(LINE_NAMES, values, strict=True)}


def test_labels_of_the_same_value_and_of_another() -> None:
    zh, en = ["第一条", "第二条"], ["Article 1", "Article 2"]
    assert label_values(zh, en, (1, 1))["label: the same, with a name"][0] == 1
    assert label_values(zh, en, (2, 1))["label: another value"][0] == 1
    assert label_values(["一、甲"], ["1. A"], (1, 1))["label: the same number"][0] == 1
    assert label_values(["第一章"], ["Table 1"], (1, 1))["label: of another kind"][0] == 1


def test_a_label_on_one_side_only() -> None:
    zh, en = ["第一条", "正文"], ["Text", "Article 1"]
    assert label_values(zh, en, (1, 1))["label: one side only, its like opposite"][0] == 1
    assert label_values(["第一条"], ["Text"], (1, 1))["label: one side only"][0] == 1


def test_a_label_inside_a_bead_counts_where_its_like_is_opposite() -> None:
    two_to_one = SHAPES.index(2, 1)
    inside = label_values(["正文", "第二条"], ["Article 2"], (2, 1))["label: begins inside"]
    assert inside[two_to_one or 0] == 1
    inside = label_values(["正文", "第二条"], ["Text"], (2, 1))["label: begins inside"]
    assert inside[two_to_one or 0] == 0


def test_labels_are_anchors_where_both_sides_have_them_equally_often() -> None:
    zh, en = ["一、", "第一条", "第二条", "一、"], ["Article 1", "1.", "Article 2"]
    rows, columns, _ = labelled_pairs(*labels_of(zh, en))
    assert list(zip(rows.tolist(), columns.tolist(), strict=True)) == [(1, 0), (2, 2)]


def test_kinds_of_lines() -> None:
    zh, en = ["***", "2001 3 4.5", "他来了。", "标题"], ["***", "2002 3 4.5", "He came."]
    assert line_values(zh, en, (1, 1))["line: the same on both sides"][0] == 1
    assert line_values(zh, en, (2, 2))["line: without letters, not the same"][0] == 1
    assert line_values(zh, en, (1, 3))["line: without letters on one side only"][0] == 1
    two_to_one = SHAPES.index(2, 1) or 0
    assert line_values(zh, en, (2, 3))["line: without letters, joined"][two_to_one] == 2
    assert line_values(zh, en, (3, 3))["line: stop on one side only"][0] == 0
    assert line_values(zh, en, (4, 3))["line: stop on one side only"][0] == 1


def test_a_selection_is_as_if_the_others_were_not_there() -> None:
    lines, _ = lines_of(["***", "文字。", "标题"], ["x"], (np.zeros(3, bool), np.zeros(1, bool)))
    part = lines.take(np.array([0, 2]))
    assert part.before.tolist() == [[0, 1, 1], [0, 0, 0], [0, 1, 2]]
    labels, _ = labels_of(["第一条", "文", "第二条"], ["Article 2"])
    assert labels.take(np.array([1, 2])).before.tolist() == [0, 0, 1]
