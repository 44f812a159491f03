"""What paragraphs, furniture and insertions do to the beads, with the built-in encoder."""

from __future__ import annotations

import pytest

from duizhao.align.aligner import Aligner
from duizhao.align.encode import Encoder, load
from duizhao.align.furniture import repeated_lines
from duizhao.align.project import align_paragraphs, align_sentences
from duizhao.corpora.document import Paragraph, Segment

ZH = (
    "船长在甲板上走来走去，一夜没有合眼。",
    "天亮的时候，风停了，海面平静得像一面镜子，远处的岛屿清楚地露了出来。",
    "水手们升起了帆。",
    "厨师端来热汤，大家都说从来没有喝过这么好的汤。",
    "岛上没有人，只有几只山羊在石头中间吃草。",
)
EN = (
    "The captain walked up and down the deck and did not close his eyes all night.",
    "At daybreak the wind fell and the sea was calm as a mirror.",
    "The distant islands stood out clearly.",
    "The sailors hoisted the sail.",
    "The cook brought hot soup, and everyone said they had never tasted better.",
    "There was nobody on the island, only a few goats grazing among the rocks.",
)
NOTE = "[Translator's note: the tax mentioned in the preface was abolished in 1912.]"
PAIRS = [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,)), ((3,), (4,)), ((4,), (5,))]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load("use")


def test_lines_are_joined_though_each_is_a_paragraph(encoder: Encoder) -> None:
    zh = [Segment(text, paragraph=place) for place, text in enumerate(ZH)]
    en = [Segment(text, paragraph=place) for place, text in enumerate(EN)]
    assert [(bead.zh, bead.en) for bead in Aligner(encoder).align(zh, en)] == PAIRS


def test_a_note_inside_a_bead_is_left_out_of_it(encoder: Encoder) -> None:
    en = [Segment(text) for text in (*EN[:2], NOTE, *EN[2:])]
    beads = Aligner(encoder).align([Segment(text) for text in ZH], en)
    found = {(bead.zh, bead.en): bead for bead in beads}
    assert ((1,), (1, 3)) in found
    assert ((), (2,)) in found
    assert found[(1,), (1, 3)].confidence < 1
    assert sorted(place for bead in beads for place in bead.en) == list(range(len(en)))


@pytest.mark.parametrize(
    "sentence",
    [
        "Felt hats from the north were sold in the markets of the capital for half the price.",
        "The examination system was reformed twice before it was given up, in 1903 and in 1905.",
    ],
)
def test_an_unmarked_insertion_inside_a_bead_is_left_out_of_it(
    encoder: Encoder, sentence: str
) -> None:
    en = [Segment(text) for text in (*EN[:2], sentence, *EN[2:])]
    beads = Aligner(encoder).align([Segment(text) for text in ZH], en)
    found = {(bead.zh, bead.en) for bead in beads}
    assert {((1,), (1, 3)), ((), (2,))} <= found


def test_a_running_head_and_its_page_number_inside_a_bead_are_left_out_together(
    encoder: Encoder,
) -> None:
    texts: list[str] = []
    for place, text in enumerate(EN):
        texts += [text] if place == 1 else [text, "THE LONG VOYAGE", str(place + 6)]
        if place == 1:
            inside = len(texts)
            texts += ["THE LONG VOYAGE", "7"]
    beads = Aligner(encoder).align(
        [Segment(text) for text in ZH], [Segment(text) for text in texts]
    )
    paired = {(bead.zh, bead.en) for bead in beads if not bead.is_null}
    assert ((1,), (inside - 1, inside + 2)) in paired
    assert len(paired) == len(ZH)
    assert all(texts[place] in EN for _, en in paired for place in en)


@pytest.mark.parametrize("before", range(1, 5))
def test_a_note_beside_a_bead_is_left_out_of_it(encoder: Encoder, before: int) -> None:
    en = [Segment(text) for text in (*EN[:before], NOTE, *EN[before:])]
    beads = Aligner(encoder).align([Segment(text) for text in ZH], en)
    assert [bead.zh for bead in beads if before in bead.en] == [()]


