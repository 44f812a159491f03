"""From finished shards to results: corpus files, memories, failures, report, data card."""

from __future__ import annotations

import hashlib
import heapq
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from duizhao.corpora import filter as filters
from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.errors import OutputError, SettingsError
from duizhao.corpora.export import FORMATS as CORPUS_FORMATS
from duizhao.corpora.export import Writer, open_corpus
from duizhao.corpora.file_names import as_text
from duizhao.corpora.pairing import Pairing
from duizhao.corpora.tables.write import open_table, text_columns
from duizhao.corpora.unit import Unit
from duizhao.corpora.values import Column

from .collected import Collected
from .folder import CARD, SHARDS
from .job import Job
from .shards import COLUMNS as SHARD_COLUMNS
from .shards import is_done, read_records, read_rows, unit_of

COLUMNS = tuple(column for column in SHARD_COLUMNS if column.name != "codes")
"""Columns of a corpus; inline codes are for memories only."""

FORMATS = ("tmx", "tmx-each", *CORPUS_FORMATS)
"""What can be asked for: one memory, one for each pair of documents, corpus files."""
FILES = {
    "tmx": ("memory.tmx",),
    "moses": ("corpus.zh", "corpus.en", "corpus.ids"),
    **{name: (f"corpus.{name}",) for name in CORPUS_FORMATS if name != "moses"},
}
"""What each format writes; ``tmx-each`` writes a file in ``tmx/`` for each pair."""
ALWAYS = ("failed.csv", "report.html", CARD)
SUMMARY = ("results.json", "dropped.parquet")
"""What else is written."""
DEFAULT_FORMATS = ("tmx", "parquet")
WORST = 100
"""Pairs that the report shows, least certain first."""
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which results.

    Attributes:
        formats: of `FORMATS`.
        filter: what is left out of them.
    """

    formats: tuple[str, ...] = DEFAULT_FORMATS
    filter: filters.FilterSettings = field(default_factory=filters.FilterSettings)

    def __post_init__(self) -> None:
        unknown = [name for name in self.formats if name not in FORMATS]
        if unknown:
            raise SettingsError(f"no format {unknown[0]!r}", mend=f"take {', '.join(FORMATS)}")


def put_together(job: Job, wanted: Wanted, pairing: Pairing) -> bool:
    """Write the results of a job whose shards are all done.

    Returns:
        False when they stand there already.

    Raises:
        OutputError: a result cannot be written, or a shard is missing.
    """
    folder = Path(job.folder)
    keys = [job.key(shard) for shard in job.shards]
    missing = [n for n, key in zip(job.shards, keys, strict=True) if not is_done(job, n, key)]
    if missing:
        raise OutputError(
            f"{len(missing)} of {len(job.shards)} shards are not done",
            path=folder,
            mend="run it again without --shard",
        )
    key = _key(keys, wanted, pairing)
    if _exist(folder, key):
        return False
    collected = Collected(pairing=pairing)
    for shard in job.shards:
        collected.add(read_records(job, shard))
    files = _corpus(job, wanted, collected)
    _failures(folder / "failed.csv", collected)
    from .card import write_card
    from .report import write_report

    write_report(folder / "report.html", collected)
    write_card(folder / CARD, job, wanted, collected)
    _tidy(folder / SHARDS)
    _remove_old(folder, files)
    with atomic_write(folder / "results.json") as path:
        summary = {"key": key, **collected.totals(), "dropped": dict(collected.dropped)}
        summary["files"] = [*files, *ALWAYS]
        path.write_text(json.dumps(summary, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return True


def _key(keys: Iterable[str], wanted: Wanted, pairing: Pairing) -> str:
    left_over = [as_text(item.path) for item in pairing.unpaired]
    doubtful = [[str(match.zh), str(match.en)] for match in pairing.doubtful]
    said = json.dumps([list(keys), asdict(wanted), left_over, doubtful], sort_keys=True)
    return hashlib.blake2b(said.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _exist(folder: Path, key: str) -> bool:
    found = _read_summary(folder)
    return found.get("key") == key and all((folder / name).is_file() for name in found["files"])


def _read_summary(folder: Path) -> dict[str, Any]:
    """What an earlier run wrote down when it was done; {} when there was none."""
    try:
        found: dict[str, Any] = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found.get("files"), list) else {}


def _remove_old(folder: Path, files: Iterable[str]) -> None:
    """Remove what an earlier run wrote and this one did not: it would contradict the rest."""
    for name in set(_read_summary(folder).get("files", ())) - {*files, *ALWAYS}:
        if (folder / name).resolve().is_relative_to(folder.resolve()):
            (folder / name).unlink(missing_ok=True)


def _corpus(job: Job, wanted: Wanted, collected: Collected) -> list[str]:
    """Write corpus files and memories; the names of all that were written."""
    from duizhao.corpora.bilingual.tmx import write_tmx

    folder = Path(job.folder)
    client = job.options.made_for()
    write = partial(
        write_tmx,
        created=_newest(job),
        source=client.source,
        chinese=client.chinese or None,
        english=client.english,
        codes=client.inline,
    )
    files = [name for kind in wanted.formats for name in FILES.get(kind, ())]
    files += ["dropped.parquet"] if wanted.filter.active else []
    with ExitStack() as stack:
        writers: list[Writer] = [
            stack.enter_context(open_corpus(name, folder, COLUMNS))
            for name in wanted.formats
            if name in CORPUS_FORMATS
        ]
        dropped: Writer | None = None
        if wanted.filter.active:
            columns = (*COLUMNS, Column("reason"))
            dropped = stack.enter_context(open_table(folder / "dropped.parquet", columns))
        each = folder / "tmx"
        if "tmx-each" in wanted.formats:
            each.mkdir(exist_ok=True)

        def units() -> Iterator[Unit]:
            judge = filters.Filter(wanted.filter)
            for shard in job.shards:
                by_document: dict[int, list[Unit]] = {}
                for row in read_rows(job, shard):
                    kept = _take(row, judge, wanted, writers, dropped, collected)
                    if kept is not None:
                        by_document.setdefault(row["document"], []).append(kept)
                        yield kept
                if "tmx-each" in wanted.formats:
                    for number, some in by_document.items():
                        name = _name(job, number)
                        write(some, each / name)
                        files.append(f"tmx/{name}")
            collected.dropped = judge.dropped

        if "tmx" in wanted.formats:
            written = write(units(), folder / "memory.tmx")
            collected.in_memory = written.units
        else:
            for _ in units():
                pass
    return files


def _take(
    row: dict[str, Any],
    judge: filters.Filter,
    wanted: Wanted,
    writers: Iterable[Writer],
    dropped: Writer | None,
    collected: Collected,
) -> Unit | None:
    """Judge a row and write it; the unit when it stays."""
    if wanted.filter.active:
        reason = judge.reason(row["zh"], row["en"], row["confidence"], disagree=row["figures"])
        if reason:
            if dropped is not None:
                dropped.write({**row, "reason": reason})
            return None
    for writer in writers:
        writer.write(row)
    collected.kept += 1
    if row["zh"] and row["en"] and row["confidence"] is not None:
        item = (-row["confidence"], -row["document"], -row["unit"], row["zh"], row["en"])
        if len(collected.worst) < WORST:
            heapq.heappush(collected.worst, item)
        else:
            heapq.heappushpop(collected.worst, item)
    return unit_of(row)


def _name(job: Job, number: int) -> str:
    stem = Path(job.entries[number].zh).stem
    plain = "".join(sign if sign.isalnum() or sign in "-_." else "_" for sign in stem)
    return f"{number:06d}-{plain[:80]}.tmx"


def _newest(job: Job) -> datetime:
    """When the newest input was written: a date that does not change from run to run."""
    newest = EARLIEST.timestamp()
    for entry in job.entries:
        for path in (entry.zh, entry.en):
            try:
                newest = max(newest, Path(path).stat().st_mtime)
            except OSError:
                continue
    return datetime.fromtimestamp(int(newest), UTC)


def _failures(path: Path, collected: Collected) -> None:
    with open_table(path, text_columns(("number", "zh", "en", "reason"))) as table:
        for record in collected.failed:
            table.write({**record, "zh": as_text(record["zh"]), "en": as_text(record["en"])})


def _tidy(folder: Path) -> None:
    """Remove what killed runs left; all shards are whole by now."""
    for path in folder.glob(".*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
