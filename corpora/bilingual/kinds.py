"""Which kind of file of both languages a file is, by its content."""

from __future__ import annotations

import gzip
import os
import re
import zipfile
import zlib
from pathlib import Path
from typing import Literal, get_args
from xml.parsers import expat

from ..errors import DuizhaoError, FormatError
from ..readers.containers import ZIP, kind_of_zip
from ..readers.limits import Limits, check_file, unreadable

Kind = Literal["tmx", "xliff", "po", "parquet", "json", "table", "memory"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Layout = Literal["alternating", "table", "inline", "sections"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
SHOWN: dict[Layout, str] = {
    "alternating": "in turn",
    "table": "in columns of a table",
    "inline": "on the same lines",
    "sections": "one after the other",
}
"""Each layout as the end of a sentence."""
ANY_SIZE = Limits(file_bytes=1 << 62)
"""For what is read as a stream."""
SUFFIXES = frozenset((".csv", ".tsv", ".tab"))
"""Names of tables; what is called otherwise is one if every row of it is a pair."""

_HEAD = 8192
_PROLOG = 1 << 26
"""Bytes in which the first element of an XML file is looked for."""
_ROOT = re.compile(rb"<(?:\w+:)?(tmx|xliff)\b", re.I)
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s{0,100}<")
_PO = re.compile(rb"(?:^|\n)msgid[ \t]+\"")
_SQLITE = b"SQLite format 3\x00"
_MEMORY = b"dzt0"
"""At byte 68 of our memories: the number that SQLite keeps for an application."""
_JSON = re.compile(rb'[{\[]\s*(?:\{\s*)?"')


def kind_of(path: str | os.PathLike[str]) -> Kind | None:
    """The kind of a file of both languages; None for any other file.

    A workbook or a table is one whether or not it holds both languages; see `holds_pairs`.

    Raises:
        InputError: it is missing, empty, a folder, or cannot be read.
    """
    check_file(path, ANY_SIZE)
    target = Path(path)
    try:
        with target.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise unreadable(path, error) from error
    return _of_head(head, target)


def _of_head(head: bytes, path: Path) -> Kind | None:
    if head.startswith(_SQLITE):
        return "memory" if head[68:72] == _MEMORY else None
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"\x1f\x8b"):
        return "tmx" if b"<tmx" in _unpacked(path) else None
    if head.startswith(ZIP):
        if kind_of_zip(head, path) in ("xlsx", "ods"):
            return "table"
        return "tmx" if _holds_tmx(path) else None
    kind = kind_of_text(head) or _of_root(head, path)
    if kind or path.suffix.lower() in SUFFIXES:
        return kind or "table"
    return "table" if b"\t" in head and _is_all_pairs(path) else None


def kind_of_text(head: bytes) -> Kind | None:
    """``tmx``, ``xliff``, ``po`` or ``json`` by the first bytes of a file of text."""
    plain = head.replace(b"\x00", b"") if b"\x00" in head[:64] else head
    text = plain.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    if text.startswith(b"<"):
        match = _ROOT.search(text)
        return match[1].decode().lower() if match else None  # type: ignore[return-value]
    if _JSON.match(text):
        return "json"
    return "po" if _PO.search(text) and b"msgstr" in text else None


def _of_root(head: bytes, path: Path) -> Kind | None:
    """The kind of an XML file whose first element comes after a long prolog."""
    if not _XML.match(head):
        return None
    # Expat knows few encodings; in all others the name of an element reads as Latin-1.
    for encoding in (None, "iso-8859-1"):
        try:
            name = _first_element(path, encoding)
        except (OSError, expat.ExpatError):
            return None
        except (LookupError, ValueError):
            continue
        return name if name in ("tmx", "xliff") else None  # type: ignore[return-value]
    return None


def _first_element(path: Path, encoding: str | None) -> str:
    found: list[str] = []
    parser = expat.ParserCreate(encoding)
    parser.StartElementHandler = lambda name, _: found.append(name)
    with path.open("rb") as stream:
        while not found and stream.tell() < _PROLOG and (piece := stream.read(_HEAD)):
            parser.Parse(piece)
    return found[0].rpartition(":")[2].lower() if found else ""


def _unpacked(path: Path) -> bytes:
    try:
        with gzip.open(path) as stream:
            return stream.read(_HEAD).replace(b"\x00", b"")
    except (OSError, EOFError, zlib.error):
        return b""


def _holds_tmx(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.lower().endswith(".tmx") for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, OSError):
        return path.suffix.lower() == ".zip"


def _is_all_pairs(path: Path) -> bool:
    """Whether every line at the start of a text is a Chinese and an English cell, at least."""
    from itertools import islice

    from ..tables.heading import heading_of
    from ..tables.separated import opened

    try:
        with opened(path) as again:
            lines = [line.rstrip("\r\n") for line in islice(again(), 200)]
    except DuizhaoError:
        return False
    rows = [line.split("\t") for line in lines if line.strip()]
    widths = {len(row) for row in rows}
    return len(rows) > 1 and len(widths) == 1 and widths != {1} and heading_of(rows).has_both


def holds_pairs(path: str | os.PathLike[str]) -> bool:
    """Whether a file holds Chinese and English side by side, judged by its content.

    Raises:
        InputError: it cannot be read at all.
    """
    kind = kind_of(path)
    if kind == "table":
        from .rows import has_both

        return has_both(path)
    if kind == "json":
        from .objects import has_both as has_pairs

        return has_pairs(path)
    return kind is not None


def is_pairs(path: str | os.PathLike[str]) -> FormatError:
    """The error for a file of pairs that was given as a text of one language."""
    return FormatError(
        "holds Chinese and English side by side already, so there is nothing to align",
        path=path,
        mend="give it to `duizhao batch` or `duizhao tm import`",
    )
