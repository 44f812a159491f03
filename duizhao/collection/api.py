"""`duizhao.batch`: many pairs of documents from Python."""

from __future__ import annotations

import math
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.corpora.counted import counted
from duizhao.corpora.errors import DuizhaoError, SettingsError
from duizhao.corpora.filter import FilterSettings
from duizhao.corpora.overwrite import refuse_overwriting
from duizhao.corpora.pairing import METHODS, Pairing, write_manifest
from duizhao.corpora.sentences.srx import SegmentationRules, read_splitters
from duizhao.given_pins import read_named
from duizhao.options import Kept, Level
from duizhao.pair import Pair
from duizhao.progress import Progress

from .folder import MANIFEST, check_results, make_folder
from .job import SHARD_SIZE, BatchOptions, Job, JobEntry, entries_of
from .pairs import Given, HowPaired, find_pairs
from .processes import Pool
from .work import align_entry

if TYPE_CHECKING:
    import pandas as pd


@dataclass(slots=True, repr=False)
class Batch:
    """Pairs of documents, aligned one after the other as they are asked for.

    Iterating gives a `duizhao.Pair` for each; a document that cannot be used costs only
    itself and is in `failed` afterwards.

    Attributes:
        pairing: which files belong together.
        options: settings of the alignment.
        doubtful: whether doubtful pairs are aligned too.
        failed: (Chinese file, English file, reason) of what failed so far.
    """

    pairing: Pairing
    options: BatchOptions
    doubtful: bool = False
    failed: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def entries(self) -> tuple[JobEntry, ...]:
        """The pairs that are aligned, in order."""
        return entries_of(self.pairing.matches if self.doubtful else self.pairing.certain)

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        pairing = self.pairing
        return (
            f"<Batch: {counted(len(self), 'pair')} to align; {len(pairing.certain)} certain, "
            f"{len(pairing.doubtful)} doubtful, {counted(len(pairing.unpaired), 'file')} unpaired>"
        )

    def __iter__(self) -> Iterator[Pair]:
        self.failed.clear()
        for entry in self.entries:
            try:
                yield align_entry(entry, self.options)
            except DuizhaoError as error:
                self.failed.append((entry.zh, entry.en, str(error)))

    def to_frame(self) -> pd.DataFrame:
        """The units of all pairs as one pandas table."""
        from duizhao.corpora.unit import to_frame

        return to_frame(unit for pair in self for unit in pair.units)

    def write(
        self,
        folder: str | os.PathLike[str],
        *,
        formats: Sequence[str] | None = None,
        filter: FilterSettings | None = None,
        workers: int | Pool = 1,
        scheduler: str | None = None,
        shard: tuple[int, int] | None = None,
        size: int = SHARD_SIZE,
        progress: Progress | None = None,
    ) -> bool:
        """Align all pairs into a folder, going on where an earlier run stopped.

        Args:
            folder: for shards and results; made when it is not there.
            formats: of `duizhao.collection.results.FORMATS`; a memory and Parquet by default.
            filter: what is left out of the results.
            workers: processes; 0 to work in this one, where what hangs in a library
                written in C cannot be stopped. Or a pool of them, which is ended.
            scheduler: address of a Dask scheduler, instead of processes.
            shard: (i, n) to work on the i-th of n parts only, without results.
            size: pairs in a shard.
            progress: called with stage, pairs done and pairs in all.

        Returns:
            Whether there was anything to do.

        Raises:
            OutputError: the folder cannot be written.
            SettingsError: an option has a value that it cannot have, or an input stands where
                a result is going to be written.
            ToolError: workers or the scheduler fail.
        """
        from .results import DEFAULT_FORMATS, Wanted, put_together
        from .runners import open_shards, run_dask, run_here, run_processes

        wanted = Wanted(tuple(formats or DEFAULT_FORMATS), filter or FilterSettings())
        if (isinstance(workers, int) and workers < 0) or size < 1:
            raise SettingsError(
                "at least one worker, and one pair in a shard, are needed", mend="give 1"
            )
        if shard is not None and not 1 <= shard[0] <= shard[1]:
            raise SettingsError(f"no part {shard[0]} of {shard[1]}", mend="give --shard 1/4 to 4/4")
        job = Job(os.fspath(folder), self.entries, self.options, size)
        self._check(folder)
        make_folder(Path(folder))
        shards = open_shards(job, shard)
        total = len(job.entries)
        state = {"done": total - sum(len(job.part(number)) for number in shards)}

        def done(number: int, count: int) -> None:
            state["done"] += count
            if progress is not None:
                progress("align", state["done"], total)

        if isinstance(workers, Pool) and (scheduler or not shards):
            workers.end()
        if shards and scheduler:
            run_dask(job, shards, scheduler, done)
        elif shards and workers:
            pool = workers if isinstance(workers, Pool) else Pool(workers, self.options.timeout)
            with pool:
                run_processes(job, shards, pool, done)
        elif shards:
            run_here(job, shards, done)
        if shard is not None:
            return bool(shards)
        return put_together(job, wanted, self.pairing) or bool(shards)

    def _check(self, folder: str | os.PathLike[str]) -> None:
        """Refuse a folder of results in which an input would be overwritten."""
        documents = (path for entry in self.entries for path in (entry.zh, entry.en))
        check_results(folder, (*documents, *self.options.files))

    def write_manifest(self, path: str | os.PathLike[str]) -> None:
        """Write which files belong together, for a person to correct.

        Raises:
            OutputError: it cannot be written.
            SettingsError: the file is one of the documents.
        """
        refuse_overwriting([path], [one for entry in self.entries for one in (entry.zh, entry.en)])
        write_manifest(self.pairing, path)


