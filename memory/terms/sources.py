"""Files of units that can be checked, each unit with its place."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from duizhao.corpora.errors import EmptyFileError, FormatError, MissingFileError, UndecodableError
from duizhao.corpora.unit import Unit

from .report.places import Place
from .sides import check_sides

_SQLITE = b"SQLite format 3\x00"
_ZH = ("zh", "zh-cn", "zh_cn", "zh-hans", "zh-tw", "zh-hant", "chinese", "中文")
_EN = ("en", "en-us", "en_us", "en-gb", "english", "英文")
TABLES = frozenset({".csv", ".tsv", ".tab"})
INTERCHANGE = frozenset({".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".po", ".pot", ".xlsx"})
SUFFIXES = TABLES | INTERCHANGE | {".tmx", ".jsonl", ".parquet", ".db"}
"""Suffixes of files that hold both languages."""


@dataclass(slots=True)
class Checked:
    """Units to be checked.

    Attributes:
        units: in the order of their files.
        places: where each of them stands.
        skipped: what was left out, a sentence each.
        notes: what else is to be told, a sentence each.
    """

    units: list[Unit] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def is_bilingual(path: str | os.PathLike[str]) -> bool:
    """Whether the file holds both languages: from its suffix, or as a memory of ours."""
    file = Path(path)
    if "".join(file.suffixes[-2:]).lower() == ".tmx.gz":
        return True
    if file.suffix.lower() in SUFFIXES:
        return True
    return file.is_file() and _head(file) == _SQLITE


def read_checked(paths: Sequence[str | os.PathLike[str]]) -> Checked:
    """Read files of units, one behind the other.

    A table needs columns ``zh`` and ``en``; without a heading, two columns are told apart
    by their script.

    Raises:
        InputError: a file is missing, empty, in no form that we read, or its sides hold
            the wrong languages.
    """
    checked = Checked()
    for path in paths:
        file = Path(path)
        check_file(path)
        if file.stat().st_size == 0:
            raise EmptyFileError("is empty", path=path, mend="check the file")
        before = len(checked.units)
        _reader(file)(os.fspath(path), checked)
        if len(checked.units) == before:
            reason = f" ({checked.skipped[-1]})" if checked.skipped else ""
            raise EmptyFileError(
                f"holds no pair of a Chinese and an English text{reason}",
                path=path,
                mend="check that both languages are in it",
            )
        check_sides(checked.units[before:], path)
    return checked


def check_file(path: str | os.PathLike[str]) -> None:
    """Refuse what is no file.

    Raises:
        MissingFileError: it is not there, or is a folder.
    """
    if Path(path).is_dir():
        raise MissingFileError("is a folder", path=path, mend="name the files in it")
    if not Path(path).exists():
        raise MissingFileError("no such file", path=path, mend="check the name")


def _reader(file: Path) -> Callable[[str, Checked], None]:
    suffix = file.suffix.lower()
    if suffix == ".db" or _head(file) == _SQLITE:
        return _store
    if suffix in TABLES:
        return _table
    if suffix == ".jsonl":
        return _lines
    if suffix == ".tmx" or file.name.lower().endswith(".tmx.gz"):
        return _tmx
    return _other


def _head(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(len(_SQLITE))


def _add(checked: Checked, unit: Unit, path: str, row: int, line: int = 0, name: str = "") -> None:
    checked.units.append(unit)
    checked.places.append(Place(path, row, line, name or f"row {row}"))


def _text(path: str) -> str:
    """The text of a table, its encoding told by a byte-order mark, else UTF-8, else guessed."""
    data = Path(path).read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise UndecodableError(
            "is not in a known encoding", path=path, mend="save it as UTF-8"
        ) from error


def _table(path: str, checked: Checked) -> None:
    text = _text(path)
    first = text.partition("\n")[0]
    comma = path.lower().endswith(".csv") and first.count("\t") <= first.count(",")
    delimiter = "," if comma else "\t"
    if comma and first.count(";") > first.count(","):
        delimiter = ";"
    csv.field_size_limit(2**31 - 1)
    table = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quoting=csv.QUOTE_MINIMAL if comma or _is_quoted(text, delimiter) else csv.QUOTE_NONE,
    )
    zh = en = -1
    kind = label = -1
    row = 0
    start = 1
    try:
        for cells in table:
            line, start = start, table.line_num + 1
            if zh < 0:
                names = [cell.strip().lower() for cell in cells]
                zh, en = _column(names, _ZH), _column(names, _EN)
                if zh >= 0 and en >= 0:
                    kind, label = _column(names, ("kind",)), _column(names, ("label",))
                    continue
                zh, en = _by_script(cells, path)
            if not cells:  # a blank line; one with empty cells is a row
                continue
            unit = Unit(
                zh=_cell(cells, zh),
                en=_cell(cells, en),
                kind=_cell(cells, kind),
                label=_cell(cells, label),
            )
            _add(checked, unit, path, row, line)
            row += 1
    except csv.Error as error:
        raise FormatError(
            f"is not a table ({error})", path=path, mend="give columns zh and en"
        ) from error


def _is_quoted(text: str, delimiter: str) -> bool:
    """Whether a table with tabs uses quotation marks as CSV does.

    Many do not, and a mark is then a character like any other; read as quoting it would
    swallow tabs and line ends, which shows in the number of cells.
    """
    if f'{delimiter}"' not in text and not text.startswith('"') and '\n"' not in text:
        return False
    stream = io.StringIO(text, newline="")
    try:
        widths = {len(cells) for cells in csv.reader(stream, delimiter=delimiter, strict=True)}
    except csv.Error:
        return False
    return len(widths - {0}) == 1


def _column(names: Sequence[str], wanted: Sequence[str]) -> int:
    return next((names.index(name) for name in wanted if name in names), -1)


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if 0 <= column < len(cells) else ""


def _by_script(cells: Sequence[str], path: str) -> tuple[int, int]:
    from duizhao.corpora.script import han_share

    shares = [han_share(cell) for cell in cells]
    if len(cells) == 2 and (shares[0] > 0.3) != (shares[1] > 0.3):
        return (0, 1) if shares[0] > shares[1] else (1, 0)
    raise FormatError(
        "has no columns zh and en", path=path, mend="name the columns in the first line"
    )


def _lines(path: str, checked: Checked) -> None:
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            unit = Unit(
                zh=values["zh"] or "",
                en=values["en"] or "",
                kind=values.get("kind") or "",
                label=values.get("label") or "",
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FormatError(
                f"line {number} is not a unit ({error})",
                path=path,
                mend="give objects with zh and en",
            ) from error
        _add(checked, unit, path, len(checked.units), number)


def _tmx(path: str, checked: Checked) -> None:
    from duizhao.corpora.bilingual.tmx.read import read_tmx
    from duizhao.corpora.bilingual.tmx.units import to_units
    from duizhao.corpora.skipped import Skipped

    row = 0
    for record in read_tmx(path):
        if isinstance(record, Skipped):
            checked.skipped.append(f"{path}, {record.place}: {record.reason}")
            continue
        units = to_units(record)
        if not units:
            checked.skipped.append(f"{path}, line {record.line}: lacks Chinese or English")
        for unit in units:
            _add(checked, unit, path, row, record.line)
            row += 1


def _store(path: str, checked: Checked) -> None:
    from duizhao.memory.store import Status, Store

    rejected = 0
    with Store(path, create=False) as store:
        for row, entry in enumerate(store.entries()):
            if entry.status == Status.REJECTED:
                rejected += 1
            else:
                _add(checked, entry.unit, path, row, name=f"entry {entry.id}")
    if rejected:
        checked.skipped.append(f"{path}: {rejected} entries that were rejected")


def _other(path: str, checked: Checked) -> None:
    """XLIFF, PO, workbooks: as the readers of documents read pairs."""
    from duizhao.corpora.readers.pairs import read_pairs

    pairs = read_pairs(path)
    for row, pair in enumerate(pairs.rows):
        _add(checked, Unit(zh=pair.zh, en=pair.en), path, row, name=pair.place)
    checked.skipped += [f"{path}, {one.place}: {one.reason}" for one in pairs.skipped]
