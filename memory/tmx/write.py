"""A TMX 1.4 file that OmegaT, Trados and memoQ take, unit after unit as they come."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from corpora.atomic import atomic_write
from memory.unit import Unit

from . import serialize
from .duplicates import Placed, best_last, without_repeats
from .record import Attributes, Header, Record, Skipped
from .units import Source, to_record

_SAMPLE = 1000
_BATCH = 256


@dataclass(frozen=True, slots=True)
class Written:
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
    items: Iterable[Unit] | Iterable[Record],
    target: str | os.PathLike[str] | BinaryIO,
    *,
    header: Header | None = None,
    source: Source = "en",
    chinese: str | None = None,
    context: bool = True,
    created: datetime | None = None,
) -> Written:
    """Write units of ours, or records as a TMX file had them, as TMX 1.4.

    Records are written one by one as they stand. Of units, those with an empty side are
    left out, repeats are decided (see `memory.tmx.duplicates`; of an iterator the later one
    stands later, since its end is not known), and neighbours are noted as context.

    Args:
        items: units or records, not both; an iterator is read once and never held whole.
        target: a file to be made or replaced as a whole (``.gz`` compressed), or an open
            binary stream.
        header: of the file; attributes that TMX requires are filled in where they miss.
        source: which side of a unit is the source text.
        chinese: language code of the Chinese side; by default ``zh-TW`` when its text (of
            an iterator, that of the first thousand units) is traditional, else ``zh-CN``.
        context: whether to note the source texts before and behind a unit, in the properties
            ``x-context-pre`` and ``x-context-post`` of its source.
        created: the time to note; now by default.

    Returns:
        How many units stand in the file, and what was left out and why.

    Raises:
        OutputError: the file cannot be written; an earlier one is left whole.
    """
    time = f"{(created or datetime.now(UTC)).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    tally = _Tally(0, [])
    placed, head = _placed(items, header, source, chinese, context, time, tally)
    pieces = _pieces(placed, head, tally)
    if isinstance(target, (str, os.PathLike)):
        with atomic_write(target) as path:
            _write_file(pieces, path, compress=Path(target).suffix.lower() == ".gz")
    else:
        _write_stream(pieces, target)
    return Written(tally.units, tuple(tally.skipped))


def default_header(time: str, source_code: str = "en") -> Header:
    """The header of a file that begins with us.

    Args:
        time: ``YYYYMMDDTHHMMSSZ``.
        source_code: language code of the source texts.
    """
    attributes: Attributes = (
        ("creationtool", "duizhao"),
        ("creationtoolversion", _version()),
        ("segtype", "sentence"),
        ("o-tmf", "duizhao"),
        ("adminlang", "en"),
        ("srclang", source_code),
        ("datatype", "plaintext"),
        ("creationdate", time),
        ("creationid", "duizhao"),
    )
    return Header(attributes=attributes)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("duizhao")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "0"


def _placed(
    items: Iterable[Unit] | Iterable[Record],
    header: Header | None,
    source: Source,
    chinese: str | None,
    context: bool,
    time: str,
    tally: _Tally,
) -> tuple[Iterator[Placed], Header]:
    """The records to write with their places, and the header for them."""
    sample: list[Unit | Record]
    if isinstance(items, Sequence):
        sample, rest = list(items), iter(())
    else:
        rest = iter(items)
        sample = list(islice(rest, _SAMPLE))
    if sample and isinstance(sample[0], Record):
        return enumerate(chain(sample, rest)), header or default_header(time)  # type: ignore[arg-type]
    units: list[Unit] = sample  # type: ignore[assignment]
    code = chinese or _chinese(units)
    ordered: Iterable[_InContext]
    if isinstance(items, Sequence):
        whole = sorted(_in_context(units, source), key=itemgetter(0))
        order = best_last(
            [_text(unit, source) for unit in units], [unit.confidence for unit in units]
        )
        ordered = (whole[place] for place in order)
    else:
        ordered = _in_context(chain(units, rest), source)  # type: ignore[arg-type]
    records = _unit_records(ordered, source, code, context, time, tally)
    head = header or default_header(time, "en" if source == "en" else code)
    return without_repeats(records, tally.skipped), head


def _chinese(units: Sequence[Unit]) -> str:
    from corpora.script import is_traditional

    text = "\n".join(unit.zh for unit in units)
    return "zh-TW" if text and is_traditional(text) else "zh-CN"


_InContext = tuple[int, Unit, str | None, str | None]


def _in_context(units: Iterable[Unit], source: Source) -> Iterator[_InContext]:
    """Each unit with its place and the source texts before and behind it in its file.

    A unit without a source text is nobody's context, and comes out of turn.
    """
    waiting: tuple[int, Unit] | None = None
    before: str | None = None
    for place, unit in enumerate(units):
        text = _text(unit, source)
        if not text:
            yield place, unit, None, None
            continue
        if waiting is not None:
            same = _file(waiting[1], source) == _file(unit, source)
            yield (*waiting, before, text if same else None)
            before = _text(waiting[1], source) if same else None
        waiting = place, unit
    if waiting is not None:
        yield (*waiting, before, None)


def _file(unit: Unit, source: Source) -> str:
    return unit.en_file if source == "en" else unit.zh_file


def _text(unit: Unit, source: Source) -> str:
    return unit.en if source == "en" else unit.zh


def _unit_records(
    units: Iterable[_InContext],
    source: Source,
    chinese: str,
    context: bool,
    time: str,
    tally: _Tally,
) -> Iterator[Placed]:
    attributes = (("creationdate", time), ("creationid", "duizhao"))
    for place, unit, before, after in units:
        if unit.is_null:
            side = "Chinese" if not unit.zh else "English"
            text = (unit.zh or unit.en)[:80]
            tally.skipped.append(Skipped(place, f"has no {side} side", text))
            continue
        if not context:
            before = after = None
        yield (
            place,
            to_record(
                unit,
                source=source,
                chinese=chinese,
                before=before,
                after=after,
                attributes=attributes,
            ),
        )


def _pieces(placed: Iterator[Placed], head: Header, tally: _Tally) -> Iterator[str]:
    yield serialize.header(head)
    for place, entry in placed:
        if found := serialize.illegal(entry):
            reason = (
                f"holds {found}, which XML cannot: the segment has a space for each (none at "
                "its ends) and the property x-characters says what it was"
            )
            text = entry.variants[0].text[:80] if entry.variants else ""
            tally.skipped.append(Skipped(place, reason, text, units=0))
        tally.units += 1
        yield serialize.record(entry)
    yield serialize.END


def _write_file(pieces: Iterator[str], path: Path, *, compress: bool) -> None:
    with path.open("wb") as raw:
        if compress:
            # No time in it: the same memory gives the same file.
            with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as stream:
                _write_stream(pieces, stream)
        else:
            _write_stream(pieces, raw)


def _write_stream(pieces: Iterator[str], stream: BinaryIO | gzip.GzipFile) -> None:
    while batch := "".join(islice(pieces, _BATCH)):
        stream.write(batch.encode("utf-8"))
