"""What other programs write that ours and the common ones do not: minimal files, made by hand."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from duizhao.corpora.readers import read

from .pdf_files import Put, write

SPACES = " ".join(
    f'xmlns:{name}="{place}"'
    for name, place in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"'
    "/></Types>"
)
# Google Docs names parts from the root of the package.
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
    f'Type="{OFFICE}/relationships/officeDocument" Target="/word/document.xml"/></Relationships>'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>文本框里的话</w:t></w:r></w:p></w:txbxContent>"
WORD = {
    # WPS and Word keep each text box twice, for programs of two ages.
    f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{BOX}'
    "</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
    f"{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    "<w:r><w:t>框外的话。</w:t></w:r>": ["框外的话。", "文本框里的话"],
    # Controls, tags of persons and places, accepted and rejected changes.
    "<w:smartTag><w:r><w:t>北京</w:t></w:r></w:smartTag><w:sdt><w:sdtContent><w:r><w:t>的冬天</w:t>"
    "</w:r></w:sdtContent></w:sdt><w:ins><w:r><w:t>很冷</w:t></w:r></w:ins><w:del><w:r>"
    "<w:delText>很热</w:delText></w:r></w:del><w:r><w:t>。</w:t></w:r>": ["北京的冬天很冷。"],
    "<w:r><w:t>a check</w:t></w:r><w:r><w:noBreakHyphen/><w:t>in</w:t></w:r><w:r><w:softHyphen/>"
    "<w:t>counter</w:t></w:r>": ["a check‑incounter"],
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:t>看得见的字。</w:t></w:r>": [
        "看得见的字。"
    ],
    "<w:r><w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t></w:r>"
    "</w:rubyBase></w:ruby></w:r><w:r><w:t>字注音。</w:t></w:r>": ["汉字注音。"],
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF _T </w:instrText>'
    '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r><w:r>'
    '<w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>页见附件。</w:t></w:r>': ["12页见附件。"],
    "<w:r><w:t>取</w:t></w:r><m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>": ["取x=2"],
}


@pytest.mark.parametrize(("runs", "texts"), WORD.items())
def test_word_processors(tmp_path: Path, runs: str, texts: list[str]) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr(
            "word/document.xml",
            f"<w:document {SPACES}><w:body><w:sdt><w:sdtContent><w:p>{runs}</w:p></w:sdtContent>"
            "</w:sdt></w:body></w:document>",
        )
    assert [block.text for block in read(path).blocks] == texts


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        # macOS writes the radical that looks like a character in its place.
        (
            ["⼈⺠代表⼤会⻓期审议⾷品安全问题，⻅第⼆⼗条。"],
            "人民代表大会长期审议食品安全问题，见第二十条。",
        ),
        # TeX and InDesign: ligatures, and words cut with soft hyphens at the ends of rows.
        (["The oﬃce ﬁrst reﬂects on eﬀects."], "The office first reflects on effects."),
        (
            ["It is the task of the members to consider the next opera\u00ad", "tion at once."],
            "It is the task of the members to consider the next operation at once.",
        ),
    ],
)
def test_printed_pages(tmp_path: Path, rows: list[str], text: str) -> None:
    path = tmp_path / "a.pdf"
    write(path, [[Put(70, 780 - 12 * number, row) for number, row in enumerate(rows)]])
    assert [block.text for block in read(path).blocks] == [text]
