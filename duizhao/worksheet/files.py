"""Worksheets as .xlsx and .docx files."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

from duizhao.corpora.errors import FormatError
from duizhao.corpora.skipped import Skipped
from duizhao.corpora.tables.book import Book, legal

from .rows import COLUMNS, DOUBTFUL, HELP, STATES, WIDTHS, WorkRow, Worksheet, worksheet_of

_TINTS = {DOUBTFUL: "FFF3E0"}
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    "</Relationships>"
)
_GRID = (700, 4300, 5600, 1300, 2400)
"""Widths of the columns in twentieths of a point, on a page that lies."""


def write_xlsx(rows: Sequence[WorkRow], about: Mapping[str, str], stream: BinaryIO) -> list[str]:
    """Write a worksheet for a spreadsheet; what did not fit into a cell, a sentence each."""
    book = Book()
    sheet = book.sheet("pairs", COLUMNS, widths=WIDTHS, rows=len(rows))
    for row in rows:
        sheet.write(row.cells(), tint=_TINTS.get(row.state, ""))
    sheet = book.sheet("about", ("name", "value"), widths={"name": 12, "value": 100})
    for name, value in (*about.items(), *HELP):
        sheet.write((name, value))
    return list(book.save(stream))


def write_docx(rows: Sequence[WorkRow], about: Mapping[str, str], stream: BinaryIO) -> list[str]:
    """Write a worksheet for a word processor: a table of the pairs, and one about them."""
    body = [
        _table(_GRID, [COLUMNS, *(row.cells() for row in rows)], [row.state for row in rows]),
        _paragraph(""),
        _table((1600, 12700), [("name", "value"), *about.items(), *HELP], []),
    ]
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_W}">'
        f"<w:body>{''.join(body)}<w:p/><w:sectPr>"
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="1000" w:right="1200" w:bottom="1000" w:left="1200" w:header="600" '
        'w:footer="600" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            # The same worksheet is the same file.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return []


def _table(grid: Sequence[int], lines: Sequence[Sequence[str]], states: Sequence[str]) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="999999"/>' for side in sides)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    tints = ["E8EEF4", *(_TINTS.get(state, "") for state in states)]
    rows = []
    for number, line in enumerate(lines):
        tint = tints[number] if number < len(tints) else ""
        shade = f'<w:shd w:val="clear" w:fill="{tint}"/>' if tint else ""
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
            f"{''.join(map(_paragraph, text.split(chr(10))))}</w:tc>"
            for width, text in zip(grid, line, strict=True)
        )
        head = "<w:trPr><w:tblHeader/></w:trPr>" if number == 0 else ""
        rows.append(f"<w:tr>{head}{cells}</w:tr>")
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _paragraph(text: str) -> str:
    runs = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(legal(part))}</w:t>' for part in text.split("\t")
    )
    return f"<w:p><w:r>{runs}</w:r></w:p>" if text else "<w:p/>"


def read_worksheet(path: str | os.PathLike[str]) -> Worksheet:
    """A worksheet as a person left it.

    Raises:
        InputError: it is missing, damaged, or no worksheet.
    """
    name = os.fspath(path)
    if Path(path).suffix.lower() == ".docx":
        tables = list(_docx_tables(name))
    else:
        tables = list(_sheets(name))
    if not tables:
        raise FormatError(
            "has no table in it", path=path, mend="give a worksheet of duizhao align --for excel"
        )
    about: dict[str, str] = {}
    for table in tables[1:]:
        about |= {str(line[0]): str(line[1]) for line in table[1:] if len(line) > 1 and line[0]}
    return worksheet_of(tables[0], about, name)


def _sheets(path: str) -> Iterator[list[list[str]]]:
    from duizhao.corpora.tables.workbook import read_workbook

    for sheet in read_workbook(path):
        if not isinstance(sheet, Skipped):
            yield [list(row.cells) for row in sheet.rows]


def _docx_tables(path: str) -> Iterator[list[list[str]]]:
    from lxml import etree

    from duizhao.corpora.readers.archive import open_archive

    with open_archive(path) as archive:
        content = archive.read("word/document.xml")
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise FormatError("is damaged", path=path, mend="save it again") from error
    for table in root.iter(f"{{{_W}}}tbl"):
        yield [
            [_cell_text(cell) for cell in row.findall(f"{{{_W}}}tc")]
            for row in table.findall(f"{{{_W}}}tr")
        ]


def _cell_text(cell: object) -> str:
    """The text of a cell without what was deleted with changes recorded."""
    lines = []
    for paragraph in cell.iter(f"{{{_W}}}p"):  # type: ignore[attr-defined]
        parts = []
        for one in paragraph.iter(f"{{{_W}}}t", f"{{{_W}}}tab", f"{{{_W}}}br"):
            parts.append(
                (one.text or "")
                if one.tag == f"{{{_W}}}t"
                else "\t"
                if one.tag.endswith("tab")
                else "\n"
            )
        lines.append("".join(parts))
    return "\n".join(lines).strip("\n")


__all__ = ["STATES", "read_worksheet", "write_docx", "write_xlsx"]
