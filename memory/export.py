"""Entries of a memory into a file: TMX, tables, or a glossary."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.document import Language
from duizhao.corpora.entry import COLUMNS, Entry
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.tables.write import FORMATS as TABLES
from duizhao.corpora.tables.write import open_writer

from .store.store import now

_SAMPLE = 1000


def export(entries: Iterable[Entry], path: str | os.PathLike[str], format: str = "") -> int:
    """Write entries to a file, in the format that its suffix names.

    Args:
        entries: in the order in which they are to stand.
        path: ``.tmx``, ``.tmx.gz``, ``.csv``, ``.tsv``, ``.xlsx``, ``.parquet`` or
            ``.jsonl``; a ``.utf8`` is a glossary.
        format: one of these without the dot, or ``glossary``: tab-separated source, target
            and comment, as OmegaT reads it.

    Returns:
        How many were written.

    Raises:
        SettingsError: no such format.
        OutputError: the file cannot be written; an earlier one is left whole.
    """
    name = format or _format(path)
    if name in ("tmx", "tmx.gz"):
        return _tmx(entries, path)
    if name not in (*TABLES, "glossary"):
        names = ", ".join(("tmx", *TABLES, "glossary"))
        problem = f"no format {name!r} to export" if name else f"no format for {os.fspath(path)}"
        raise SettingsError(problem, mend=f"use one of {names}")
    with atomic_write(path) as temporary, temporary.open("wb") as stream:
        return _glossary(entries, stream) if name == "glossary" else _table(entries, stream, name)


def turned(entries: Iterable[Entry], source: Language) -> Iterator[Entry]:
    """Entries as translated from a language, whatever they were translated from.

    The context of an entry in the other direction is left out: it is in the other language.
    """
    for entry in entries:
        if entry.source == source:
            yield entry
        else:
            origins = tuple(replace(one, before="", after="") for one in entry.origins)
            yield replace(entry, source=source, origins=origins)


def _tmx(entries: Iterable[Entry], path: str | os.PathLike[str]) -> int:
    from duizhao.corpora.bilingual.tmx.entries import source_code, to_records
    from duizhao.corpora.bilingual.tmx.write import default_header, write_tmx

    rest = iter(entries)
    first = list(islice(rest, _SAMPLE))
    codes = {source_code(entry) for entry in first}
    # By the standard each unit has a variant in the language of the header, unless that is all.
    code = "*all*" if len(codes) > 1 else next(iter(codes), "en")
    records = to_records(chain(first, rest), code)
    return write_tmx(records, path, header=default_header(now(), code)).units


def _format(path: str | os.PathLike[str]) -> str:
    suffixes = [suffix.lower() for suffix in Path(path).suffixes]
    if suffixes[-2:] == [".tmx", ".gz"]:
        return "tmx.gz"
    suffix = suffixes[-1][1:] if suffixes else ""
    return {"utf8": "glossary", "json": "jsonl"}.get(suffix, suffix)


def _table(entries: Iterable[Entry], stream: BinaryIO, format: str) -> int:
    count = 0
    writer = open_writer(format, stream, COLUMNS)
    for count, entry in enumerate(entries, 1):  # noqa: B007
        writer.write(entry.row())
    writer.close()
    return count


def _glossary(entries: Iterable[Entry], stream: BinaryIO) -> int:
    """Source, target and comment, separated by tabs; line breaks and tabs become spaces."""
    count = 0
    for count, entry in enumerate(entries, 1):  # noqa: B007
        unit = entry.unit
        texts = (unit.zh, unit.en) if entry.source == "zh" else (unit.en, unit.zh)
        origin = entry.origins[0].name if entry.origins else ""
        line = "\t".join(" ".join(text.split()) for text in (*texts, origin))
        stream.write(f"{line}\n".encode("utf-8", "surrogatepass"))
    return count
