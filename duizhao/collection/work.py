"""One pair of documents, or one file that holds both languages, within its time."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from types import FrameType
from typing import TYPE_CHECKING

from duizhao.align.bead import Bead
from duizhao.corpora.document import Change, Document, Paragraph, Segment
from duizhao.corpora.errors import DuizhaoError, ToolError
from duizhao.corpora.file_names import as_text
from duizhao.corpora.skipped import Skipped
from duizhao.corpora.unit import Unit
from duizhao.pair import Pair
from duizhao.version import __version__

from .job import BatchOptions, JobEntry

if TYPE_CHECKING:
    from duizhao.align.aligner import Aligner
    from duizhao.align.encode.protocol import Encoder
    from duizhao.align.settings import Settings


class TimeoutExceededError(DuizhaoError):
    """A pair that took longer than it may."""


def too_long(seconds: float, path: str) -> TimeoutExceededError:
    """The error for a pair over its time, the same whoever kept the time."""
    return TimeoutExceededError(
        f"took longer than {seconds:g} seconds", path=path, mend="give more with --timeout"
    )


@cache
def encoder_of(name: str) -> Encoder:
    """The encoder of that name, once for each process.

    Vectors are not kept on disk: with them, a result could depend on what was encoded
    before, in the last digits.
    """
    from duizhao.align.encode import load

    return load(name, cache=False)


@cache
def _aligner_of(encoder: str, settings: Settings) -> Aligner:
    from duizhao.align.aligner import Aligner

    return Aligner(encoder_of(encoder), settings)


def align_entry(entry: JobEntry, options: BatchOptions) -> Pair:
    """Align one entry of a job.

    Raises:
        DuizhaoError: as `duizhao.align`, and when it takes too long.
    """
    with within(options.timeout, entry.zh):
        try:
            if entry.zh == entry.en:
                return _ready(entry, options)
            from duizhao.pipeline import align_documents, read_documents

            client = options.made_for()
            sides = read_documents(entry.zh, entry.en, options, client=client)
            aligner = _aligner_of(options.encoder, options.settings)
            return align_documents(*sides, aligner, options, client=client, many=True)
        except (MemoryError, RecursionError) as error:
            raise ToolError(
                f"needs more memory than is available ({type(error).__name__})",
                path=entry.zh,
                mend="split it into parts",
            ) from error


def _ready(entry: JobEntry, options: BatchOptions) -> Pair:
    """The pairs of a file that holds both languages already."""
    from duizhao.corpora.bilingual import kind_of
    from duizhao.memory.sources import read_pairs
    from duizhao.memory.terms.checks import check
    from duizhao.memory.terms.termbase_files import read_termbase

    kind = kind_of(entry.zh) or ""
    sides: tuple[list[Paragraph], list[Paragraph]] = ([], [])
    skipped: list[Change] = []
    beads: list[Bead] = []
    units: list[Unit] = []
    signature = f"duizhao:{__version__}|pairs:{kind}"
    for item in read_pairs(entry.zh):
        if isinstance(item, Skipped):
            skipped.append(Change("skipped", item.reason, item.text, item.place))
            continue
        unit, place = item.unit, item.origins[0].place
        places: list[tuple[int, ...]] = []
        for text, paragraphs in zip((unit.zh, unit.en), sides, strict=True):
            places.append((len(paragraphs),) if text else ())
            if text:
                paragraphs.append(Paragraph(text, place=place))
        sure = 1.0 if unit.confidence is None else unit.confidence
        beads.append(Bead(places[0], places[1], sure, unit.reasons, unit.moved))
        units.append(
            replace(
                unit, zh_segments=places[0], en_segments=places[1],
                zh_file=unit.zh_file or as_text(entry.zh),
                en_file=unit.en_file or as_text(entry.en),
                signature=signature,
            )
        )  # fmt: skip
    zh, en = map(tuple, sides)
    wanted = options.checks is None or bool(options.checks)
    bases = [read_termbase(path) for path in options.termbase]
    findings = check(units, kinds=options.checks, termbases=bases) if wanted else []
    return Pair(
        Document(entry.zh, "zh", zh, tuple(skipped), kind),
        Document(entry.en, "en", en, (), kind),
        tuple(Segment(each.text, paragraph=n) for n, each in enumerate(zh)),
        tuple(Segment(each.text, paragraph=n) for n, each in enumerate(en)),
        tuple(beads),
        tuple(units),
        tuple(findings),
        signature,
    )


@contextmanager
def within(seconds: float, path: str) -> Iterator[None]:
    """Stop what runs after so many seconds, where the system has alarms.

    Raises:
        TimeoutExceededError: naming the file at `path`.
    """
    alarms = hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread()
    if not seconds or not alarms:
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise too_long(seconds, path)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
