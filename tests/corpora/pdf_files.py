"""Small PDFs for tests: text at places, strokes, dots and pictures, and a font's map as wanted.

The font is not embedded; what a character is comes from its ToUnicode map alone. Han characters
are an em wide, all others half an em.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
TAIL = "endcmap\nend\nend\n"


@dataclass(frozen=True, slots=True)
class Put:
    """A text at a place in points, from the left and from the foot of the page."""

    x: float
    y: float
    text: str
    size: float = 10


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled square."""

    x: float
    y: float
    side: float = 3


@dataclass(frozen=True, slots=True)
class Picture:
    """A grey picture."""

    x: float
    y: float
    width: float
    height: float


Item = Put | Stroke | Dot | Picture


def is_wide(char: str) -> bool:
    """Whether the font gives a character a whole em."""
    return ord(char) > 0x2FFF


def write(
    path: Path,
    pages: Sequence[Sequence[Item]],
    *,
    cmap: str = "",
    codes: Mapping[str, int] | None = None,
    font: str = "AAAAAA+Demo",
) -> None:
    """Write a PDF.

    Args:
        path: of the file.
        pages: what stands on each, 595 by 842 points.
        cmap: the body of the map; one entry for each character if not given.
        codes: the code of each character; counted from 256 if not given.
        font: its name.
    """
    texts = [item.text for page in pages for item in page if isinstance(item, Put)]
    characters = sorted(set("".join(texts)))
    codes = codes or {char: 0x100 + number for number, char in enumerate(characters)}
    if not cmap:
        cmap = f"{len(characters)} beginbfchar\n"
        cmap += "".join(
            f"<{codes[char]:04x}> <{char.encode('utf-16-be').hex()}>\n" for char in characters
        )
        cmap += "endbfchar\n"
    document = pikepdf.new()
    widths: list[object] = []
    for char in characters:
        if not is_wide(char):
            widths += [codes[char], Array([500])]
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + font),
        Flags=4,
        FontBBox=Array([0, -120, 1000, 880]),
        ItalicAngle=0,
        Ascent=880,
        Descent=-120,
        CapHeight=700,
        StemV=80,
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/" + font),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=document.make_indirect(descriptor),
        DW=1000,
        W=Array(widths),
        CIDToGIDMap=Name.Identity,
    )
    whole = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/" + font),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([document.make_indirect(descendant)]),
        ToUnicode=document.make_stream((HEAD + cmap + TAIL).encode()),
    )
    grey = document.make_stream(b"\x80")
    grey.Type, grey.Subtype, grey.Width, grey.Height = Name.XObject, Name.Image, 1, 1
    grey.ColorSpace, grey.BitsPerComponent = Name.DeviceGray, 8
    reference = document.make_indirect(whole)
    for items in pages:
        page = document.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=reference), XObject=Dictionary(I1=grey))
        drawn = "\n".join(_drawn(item, codes) for item in items)
        page.obj.Contents = document.make_stream(drawn.encode())
    document.save(path)


def _drawn(item: Item, codes: Mapping[str, int]) -> str:
    match item:
        case Put(x, y, text, size):
            hexed = "".join(f"{codes[char]:04x}" for char in text)
            return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{hexed}> Tj ET"
        case Stroke(x, y, to_x, to_y):
            return f"{x} {y} m {to_x} {to_y} l S"
        case Dot(x, y, side):
            return f"{x} {y} {side} {side} re f"
        case Picture(x, y, width, height):
            return f"q {width} 0 0 {height} {x} {y} cm /I1 Do Q"