def test_definitions_in_another_order_are_no_single_bead(encoder: Encoder) -> None:
    zh = [
        "本规约用语如下：",
        "“渡口”指供船只停靠的地点；",
        "“船东”指拥有船只的人；",
        "“货物”指船只所载的一切物品。",
        "船东应在渡口交付货物。",
    ]
    en = [
        "In this Statute:",
        '"Cargo" means everything that a ship carries;',
        '"Ferry stage" means a place where ships moor;',
        '"Owner" means a person to whom a ship belongs.',
        "The owner shall deliver the cargo at the ferry stage.",
    ]
    beads = Aligner(encoder).align([Segment(text) for text in zh], [Segment(text) for text in en])
    right = {((0,), (0,)), ((1,), (2,)), ((2,), (3,)), ((3,), (1,)), ((4,), (4,))}
    assert {(bead.zh, bead.en) for bead in beads if not bead.is_null} <= right


def test_one_paragraph_may_be_several(encoder: Encoder) -> None:
    zh = ["会议决定设立一个工作组；请秘书长提供必要的协助；并要求在下一年提交报告。", "会议闭幕。"]
    en = [
        "The meeting decided to establish a working group;",
        "Requested the Secretary-General to provide the necessary assistance;",
        "And asked for a report to be submitted in the following year.",
        "The meeting closed.",
    ]
    beads = align_paragraphs(
        [Paragraph(text) for text in zh], [Paragraph(text) for text in en], Aligner(encoder)
    )
    assert [(bead.zh, bead.en) for bead in beads] == [((0,), (0, 1, 2)), ((1,), (3,))]


def test_beads_of_sentences_keep_to_paragraphs(encoder: Encoder) -> None:
    zh = [Paragraph("".join(ZH[:2])), Paragraph("".join(ZH[2:]))]
    en = [Paragraph(" ".join(EN[:3])), Paragraph(" ".join(EN[3:]))]
    rows, columns, beads = align_sentences(zh, en, Aligner(encoder))
    assert all(
        {rows[place].paragraph for place in bead.zh}
        == {columns[place].paragraph for place in bead.en}
        for bead in beads
        if not bead.is_null
    )


def test_a_paragraph_alone_is_as_sure_as_its_sentences(encoder: Encoder) -> None:
    zh, en = [Paragraph(text) for text in ZH], [Paragraph(text) for text in EN]
    en.insert(
        4, Paragraph("Every bridge in the city had been closed for the parade. Nobody knew why.")
    )
    _, _, sentences = align_sentences(zh, en, Aligner(encoder))
    paragraphs = align_paragraphs(zh, en, Aligner(encoder))
    first, second = (bead.confidence for bead in sentences if bead.is_null)
    (alone,) = (bead.confidence for bead in paragraphs if bead.is_null)
    assert min(first, second) <= alone <= max(first, second) < 1


@pytest.mark.parametrize(
    ("own", "other", "furniture"),
    [
        (["Page 1", "a", "Page 2", "b", "Page 3", "c", "Page 4"], ["甲", "乙", "丙"], [0, 2, 4, 6]),
        (["“Yes.”", "a", "“Yes.”", "“Yes.”", "“Yes.”"], ["甲", "乙"], []),
        (["REFRAIN", "a"] * 4, ["副歌", "甲"] * 4, []),
        (["HEAD", "a", "HEAD", "b", "HEAD", "c"], ["甲"], []),
        (["Yes", "No"] * 9, ["是", "否"] * 4, []),
    ],
)
def test_repeated_lines(
    own: list[str], other: list[str], furniture: list[int], encoder: Encoder
) -> None:
    found = repeated_lines(own, other, encoder)
    assert [place for place, said in enumerate(found) if said] == furniture
