"""The sample pair in every format, features of each format, and files that are refused."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest

from duizhao.corpora.bilingual import read_pairs
from duizhao.corpora.document import Document
from duizhao.corpora.entry import Entry
from duizhao.corpora.errors import DuizhaoError, FormatError, MissingFileError, UnsafeFileError
from duizhao.corpora.layout import segment
from duizhao.corpora.numerals import write
from duizhao.corpora.readers import read

HERE = Path(__file__).resolve().parent
FIXTURES = HERE.parent / "fixtures"
GOLD = HERE.parents[1] / "corpora" / "samples" / "resolution.gold.tsv"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def gold(language: str) -> list[str]:
    with GOLD.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row[language] for row in rows]


def bare(texts: list[str]) -> list[str]:
    return [re.sub(r"\s", "", text) for text in texts]


def paragraphs(name: str, language: str) -> list[str]:
    document: Document = segment(read(FIXTURES / name.format(language)), language)  # type: ignore[arg-type]
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("suffix", ["docx", "odt", "html"])
def test_sample_as_document(suffix: str, language: str) -> None:
    assert paragraphs(f"resolution.{{}}.{suffix}", language) == gold(language)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["resolution.{}.pdf", "resolution-wrapped.{}.pdf"])
def test_sample_as_pdf(name: str, language: str) -> None:
    # Where a line of a PDF ends, whether a space stood there is not in the file.
    assert bare(paragraphs(name, language)) == bare(gold(language))


@pytest.mark.acceptance
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("suffix", ["doc", "rtf"])
def test_sample_through_libreoffice(suffix: str, language: str) -> None:
    assert paragraphs(f"resolution.{{}}.{suffix}", language) == gold(language)


def docx(path: Path, body: str, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        relations = "".join(
            f'<Relationship Id="r{n}" Type="x/{name}" Target="{name}.xml"/>'
            for n, name in enumerate(parts)
        )
        archive.writestr(
            "word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>"
        )
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return path


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_tracked_changes_are_accepted(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('The ')}<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        f"<w:ins>{run('new')}</w:ins>{run(' text')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('First half, ')}</w:p>"
        f"<w:p>{run('second half.')}</w:p>"
    )
    source = read(docx(tmp_path / "a.docx", body))
    assert [block.text for block in source.blocks] == ["The new text", "First half, second half."]


def test_tables_boxes_hidden_text_and_raised_figures(tmp_path: Path) -> None:
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    raised = run("2", '<w:vertAlign w:val="superscript"/>')
    boxed = f"<w:p>{run('boxed')}</w:p>"
    body = (
        f"<w:tbl><w:tr>{cell.format(run('a'))}{cell.format(run('b'))}</w:tr></w:tbl>"
        f"<w:p>{run('Area in km')}{raised}"
        f"{run('secret', '<w:vanish/>')}"
        f"<w:r><w:pict><w:txbxContent>{boxed}</w:txbxContent></w:pict></w:r></w:p>"
    )
    source = read(docx(tmp_path / "a.docx", body))
    assert [block.text for block in source.blocks] == ["a", "b", "Area in km²", "boxed"]
    assert source.blocks[1].place == "table 1, row 1, column 2"
    assert [change.text for change in source.skipped] == ["secret"]


def test_numbering_of_levels(tmp_path: Path) -> None:
    def level(number: int, form: str, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
        )

    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
        f"{level(0, 'chineseCounting', '%1、')}{level(1, 'lowerLetter', '(%2)')}"
        f"{level(2, 'lowerRoman', '%3.')}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    places = (0, 1, 1, 2, 2, 2, 2, 0, 1)
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"{run('text')}</w:p>"
        for n in places
    )
    source = read(docx(tmp_path / "a.docx", body, numbering=numbering))
    labels = [block.label for block in source.blocks]
    assert labels == ["一、", "(a)", "(b)", "i.", "ii.", "iii.", "iv.", "二、", "(a)"]


@pytest.mark.parametrize(
    ("value", "form", "written"),
    [
        (14, "upperRoman", "XIV"),
        (28, "lowerLetter", "bb"),
        (10, "chineseCounting", "十"),
        (103, "chineseCountingThousand", "一百零三"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (7, "decimalEnclosedCircle", "⑦"),
        (21, "ordinal", "21st"),
        (42, "ordinalText", "Forty-second"),
        (5, "something new", "5"),
    ],
)
def test_numerals(value: int, form: str, written: str) -> None:
    assert write(value, form) == written


def test_page_of_the_web(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><head><title>t</title><script>x()</script></head><body><nav>Home</nav>"
        "<h1>大会\n决议</h1><ol start=3 type=a><li>One<li>Two</ol>"
        '<p>See<sup><a id="r1" href="#n1">1</a></sup> this.</p>'
        '<p id="n1"><a href="#r1">1</a> A note.</p></body></html>',
        encoding="utf-8",
    )
    blocks = read(path).blocks
    assert [(block.label or block.note, block.text) for block in blocks] == [
        ("", "大会决议"), ("c.", "One"), ("d.", "Two"), ("", "See¹ this."), ("¹", "A note."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "pairs"),
    [
        ("a.csv", "zh,en\n大会,Assembly\n", [("大会", "Assembly")]),
        # A column of names is no second English one where the head says which is which.
        (
            "a.tsv",
            "doc\ten\tzh\nreport\tAssembly\t大会\nnote\tCouncil\t理事会\n",
            [("大会", "Assembly"), ("理事会", "Council")],
        ),
        # A stray mark swallows no line.
        (
            "b.tsv",
            'zh\ten\n大会\t"Assembly\n理事会\tCouncil"\n决议\tResolution\n',
            [("大会", '"Assembly'), ("理事会", 'Council"'), ("决议", "Resolution")],
        ),
        ("a.po", 'msgid "Assembly"\nmsgstr "大会"\n', [("大会", "Assembly")]),
        (
            "a.tmx",
            '<tmx><body><tu><tuv xml:lang="en"><seg>A<bpt i="1">x</bpt>B</seg></tuv>'
            '<tuv xml:lang="zh"><seg>大会</seg></tuv></tu></body></tmx>',
            [("大会", "AB")],
        ),
        (
            "a.xliff",
            "<xliff><file><body><trans-unit><source>Assembly</source><target>大会</target>"
            "</trans-unit></body></file></xliff>",
            [("大会", "Assembly")],
        ),
    ],
)
def test_files_of_pairs(tmp_path: Path, name: str, text: str, pairs: list[tuple[str, str]]) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert [
        (one.unit.zh, one.unit.en) for one in read_pairs(path) if isinstance(one, Entry)
    ] == pairs
    with pytest.raises(FormatError, match="side by side"):
        read(path)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", "<w:p/>")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (12 << 20))
    path.write_bytes(stream.getvalue())
    with pytest.raises(UnsafeFileError, match="expands to more than 400 times"):
        read(path)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    xml = (
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        f"<w:document {W}><w:body><w:p>{run('x &b; y')}</w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", xml)
    assert "aaaa" not in "".join(block.text for block in read(path).blocks)


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"3 0 obj<</Filter/Standard/V 1/R 2/P -1/O<"
        + b"00" * 32
        + b">/U<"
        + b"11" * 32
        + b">>>endobj\n"
        b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF"
    )
    with pytest.raises(UnsafeFileError, match="is encrypted"):
        read(path)


@pytest.mark.parametrize("suffix", ["docx", "odt", "pdf", "html"])
def test_mutated_files_raise_our_errors_only(tmp_path: Path, suffix: str) -> None:
    import random
    import sys

    sys.path.insert(0, str(HERE.parents[1] / "scripts"))
    from fuzz_readers import mutate

    rng = random.Random(suffix)
    sound = (FIXTURES / f"resolution.en.{suffix}").read_bytes()
    refused = 0
    for _ in range(25):
        path = tmp_path / f"mutated.{suffix}"
        path.write_bytes(mutate(sound, rng))
        try:
            assert read(path).blocks
        except DuizhaoError as error:
            assert str(path) in str(error)
            refused += 1
    assert refused < 25
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        read(tmp_path / "nowhere.docx")
