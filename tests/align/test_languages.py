"""Segments in the language of the other side."""

from __future__ import annotations

import pytest

from duizhao.align.bead import Bead
from duizhao.align.languages import COPY, FOREIGN, is_foreign, with_copies
from duizhao.corpora.document import Language, Segment


@pytest.mark.parametrize(
    ("text", "language", "foreign"),
    [
        ("Abstract: We study the growth of wheat in the north of the province.", "zh", True),
        ("点击 File > Save As", "zh", False),
        ("File > Save As", "zh", False),
        ("New York Times", "zh", False),
        ("ISO/IEC 27001:2022", "zh", False),
        ("本文研究了 the growth of wheat in the north of the province。", "zh", False),
        ("2000 10 0.5", "zh", False),
        ("摘要：本文研究小麦的生长。", "en", True),
        ("Wang Xiaoming (王小明)", "en", False),
        ("The character 永 is written first.", "en", False),
        ("Plain English text of the document, as it is.", "en", False),
    ],
)
def test_prose_in_the_other_language(text: str, language: Language, foreign: bool) -> None:
    assert is_foreign(text, language) is foreign


def test_a_copy_is_paired_and_an_abstract_is_not() -> None:
    zh = [
        Segment(t) for t in ("文", "See the list of works at the end.", "The abstract of the work.")
    ]
    en = [Segment(t) for t in ("Text", "See the list of works at the end")]
    beads = with_copies([Bead((0,), (0,)), Bead((), (1,), 0.9)], zh, en, ([1, 2], []))
    assert [(bead.zh, bead.en, bead.reasons) for bead in beads] == [
        ((0,), (0,), ()),
        ((1,), (1,), (COPY,)),
        ((2,), (), (FOREIGN,)),
    ]
