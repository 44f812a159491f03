"""The documents of a collection that ``duizhao batch`` aligned, as a list to work through."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from duizhao.collection.folder import SHARDS
from duizhao.corpora.errors import DuizhaoError, InputError
from duizhao.corpora.file_names import from_text

from .file import ProjectFile
from .opening import project_path


def documents(folder: str | os.PathLike[str]) -> list[dict[str, Any]]:
    """The pairs of documents of a folder of results, the most doubtful first.

    Returns:
        ``zh`` and ``en`` (paths), ``pairs``, ``unpaired``, ``findings``, ``confidence`` (mean),
        ``doubt`` (0 to 1), and ``decided`` and ``rows`` where a review has begun.

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
        "zh": str(Path(zh).resolve()),
        "en": str(Path(en).resolve()),
        "pairs": pairs,
        "unpaired": alone,
        "findings": sum(record["findings"].values()),
        "confidence": mean,
        "doubt": round(1 - sure, 4),
        **_progress(project_path(zh, en)),
    }


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
    decided = states.get("confirmed", 0) + states.get("rejected", 0)
    return {"decided": decided, "rows": sum(states.values())}
