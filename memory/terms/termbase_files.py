"""Files of termbases: which reader and writer serves a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from os import PathLike
from pathlib import Path

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.bilingual import kind_of
from duizhao.corpora.document import Language
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.readers.guard import guarded
from duizhao.corpora.readers.limits import check_file

from .tbx import read_tbx, tbx_bytes
from .termbase import Termbase
from .termbase_tables import (
    glossary_text,
    jsonl_text,
    read_jsonl,
    read_pairs_as_terms,
    read_table,
    table_bytes,
)

_WRITERS: dict[str, Callable[[Termbase], bytes]] = {
    "tbx": tbx_bytes,
    "tbx-2019": lambda termbase: tbx_bytes(termbase, "2019"),
    **{name: partial(table_bytes, format=name) for name in ("csv", "tsv", "xlsx")},
    "jsonl": lambda termbase: jsonl_text(termbase).encode(),
}

GLOSSARY = "omegat"
FORMATS = (*_WRITERS, GLOSSARY)
"""Formats that are written; ``omegat`` is a glossary, ``tbx`` is the 2008 edition."""

_SUFFIXES = {
    ".tbx": "tbx",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".xlsx": "xlsx",
    ".jsonl": "jsonl",
    ".txt": "omegat",
    ".utf8": "omegat",
}


def read_termbase(path: str | PathLike[str]) -> Termbase:
    """Read a termbase, its form seen from its content.

    TBX of both editions; tables and workbooks with a row of column names; our JSON lines; an
    OmegaT glossary; a memory or any other file of pairs, each of them a concept. What was left
    out is in `Termbase.skipped`.

    Raises:
        InputError: one of its kinds, when the file cannot be used.
    """
    check_file(path)
    with guarded(path):
        return _read(path)


def _read(path: str | PathLike[str]) -> Termbase:
    with Path(path).open("rb") as stream:
        head = stream.read(4096)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    suffix = Path(path).suffix.lower()
    if start.startswith(b"{"):
        return read_jsonl(path)
    if kind_of(path) not in (None, "table"):
        return read_pairs_as_terms(path)
    if start.startswith(b"<") or b"<martif" in head or suffix == ".tbx":
        return read_tbx(path)
    return read_table(path)


def write_termbase(
    termbase: Termbase,
    path: str | PathLike[str],
    format: str | None = None,
    source: Language = "en",
) -> None:
    """Write a termbase whole or not at all.

    Args:
        termbase: what to write.
        path: the file; an earlier one stays until the new one is complete.
        format: one of `FORMATS`; by the suffix where it is None.
        source: the language that a glossary is looked up in.

    Raises:
        SettingsError: for a suffix or format that we do not write.
        OutputError: when it cannot be written.
    """
    name = format_of(path, format)
    glossary = name == GLOSSARY
    data = glossary_text(termbase, source).encode() if glossary else _WRITERS[name](termbase)
    with atomic_write(path) as temporary:
        temporary.write_bytes(data)


def format_of(path: str | PathLike[str], format: str | None = None) -> str:
    """The format that a file is written in: `format`, or what its suffix names.

    Raises:
        SettingsError: for a suffix or format that we do not write.
    """
    name = format or _SUFFIXES.get(Path(path).suffix.lower(), "")
    if name not in FORMATS:
        raise SettingsError(
            f"no termbase is written as {name or Path(path).suffix or 'a file without a suffix'}",
            path=path,
            mend=f"use one of {', '.join(_SUFFIXES)} or name a format: {', '.join(FORMATS)}",
        )
    return name
