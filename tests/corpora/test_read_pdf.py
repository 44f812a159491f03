"""PDF pages as people meet them: columns, ruled tables, turned pages, scans."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest

from duizhao.corpora.document import BlockRole, Language
from duizhao.corpora.errors import EmptyFileError
from duizhao.corpora.layout import segment
from duizhao.corpora.readers import read
from duizhao.corpora.readers.pdf import recognition

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
GOLD = Path(__file__).resolve().parents[2] / "corpora" / "samples" / "resolution.gold.tsv"
MARKS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
HEADS = {"zh": ["段次", "案文", "说明"], "en": ["Para.", "Text", "Remark"]}
REMARKS = {
    "zh": ["待秘书处核对", "第三委员会已经商定，无须再议"],
    "en": ["To be verified", "Agreed upon in the Third Committee, no further discussion"],
}


def gold(language: str, kind: str) -> list[str]:
    with GOLD.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row[language] for row in rows if row["kind"] == kind]


def columns(language: str) -> list[str]:
    body = gold(language, "body")
    texts = [body[5], *body[6:24]]
    marks = {mark for text in texts for mark in MARKS.findall(text)}
    notes = [note for note in gold(language, "footnote") if note.split(" ")[0] in marks]
    return [*texts, *notes]


def cells(language: str) -> list[str]:
    found = list(HEADS[language])
    for number, text in enumerate(gold(language, "body")[29:43]):
        label, _, rest = text.partition(" ")
        found += [label, MARKS.sub("", rest), REMARKS[language][number % 2]]
    return found


def bare(texts: list[str]) -> list[str]:
    return [re.sub(r"\s", "", text) for text in texts]


def paragraphs(path: Path, language: Language) -> list[str]:
    return [paragraph.text for paragraph in segment(read(path), language).paragraphs]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_two_columns_with_notes_below_each(language: Language) -> None:
    # Words are divided at line ends, lines are spread, paragraphs run into the next column.
    found = paragraphs(FIXTURES / f"columns.{language}.pdf", language)
    assert bare(found) == bare(columns(language))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_ruled_table_is_read_cell_by_cell(language: Language) -> None:
    source = read(FIXTURES / f"table.{language}.pdf")
    found = [block.text for block in source.blocks if block.role is BlockRole.TABLE_CELL]
    assert bare(found) == bare(cells(language))
    body = gold(language, "body")
    around = [block.text for block in source.blocks if block.role is BlockRole.TEXT]
    assert bare(around) == bare([body[7], body[20]])


@pytest.mark.parametrize("angle", [90, 180, 270])
@pytest.mark.parametrize("name", ["columns.en.pdf", "table.en.pdf"])
def test_a_turned_page_reads_the_same(tmp_path: Path, name: str, angle: int) -> None:
    # Once as a scanner's software turns a page, once as text that itself runs upwards.
    sound = read(FIXTURES / name)
    document = pdfium.PdfDocument(FIXTURES / name)
    marked = tmp_path / "marked.pdf"
    for page in document:
        page.set_rotation(angle)
    document.save(marked)
    turned = tmp_path / "turned.pdf"
    for page in document:
        page.set_rotation(0)
        width, height = page.get_size()
        steps = {90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height)}
        matrix = pdfium.PdfMatrix(*steps.get(angle, (0, -1, 1, 0, 0, width)))
        for item in page.get_objects():
            item.transform(matrix)
        if angle != 180:
            page.set_mediabox(0, 0, height, width)
        page.gen_content()
    document.save(turned)
    wanted = [(block.role, block.text) for block in sound.blocks]
    for path in (marked, turned):
        assert [(block.role, block.text) for block in read(path).blocks] == wanted, path.name


def scan(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> None:
    """Add a picture of a page as a page of its own."""
    shot = page.render(scale=0.5).to_numpy()
    bitmap = pdfium.PdfBitmap.new_native(shot.shape[1], shot.shape[0], pdfium.raw.FPDFBitmap_BGR)
    bitmap.to_numpy()[:] = np.ascontiguousarray(shot[:, :, :3])
    picture = pdfium.PdfImage.new(document)
    picture.set_bitmap(bitmap)
    width, height = page.get_size()
    picture.set_matrix(pdfium.PdfMatrix().scale(width, height))
    target = document.new_page(width, height)
    target.insert_obj(picture)
    target.gen_content()


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the extra ``ocr`` is not installed."""
    monkeypatch.setattr(recognition, "is_installed", lambda: False)


@pytest.mark.usefixtures("without_recognition")
def test_a_scanned_document_is_said_to_be_one(tmp_path: Path) -> None:
    original = pdfium.PdfDocument(FIXTURES / "columns.en.pdf")
    document = pdfium.PdfDocument.new()
    for page in original:
        scan(document, page)
    path = tmp_path / "scanned.pdf"
    document.save(path)
    with pytest.raises(EmptyFileError, match="is scanned: 3 of its 3 pages") as caught:
        read(path)
    assert "OCR" in str(caught.value)


@pytest.mark.usefixtures("without_recognition")
def test_a_scanned_page_among_others_is_listed(tmp_path: Path) -> None:
    original = pdfium.PdfDocument(FIXTURES / "columns.en.pdf")
    document = pdfium.PdfDocument.new()
    document.import_pages(original, [0, 1])
    scan(document, original[2])
    path = tmp_path / "mixed.pdf"
    document.save(path)
    source = read(path)
    listed = [(c.place, c.reason) for c in source.skipped if c.action == "skipped"]
    assert [place for place, _ in listed] == ["page 3"]
    assert "scanned page" in listed[0][1]
    assert source.blocks
