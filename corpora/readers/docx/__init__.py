"""Word documents (.docx, .docm, .dotx), as they stand with every tracked change accepted.

ECMA-376 part 1. Automatic numbers become labels; a reference to a note becomes its mark
in raised characters, since in the file it is no character at all; running heads are
furniture; table cells and text boxes are blocks of their own.
"""

from __future__ import annotations

from pathlib import Path

from ...document import Source
from ..containers import kind_of_zip


def sniff(head: bytes, path: Path) -> bool:
    """A zip container with a Word document in it."""
    return kind_of_zip(head, path) == "docx"


def read(path: Path) -> Source:
    """The paragraphs of a Word document.

    Raises:
        EmptyFileError: without text.
        FormatError: not a Word document, or damaged.
        UnsafeFileError: encrypted, or beyond the limits.
    """
    from .document import read as read_document

    return read_document(path)
