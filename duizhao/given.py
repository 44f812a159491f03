"""What a person gives to a function: a file by its name, an open one, a text, or segments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from duizhao.corpora.document import Block, Segment, Source
from duizhao.corpora.errors import EmptyFileError
from duizhao.corpora.unit import Unit

if TYPE_CHECKING:
    pass

Text = str | PathLike[str] | Sequence[str] | Sequence[Segment] | IO[str] | IO[bytes]
"""A path; a text; its segments in a list; or an open file."""

_PATH = re.compile(r"[^\r\n]*[/\\.][^\s./\\]{1,12}")
_LONGEST_PATH = 1024


def is_path(text: str) -> bool:
    """Whether a string names a file: there is one, or it looks like the name of one.

    A text with a line break, without a suffix, or with a full stop at its end is none, so that
    a name typed wrong is still reported.
    """
    if len(text) > _LONGEST_PATH or "\n" in text or "\0" in text:
        return False
    try:
        if Path(text).exists():
            return True
    except OSError:
        return False
    return _PATH.fullmatch(text) is not None and " " not in Path(text).name


def path_of(given: Text) -> str | None:
    """The file that was given by its name, or None for anything else."""
    if isinstance(given, PathLike) or (isinstance(given, str) and is_path(given)):
        return fspath(given)
    return None


def source_of(given: Text) -> Source:
    """The text of what was given.

    Raises:
        InputError: a file that cannot be used, or no text at all.
    """
    from duizhao.corpora.readers import read
    from duizhao.corpora.readers.text import from_text

    if isinstance(given, PathLike) or (isinstance(given, str) and is_path(given)):
        return read(fspath(given))
    if isinstance(given, str):
        return from_text(given)
    if hasattr(given, "read"):
        stream: Any = given
        content = stream.read()
        name = str(getattr(stream, "name", ""))
        if isinstance(content, bytes):
            from duizhao.corpora.readers.encoding import decode

            text, encoding = decode(content, name or "the open file")
            return from_text(text, name, encoding)
        return from_text(content, name)
    texts = [one.text if isinstance(one, Segment) else str(one) for one in given]
    if not any(text.strip() for text in texts):
        raise EmptyFileError("no text in the list of segments", mend="give segments with text")
    blocks = tuple(Block(text, f"segment {number}") for number, text in enumerate(texts, 1))
    return Source("", "list", blocks, lines=False, whole=True)


def is_segments(given: object) -> bool:
    """Whether segments were given, which are aligned as they are."""
    return not isinstance(given, str | PathLike) and not hasattr(given, "read")


def units_of(given: Any) -> list[Unit]:
    """Units out of whatever holds them.

    Args:
        given: a `duizhao.Pair`; a file of pairs; a table with columns ``zh`` and ``en``; or
            units, or pairs of texts.

    Raises:
        InputError: a file that cannot be used.
    """
    if isinstance(given, str | PathLike):
        from duizhao.memory.terms.sources import read_checked

        return read_checked([given]).units
    if hasattr(given, "columns"):
        return [Unit.of(row) for row in given.to_dict("records")]
    units = getattr(given, "units", given)
    return [one if isinstance(one, Unit) else Unit(str(one[0]), str(one[1])) for one in units]
