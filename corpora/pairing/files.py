"""Files that may be documents, and what is seen of them before they are paired."""

from __future__ import annotations

import os
from pathlib import Path

from ..bilingual import holds_pairs
from ..document import Language
from ..errors import DuizhaoError, InputError
from ..readers import format_of, office, xml
from .names import read_name
from .sample import read_sample

_ONE_LANGUAGE = frozenset(
    (".doc", ".docx", ".odt", ".rtf", ".pdf", ".html", ".htm", ".md", ".pptx", ".odp", ".epub")
)
"""Names of documents, which are not looked into for pairs; any other file may hold both."""
_SLOW = frozenset((".doc", ".rtf", ".xls"))
_IGNORED = frozenset((".links", ".pins", ".sha256", ".md5", ".lock", ".tmp", ".part"))
_REVIEWS = (".duizhao", ".duizhao-wal", ".duizhao-shm")


def files_in(folder: Path, leave_out: str | os.PathLike[str] | None = None) -> list[Path]:
    """Files of a folder and its sub-folders that may be documents, sorted by name.

    Hidden files, lock files of word processors and what duizhao keeps beside documents are left
    out, and all in `leave_out`.

    Raises:
        InputError: the folder cannot be read.
    """
    try:
        found = [
            path
            for path in folder.rglob("*")
            if path.is_file()
            and path.suffix.lower() not in _IGNORED
            and not path.name.endswith(_REVIEWS)
            and not path.name.startswith(("~$", "."))
            and path.name != xml.RULES
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        ]
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"cannot be read ({reason})", path=folder, mend="check it") from error
    if leave_out is not None:
        not_there = Path(leave_out).resolve()
        if folder.resolve().is_relative_to(not_there):
            return sorted(found)
        found = [path for path in found if not path.resolve().is_relative_to(not_there)]
    return sorted(found)


def holds_both(path: Path) -> bool:
    """Whether a file holds pairs of both languages, as far as can be seen at once."""
    if path.suffix.lower() in _ONE_LANGUAGE:
        return False
    try:
        return holds_pairs(path)
    except DuizhaoError:
        return False  # reading it as a document says what is wrong with it


def is_slow(path: Path) -> bool:
    """Whether another program has to open a file.

    Raises:
        DuizhaoError: what is wrong with such a file at sight.
    """
    if path.suffix.lower() not in _SLOW:
        return False
    try:
        if format_of(path) != "office":
            return False
        office.check(path)
    except OSError:
        return False  # reading it says what is wrong
    return True


def language_of_file(path: Path) -> Language | None:
    """The language that the name of a document says, or else its text; None for neither."""
    named = read_name(path).language
    if named is not None:
        return named
    sample = read_sample(path)
    return None if isinstance(sample, DuizhaoError) else sample.language
