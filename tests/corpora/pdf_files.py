"""Small PDFs for tests: text at places, strokes, dots and pictures, and a font's map as wanted.

Every character is drawn as a box, Han characters an em wide, all others half an em; what it is
comes from the font's ToUnicode map alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapType 2 def
1 begincodespacerange
<{0}> <{1}>
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
class Picture:
    """A grey picture."""

    x: float
    y: float
    width: float
    height: float


Item = Put | Stroke | Picture
Codes = Mapping[str, tuple[str, str]]
"""For each character the name of its font and its code in hexadecimal figures."""


def width_of(char: str) -> int:
    """Thousandths of an em."""
    return 1000 if ord(char) > 0x2FFF else 500


def write(
    path: Path,
    pages: Sequence[Sequence[Item]],
    *,
    cmap: str = "",
    codes: Mapping[str, int] | None = None,
) -> None:
    """Write a PDF.

    Args:
        path: of the file.
        pages: what stands on each, 595 by 842 points.
        cmap: the body of the map of one font of two-byte codes; without it, several fonts of
            one-byte codes have whole maps.
        codes: the code of each character in that font; counted from 256 if not given.
    """
    document = pikepdf.new()
    texts = [item.text for page in pages for item in page if isinstance(item, Put)]
    characters = sorted(set("".join(texts)))
    if cmap:
        codes = codes or {char: 0x100 + number for number, char in enumerate(characters)}
        fonts = {"F0": _two_byte_font(document, cmap)}
        places = {char: ("F0", f"{codes[char]:04x}") for char in characters}
    else:
        parts = [characters[start : start + 200] for start in range(0, len(characters), 200)]
        fonts = {f"F{number}": _drawn_font(document, part) for number, part in enumerate(parts)}
        places = {
            char: (f"F{number}", f"{code:02x}")
            for number, part in enumerate(parts)
            for code, char in enumerate(part, 0x21)
        }
    grey = document.make_stream(b"\x80")
    grey.Type, grey.Subtype, grey.Width, grey.Height = Name.XObject, Name.Image, 1, 1
    grey.ColorSpace, grey.BitsPerComponent = Name.DeviceGray, 8
    for items in pages:
        page = document.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(XObject=Dictionary(I1=grey))
        page.obj.Resources.Font = Dictionary({f"/{name}": font for name, font in fonts.items()})
        drawn = "\n".join(_drawn(item, places) for item in items)
        page.obj.Contents = document.make_stream(drawn.encode())
    document.save(path)


def _two_byte_font(document: pikepdf.Pdf, cmap: str) -> pikepdf.Object:
    """A font that is not embedded, each character an em wide."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/AAAAAA+Demo"),
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
        BaseFont=Name("/AAAAAA+Demo"),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=document.make_indirect(descriptor),
        DW=1000,
        CIDToGIDMap=Name.Identity,
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/AAAAAA+Demo"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([document.make_indirect(descendant)]),
        ToUnicode=document.make_stream((HEAD.format("0000", "ffff") + cmap + TAIL).encode()),
    )
    return document.make_indirect(font)


def _drawn_font(document: pikepdf.Pdf, characters: Sequence[str]) -> pikepdf.Object:
    """A font whose characters are boxes, from code 33 on."""
    boxes = {
        width: document.make_stream(
            f"{width} 0 50 -100 {width - 50} 850 d1 50 -100 {width - 100} 950 re f".encode()
        )
        for width in (500, 1000)
    }
    cmap = f"{len(characters)} beginbfchar\n"
    cmap += "".join(
        f"<{code:02x}> <{char.encode('utf-16-be').hex()}>\n"
        for code, char in enumerate(characters, 0x21)
    )
    cmap += "endbfchar\n"
    names = [Name(f"/c{code}") for code in range(len(characters))]
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, -120, 1000, 880]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(
            {str(name): boxes[width_of(char)] for name, char in zip(names, characters, strict=True)}
        ),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([0x21, *names])),
        FirstChar=0x21,
        LastChar=0x20 + len(characters),
        Widths=Array([width_of(char) for char in characters]),
        Resources=Dictionary(),
        ToUnicode=document.make_stream((HEAD.format("00", "ff") + cmap + TAIL).encode()),
    )
    return document.make_indirect(font)


def _drawn(item: Item, places: Codes) -> str:
    match item:
        case Put(x, y, text, size):
            shown = " ".join(_shown(text, size, places))
            return f"BT 1 0 0 1 {x} {y} Tm {shown} ET"
        case Stroke(x, y, to_x, to_y):
            return f"{x} {y} m {to_x} {to_y} l S"
        case Picture(x, y, width, height):
            return f"q {width} 0 0 {height} {x} {y} cm /I1 Do Q"


def _shown(text: str, size: float, places: Codes) -> Iterator[str]:
    for font, group in groupby(text, key=lambda char: places[char][0]):
        codes = "".join(places[char][1] for char in group)
        yield f"/{font} {size} Tf <{codes}> Tj"
