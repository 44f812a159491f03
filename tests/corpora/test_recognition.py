"""What a scanned page shows besides characters: rules, raised marks, notes, punctuation."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont

from duizhao.corpora.document import BlockRole
from duizhao.corpora.readers.pdf import recognition, scan
from duizhao.corpora.readers.pdf.drawings import Drawings
from duizhao.corpora.readers.pdf.glyphs import Sheet
from duizhao.corpora.readers.pdf.pages import blocks_of
from duizhao.corpora.readers.pdf.runs import Run


def page() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("L", (1000, 400), 235)
    return picture, ImageDraw.Draw(picture)


def test_a_rule_is_found_and_no_line_of_text() -> None:
    picture, draw = page()
    font = ImageFont.load_default(28)
    for row in range(4):
        draw.text((60, 40 + 40 * row), "Mittens and — — minimum illumination" * 2, 30, font=font)
    draw.line((60, 230, 330, 232), 40, 3)
    draw.rectangle((500, 260, 900, 380), 60)
    noise = np.random.default_rng(5).normal(0, 8, (400, 1000))
    grey = np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8)
    (stroke,) = scan.strokes(grey, 80, 8)
    assert stroke == pytest.approx((60, 230, 331, 234), abs=4)


@pytest.mark.parametrize(("top", "size", "raised"), [(40, 18, True), (40, 30, False)])
def test_a_raised_figure(top: int, size: int, raised: bool) -> None:
    picture, draw = page()
    draw.text((60, 40), "Convention against Crime", 30, font=ImageFont.load_default(30))
    draw.text((420, top), "4", 30, font=ImageFont.load_default(size))
    box = (420.0, 38.0, 420.0 + size / 2, 78.0)
    assert scan.is_raised(np.asarray(picture), box) is raised


def test_notes_of_a_scanned_page_stand_below_its_rule() -> None:
    """Marks that touch their texts, notes as large as the text, a mark that was not seen."""
    lines = [
        "大会，回顾公约⁸和议定书，¹⁰",
        "又回顾上一届会议的各项决议，",
        "8联合国，条约汇编。",
        "9同上。",
    ]
    lines += ["10见会议报告。"]
    heights = (700, 680, 600, 585, 570)
    runs = [Run(t, 70, 300, y, 11) for t, y in zip(lines, heights, strict=True)]
    sheet = Sheet(
        1, 595, 842, tuple(runs), Drawings(level=((70, 170, 620),)), "", 0, confidence=0.99
    )
    blocks, _ = blocks_of([sheet])
    notes = [(b.note, b.text) for b in blocks if b.role is BlockRole.FOOTNOTE]
    assert notes == [("⁸", "联合国，条约汇编。"), ("⁹", "同上。"), ("¹⁰", "见会议报告。")]


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("重要性,", "重要性，"),
        ("贩运人口:制止暴力", "贩运人口：制止暴力"),
        ("见 A/67/156, 第3:4段", "见 A/67/156, 第3:4段"),
        ("第67/1号;又", "第67/1号；又"),
    ],
)
def test_punctuation_between_chinese_characters(seen: str, printed: str) -> None:
    assert recognition._punctuated(seen) == printed


def test_lines_whose_characters_have_no_places() -> None:
    one = [("4", 0.9, [[0, 0], [9, 0], [9, 9], [0, 9]])]
    assert recognition._places((tuple(one), one), 2) == [tuple(one), one]
    assert recognition._places([one, object()], 2) == [one, ()]
    # The engine leaves out a line that it cannot place.
    for found in ([one], None, ()):
        assert recognition._places(found, 2) == [(), ()]


def test_a_page_of_noise_is_read_again_in_part_only() -> None:
    read = []

    class Engine:
        def __call__(self, picture: object, *, use_det: bool, **_: bool) -> object:
            read.append(use_det)
            count = 300 if use_det else 1
            boxes = np.array([[[0, n], [9, n], [9, n + 8], [0, n + 8]] for n in range(count)])
            return SimpleNamespace(
                boxes=boxes, txts=["%"] * count, scores=[0.6] * count, word_results=None
            )

    recogniser = object.__new__(recognition.Recogniser)
    vars(recogniser)["_engine"] = Engine()
    assert len(recogniser._lines(np.full((400, 40), 255, np.uint8))) == 300
    assert read.count(True) == 1
    assert read.count(False) == 2 * recognition._AGAIN


def test_a_page_as_large_as_a_house_is_drawn_less_finely() -> None:
    document = pdfium.PdfDocument.new()
    picture = recognition._picture(document.new_page(14_400, 14_400))
    assert 0.9 * recognition._PIXELS < picture.size <= 1.1 * recognition._PIXELS
    assert recognition._picture(document.new_page(595, 842)).shape == (2339, 1653)


@pytest.mark.parametrize(
    ("drawn", "again", "text"),
    [
        ([(212, 60, 245, 62)], "See file 7/___.", "See file 7/___."),
        # A sign of another line, a rule that goes on above, and what is read in another way.
        ([(212, 30, 214, 90)], "See file 7/|", "See file 7/"),
        ([(212, 60, 245, 62)], "See file 7/rev", "See file 7/"),
        ([(212, 60, 245, 62)], "Sea file 7/_", "See file 7/"),
        ([], "See file 7/_", "See file 7/"),
    ],
)
def test_a_line_keeps_the_low_signs_at_its_end(
    drawn: list[tuple[int, int, int, int]], again: str, text: str
) -> None:
    picture, pen = page()
    for box in drawn:
        pen.rectangle(box, fill=20)

    class Engine:
        def __call__(self, picture: object, *, use_det: bool, **_: bool) -> object:
            boxes = np.array([[[20, 40], [208, 40], [208, 66], [20, 66]]]) if use_det else None
            found = "See file 7/" if use_det else again
            return SimpleNamespace(boxes=boxes, txts=[found], scores=[0.99], word_results=None)

    recogniser = object.__new__(recognition.Recogniser)
    vars(recogniser)["_engine"] = Engine()
    (line,) = recogniser._lines(np.asarray(picture))
    assert line.text == text
    assert line.right == (248 - 2 if text != "See file 7/" else 208)
