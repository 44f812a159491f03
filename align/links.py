"""Links files: one bead a line, as alignment papers score them.

``[0, 1]:[0]:0.93`` says that segments 0 and 1 of the first side answer segment 0 of
the second, with confidence .93. Positions count from 0; the confidence may be missing;
a side may be empty. The first side is the Chinese one here, whichever is the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from os import PathLike, fspath
from pathlib import Path

from duizhao.corpora.errors import EmptyFileError, FormatError, MissingFileError, UndecodableError
from duizhao.corpora.patterns import lazy

from .bead import Bead

_LINE = lazy(r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::\s*(-?[\d.eE+-]+)\s*)?")


def read_links(path: str | PathLike[str]) -> list[Bead]:
    """Beads of a links file, in its order; blank lines and ``#`` comments are passed over.

    A number after the second bracket is the confidence where it lies between 0 and 1;
    other aligners write a cost there, which is ignored.

    Raises:
        MissingFileError: there is no such file.
        EmptyFileError: the file holds no link.
        UndecodableError: the file is not UTF-8.
        FormatError: a line is not a link.
    """
    place = Path(path)
    if not place.is_file():
        raise MissingFileError("no such file", path=path, mend="check the name")
    try:
        text = place.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UndecodableError("is not UTF-8", path=path, mend="save it as UTF-8") from error
    beads = list(parse_links(text.splitlines(), fspath(path)))
    if not beads:
        raise EmptyFileError("holds no link", path=path, mend="write lines like [0, 1]:[0]")
    return beads


def parse_links(lines: Iterable[str], path: str | None = None) -> Iterator[Bead]:
    """Beads of the lines of a links file.

    Raises:
        FormatError: a line is not a link; the message gives `path` and the line's number.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise FormatError(
                f"line {number} is not a link: {line.strip()[:40]!r}",
                path=path,
                mend="write lines like [0, 1]:[0]",
            )
        zh, en, number_behind = match.groups()
        yield Bead(_positions(zh), _positions(en), _confidence(number_behind))


def format_link(bead: Bead) -> str:
    """A bead as one line, with its confidence, without a line end."""
    zh, en = (", ".join(map(str, side)) for side in (bead.zh, bead.en))
    return f"[{zh}]:[{en}]:{bead.confidence:.4f}"


def _positions(text: str) -> tuple[int, ...]:
    return tuple(sorted({int(part) for part in re.split(r"[,\s]+", text) if part}))


def _confidence(text: str | None) -> float:
    try:
        value = float(text) if text else 1.0
    except ValueError:
        return 1.0
    return value if 0.0 <= value <= 1.0 else 1.0
