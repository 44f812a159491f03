"""PDF, read from where each character stands.

A PDF holds glyphs, not paragraphs. Lines, columns, notes, running heads and paragraphs are
found again by place and size; joins are recorded. A page that is only a picture is said to
be one.
"""

from __future__ import annotations

from pathlib import Path

from ...document import Source


def sniff(head: bytes, path: Path) -> bool:
    """Its mark stands in the first kilobyte."""
    return b"%PDF-" in head[:1024]


def read(path: Path) -> Source:
    """The paragraphs of a PDF, cut at page ends.

    Raises:
        EmptyFileError: without text; the message says when its pages are scanned.
        FormatError: damaged, or its fonts don't say which characters they draw.
        UnsafeFileError: encrypted, or beyond the limits.
    """
    from .document import read as read_document

    return read_document(path)
