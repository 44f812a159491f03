"""Which document a container holds, from its head and its directory alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Head of a compound file: old Office documents, and new ones when they are encrypted."""

_OPEN_KINDS = (b"text", "odt"), (b"spreadsheet", "ods"), (b"presentation", "odp")
_IDML = b"mimetypeapplication/vnd.adobe.indesign-idml-package"
_FOLDERS = (
    ("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("META-INF/container.xml", "epub"),
    ("designmap.xml", "idml"), ("content.xml", "odt"),
)  # fmt: skip
"""A part that tells what a container holds."""
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."


def kind_of_zip(head: bytes, path: Path) -> str:
    """``docx``, ``xlsx``, ``pptx``, ``odt``, ``ods``, ``odp``, ``epub``, ``idml``, or ""."""
    if not head.startswith(ZIP):
        return ""
    start = head.find(_OPEN_DOCUMENT, 0, 200)
    if start >= 0:
        name = head[start + len(_OPEN_DOCUMENT) :][:20]
        for start_of_name, suffix in _OPEN_KINDS:
            if name.startswith(start_of_name):
                return suffix
        return ""
    if head[30:90].startswith((b"mimetypeapplication/epub+zip", _IDML)):
        return "idml" if _IDML in head[:120] else "epub"
    try:
        with zipfile.ZipFile(path) as archive:
            names = " ".join(archive.namelist()[:2000])
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        # Damaged after its head: the names in the head still say what it is.
        names = head.decode("latin-1")
    for folder, kind in _FOLDERS:
        if folder in names:
            return kind
    return ""
