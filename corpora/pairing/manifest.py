"""The list of pairs as a table that a person can edit and hand back.

Columns: ``zh``, ``en`` (files, relative to the manifest's folder), ``how``, ``certain``
(``yes`` or ``no``), ``score``, ``margin``, ``note``. A row with one file only is a file
without a counterpart. To correct it: fill in the other file, set ``certain`` to ``yes``, or
delete the row. Only ``zh`` and ``en`` are needed.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..atomic import atomic_write
from ..errors import FormatError
from ..readers.encoding import decode
from ..readers.limits import read_bytes
from .match import FilePair, Pairing, Unpaired

COLUMNS = ("zh", "en", "how", "certain", "score", "margin", "note")
_NO = frozenset(("no", "n", "false", "0", "否", "doubtful"))


def write_manifest(pairing: Pairing, path: str | os.PathLike[str]) -> None:
    """Write a manifest: certain pairs, doubtful ones, files without a counterpart.

    Raises:
        OutputError: it cannot be written.
    """
    folder = Path(path).resolve().parent
    rows: list[Sequence[str]] = []
    for match in (*pairing.certain, *pairing.doubtful):
        rows.append(
            (
                _shown(match.zh, folder),
                _shown(match.en, folder),
                match.how,
                "yes" if match.certain else "no",
                "" if match.score is None else f"{match.score:.3f}",
                "" if match.margin is None else f"{match.margin:.3f}",
                match.note,
            )
        )
    for item in pairing.unpaired:
        shown = _shown(item.path, folder)
        zh, en = ("", shown) if item.language == "en" else (shown, "")
        rows.append((zh, en, "unpaired", "no", "", "", item.reason))
    with atomic_write(path) as temporary:
        temporary.write_text(_table(rows), encoding="utf-8", newline="")


def _table(rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return stream.getvalue()


def _shown(path: Path, folder: Path) -> str:
    """Relative to the manifest where that is short, absolute otherwise."""
    whole = Path(path).resolve()
    for base, prefix in ((folder, ""), (folder.parent, "../")):
        if whole.is_relative_to(base):
            return prefix + whole.relative_to(base).as_posix()
    return whole.as_posix()


def read_manifest(path: str | os.PathLike[str]) -> Pairing:
    """Read a manifest, corrected or not.

    Raises:
        InputError: it is missing, empty or undecodable.
        FormatError: it has no columns ``zh`` and ``en``, or a line names no file.
    """
    text, _ = decode(read_bytes(path), path)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    if "zh" not in names or "en" not in names:
        raise FormatError(
            "has no columns named zh and en", path=path, mend="name them in its first row"
        )
    reader.fieldnames = names
    folder = Path(path).parent
    matches: list[FilePair] = []
    unpaired: list[Unpaired] = []
    try:
        for row in reader:
            cells = {name: cell for name, cell in row.items() if name and isinstance(cell, str)}
            _take(cells, folder, matches, unpaired)
    except csv.Error as error:
        raise FormatError(
            f"line {reader.line_num} is broken ({error})", path=path, mend="repair it"
        ) from error
    return Pairing(tuple(matches), tuple(unpaired))


def _take(
    row: dict[str, str], folder: Path, matches: list[FilePair], unpaired: list[Unpaired]
) -> None:
    zh, en = row.get("zh", "").strip(), row.get("en", "").strip()
    note = row.get("note", "").strip()
    if zh and en:
        how = row.get("how", "").strip()
        how = how if how not in ("", "unpaired") else "manifest"
        certain = row.get("certain", "").strip().lower() not in _NO
        score, margin = _figure(row.get("score", "")), _figure(row.get("margin", ""))
        left, right = _path(folder, zh), _path(folder, en)
        matches.append(FilePair(left, right, how, certain, score, margin, note))
    elif zh or en:
        unpaired.append(Unpaired(_path(folder, zh or en), "zh" if zh else "en", note))


def _path(folder: Path, name: str) -> Path:
    """The file as whoever made the manifest named it, so that finished work is known again."""
    return Path(os.path.normpath(folder / name))


def _figure(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
