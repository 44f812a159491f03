"""Units into a file, in the format that its suffix names."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.unit import Unit
from duizhao.memory.clients import Client
from duizhao.memory.finding import Finding

_NAMED_PLACES = 5


@dataclass(frozen=True, slots=True)
class _Job:
    units: Sequence[Unit]
    findings: Sequence[Finding]
    title: str
    client: Client


def _tmx(job: _Job, stream: BinaryIO) -> tuple[str, ...]:
    return _as_tmx(job, stream)


def _as_tmx(job: _Job, stream: BinaryIO) -> tuple[str, ...]:
    from duizhao.corpora.bilingual.tmx.write import write_tmx

    client = job.client
    written = write_tmx(
        job.units,
        stream,
        source=client.source,
        chinese=client.chinese or None,
        english=client.english,
        codes=client.inline,
    )
    return _summary(written.skipped)


def _tmx_gz(job: _Job, stream: BinaryIO) -> tuple[str, ...]:
    import gzip

    with gzip.GzipFile("", "wb", fileobj=stream, mtime=0) as compressed:
        return _as_tmx(job, cast(BinaryIO, compressed))


def _html(job: _Job, stream: BinaryIO) -> tuple[str, ...]:
    from duizhao.memory.page import render

    for piece in render(job.units, findings=job.findings, title=job.title):
        stream.write(piece.encode("utf-8", "replace"))
    return ()


def _table(format: str) -> Callable[[_Job, BinaryIO], tuple[str, ...]]:
    def write(job: _Job, stream: BinaryIO) -> tuple[str, ...]:
        from duizhao.corpora.tables.write import write_table
        from duizhao.corpora.unit import COLUMNS

        return tuple(write_table(format, stream, COLUMNS, (unit.row() for unit in job.units)))

    return write


def _xlsx(job: _Job, stream: BinaryIO) -> tuple[str, ...]:
    from duizhao.memory.workbook import write_xlsx

    return write_xlsx(job.units, stream, findings=job.findings)


def _links(job: _Job, stream: BinaryIO) -> tuple[str, ...]:
    from duizhao.align.bead import Bead
    from duizhao.align.links import format_link

    for unit in job.units:
        bead = Bead(
            unit.zh_segments,
            unit.en_segments,
            1.0 if unit.confidence is None else unit.confidence,
            unit.reasons,
            unit.moved,
        )
        stream.write(f"{format_link(bead)}\n".encode())
    return ()


_WRITERS: dict[str, Callable[[_Job, BinaryIO], tuple[str, ...]]] = {
    "tmx": _tmx,
    "tmx.gz": _tmx_gz,
    "html": _html,
    "tsv": _table("tsv"),
    "csv": _table("csv"),
    "jsonl": _table("jsonl"),
    "xlsx": _xlsx,
    "parquet": _table("parquet"),
    "links": _links,
}

FORMATS = tuple(_WRITERS)
"""Names of the formats, which are their suffixes without the first dot."""
NAMED = (*FORMATS, "docx", "pins")
"""The same, with those of which only a pair of documents knows enough to be written."""


def write(
    units: Sequence[Unit],
    path: str | os.PathLike[str],
    *,
    format: str | None = None,
    findings: Sequence[Finding] = (),
    title: str = "",
    client: Client | None = None,
) -> tuple[str, ...]:
    """Write units to a file that appears whole or not at all.

    Args:
        units: with or without an empty side.
        path: where to; ``-`` is standard output, which needs `format`.
        format: one of `FORMATS`, where the suffix does not say it.
        findings: doubts about the units, for the formats that show them (page, workbook).
        title: of the page.
        client: the tool that a TMX is for.

    Returns:
        What the format could not hold, a sentence each.

    Raises:
        OutputError: the file cannot be written; an earlier one is left whole.
        SettingsError: there is no such format.
    """
    target = os.fspath(path)
    name = format_of(target, format)
    if name not in _WRITERS:
        raise SettingsError(f"units alone make no .{name}", mend="write it with Pair.write")
    job = _Job(units, findings, title, client or Client())
    if target == "-":
        said = _WRITERS[name](job, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return said
    with atomic_write(target) as temporary, temporary.open("wb") as stream:
        return _WRITERS[name](job, stream)


def format_of(path: str, format: str | None = None) -> str:
    """The format that a file is to be written in.

    Raises:
        SettingsError: neither the suffix nor `format` names one.
    """
    known = ", ".join(f".{name}" for name in NAMED)
    if format is not None:
        wanted = format.lower().removeprefix(".")
        if wanted in NAMED:
            return wanted
        raise SettingsError(f"no format {format!r}", mend=f"use one of {known}")
    if path == "-":
        raise SettingsError("standard output needs a format", mend=f"add --format: {known}")
    name = Path(path).name.lower()
    for format in sorted(NAMED, key=len, reverse=True):
        if name.endswith(f".{format}"):
            return format
    raise SettingsError(
        f"cannot determine the format of {path!r} from its suffix", mend=f"end it in one of {known}"
    )


def _summary(skipped: Sequence[object]) -> tuple[str, ...]:
    """What was left out, a sentence for each reason with the places."""
    from duizhao.corpora.skipped import Skipped

    by_reason: dict[str, list[Skipped]] = {}
    for one in cast(Sequence[Skipped], skipped):
        by_reason.setdefault(one.reason, []).append(one)
    said = []
    for reason, ones in by_reason.items():
        places = ", ".join(one.place.removeprefix("unit ") for one in ones[:_NAMED_PLACES])
        more = ", …" if len(ones) > _NAMED_PLACES else ""
        which = f"unit {places}" if len(ones) == 1 else f"{len(ones)} units ({places}{more})"
        what = "left out of the TMX, each " if ones[0].units else "changed in the TMX, each "
        said.append(f"{which}: {what if len(ones) > 1 else what.replace(', each', ',')}{reason}")
    return tuple(said)
