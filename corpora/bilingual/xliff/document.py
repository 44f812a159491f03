"""A file of XLIFF as a tree that can be written again without a change to the rest of it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import FormatError, UnsafeFileError
from ...readers.encoding import decode

if TYPE_CHECKING:
    from lxml import etree

_VERSION = re.compile(rb"""<(?:\w+:)?xliff\b[^>]*?\bversion\s*=\s*["']([0-9.]+)["']""", re.DOTALL)
_DEFINES = re.compile(rb"<!(?:DOCTYPE[^>\[]*\[|ENTITY)")
_FRONT = 1 << 16
_ROOT = re.compile(r"<(?:\w+:)?xliff(?=[\s>])")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_EDGE = re.compile(r"<(/?)((?:\w+:)?(?:trans-unit|unit))(?=[\s>])[^<>]*(?<!/)>")
_NAMESPACE = re.compile(r"""\sxmlns:([\w.-]+)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""")
_BROKEN = re.compile(r"<\?duizhao-broken ([0-9]+)\?>")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
          (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class XliffDocument:
    """A file of XLIFF.

    Attributes:
        root: its tree; broken units are not in it.
        version: ``1.2``, ``2.0``, …
        before, after: what stands before and after the root element.
        encoding: of the file.
        mark: its byte-order mark, or nothing.
        line_ends: whether its lines end with a carriage return too.
        broken: units that are not well formed, as they stand.
    """

    root: etree._Element
    version: str
    before: str
    after: str
    encoding: str
    mark: bytes
    line_ends: bool
    broken: tuple[str, ...]

    def to_bytes(self) -> bytes:
        """The file, its broken units and all that stands outside its root as they were."""
        from lxml import etree

        text = etree.tostring(self.root, encoding="unicode", with_tail=False)
        text = _BROKEN.sub(lambda match: self.broken[int(match[1])], text)
        text = f"{self.before}{text}{self.after}"
        if self.line_ends:
            text = text.replace("\n", "\r\n")
        return self.mark + text.encode(self.encoding, "xmlcharrefreplace")


def check_entities(data: bytes, path: str) -> None:
    """Refuse a file of XML that defines entities or elements of its own.

    Raises:
        UnsafeFileError: it does.
    """
    if _DEFINES.search(data[:_FRONT].replace(b"\0", b"")):
        raise UnsafeFileError(
            "defines entities or elements of its own",
            path=path,
            mend="remove everything between [ and ] after DOCTYPE",
        )


def version_of(data: bytes) -> str:
    """The version of a file of XLIFF, or "" of any other."""
    found = _VERSION.search(data[:_FRONT].replace(b"\0", b""))
    return found[1].decode() if found else ""


def parse_xliff(data: bytes, path: str) -> XliffDocument:
    """A file of XLIFF as a tree.

    A unit that is not well formed is left out of the tree and kept as it stands.

    Raises:
        FormatError: the file is broken outside its units.
        UnsafeFileError: it defines entities.
    """
    from lxml import etree

    check_entities(data, path)
    version = version_of(data) or "1.2"
    text, encoding, mark = _decoded(data, path)
    line_ends = "\r\n" in text[:_FRONT]
    if line_ends:
        text = text.replace("\r\n", "\n")
    start = _ROOT.search(text)
    end = text.rfind(">") + 1
    if start is None:
        raise FormatError("holds no <xliff> element", path=path, mend="export it again")
    before, body, after = text[: start.start()], text[start.start() : end], text[end:]
    broken: list[str] = []
    try:
        root = _parsed(body)
    except etree.XMLSyntaxError:
        try:
            root = _parsed(_without_broken(body, broken))
        except etree.XMLSyntaxError as error:
            raise FormatError(
                f"is broken as XLIFF {version} ({error})", path=path, mend="export it again"
            ) from error
    return XliffDocument(root, version, before, after, encoding, mark, line_ends, tuple(broken))


def _decoded(data: bytes, path: str) -> tuple[str, str, bytes]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding, mark
    declared = _DECLARED.match(data[:1024])
    encoding = declared[1].decode() if declared else "utf-8"
    try:
        return data.decode(encoding), encoding, b""
    except (LookupError, UnicodeDecodeError):
        text, _ = decode(data, path)
        return text, "utf-8" if encoding.lower().startswith("utf") else encoding, b""


def _parsed(text: str) -> etree._Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False
    )
    return etree.fromstring(text.encode(), parser)


def _without_broken(body: str, broken: list[str]) -> str:
    """The text with an instruction in the place of each unit that is not well formed."""
    from lxml import etree

    spaces = {name: first or second for name, first, second in _NAMESPACE.findall(body)}
    names = "".join(f' xmlns:{name}="{uri}"' for name, uri in spaces.items() if name != "xml")

    pieces: list[str] = []
    end = 0
    opening: re.Match[str] | None = None
    # Edge by edge: an expression for whole units takes quadratic time where none is closed.
    for edge in _EDGE.finditer(body):
        if not edge[1]:
            opening = edge
        elif opening is not None and opening[2] == edge[2]:
            unit = body[opening.start() : edge.end()]
            pieces.append(body[end : opening.start()])
            try:
                _parsed(f"<all{names}>{unit}</all>")
                pieces.append(unit)
            except etree.XMLSyntaxError:
                pieces.append(f"<?duizhao-broken {len(broken)}?>")
                broken.append(unit)
            end, opening = edge.end(), None
    return "".join([*pieces, body[end:]])
