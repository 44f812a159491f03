"""Translation memories (.tmx), .xliff and .po: recognised here, read as pairs."""

from __future__ import annotations

import re
from pathlib import Path

from ..document import Source
from .pairs import is_pairs

_ROOT = re.compile(rb"<(tmx|xliff)\b", re.I)
_PO = re.compile(rb"(?:^|\n)msgid[ \t]+\"")


def sniff(head: bytes, path: Path) -> bool:
    """Its root says so, or it has the lines of a message catalogue."""
    return bool(kind_of(head))


def kind_of(head: bytes) -> str:
    """``tmx``, ``xliff``, ``po`` or ""."""
    plain = head.replace(b"\x00", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head
    text = plain.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    if text.startswith(b"<"):
        match = _ROOT.search(text[:4096])
        return match.group(1).decode().lower() if match else ""
    return "po" if _PO.search(text) and b"msgstr" in text else ""


def read(path: Path) -> Source:
    """Refused: there is nothing to align in it.

    Raises:
        FormatError: always; `duizhao.corpora.readers.pairs.read_pairs` reads it.
    """
    raise is_pairs(path)
