"""The blocks of a web page in reading order."""

from __future__ import annotations

import os
import re
from pathlib import Path

from lxml import etree, html

from duizhao.corpora.characters import NOT_IN_PAGE
from duizhao.corpora.document import Block, BlockRole, Change, Source
from duizhao.corpora.errors import EmptyFileError, FormatError
from duizhao.corpora.patterns import lazy

from ..encoding import decode, text_codec
from ..guard import deeply
from ..limits import LIMITS, Limits, read_bytes
from .lost import lost
from .notes import find_notes
from .page import Page

_CONTROLS = lazy(f"[{NOT_IN_PAGE}]")
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.I)


def read(path: str | os.PathLike[str], limits: Limits = LIMITS) -> Source:
    """Read a web page; errors as `duizhao.corpora.readers.html.read`."""
    text, encoding = decoded(read_bytes(path, limits), path)
    # Tags that are never closed nest: without "huge" the parser drops what is deeper than 256.
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text, parser=parser)
        page = Page(find_notes(root))
        page.changes += lost(text, root)
        with deeply():
            page.walk(root, Block(""))
            page.flush(Block(""))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise FormatError("holds no page", path=path, mend="check that it is HTML") from error
    except RecursionError as error:
        raise FormatError("is nested too deeply", path=path, mend="save it as text") from error
    blocks = page.blocks + page.notes
    if not any(block.role is not BlockRole.FURNITURE for block in blocks):
        raise EmptyFileError("has no text on its page", path=path, mend="check the file")
    return Source(
        os.fspath(path), "html", tuple(blocks), lines=False, encoding=encoding,
        skipped=tuple(page.changes), whole=True,
    )  # fmt: skip


def read_fragment(text: str) -> tuple[list[Block], list[Change]]:
    """The blocks of a piece of a page, such as Markdown holds, and what was left out."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(_CONTROLS.sub("", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return [], []  # nothing but an end tag
    page = Page(find_notes(root))
    page.walk(root, Block(""))
    page.flush(Block(""))
    return page.blocks + page.notes, page.changes


def decoded(data: bytes, path: str | os.PathLike[str]) -> tuple[str, str]:
    """The text of a page and its encoding, as it declares or as its bytes show."""
    match = _CHARSET.search(data[:4096])
    if match and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = match.group(1).decode("ascii").lower()
        # Pages that call themselves GB2312 use the characters of its successor.
        name = "gb18030" if name in ("gb2312", "gbk", "gb_2312-80") else name
        try:
            return _without_declaration(data.decode(text_codec(name))), name
        except (LookupError, UnicodeError):
            pass  # the page is wrong about itself: judge by the bytes
    text, name = decode(data, Path(path))
    return _without_declaration(text), name


def _without_declaration(text: str) -> str:
    # lxml refuses a text that declares an encoding of its own.
    # LibreOffice leaves control characters around its fields.
    return re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", _CONTROLS.sub("", text))
