"""Beads of several source segments taken apart inside the target's sentences."""

from __future__ import annotations

import pytest

from duizhao.align.bead import Bead
from duizhao.align.encode import load
from duizhao.align.parting import divided
from duizhao.corpora.document import Language, Segment
from duizhao.corpora.sentences.omegat import split_as_omegat


@pytest.mark.parametrize(
    ("text", "language", "pieces"),
    [
        ("He met Mr. Li. Then he left.", "en", ["He met Mr. Li.", "Then he left."]),
        ("See vol. 3 and Fig. 4.", "en", ["See vol.", "3 and Fig. 4."]),
        (
            "Rice, tea, etc. were sold. No. 5 was not.",
            "en",
            ["Rice, tea, etc. were sold.", "No. 5 was not."],
        ),
        (
            "J. Smith came at 5 p.m. He ate... nothing.",
            "en",
            ["J. Smith came at 5 p.m.", "He ate... nothing."],
        ),
        ("“Stop.” He stopped.", "en", ["“Stop.” He stopped."]),
        ("他说：“好！”然后走了。下雨了。", "zh", ["他说：“好！”然后走了。", "下雨了。"]),
        ("是吗？ 是的。（见下。）", "zh", ["是吗？", "是的。", "（见下。）"]),
    ],
)
def test_segments_as_omegat_cuts_them(text: str, language: Language, pieces: list[str]) -> None:
    assert [text[slice(*span)] for span in split_as_omegat(text, language)] == pieces


def test_a_sentence_is_shared_out_at_its_clauses() -> None:
    source = [Segment("Ibid., vol."), Segment("2237, No. 39574.")]
    target = [Segment("前文。"), Segment("同上，第 2237 卷，第 39574 号。")]
    beads = [Bead((0,), (), 1.0), Bead((1,), (0, 1), 0.9, ("why",))]
    segments, found = divided(source, target, beads, load("use"), "en")
    assert [[segments[i].text for i in bead.zh] for bead in found] == [
        ["前文。"],
        ["同上，"],
        ["第 2237 卷，第 39574 号。"],
    ]
    assert [bead.en for bead in found] == [(), (0,), (1,)]
    assert all(bead.confidence <= 0.9 for bead in found[1:])


def test_a_bead_that_cannot_be_shared_out_stays_whole() -> None:
    source = [Segment("It rained."), Segment("We stayed.")]
    segments, found = divided(
        source, [Segment("下雨没走")], [Bead((0,), (0, 1), 0.9)], load("use"), "en"
    )
    assert [segment.text for segment in segments] == ["下雨没走"]
    assert [(bead.zh, bead.en) for bead in found] == [((0,), (0, 1))]
