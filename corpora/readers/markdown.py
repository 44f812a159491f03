"""Markdown (.md, .mdx), as CommonMark with tables and footnotes reads it."""

from __future__ import annotations

from pathlib import Path

from ..document import Source

SUFFIXES = (".md", ".markdown", ".mkd", ".mdown", ".mdx")


def sniff(head: bytes, path: Path) -> bool:
    """By name: any text is Markdown of some kind."""
    return path.suffix.lower() in SUFFIXES and b"\x00" not in head[:200]


def read(path: Path) -> Source:
    """The paragraphs of a Markdown file.

    Raises:
        EmptyFileError: no text in it.
        UndecodableError: in no encoding that we know.
    """
    from .marked import read as read_document

    return read_document(path)
