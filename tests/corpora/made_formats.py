"""Small documents of each container, made by hand from a list of paragraphs."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

OFFICE = 'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:draw="d" xmlns:presentation="p"'


def packed(path: Path, parts: Mapping[str, str]) -> Path:
    """A zip container with those parts, in that order, the first one stored as it is."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, text) in enumerate(parts.items()):
            archive.writestr(name, text, None if number else zipfile.ZIP_STORED)
    return path


def pptx(path: Path, texts: Sequence[str]) -> Path:
    """A slide for every five paragraphs, the first of them as title."""
    parts, ids, relations = {"[Content_Types].xml": "<Types/>"}, "", ""
    for number, at in enumerate(range(0, len(texts), 5), 1):
        shapes = ""
        for place, text in enumerate(texts[at : at + 5]):
            kind = "title" if place == 0 else "body"
            runs = (
                f"<a:r><a:t>{escape(text[:5])}</a:t></a:r><a:r><a:t>{escape(text[5:])}</a:t></a:r>"
            )
            shapes += (
                f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>'
                f"<p:txBody><a:p>{runs}</a:p></p:txBody></p:sp>"
            )
        shapes += (
            '<p:sp><p:nvSpPr><p:nvPr><p:ph type="sldNum"/></p:nvPr></p:nvSpPr>'
            f"<p:txBody><a:p><a:fld><a:t>{number}</a:t></a:fld></a:p></p:txBody></p:sp>"
        )
        parts[f"ppt/slides/slide{number}.xml"] = (
            f'<p:sld xmlns:p="p" xmlns:a="a"><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>'
        )
        ids += f'<p:sldId r:id="r{number}"/>'
        relations += (
            f'<Relationship Id="r{number}" Type="x/slide" Target="slides/slide{number}.xml"/>'
        )
    parts["ppt/presentation.xml"] = (
        f'<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>'
    )
    parts["ppt/_rels/presentation.xml.rels"] = f"<Relationships>{relations}</Relationships>"
    return packed(path, parts)


def epub(path: Path, texts: Sequence[str]) -> Path:
    """Two chapters, with what only XHTML closes."""
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfile full-path="OPS/b.opf"/></container>',
        "OPS/b.opf": (
            '<package><manifest><item id="n" href="nav.xhtml" properties="nav"/>'
            '<item id="a" href="a%20b.xhtml"/><item id="b" href="b.xhtml"/></manifest>'
            '<spine><itemref idref="n"/><itemref idref="b"/><itemref idref="a"/></spine></package>'
        ),
        "OPS/nav.xhtml": "<html><body><p>Contents</p></body></html>",
    }
    half = len(texts) // 2
    for name, own in (("b", texts[:half]), ("a b", texts[half:])):
        body = "".join(f'<p><a id="x"/>{escape(text)}</p>' for text in own)
        parts[f"OPS/{name}.xhtml"] = (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
            f"<head><title/></head><body>{body}</body></html>"
        )
    return packed(path, parts)


def idml(path: Path, texts: Sequence[str]) -> Path:
    """Two stories; the one that is listed first is in the lower frame."""
    half = len(texts) // 2
    frames = (
        '<TextFrame ParentStory="u1" PreviousTextFrame="n" ItemTransform="1 0 0 1 0 500"/>'
        '<TextFrame ParentStory="u2" PreviousTextFrame="n" ItemTransform="1 0 0 1 0 0"/>'
    )
    parts = {
        "mimetype": "application/vnd.adobe.indesign-idml-package",
        "designmap.xml": (
            '<Document><Story src="Stories/Story_u1.xml"/><Story src="Stories/Story_u2.xml"/>'
            '<Spread src="Spreads/Spread_a.xml"/></Document>'
        ),
        "Spreads/Spread_a.xml": f"<x><Spread>{frames}</Spread></x>",
    }
    for name, own in (("u2", texts[:half]), ("u1", texts[half:])):
        body = "<Br/>".join(f"<Content>{escape(text)}</Content>" for text in own)
        parts[f"Stories/Story_{name}.xml"] = (
            f'<i:Story xmlns:i="i"><Story><ParagraphStyleRange><CharacterStyleRange>{body}'
            "</CharacterStyleRange></ParagraphStyleRange></Story></i:Story>"
        )
    return packed(path, parts)


def ods(path: Path, texts: Sequence[str]) -> Path:
    """A sheet of one column, with a million empty rows at its end as programs write them."""
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{escape(text)}</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="1000"/></table:table-row>'
        for text in texts
    )
    empty = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/>'
    rows += f"{empty}</table:table-row>"
    content = (
        f"<office:document-content {OFFICE}><office:body><office:spreadsheet>"
        f'<table:table table:name="A">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed(path, {"mimetype": kind, "content.xml": content})


def odp(path: Path, texts: Sequence[str]) -> Path:
    """A page for every five paragraphs."""
    pages = ""
    for at in range(0, len(texts), 5):
        body = "".join(f"<text:p>{escape(text)}</text:p>" for text in texts[at : at + 5])
        pages += (
            f"<draw:page><draw:frame><draw:text-box>{body}</draw:text-box></draw:frame>"
            '<draw:frame presentation:class="page-number"><draw:text-box><text:p>1</text:p>'
            "</draw:text-box></draw:frame></draw:page>"
        )
    content = (
        f"<office:document-content {OFFICE}><office:body><office:presentation>{pages}"
        "</office:presentation></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.presentation"
    return packed(path, {"mimetype": kind, "content.xml": content})
