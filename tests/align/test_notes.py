"""Notes pair whatever their marks are, recognised on both sides or on one."""

from __future__ import annotations

import pytest

from duizhao.align.aligner import Aligner
from duizhao.align.encode import Encoder, load
from duizhao.align.project import align_paragraphs
from duizhao.corpora.document import Kind, Paragraph

BODY = [
    ("协会成立于1998年{}。", "The society was founded in 1998.{}"),
    ("协会有十二名理事{}。", "It has twelve directors.{}"),
    ("办事处共有三十人{}。", "Its office has a staff of thirty.{}"),
    ("每年开会两次。", "It meets twice a year."),
]
NOTES = [
    ("见第12号文件。", "See document 12."),
    ("其中五名为妇女。", "Five of them are women."),
    ("不含志愿人员。", "Volunteers are not included."),
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load("use")


@pytest.mark.parametrize(
    ("zh_marks", "en_marks", "known"),
    [
        ("① ② ③", "¹ ² ³", (True, True)),
        ("（1） （2） （3）", "[1] [2] [3]", (False, True)),
        ("[注1] [注2] [注3]", "1/ 2/ 3/", (True, False)),
        ("* † ‡", "¹ ² ³", (False, False)),
    ],
)
def test_notes_pair_with_notes(
    zh_marks: str, en_marks: str, known: tuple[bool, bool], encoder: Encoder
) -> None:
    sides = []
    for side, marks in enumerate((zh_marks.split(), en_marks.split())):
        body = [
            Paragraph(pair[side].format(mark))
            for pair, mark in zip(BODY, [*marks, ""], strict=True)
        ]
        kind = Kind.FOOTNOTE if known[side] else Kind.BODY
        notes = [
            Paragraph(f"{mark} {pair[side]}", kind) for pair, mark in zip(NOTES, marks, strict=True)
        ]
        sides.append(body + notes)
    beads = align_paragraphs(sides[0], sides[1], Aligner(encoder))
    assert [(bead.zh, bead.en) for bead in beads] == [((n,), (n,)) for n in range(7)]
