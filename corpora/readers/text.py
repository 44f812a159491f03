"""Plain text: a block for each line, form feeds counted as page ends."""

from __future__ import annotations

import re
from pathlib import Path

from ..document import Block, Source
from ..errors import EmptyFileError
from .encoding import decode

# What `str.splitlines` splits at, without the separators U+001C to U+001E and the vertical
# tab, which are characters of a line here.
_LINE_END = re.compile("\r\n|[\n\r\u0085\u2028\u2029]")


def sniff(head: bytes, path: Path) -> bool:
    """Any file may be text; what is not raises an error that says so."""
    return True


def read(path: Path) -> Source:
    """The lines of a text file, blank ones included.

    UTF-8 and UTF-16 with or without byte-order mark, GB18030, Big5 and Windows-1252; lines
    end with CR, LF, both, U+0085, U+2028 or U+2029. A form feed ends a page: it stays in no
    line, and lines have page numbers when the file has any form feed.

    Raises:
        EmptyFileError: nothing but white space.
        UndecodableError: binary, damaged, or in an unknown encoding.
    """
    text, encoding = decode(path.read_bytes(), path)
    return from_text(text, str(path), encoding)


def from_text(text: str, path: str = "", encoding: str = "") -> Source:
    """The same for a text at hand.

    Raises:
        EmptyFileError: nothing but white space.
    """
    if not text.strip(" \t\r\n\f\v\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\u3000\u200b\ufeff\x00\x1a"):
        raise EmptyFileError(
            "has no text, only white space", path=path, mend="give a file with text in it"
        )
    lines = _LINE_END.split(text)
    if not lines[-1]:
        lines.pop()
    if "\f" not in text:
        blocks = [Block(line, f"line {number}") for number, line in enumerate(lines, 1)]
    else:
        page = 1
        blocks = []
        for number, line in enumerate(lines, 1):
            for index, part in enumerate(line.split("\f")):
                page += index > 0
                blocks.append(Block(part, f"line {number}", page=page))
    return Source(path, "text", tuple(blocks), lines=True, encoding=encoding)
