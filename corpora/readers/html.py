"""Web pages (.html, .htm, .xhtml), also those that Word and LibreOffice write.

Scripts, styles and navigation are left out; a link to a note and the note itself are
recognised by pointing at each other, so that notes of Word, LibreOffice, pandoc and
MediaWiki come out alike.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..document import Source

_STARTS = re.compile(
    rb"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_TAGS = re.compile(rb"<(?:p|div|br|table|h[1-6]|ul|ol|li|span|meta)\b[^>]*>", re.I)


def sniff(head: bytes, path: Path) -> bool:
    """It begins as a page does, or is named so and has tags."""
    start = head.removeprefix(b"\xef\xbb\xbf")
    if _STARTS.match(start):
        return True
    return path.suffix.lower() in (".html", ".htm", ".xhtml") and bool(_TAGS.search(start))


def read(path: Path) -> Source:
    """The paragraphs of a web page.

    Raises:
        EmptyFileError: no text on the page.
        FormatError: nested too deeply, or no page at all.
        UndecodableError: in no encoding that we know.
    """
    from .web.document import read as read_document

    return read_document(path)
