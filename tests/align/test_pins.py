"""Pins find their texts again, wherever these are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.align.bead import Bead
from duizhao.align.pinned_borders import with_borders
from duizhao.align.pins import Border, Pin, PinnedText, Pins, attach, pin_lines, read_pins
from duizhao.corpora.codes import Code, CodeKind
from duizhao.corpora.document import Document, Paragraph
from duizhao.corpora.errors import EmptyFileError, FormatError

ZH = ["标题", "第一段。", "重复。", "第二段。", "重复。", "结尾。"]
EN = ["Title", "One.", "Again.", "Two.", "Again.", "End."]


def test_pins_follow_their_texts() -> None:
    pins = [Pin.of(ZH, EN, Bead((place,), (place,))) for place in range(len(ZH))]
    zh = ["新的一段。", *ZH[:3], *ZH[4:]]
    found = attach(pins, zh, EN)
    # The fourth pin has lost its text, and so has a neighbour of each text that repeats.
    assert [(bead.zh, bead.en) for bead in found.beads] == [
        ((1,), (0,)),
        ((2,), (1,)),
        ((3,), (2,)),
        ((4,), (4,)),
        ((5,), (5,)),
    ]
    assert found.lost == ("its text is not there any more, or is in another pin: 第二段。 = Two.",)


@given(st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=12), st.data())
def test_unchanged_texts_take_all_pins_back(texts: list[str], data: st.DataObject) -> None:
    places = data.draw(st.permutations(range(len(texts))))
    pins = [Pin.of(texts, texts, Bead((place,), (place,))) for place in places]
    found = attach(pins, texts, texts)
    assert not found.lost
    assert sorted(bead.zh[0] for bead in found.beads) == list(range(len(texts)))


def test_neighbours_decide_where_a_text_repeats() -> None:
    pin = Pin.of(ZH, EN, Bead((4,), (2,)))
    zh = ["第一段。", "重复。", "第三段。", "第二段。", "重复。", "结尾。", "重复。"]
    assert attach([pin], zh, EN).beads[0].zh == (4,)


def test_segments_of_a_pin_stay_together() -> None:
    zh = ["重复。", "一。", "重复。", "二。"]
    pin = Pin.texts(["一。", "重复。"], "x")
    assert attach([pin], zh, ["x"]).beads == (Bead((1, 2), (0,)),)


def test_of_two_pins_the_first_counts() -> None:
    found = attach([Pin.texts("标题", "Title"), Pin.texts("标题", "End.")], ZH, EN)
    assert found.beads == (Bead((0,), (0,)),)
    assert len(found.lost) == 1


def test_another_level_is_named() -> None:
    found = attach([Pin.texts("没有。", "None.", "sentence")], ZH, EN, "paragraph")
    assert found.lost[0].startswith("it pairs sentences, not paragraphs: ")


def test_a_file_holds_pins_borders_and_documents(tmp_path: Path) -> None:
    pins = Pins(
        (Pin.of(ZH, EN, Bead((2, 3), ()), "paragraph"), Pin.of(ZH, EN, Bead((), (5,)))),
        (Border("en", PinnedText.of(EN, 1), 2),),
        (),
        ("a.zh.txt", "a.en.txt"),
    )
    path = tmp_path / "a.pins"
    path.write_text("\n".join(pin_lines(pins)), encoding="utf-8")
    assert read_pins(path) == pins


def test_pins_by_hand_and_old_links(tmp_path: Path) -> None:
    path = tmp_path / "a.pins"
    path.write_text('# by hand\n{"zh": ["标题"], "en": ["Title"]}\n', encoding="utf-8")
    assert read_pins(path).pins == (Pin.texts("标题", "Title"),)
    path.write_text("[0, 1]:[0]\n[2]:[]:0.5\n", encoding="utf-8")
    assert read_pins(path).beads == (Bead((0, 1), (0,)), Bead((2,), (), 0.5))


@pytest.mark.parametrize(
    "line",
    [
        '{"zh": "标题',
        '{"zh": [1]}',
        '{"zho": ["x"]}',
        '{"border": 1, "language": "fr"}',
        "[]",
        "{}x",
    ],
)
def test_what_is_no_pin_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.pins"
    path.write_text(f'{{"zh": ["标题"], "en": []}}\n{line}\n', encoding="utf-8")
    with pytest.raises(FormatError, match="line 2 is not a pin"):
        read_pins(path)


def test_no_pins(tmp_path: Path) -> None:
    path = tmp_path / "a.pins"
    path.write_text(json.dumps({"zh_file": "a", "en_file": "b"}), encoding="utf-8")
    with pytest.raises(EmptyFileError):
        read_pins(path)


def test_borders_cut_paragraphs() -> None:
    codes = (Code(12, 12, CodeKind.OPEN), Code(18, 18, CodeKind.CLOSE))
    whole = Paragraph("First part. Second part.", label="1.", codes=codes)
    document = Document("a", "en", (whole, Paragraph("Third.")))
    cut, lost = with_borders(
        document,
        [Border.after("en", "First part.", " Second part."), Border.after("en", "Gone", " text")],
    )
    assert [each.text for each in cut.paragraphs] == ["First part.", "Second part.", "Third."]
    assert [each.label for each in cut.paragraphs] == ["1.", "", ""]
    assert [code.start for code in cut.paragraphs[1].codes] == [0, 6]
    assert lost == ("its paragraph is not there any more: border after 4 characters of Gone text",)
    same, _ = with_borders(document, [Border.after("zh", "First part.", " Second part.")])
    assert same == document
