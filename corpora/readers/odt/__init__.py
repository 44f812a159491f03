"""OpenDocument text (.odt), read without LibreOffice, tracked changes accepted.

OASIS OpenDocument 1.3. Notes, numbering, running heads, tables and text boxes come out as
they do from a .docx (see `duizhao.corpora.readers.docx`).
"""

from __future__ import annotations

from pathlib import Path

from ...document import Source
from ..containers import kind_of_zip


def sniff(head: bytes, path: Path) -> bool:
    """A zip container with an OpenDocument text in it."""
    return kind_of_zip(head, path) == "odt"


def read(path: Path) -> Source:
    """The paragraphs of an OpenDocument text.

    Raises:
        EmptyFileError: without text.
        FormatError: not an OpenDocument text, or damaged.
        UnsafeFileError: encrypted, or beyond the limits.
    """
    from .document import read as read_document

    return read_document(path)
