"""What a scanned page shows besides characters: rules, raised marks, notes, punctuation."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont

from duizhao.corpora.document import BlockRole
from duizhao.corpora.errors import EmptyFileError
from duizhao.corpora.readers.pdf import found_lines, page_time, read, recognition, scan
from duizhao.corpora.readers.pdf.drawings import Drawings
from duizhao.corpora.readers.pdf.glyphs import Sheet
from duizhao.corpora.readers.pdf.pages import blocks_of
from duizhao.corpora.readers.pdf.runs import Run
from duizhao.corpora.skipped import left_out

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


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
    assert found_lines._punctuated(seen) == printed


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


class SlowEngine:
    """Finds 300 lines on every page, which its network reads six at a time, a second each time."""

    def __init__(self, **_: object) -> None:
        self.text_rec: SimpleNamespace | None = None

    def __call__(self, picture: object, *, use_det: bool = True, **_: bool) -> object:
        self.text_rec = self.text_rec or SimpleNamespace(session=self.read)
        count = 300 if use_det else 1
        for first in range(0, count, 6):
            self.text_rec.session(first)
        boxes = np.array([[[0, n], [9, n], [9, n + 8], [0, n + 8]] for n in range(count)])
        texts, scores = ["see file 7"] * count, [0.99] * count
        return SimpleNamespace(boxes=boxes, txts=texts, scores=scores, word_results=None)

    def read(self, _: object) -> None:
        clock.now += 1


class Clock:
    now = 0.0

    def monotonic(self) -> float:
        return self.now


clock = Clock()


@pytest.fixture
def slow_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", SimpleNamespace(RapidOCR=SlowEngine))
    monkeypatch.setattr(recognition, "time", clock)
    monkeypatch.setattr(page_time, "time", clock)
    monkeypatch.setattr(recognition, "is_installed", lambda: True)


def pictures(path: Path, pages: int, also: Path | None = None) -> Path:
    """A PDF of pictures of a page, and the first page of another one."""
    made = pikepdf.new()
    for _ in range(pages):
        sheet = made.add_blank_page(page_size=(400, 400))
        image = made.make_stream(bytes([235]) * 400)
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height = 20, 20
        image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        sheet.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        sheet.obj.Contents = made.make_stream(b"q 400 0 0 400 0 0 cm /I Do Q")
    if also is not None:
        with pikepdf.open(also) as other:
            made.pages.append(other.pages[0])
    made.save(path)
    return path


@pytest.mark.usefixtures("slow_engine")
def test_a_page_that_takes_too_long_is_listed_as_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pictures(tmp_path / "a.pdf", 2, FIXTURES / "columns.en.pdf")
    monkeypatch.setenv("DUIZHAO_OCR_SECONDS", "20")
    began = clock.now
    source = read(path)
    late = [(c.place, c.reason) for c in source.skipped if "longer than" in c.reason]
    reason = "a scanned page: text recognition took longer than 20 s"
    assert late == [("page 1", reason), ("page 2", reason)]
    assert left_out(source.skipped)[reason] == 2
    assert {block.page for block in source.blocks} == {3}
    # Each page has the whole time, and no page much more.
    assert 40 <= clock.now - began <= 48


@pytest.mark.usefixtures("slow_engine")
def test_a_document_of_slow_pages_is_refused_with_what_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pictures(tmp_path / "a.pdf", 1)
    monkeypatch.setenv("DUIZHAO_OCR_SECONDS", "48")
    with pytest.raises(EmptyFileError, match="DUIZHAO_OCR_SECONDS"):
        read(path)
    # 300 lines take 50 seconds, and the last are begun at 49.
    monkeypatch.setenv("DUIZHAO_OCR_SECONDS", "49")
    assert "recognised" in {change.action for change in read(path).skipped}


@pytest.mark.parametrize(
    ("given", "seconds"), [("7.5", 7.5), ("", 120), ("much", 120), ("-1", 120)]
)
def test_the_time_of_a_page_is_a_setting(
    monkeypatch: pytest.MonkeyPatch, given: str, seconds: float
) -> None:
    monkeypatch.setenv("DUIZHAO_OCR_SECONDS", given)
    assert page_time.seconds_a_page() == seconds


def test_the_engine_has_a_network_of_which_the_time_is_bounded() -> None:
    """The real engine, on an empty line: it takes a second to load."""
    recogniser = recognition.Recogniser()
    recogniser._reading.end = 0
    with pytest.raises(page_time.TooSlowError):
        recogniser._engine(np.full((48, 320, 3), 255, np.uint8), use_det=False, use_cls=False)


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
