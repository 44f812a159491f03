"""A shard: worked on, written whole, renamed into place, marked as done.

In ``.shards/000012/`` are ``units.parquet`` and ``documents.jsonl``; ``.shards/000012.done``
holds the key of the job that made them. Neither depends on who worked on it, or when.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.codes import packed, unpacked
from duizhao.corpora.errors import DuizhaoError, OutputError
from duizhao.corpora.tables.write import write_table
from duizhao.corpora.unit import COLUMNS as UNIT_COLUMNS
from duizhao.corpora.unit import Unit
from duizhao.corpora.values import Column
from duizhao.pair import Pair

from .folder import make_folder
from .job import Job, JobEntry
from .work import align_entry

if TYPE_CHECKING:
    from duizhao.memory.terms.match import Matcher
    from duizhao.memory.terms.termbase import Concept

BINS = 10
"""Bars of the confidence histogram."""
_FIGURES = frozenset(("number", "date"))
_LOCK = threading.Lock()
"""pdfium and signals know one thread only; a Dask worker may have several."""


def is_done(job: Job, shard: int, key: str | None = None) -> bool:
    """Whether a shard is there, made from the same input with the same options."""
    try:
        marker = json.loads(_marker(job, shard).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    files = [job.place(shard) / name for name in ("units.parquet", "documents.jsonl")]
    return marker.get("key") == (key or job.key(shard)) and all(f.is_file() for f in files)


def _marker(job: Job, shard: int) -> Path:
    return job.place(shard).with_suffix(".done")


def run_shard(
    job: Job,
    shard: int,
    fatal: Mapping[int, str] | None = None,
    begun: Callable[[int], None] | None = None,
) -> int:
    """Work on a shard, unless it is done.

    Args:
        job: see there.
        shard: its number.
        fatal: numbers of pairs that are left out, since a process died or hung at them, and why.
        begun: called with the number of each pair when it is begun.

    Returns:
        How many pairs it holds.

    Raises:
        OutputError: it cannot be written.
    """
    with _LOCK:
        key = job.key(shard)
        if is_done(job, shard, key):
            return len(job.part(shard))
        records: list[dict[str, Any]] = []
        rows: list[dict[str, Any]] = []
        place = job.place(shard)
        try:
            make_folder(place.parent, private=True)
            for entry in job.part(shard):
                if begun is not None:
                    begun(entry.number)
                records.append(_one(entry, job, fatal or {}, rows))
            _put_in_place(place, rows, records)
            with atomic_write(_marker(job, shard)) as path:
                path.write_text(json.dumps({"key": key, "pairs": len(records)}), encoding="ascii")
        except OSError as error:
            raise OutputError(
                f"cannot be written ({(error.strerror or str(error)).lower()})",
                path=place,
                mend="choose a folder with free space that you may write to",
            ) from error
        return len(records)


def _one(
    entry: JobEntry, job: Job, fatal: Mapping[int, str], rows: list[dict[str, Any]]
) -> dict[str, Any]:
    """Align an entry, add its units to the rows; its record."""
    record: dict[str, Any] = {"number": entry.number, "zh": entry.zh, "en": entry.en}
    record["how"] = entry.how
    if entry.number in fatal:
        return {**record, "status": "failed", "reason": fatal[entry.number]}
    try:
        pair = align_entry(entry, job.options)
    except DuizhaoError as error:
        return {**record, "status": "failed", "reason": str(error)}
    rows += _rows(entry, pair)
    return {**record, "status": "done", **_summary(pair)}


def _rows(entry: JobEntry, pair: Pair) -> list[dict[str, Any]]:
    doubted = {finding.unit for finding in pair.findings if finding.kind in _FIGURES}
    found: Counter[int] = Counter(finding.unit for finding in pair.findings)
    return [
        {
            **unit.row(),
            "document": entry.number,
            "unit": n,
            "figures": n in doubted,
            "findings": found[n],
            "codes": _codes(unit),
        }
        for n, unit in enumerate(pair.units)
    ]


def _codes(unit: Unit) -> str:
    """The inline codes of both sides, which no other column holds; "" for none."""
    if not unit.zh_codes and not unit.en_codes:
        return ""
    return json.dumps([packed(unit.zh_codes), packed(unit.en_codes)])


def _summary(pair: Pair) -> dict[str, Any]:
    linked = [bead for bead in pair.beads if not bead.is_null]
    bars = [0] * BINS
    known = [unit.confidence for unit in pair.units if not unit.is_null]
    sure = [confidence for confidence in known if confidence is not None]
    for confidence in sure:
        bars[min(int(confidence * BINS), BINS - 1)] += 1
    return {
        "pairs": len(linked),
        "zh_only": sum(not bead.en for bead in pair.beads),
        "en_only": sum(not bead.zh for bead in pair.beads),
        "moved": sum(bead.moved for bead in pair.beads),
        "mean_confidence": round(sum(sure) / len(sure), 4) if sure else None,
        "histogram": bars,
        "findings": dict(sorted(Counter(f.kind for f in pair.findings).items())),
        "changes": len(pair.zh.changes) + len(pair.en.changes),
        "skipped": [
            f"{change.place}: {change.reason}"
            for document in (pair.zh, pair.en)
            for change in document.changes
            if change.action == "skipped"
        ][:50],
        "notes": list(pair.notes),
        "formats": [pair.zh.format, pair.en.format],
        "signature": pair.signature,
        "terms": renderings(pair.units),
    }


@cache
def _matcher() -> Matcher[Concept]:
    from duizhao.memory.terms.match import Matcher
    from duizhao.memory.terms.termbase import Termbase

    return Matcher(Termbase.starter().concepts)


def renderings(units: Sequence[Unit]) -> dict[str, dict[str, int]]:
    """How often each Chinese name of the starter termbase stands opposite each English one."""
    matcher = _matcher()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for unit in units:
        if unit.is_null:
            continue
        zh = {m.concept: m.term.text for m in matcher.find(unit.zh, "zh") if not m.inner}
        if not zh:
            continue
        for mention in matcher.find(unit.en, "en"):
            if mention.concept in zh and not mention.inner and not mention.bracketed:
                found[zh[mention.concept]][mention.term.text] += 1
    return {zh: dict(sorted(counts.items())) for zh, counts in sorted(found.items())}


COLUMNS = (
    *UNIT_COLUMNS,
    Column("document", "integer"),
    Column("unit", "integer"),
    Column("figures", "flag"),
    Column("findings", "integer"),
    Column("codes"),
)
"""Columns of ``units.parquet``: those of a unit, its document, place, doubts and codes."""


def _put_in_place(
    place: Path, rows: Sequence[dict[str, Any]], records: Sequence[dict[str, Any]]
) -> None:
    temporary = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    try:
        with (temporary / "units.parquet").open("wb") as stream:
            write_table("parquet", stream, COLUMNS, rows)
        lines = "".join(json.dumps(r, ensure_ascii=False, sort_keys=True) + "\n" for r in records)
        (temporary / "documents.jsonl").write_text(lines, encoding="utf-8", errors="surrogatepass")
        for path in temporary.iterdir():
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())
        _replace(temporary, place)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _replace(temporary: Path, place: Path) -> None:
    """Rename a folder into place; what stood there belonged to another job or a killed run."""
    for _ in range(5):
        shutil.rmtree(place, ignore_errors=True)
        with contextlib.suppress(OSError):
            # Another worker may have put the same shard there in the meantime.
            temporary.rename(place)
            return
    temporary.rename(place)


def read_records(job: Job, shard: int) -> list[dict[str, Any]]:
    """The records of a shard's documents."""
    text = (job.place(shard) / "documents.jsonl").read_text(
        encoding="utf-8", errors="surrogatepass"
    )
    return [json.loads(line) for line in text.splitlines()]


def unit_of(row: Mapping[str, Any]) -> Unit:
    """The unit of a row of a shard, with its inline codes."""
    unit = Unit.of(row)
    if not row.get("codes"):
        return unit
    zh, en = json.loads(row["codes"])
    return replace(unit, zh_codes=unpacked(zh), en_codes=unpacked(en))


def read_rows(job: Job, shard: int) -> list[dict[str, Any]]:
    """The units of a shard as rows."""
    import pyarrow.parquet as pq

    # Opened here, since pyarrow takes only names that are UTF-8.
    with (job.place(shard) / "units.parquet").open("rb") as stream:
        rows: list[dict[str, Any]] = pq.read_table(stream).to_pylist()
    return rows
