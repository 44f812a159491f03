"""The text of a TMX file, a block at a time, out of whatever it is packed and encoded in."""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO

from duizhao.corpora.errors import FormatError, UndecodableError, UnsafeFileError
from duizhao.corpora.readers.encoding import text_codec
from duizhao.corpora.readers.limits import Limits, check_file, unreadable

BLOCK = 1 << 20
"""Bytes read at once."""

_ANY_SIZE = Limits(file_bytes=1 << 62)
# Repetitive TMX packs 50:1; nothing but a bomb unfolds more than this.
_RATIO = 400
_RATIO_FROM = 64 << 20
_ENCRYPTED = 0x1
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']""")
# Their supersets, which files that claim to be in them need as often as not.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "ascii": "utf-8"}

Remark = Callable[[str], None]
"""Told of what is wrong with a file as a whole."""


@dataclass(frozen=True, slots=True)
class Member:
    """A TMX file, or one of those in a zip archive.

    Attributes:
        name: inside the archive, or "".
        blocks: its bytes; they end where the file is damaged, and `remark` is called.
    """

    name: str
    blocks: Iterator[bytes]


@contextmanager
def opened(path: str | Path, remark: Remark) -> Iterator[Iterator[Member]]:
    """The TMX files in a file: itself, packed by gzip, or members of a zip archive.

    Args:
        path: the file; what it is shows in its first bytes, not in its name.
        remark: called when a packed file breaks off or is damaged.

    Raises:
        MissingFileError, EmptyFileError, InputError: as `check_file` of the readers.
        FormatError: an archive that is damaged, or without a TMX file in it.
        UnsafeFileError: an encrypted archive, or one that unfolds without end.
    """
    check_file(path, _ANY_SIZE)
    with _stream(path) as stream:
        head = stream.read(4)
        stream.seek(0)
        if head.startswith(b"\x1f\x8b"):
            yield iter([Member("", _unzipped(stream, str(path), remark))])
        elif head.startswith(b"PK\x03\x04"):
            with _archive(stream, str(path)) as archive:
                yield _members(archive, str(path), remark)
        else:
            yield iter([Member("", iter(lambda: stream.read(BLOCK), b""))])


def _stream(path: str | Path) -> IO[bytes]:
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise unreadable(path, error) from error


def _unzipped(stream: IO[bytes], path: str, remark: Remark) -> Iterator[bytes]:
    """What gzip packed, as far as it is whole; one stream or several in a row."""
    packed = size = 0
    machine = zlib.decompressobj(wbits=31)
    data = b""
    while data := data or stream.read(BLOCK >> 2):
        packed += len(data)
        try:
            block = machine.decompress(data, BLOCK)
        except zlib.error:
            remark("the compressed data are damaged from here on")
            return
        data = machine.unconsumed_tail
        packed -= len(data)
        size += len(block)
        _refuse_bomb(size, packed, path)
        if block:
            yield block
        if machine.eof:
            data = machine.unused_data.lstrip(b"\0")
            packed -= len(data)
            machine = zlib.decompressobj(wbits=31)
            if data and not data.startswith(b"\x1f\x8b"):
                remark("more data follow the compressed data and were not read")
                return
            if not data and not (data := stream.read(BLOCK >> 2)):
                return
    remark("the compressed data end too early")


@contextmanager
def _archive(stream: IO[bytes], path: str) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise FormatError("is a damaged archive", path=path, mend="pack it again") from error
    with archive:
        yield archive


def _members(archive: zipfile.ZipFile, path: str, remark: Remark) -> Iterator[Member]:
    infos = [info for info in archive.infolist() if info.filename.lower().endswith(".tmx")]
    if not infos:
        raise FormatError("has no .tmx file in it", path=path, mend="name a TMX file")
    for info in infos:
        if info.flag_bits & _ENCRYPTED:
            raise UnsafeFileError("is encrypted", path=path, mend="remove its password")
        name = info.filename if len(infos) > 1 else ""
        yield Member(name, _inflated(archive, info, path, remark))


def _inflated(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, remark: Remark
) -> Iterator[bytes]:
    size = 0
    try:
        with archive.open(info) as stream:
            while block := stream.read(BLOCK):
                size += len(block)
                _refuse_bomb(size, info.compress_size, path)
                yield block
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        remark("the archive is damaged from here on")


def _refuse_bomb(size: int, packed: int, path: str) -> None:
    if size > _RATIO_FROM and size > _RATIO * max(packed, 1):
        raise UnsafeFileError(
            f"expands to more than {_RATIO} times its size",
            path=path,
            mend="check where it comes from, or unpack it first",
        )


def utf8(blocks: Iterator[bytes], path: str) -> Iterator[bytes]:
    """The blocks in UTF-8, without byte-order mark, with line feeds for line ends.

    A byte-order mark says more than the XML declaration, and that more than our guess,
    UTF-8. What the file's encoding does not have comes out as no UTF-8 either, so that it
    can be said of the one unit that it stands in.

    Raises:
        UndecodableError: the declaration names an encoding that nobody knows.
    """
    first = next(blocks, b"")
    encoding, mark = _encoding(first, path)
    blocks = chain([first[mark:]], blocks)
    return _line_feeds(blocks if encoding == "utf-8" else _transcoded(blocks, encoding))


def _transcoded(blocks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    # Both handlers keep what cannot be decoded as half a surrogate pair, and give it back
    # as bytes that are no UTF-8. Each knows the encodings that the other does not.
    errors = "surrogatepass" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", errors)
    try:
        yield decoder.decode(b"", final=True).encode("utf-8", errors)
    except UnicodeDecodeError:
        yield b"\xff"  # half a character at the end


def _line_feeds(blocks: Iterator[bytes]) -> Iterator[bytes]:
    kept = b""
    for block in blocks:
        if b"\r" in block or kept:
            block = kept + block
            kept = b"\r" if block.endswith(b"\r") else b""
            block = block.removesuffix(kept).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        yield block
    if kept:
        yield b"\n"


def _encoding(head: bytes, path: str) -> tuple[str, int]:
    """Encoding of a file that begins so, and the length of its byte-order mark."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    if head[:4] == b"<\0?\0" or (head[:1] == b"<" and head[1:2] == b"\0"):
        return "utf-16-le", 0
    if head[:2] == b"\0<":
        return "utf-16-be", 0
    declared = _DECLARED.match(head[:1024])
    if not declared:
        return "utf-8", 0
    name = declared[1].decode("ascii")
    try:
        known = text_codec(name)
    except LookupError as error:
        raise UndecodableError(
            f"declares the encoding {name}, which is not a known encoding",
            path=path,
            mend="save it as UTF-8",
        ) from error
    if known.startswith(("utf-16", "utf-32")):
        # The declaration itself was legible as ASCII, so it cannot be true.
        return "utf-8", 0
    return _WIDER.get(known, known), 0
