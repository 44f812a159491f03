"""Which documents a collection is made of: as given, or found in folders."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duizhao.corpora.errors import MissingFileError
from duizhao.corpora.pairing import FilePair, Pairing, files_in, pair_files, read_manifest
from duizhao.corpora.pairing.crew import Alone, Crew
from duizhao.given import is_path
from duizhao.progress import Progress

from .crew import Shared
from .kept import keep, pairing_key, read_kept
from .processes import Pool
from .work import encoder_of

if TYPE_CHECKING:
    import pandas as pd

Given = str | os.PathLike[str] | Iterable[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class HowPaired:
    """How files are paired; attributes as the arguments of `batch`."""

    encoder: str
    by: Collection[str]
    results: str | os.PathLike[str] | None
    workers: int | Pool
    seconds: float
    progress: Progress | None


def _named(given: str | os.PathLike[str]) -> Path | str:
    """A path, or a text as it is."""
    return given if isinstance(given, str) and not is_path(given) else Path(given)


def find_pairs(
    zh: Given | pd.DataFrame, en: str | os.PathLike[str] | None, how: HowPaired
) -> Pairing:
    """Which files belong together; arguments as of `batch`."""
    if not isinstance(zh, str | os.PathLike):
        table: Any = zh
        rows = table[["zh", "en"]].itertuples(index=False) if hasattr(zh, "columns") else zh
        return Pairing(tuple(FilePair(_named(a), _named(b), "manifest") for a, b in rows))
    first = Path(zh)
    if en is None and first.is_file():
        return read_manifest(first)
    sides = [first] if en is None else [first, Path(en)]
    for folder in sides:
        if not folder.is_dir():
            raise MissingFileError(
                "is not a folder" if folder.exists() else "does not exist",
                path=folder,
                mend="give two folders, one folder, or a manifest (.csv)",
            )
    found = [files_in(folder, how.results) for folder in sides]
    for folder, files in zip(sides, found, strict=True):
        if not files:
            raise MissingFileError("has no files in it", path=folder, mend="check the folder")
    if how.results is None:
        return _paired(found, sides, how)
    files = [path for side in found for path in (*side, Path())]
    key = pairing_key(files, [how.encoder, *how.by])
    pairing = read_kept(Path(how.results), key)
    if pairing is None:
        pairing = _paired(found, sides, how)
        keep(Path(how.results), key, pairing)
    return pairing


def _paired(found: Sequence[Sequence[Path]], sides: Sequence[Path], how: HowPaired) -> Pairing:
    with contextlib.ExitStack() as stack:
        crew: Crew = Alone(lambda: encoder_of(how.encoder))
        if isinstance(how.workers, Pool):
            crew = Shared(how.workers, how.encoder)
        elif how.workers:
            crew = Shared(stack.enter_context(Pool(how.workers, how.seconds)), how.encoder)
        return pair_files(
            found[0],
            found[1] if len(found) > 1 else None,
            by=how.by,
            crew=crew,
            roots=(sides[0], sides[-1]),
            progress=how.progress,
        )
