"""The list of pairs as a table that a person can edit and hand back.

Columns: ``zh``, ``en`` (files, relative to the manifest's folder), ``how``, ``certain``
(``yes`` or ``no``), ``score``, ``margin``, ``note``. A row with one file only is a file
without a counterpart. To correct it: fill in the other file, set ``certain`` to ``yes``, or
delete the row. Only ``zh`` and ``en`` are needed.
"""

from __future__ import annotations

import os
from pathlib import Path

from ..errors import FormatError
from ..file_names import as_text, from_text
from ..readers.limits import check_file
from ..skipped import Skipped
from ..tables.open import open_table as open_tables
from ..tables.write import open_table, text_columns
from .match import FilePair, Pairing, Unpaired

COLUMNS = ("zh", "en", "how", "certain", "score", "margin", "note")
_NO = frozenset(("no", "n", "false", "0", "否", "doubtful"))


def write_manifest(pairing: Pairing, path: str | os.PathLike[str]) -> None:
    """Write a manifest: certain pairs, doubtful ones, files without a counterpart.

    Raises:
        OutputError: it cannot be written.
    """
    folder = Path(path).resolve().parent
    with open_table(path, text_columns(COLUMNS)) as table:
        for match in (*pairing.certain, *pairing.doubtful):
            table.write(
                {
                    "zh": _shown(match.zh, folder),
                    "en": _shown(match.en, folder),
                    "how": match.how,
                    "certain": match.certain,
                    "score": "" if match.score is None else f"{match.score:.3f}",
                    "margin": "" if match.margin is None else f"{match.margin:.3f}",
                    "note": match.note,
                }
            )
        for item in pairing.unpaired:
            side = "en" if item.language == "en" else "zh"
            row = {side: _shown(item.path, folder), "how": "unpaired", "certain": False}
            table.write({**row, "note": item.reason})


def _shown(path: Path | str, folder: Path) -> str:
    """Relative to the manifest where that is short, absolute otherwise."""
    whole = Path(path).resolve()
    for base, prefix in ((folder, ""), (folder.parent, "../")):
        if whole.is_relative_to(base):
            return as_text(prefix + whole.relative_to(base).as_posix())
    return as_text(whole.as_posix())


def read_manifest(path: str | os.PathLike[str]) -> Pairing:
    """Read a manifest, corrected or not.

    Raises:
        InputError: it is missing, empty or undecodable.
        FormatError: it has no columns ``zh`` and ``en``, or a line names no file.
    """
    check_file(path)
    folder = Path(path).parent
    matches: list[FilePair] = []
    unpaired: list[Unpaired] = []
    names: list[str] = []
    for sheet in open_tables(path).sheets:
        if isinstance(sheet, Skipped):
            continue
        for row in sheet.rows:
            cells = ["" if cell is None else str(cell) for cell in row.cells]
            if names:
                _take(dict(zip(names, cells, strict=False)), folder, matches, unpaired)
                continue
            names = [cell.strip().lower() for cell in cells]
            if "zh" not in names or "en" not in names:
                break
        break
    if "zh" not in names or "en" not in names:
        raise FormatError(
            "has no columns named zh and en", path=path, mend="name them in its first row"
        )
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
    return Path(from_text(os.path.normpath(folder / name)))


def _figure(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
