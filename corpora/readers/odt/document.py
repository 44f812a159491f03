"""The whole of an OpenDocument text: body, notes, running heads."""

from __future__ import annotations

import os

from duizhao.corpora.document import Block, BlockRole, Change, Source
from duizhao.corpora.errors import FormatError, UnsafeFileError

from ..archive import Archive, open_archive
from ..limits import LIMITS, Limits
from ..markup import Element, attribute, child, local, parse_xml
from ..whole import whole_source
from .body import OdtStory
from .styles import OdtStyles

HEADS = frozenset(
    ("header", "header-first", "header-left", "footer", "footer-first", "footer-left")
)


def read(path: str | os.PathLike[str], limits: Limits = LIMITS) -> Source:
    """Read an OpenDocument text.

    Raises:
        MissingFileError, EmptyFileError: not there, or without text.
        FormatError: not an OpenDocument text, or damaged.
        UnsafeFileError: encrypted, or beyond the limits.
    """
    with open_archive(path, limits) as archive:
        return whole_source(path, "odt", _read(archive), limits)


def _read(archive: Archive) -> tuple[list[Block], list[Change]]:
    _refuse_encrypted(archive)
    content = parse_xml(archive.read("content.xml"), archive.path, "content.xml")
    roots = [content]
    if "styles.xml" in archive:
        roots.insert(0, parse_xml(archive.read("styles.xml"), archive.path, "styles.xml"))
    styles = OdtStyles(*roots)
    body = child(content, "body", "text")
    if body is None:
        raise FormatError(
            "holds no text document", path=archive.path, mend="save it as .odt or .docx"
        )
    heads = OdtStory(styles)
    for place, element in _heads(roots[0]):
        heads.walk(element, Block("", place=place, role=BlockRole.FURNITURE))
    main = OdtStory(styles)
    names = {local(item) for item in body.iter()}
    if "soft-page-break" in names:
        main.page = 1
    main.walk(body, Block(""))
    changes = main.changes
    if "annotation" in names:
        changes.append(Change("skipped", "comments are not part of the text", "", "comments"))
    if any(name.startswith("Basic/") for name in archive.names):
        changes.append(Change("skipped", "macros are never run", "Basic"))
    return heads.blocks + main.blocks + main.notes, changes


def _refuse_encrypted(archive: Archive) -> None:
    name = "META-INF/manifest.xml"
    if name not in archive:
        return
    root = parse_xml(archive.read(name), archive.path, name)
    if any(local(item) == "encryption-data" for item in root.iter()):
        raise UnsafeFileError("is encrypted", path=archive.path, mend="remove its password")


def _heads(root: Element) -> list[tuple[str, Element]]:
    found = []
    for page in root.iter():
        if local(page) == "master-page":
            for item in page:
                if local(item) in HEADS and attribute(item, "display") != "false":
                    found.append((local(item).partition("-")[0], item))
    return found
