"""Maps from glyphs to characters, mended where pdfium does not read them.

pdfium drops a whole block of a font's ToUnicode map when one of its ranges crosses a multiple
of 256, as those of Quartz and of old Ghostscript do, and gives glyph numbers instead.
"""

from __future__ import annotations

import io
import os
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

_BLOCK = re.compile(rb"(?:(?<![0-9])[0-9]+\s*)?beginbfrange(.*?)endbfrange", re.DOTALL)
_RANGE = re.compile(
    rb"<([0-9a-fA-F\s]*)>\s*<([0-9a-fA-F\s]*)>\s*(?:<([0-9a-fA-F\s]*)>|\[(.*?)\])", re.S
)
_HEX = re.compile(rb"<([0-9a-fA-F\s]*)>")
_LARGEST = 4_000_000
"""Bytes of a map; one for all of Unicode has about two million."""
_MOST_CODES = 0x10000


def with_whole_maps(path: str | os.PathLike[str]) -> bytes | None:
    """A PDF with the maps of its fonts as pdfium reads them; None where they are so already."""
    import pikepdf

    try:
        with pikepdf.open(os.fspath(path)) as document:
            changed = False
            for item in document.objects:
                if isinstance(item, pikepdf.Dictionary) and isinstance(
                    stream := item.get("/ToUnicode"), pikepdf.Stream
                ):
                    before = _read(stream)
                    after = cut_ranges(before)
                    if after != before:
                        stream.write(after)
                        changed = True
            if not changed:
                return None
            saved = io.BytesIO()
            document.save(saved, encryption=False)
            return saved.getvalue()
    except (pikepdf.PdfError, ValueError, zlib.error, RuntimeError):
        # A file that only pdfium opens keeps what pdfium reads.
        return None


def _read(stream: pikepdf.Stream) -> bytes:
    """What a stream holds, up to a limit."""
    kind = stream.get("/Filter")
    raw = stream.read_raw_bytes()
    if kind is None:
        return raw[:_LARGEST]
    if (
        str(kind) in ("/FlateDecode", "pikepdf.Array([ pikepdf.Name('/FlateDecode') ])")
        and "/DecodeParms" not in stream
    ):
        return zlib.decompressobj().decompress(raw, _LARGEST)
    return stream.read_bytes() if len(raw) < _LARGEST // 1000 else b""


def cut_ranges(cmap: bytes) -> bytes:
    """The same map, with no range that crosses a multiple of 256."""
    return _BLOCK.sub(lambda block: _cut_block(block[0], block[1]), cmap)


def _cut_block(block: bytes, ranges: bytes) -> bytes:
    entries = list(_RANGE.finditer(ranges))
    if not any(_crosses(match[1], match[2]) for match in entries):
        return block
    lines = [line for match in entries for line in _cut_range(match)]
    # pdfium reads as many lines as are said to come.
    return b"\n%d beginbfrange\n%sendbfrange" % (len(lines), b"".join(lines))


def _crosses(first: bytes, last: bytes) -> bool:
    low, high = _number(first), _number(last)
    return low >> 8 != high >> 8


def _cut_range(match: re.Match[bytes]) -> Iterator[bytes]:
    """One line for each code of a range; the characters count up from the first."""
    low, high = _number(match[1]), _number(match[2])
    digits = len(b"".join(match[1].split()))
    listed = _HEX.findall(match[4]) if match[4] is not None else None
    start = b"".join((match[3] or b"").split())
    for step in range(min(high - low + 1, _MOST_CODES)):
        if listed is not None:
            if step >= len(listed):
                return
            target = b"".join(listed[step].split())
        else:
            target = _counted_up(start, step)
        code = b"<%0*x>" % (digits, low + step)
        yield code + b" " + code + b" <" + target + b">\n"


def _counted_up(start: bytes, step: int) -> bytes:
    """The characters after those of `start`, of which the last one counts."""
    text = bytes.fromhex(start.decode("ascii")).decode("utf-16-be")
    counted = text[:-1] + chr(ord(text[-1]) + step) if text else ""
    return counted.encode("utf-16-be").hex().encode("ascii")


def _number(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)
