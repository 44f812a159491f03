"""Old Word documents (.doc), rich text (.rtf) and old workbooks (.xls), through LibreOffice.

LibreOffice makes a .docx or .xlsx of them in a folder of its own, with a profile of its
own in which macros are off and links are not followed; then the reader of that format
takes over.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..document import Source
from ..errors import InputError
from .containers import OLE

RTF = b"{\\rtf"


def sniff(head: bytes, path: Path) -> bool:
    """A compound file, or rich text."""
    return head.startswith(OLE) or head.lstrip().startswith(RTF)


def read(path: Path) -> Source:
    """The paragraphs of an old document.

    Raises:
        EmptyFileError: without text.
        FormatError: no text document or workbook, or damaged.
        ToolError: LibreOffice is missing, or takes too long.
        UnsafeFileError: encrypted, or beyond the limits.
    """
    from .convert import converted

    kind = check(path)
    target = "xlsx" if kind == "xls" else "docx"
    with converted(path, kind, target) as copy:
        try:
            source = _read_copy(copy, target)
        except InputError as error:
            raise type(error)(error.problem, path=path, mend=error.mend) from error
    return replace(source, path=str(path), format=kind)


def check(path: Path) -> str:
    """Its kind (``doc``, ``rtf``, ``xls``), found without LibreOffice, which takes seconds.

    Raises:
        FormatError: no text document or workbook, or its container is damaged.
        ToolError: LibreOffice is missing.
        UnsafeFileError: encrypted, or beyond the limits.
    """
    from .convert import office_for
    from .limits import check_file

    check_file(path)
    with path.open("rb") as stream:
        head = stream.read(64)
    if head.lstrip().startswith(RTF):
        kind = "rtf"
    else:
        from .compound import kind_of_compound

        kind = kind_of_compound(path)
    office_for(path, kind)
    return kind


def _read_copy(copy: Path, target: str) -> Source:
    if target == "xlsx":
        from .sheets import read as read_sheet

        return read_sheet(copy)
    from .docx.document import read as read_document

    return read_document(copy)
