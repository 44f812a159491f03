"""Documents to work through: results of ``duizhao batch``, or files that are paired here."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duizhao.collection.folder import SHARDS
from duizhao.corpora.errors import DuizhaoError, InputError, MissingFileError
from duizhao.corpora.file_names import from_text
from duizhao.corpora.pairing import FilePair, Pairing, files_in, pair_files
from duizhao.progress import Progress

from .file import ProjectFile
from .opening import pairs_path, project_path
from .state import RowState

if TYPE_CHECKING:
    from duizhao.align.encode.protocol import Encoder


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents to work through.

    Attributes:
        name: what the page calls it: the folder, or where the files are.
        pairing: which documents belong together, of files that were paired here; None for a
            folder of results.
    """

    name: str
    pairing: Pairing | None = None

    def documents(self) -> list[dict[str, Any]]:
        """The pairs of documents, those of results the most doubtful first.

        Returns:
            ``zh`` and ``en`` (paths; the same one twice where a file holds both languages) and
            ``note``; of results ``pairs``, ``unpaired``, ``findings``, ``confidence`` (mean)
            and ``doubt`` (0 to 1); ``decided`` and ``rows`` where a review has begun.

        Raises:
            InputError: it is no folder of results.
        """
        if self.pairing is None:
            return documents(self.name)
        return [
            {"zh": str(one.zh), "en": str(one.en), "note": one.note, **_progress(_project(one))}
            for one in self.pairing.matches
        ]

    def left(self) -> list[dict[str, str]]:
        """The files without a counterpart: ``path`` and ``reason``."""
        left = self.pairing.unpaired if self.pairing else ()
        return [{"path": str(one.path), "reason": one.reason} for one in left]


def is_results(folder: Path) -> bool:
    """Whether ``duizhao batch`` wrote a folder."""
    return any(folder.glob(f"{SHARDS}/*/documents.jsonl"))


def paired(
    paths: Sequence[Path], encoder: Callable[[], Encoder], progress: Progress | None = None
) -> Collection:
    """Find out which of some files belong together.

    Args:
        paths: files and folders.
        encoder: makes one when it is needed.
        progress: called with stage, done and total.

    Raises:
        InputError: a folder cannot be read, or there are no files.
    """
    files = {one for path in paths for one in (files_in(path) if path.is_dir() else [path])}
    name = os.path.commonpath([path if path.is_dir() else path.parent for path in paths])
    if not files:
        raise MissingFileError("has no files in it", path=name, mend="check the folder")

    def report(_: str, done: int, total: int) -> None:
        if progress:
            progress("pair", done, total)

    root = Path(name)
    pairing = pair_files(sorted(files), encoder=encoder, roots=(root, root), progress=report)
    return Collection(name, pairing)


def documents(folder: str | os.PathLike[str]) -> list[dict[str, Any]]:
    """The pairs of documents of a folder of results, as `Collection.documents`.

    Raises:
        InputError: it is no folder of results.
    """
    found = [_document(record) for record in _records(Path(folder)) if record["status"] == "done"]
    if not found:
        raise InputError(
            "holds no results of duizhao batch", path=folder, mend="give the folder of a batch"
        )
    return sorted(found, key=lambda one: (-one["doubt"], one["zh"]))


def level_of(folder: str | os.PathLike[str]) -> str:
    """The level that a collection was aligned at, or ""."""
    for record in _records(Path(folder)):
        for part in str(record.get("signature", "")).split("|"):
            if part.startswith("level:"):
                return part.removeprefix("level:")
    return ""


def _records(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob(f"{SHARDS}/*/documents.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def _document(record: dict[str, Any]) -> dict[str, Any]:
    pairs, alone = record["pairs"], record["zh_only"] + record["en_only"]
    mean = record["mean_confidence"]
    sure = (1.0 if mean is None else mean) * pairs / max(pairs + alone, 1)
    zh, en = from_text(record["zh"]), from_text(record["en"])
    return {
        "note": "",
        "zh": str(Path(zh).resolve()),
        "en": str(Path(en).resolve()),
        "pairs": pairs,
        "unpaired": alone,
        "findings": sum(record["findings"].values()),
        "confidence": mean,
        "doubt": round(1 - sure, 4),
        **_progress(project_path(zh, en)),
    }


def _project(pair: FilePair) -> Path:
    """Where the review of a pair of files is kept."""
    return pairs_path(pair.zh) if pair.zh == pair.en else project_path(pair.zh, pair.en)


def _progress(path: Path) -> dict[str, int]:
    """How far the review of a document has come; {} where none has begun."""
    if not path.is_file():
        return {}
    try:
        file = ProjectFile(path)
    except DuizhaoError:
        return {}
    try:
        states = file.states()
    finally:
        file.close()
    decided = states.get(RowState.CONFIRMED, 0) + states.get(RowState.REJECTED, 0)
    return {"decided": decided, "rows": sum(states.values())}