def batch(
    zh: Given | pd.DataFrame,
    en: str | os.PathLike[str] | None = None,
    *,
    level: Level = "paragraph",
    encoder: str = "use",
    min_confidence: float = 0.0,
    semicolon: bool = False,
    srx: SegmentationRules | None = None,
    dictionary: str | os.PathLike[str] | None = None,
    weights: str | os.PathLike[str] | None = None,
    pins: Sequence[str | os.PathLike[str]] = (),
    checks: Collection[str] | None = None,
    off: Collection[str] = (),
    check_settings: str | os.PathLike[str] | None = None,
    termbase: Sequence[str | os.PathLike[str]] = (),
    numbers: Kept = "drop",
    code: Kept = "drop",
    timeout: float = 600.0,
    client: str = "",
    source: str = "",
    codes: str = "",
    pair_by: Collection[str] = METHODS,
    doubtful: bool = False,
    results: str | os.PathLike[str] | None = None,
    workers: int | Pool = 0,
    progress: Progress | None = None,
) -> Batch:
    """Many pairs of documents: ``for pair in duizhao.batch("zh/", "en/"): …``.

    Args:
        zh: a folder of Chinese files (or of both languages, without `en`); a manifest
            (``.csv``); a pandas table with columns ``zh`` and ``en``; or pairs. In tables and
            pairs are paths, or the texts themselves.
        en: a folder of English files.
        level, encoder, min_confidence, semicolon, srx: as for `duizhao.align`.
        dictionary, weights, numbers, code: as for `duizhao.align`.
        checks, off, check_settings, termbase: as for `duizhao.align`.
        pins: ``.pins`` files; each counts for the documents that it names.
        timeout: longest that one pair may take, in seconds; 0 for no limit.
        client: the tool that the memories are for: ``omegat``, ``trados``, ``memoq``,
            ``weblate``; its segments are of its own `level`, which has to be given too.
        source: the side that is translated from, ``zh`` or ``en``, by default English.
        codes: language codes of the two sides in a TMX (``zh-CN,en-GB``).
        pair_by: how files are paired: ``name``, ``symbol``, ``content``.
        doubtful: whether doubtful pairs are aligned too.
        results: the folder that results will go to. No documents are looked for in it, and
            the pairing is kept there for the next run.
        workers: processes that share the pairing; 0 to pair in this one. Or a pool of them,
            which goes on, for `Batch.write`.
        progress: called with stage, done and total while files are paired.

    Raises:
        InputError: a folder or manifest is missing or cannot be read.
        SettingsError: an option has a value that it cannot have.
        ToolError: the workers fail.
    """
    if isinstance(workers, int) and workers < 0:
        raise SettingsError("at least one worker is needed", mend="give 1")
    options = BatchOptions(
        level=level,
        encoder=encoder,
        min_confidence=min_confidence,
        semicolon=semicolon,
        srx=srx,
        dictionary=dictionary,
        weights=weights,
        pins=pins,
        numbers=numbers,
        code=code,
        checks=checks,
        off=off,
        check_settings=check_settings,
        termbase=termbase,
        timeout=timeout,
        client=client,
        source=source,
        codes=codes,
    )
    options.made_for()
    if not 0 <= timeout < math.inf:
        raise SettingsError(f"no timeout of {timeout} seconds", mend="give 0 (none) or more")
    options.checking()  # what is wrong in it is said before the work begins
    read_splitters(options.srx or {})
    for path in options.pins:
        read_named(path)
    if results is not None:
        manifest = isinstance(zh, str | os.PathLike) and Path(zh).name != MANIFEST
        check_results(results, [str(zh) if manifest else None, *options.files])
    how = HowPaired(encoder, pair_by, results, workers, timeout, progress)
    return Batch(find_pairs(zh, en, how), options, doubtful)
