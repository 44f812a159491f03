"""Files of known kinds that nothing here reads, so that their user learns what to do."""

from __future__ import annotations

import re
from pathlib import Path

from ..document import Source
from ..errors import FormatError
from .encoding import head_as_utf8

_EXPORT = "export it as .docx or PDF"
_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP", "a picture",
     "recognise its text, or give a document"),
    (rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\xfd7zXZ|BZh[1-9]|\x1f\x8b", "a packed file",
     "unpack it, and give what is in it"),
    (rb"AT&TFORM", "a DjVu document", "convert it to PDF"),
    (rb"ITSF", "compiled help (.chm)", "unpack it to .html"),
    (rb"HN\0\0|CAJ|KDH ", "a CAJ document", "save it as PDF"),
    (rb".{60}BOOKMOBI", "a Kindle book", "convert it to .epub"),
    (rb"%!PS", "PostScript", "convert it to PDF"),
    (rb"ID3|\xff\xfb|OggS|RIFF.{4}(?:WAVE|AVI )|.{4}ftyp|\x1aE\xdf\xa3", "sound or film",
     "give its subtitles (.srt, .vtt, .ass)"),
    (rb"\x06\x06\xed\xf5", "an InDesign document", "export it as .idml"),
    (rb"AC10\d\d", "a drawing of AutoCAD", "export its texts"),
    (rb"[^<]{0,8}<\?xml[^>]{0,200}>\s{0,8}<office:document[\s>]", "OpenDocument in one XML file",
     "save it as .odt, .odp or .ods"),
    (rb"[^<]{0,8}<\?xml[^>]{0,200}>\s{0,8}<\?mso-application progid=.Word", "Word in one XML file",
     "save it as .docx"),
    (rb"MZ|\x7fELF|\xca\xfe\xba\xbe", "a program", "give a document"),
)  # fmt: skip
_PATTERNS = [(re.compile(magic, re.S), name, mend) for magic, name, mend in _KINDS]
_PARTS = (
    ("Index/Document.iwa", "a document of Pages, Numbers or Keynote", _EXPORT),
    ("OFD.xml", "an OFD document", "convert it to PDF"),
    ("visio/", "a drawing of Visio", "export it as PDF"),
    ("mimetype", "an OpenDocument of a kind without text", _EXPORT),
)


def sniff(head: bytes, path: Path) -> bool:
    """By its first bytes; any zip container that no other reader took."""
    return head.startswith(b"PK\x03\x04") or any(p.match(head) for p, _, _ in _PATTERNS)


def read(path: Path) -> Source:
    """Refused, with what to do instead.

    Raises:
        FormatError: always.
    """
    with path.open("rb") as stream:
        head = head_as_utf8(stream.read(4096))
    for pattern, name, mend in _PATTERNS:
        if pattern.match(head):
            raise FormatError(f"is {name}, which is not read", path=path, mend=mend)
    from .archive import open_archive

    with open_archive(path) as archive:
        listed = archive.names
    for part, name, mend in _PARTS:
        if any(each.startswith(part) for each in listed):
            raise FormatError(f"is {name}, which is not read", path=path, mend=mend)
    raise FormatError(
        "is a packed file, which is not read", path=path, mend="unpack it, and give what is in it"
    )
