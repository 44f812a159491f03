"""Electronic books (.epub): the chapters in their reading order."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from ..document import Block, BlockRole, Change, Source
from ..errors import EmptyFileError, FormatError
from .archive import Archive, open_archive
from .containers import kind_of_zip
from .guard import deeply
from .markup import attribute, local, parse_xml

_CONTAINER = "META-INF/container.xml"
_VOID = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
# XHTML closes any element so; HTML takes it for an open one that swallows what follows.
_SHORT = re.compile(rf"<(?!(?:{_VOID})\b)([A-Za-z][\w:]*+)([^<>]*+)(?<=/)>")


def sniff(head: bytes, path: Path) -> bool:
    """A zip container that says so."""
    return kind_of_zip(head, path) == "epub"


def read(path: Path) -> Source:
    """The paragraphs of a book.

    Raises:
        EmptyFileError: no text in it.
        FormatError: damaged.
        UnsafeFileError: encrypted, or beyond the limits.
    """
    from .web.document import decoded, read_fragment

    blocks: list[Block] = []
    changes: list[Change] = []
    with open_archive(path) as archive, deeply():
        for number, part in enumerate(_chapters(archive), 1):
            text, _ = decoded(archive.read(part), path)
            found, left_out = read_fragment(_SHORT.sub(_opened, text))
            where = f"chapter {number}"
            blocks += [replace(block, place=f"{where}, {block.place}") for block in found]
            changes += [replace(change, place=f"{where}, {change.place}") for change in left_out]
    # Notes come last, as in any document.
    notes = [block for block in blocks if block.role is BlockRole.FOOTNOTE]
    blocks = [block for block in blocks if block.role is not BlockRole.FOOTNOTE] + notes
    if not any(block.role is not BlockRole.FURNITURE for block in blocks):
        raise EmptyFileError("has no text in it", path=path, mend="check the file")
    return Source(str(path), "epub", tuple(blocks), lines=False, skipped=tuple(changes), whole=True)


def _opened(match: re.Match[str]) -> str:
    return f"<{match[1]}{match[2].rstrip('/')}></{match[1]}>"


def _chapters(archive: Archive) -> Iterator[str]:
    """Names of the pages in reading order, without the table of contents."""
    container = parse_xml(archive.read(_CONTAINER), archive.path, _CONTAINER)
    main = next((attribute(i, "full-path") for i in container.iter() if local(i) == "rootfile"), "")
    if main not in archive:
        raise FormatError("names no book", path=archive.path, mend="save it again")
    package = parse_xml(archive.read(main), archive.path, main)
    pages = {}
    for item in package.iter():
        if local(item) == "item" and "nav" not in attribute(item, "properties").split():
            target = posixpath.join(posixpath.dirname(main), unquote(attribute(item, "href")))
            pages[attribute(item, "id")] = posixpath.normpath(target)
    for item in package.iter():
        page = pages.get(attribute(item, "idref"), "") if local(item) == "itemref" else ""
        if page in archive and attribute(item, "linear") != "no":
            yield page
