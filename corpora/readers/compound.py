"""Compound files, the container of old Office documents: what they hold, and one repair.

[MS-CFB] and [MS-DOC]. LibreOffice resolves a ``NOTEREF`` field (a second reference to a
footnote) in a .doc to nothing and writes an error message into the text. In the copy that it
is given, such fields are renamed to ``QUOTE``, whose stored result it keeps.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import olefile

from ..errors import FormatError, UnsafeFileError

FLAGS = 0x0A
ENCRYPTED = 0x0100
TABLE_1 = 0x0200
FIELDS = (0x011A, 0x0122, 0x012A, 0x0132, 0x013A)
"""Where the file information block points to the fields of each story of the document."""
BEGIN, NOTEREF, QUOTE = 0x13, 72, 35
WORD = "WordDocument"


@contextmanager
def _opened(path: Path, *, write: bool = False) -> Iterator[olefile.OleFileIO]:
    damaged = FormatError(
        "is damaged (a compound file whose directory cannot be read)",
        path=path,
        mend="open it in its program and save it again",
    )
    try:
        with olefile.OleFileIO(str(path), write_mode=write) as container:
            yield container
    # What the library lets through on broken directories; it checks little itself.
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise damaged from error
    except (struct.error, OverflowError, RecursionError, MemoryError) as error:
        raise damaged from error


def kind_of_compound(path: Path) -> str:
    """``doc`` or ``xls``.

    Raises:
        FormatError: damaged, or it holds neither.
        UnsafeFileError: it is encrypted.
    """
    with _opened(path) as container:
        names = {entry[0].lower() for entry in container.listdir() if entry}
        start = container.openstream(WORD).read(12) if WORD.lower() in names else b""
    flags = struct.unpack_from("<H", start, FLAGS)[0] if len(start) >= 12 else 0
    if names & {"encryptedpackage", "encryptioninfo"} or flags & ENCRYPTED:
        raise UnsafeFileError("is encrypted", path=path, mend="remove its password")
    if start:
        return "doc"
    if names & {"workbook", "book"}:
        return "xls"
    raise FormatError(
        "is a compound file that holds no text document", path=path, mend="save it as .docx"
    )


def keep_note_references(path: Path) -> None:
    """Rename the ``NOTEREF`` fields of a .doc, in place.

    Raises:
        FormatError: it is damaged.
    """
    with _opened(path, write=True) as container:
        head = container.openstream(WORD).read(0x0200)
        if len(head) < 0x0140:
            return
        name = "1Table" if struct.unpack_from("<H", head, FLAGS)[0] & TABLE_1 else "0Table"
        if not container.exists(name):
            return
        table = bytearray(container.openstream(name).read())
        changed = [_rename(table, *struct.unpack_from("<II", head, place)) for place in FIELDS]
        if any(changed):
            container.write_stream(name, bytes(table))


def _rename(table: bytearray, start: int, length: int) -> bool:
    """Rename in one list of fields: n + 1 positions of four bytes, then n pairs of bytes."""
    count = (length - 4) // 6
    first = start + 4 * (count + 1)
    changed = False
    for place in range(first, min(first + 2 * count, len(table) - 1), 2):
        if table[place] & 0x1F == BEGIN and table[place + 1] == NOTEREF:
            table[place + 1] = QUOTE
            changed = True
    return changed
