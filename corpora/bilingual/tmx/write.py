"""A TMX 1.4 file that OmegaT, Trados and memoQ take, unit after unit as they come."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, cast

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.skipped import Skipped
from duizhao.corpora.unit import Unit
from duizhao.corpora.version import __version__

from . import serialize
from .coded import Style
from .duplicates import Placed
from .plan import Plan, chinese_code, planned
from .record import Attributes, Header, Record
from .units import Source

_Items = Iterable[Unit] | Iterable[Record]

_BATCH = 256


@dataclass(frozen=True, slots=True)
class TmxOutcome:
    """What came of writing.

    Attributes:
        units: how many stand in the file.
        skipped: what was left out, and what could not be kept as it was (with 0 units).
    """

    units: int
    skipped: tuple[Skipped, ...]


@dataclass(slots=True)
class _Tally:
    units: int
    skipped: list[Skipped]


def write_tmx(
    items: _Items,
    target: str | os.PathLike[str] | BinaryIO,
    *,
    header: Header | None = None,
    source: Source = "en",
    chinese: str | None = None,
    english: str = "en",
    codes: Style = "tmx",
    context: bool = True,
    created: datetime | None = None,
) -> TmxOutcome:
    """Write units of ours, or records as a TMX file had them, as TMX 1.4.

    Records are written one by one as they stand. Of units, those with an empty side are
    left out, repeats are decided (see `.duplicates`; of an iterator the later one stays
    later, since its end is not known), and neighbours are noted as context.

    Args:
        items: units or records, not both; an iterator is read once and never held whole.
        target: a file to be made or replaced as a whole (``.gz`` compressed), or an open
            binary stream.
        header: of the file; attributes that TMX requires are filled in where they miss.
        source: which side of a unit is the source text.
        chinese: language code of the Chinese side; by default ``zh-TW`` when its text (of
            an iterator, that of the first thousand units) is traditional, else ``zh-CN``.
        english: language code of the English side.
        codes: how inline codes are written (see `coded`).
        context: whether to note the source texts before and after a unit, in the properties
            ``x-context-pre`` and ``x-context-post`` of its source.
        created: the time to note; now by default.

    Returns:
        How many units stand in the file, and what was left out and why.

    Raises:
        OutputError: the file cannot be written; an earlier one is left whole.
    """
    time = f"{(created or datetime.now(UTC)).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    tally = _Tally(0, [])
    items, of_records = _sorted_out(items)
    if of_records:
        placed: Iterator[Placed] = enumerate(cast(Iterable[Record], items))
        head = header or default_header(time)
    else:
        guess, units = chinese_code(cast(Iterable[Unit], items))
        plan = Plan(source, chinese or guess, context, time, english, codes)
        placed = planned(units, plan, tally.skipped)
        head = header or default_header(time, plan.source_code)
    pieces = _pieces(placed, head, tally)
    if isinstance(target, (str, os.PathLike)):
        with atomic_write(target) as path:
            _write_file(pieces, path, compress=Path(target).suffix.lower() == ".gz")
    else:
        _write_stream(pieces, target)
    return TmxOutcome(tally.units, tuple(tally.skipped))


def default_header(time: str, source_code: str = "en") -> Header:
    """The header of a file that begins with us.

    Args:
        time: ``YYYYMMDDTHHMMSSZ``.
        source_code: language code of the source texts.
    """
    attributes: Attributes = (
        ("creationtool", "duizhao"),
        ("creationtoolversion", __version__),
        ("segtype", "sentence"),
        ("o-tmf", "duizhao"),
        ("adminlang", "en"),
        ("srclang", source_code),
        ("datatype", "plaintext"),
        ("creationdate", time),
        ("creationid", "duizhao"),
    )
    return Header(attributes=attributes)


def _sorted_out(items: _Items) -> tuple[_Items, bool]:
    """The items again, and whether they are records."""
    if isinstance(items, Sequence):
        return items, bool(items) and isinstance(items[0], Record)
    rest = iter(items)
    first = list(islice(rest, 1))
    return cast(_Items, chain(first, rest)), bool(first) and isinstance(first[0], Record)


def _pieces(placed: Iterator[Placed], head: Header, tally: _Tally) -> Iterator[bytes]:
    yield serialize.header(head)
    for place, entry in placed:
        text, illegal = serialize.record(entry)
        if illegal:
            reason = (
                f"holds {illegal}, which XML cannot: the segment has a space for each (none at "
                "its ends) and the property x-characters says what it was"
            )
            tally.skipped.append(Skipped(f"unit {place}", reason, entry.variants[0].text, units=0))
        tally.units += 1
        yield text
    yield serialize.END


def _write_file(pieces: Iterator[bytes], path: Path, *, compress: bool) -> None:
    with path.open("wb") as raw:
        if compress:
            # No time in it: the same memory gives the same file.
            with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as stream:
                _write_stream(pieces, stream)
        else:
            _write_stream(pieces, raw)


def _write_stream(pieces: Iterator[bytes], stream: BinaryIO | gzip.GzipFile) -> None:
    while batch := b"".join(islice(pieces, _BATCH)):
        stream.write(batch)
