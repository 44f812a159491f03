"""The pairing of a run, kept beside its shards, so that the next run need not find it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.pairing import FilePair, Pairing, Unpaired
from duizhao.corpora.pairing.match import UNREADABLE
from duizhao.corpora.version import __version__

from .folder import SHARDS, make_folder
from .job import file_digest

_PATHS = frozenset(("zh", "en", "path"))


def pairing_key(files: Iterable[Path], settings: Iterable[str]) -> str:
    """Digest of all that a pairing depends on: version, settings, names and contents.

    Args:
        files: all that were looked at.
        settings: ways of pairing and the encoder.
    """
    digest = hashlib.blake2b(digest_size=16)
    digest.update(json.dumps([__version__, *settings]).encode())
    for path in files:
        digest.update(f"\x00{path}\x00".encode("utf-8", "surrogateescape"))
        digest.update(file_digest(str(path)))
    return digest.hexdigest()


def read_kept(results: Path, key: str) -> Pairing | None:
    """The pairing kept in a folder of results, if it has this key."""
    try:
        read = json.loads(_place(results).read_text(encoding="ascii"))
        if read["key"] != key:
            return None
        matches = tuple(FilePair(**_back(row)) for row in read["matches"])
        return Pairing(matches, tuple(Unpaired(**_back(row)) for row in read["unpaired"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # missing, or damaged: it is found again


def keep(results: Path, key: str, pairing: Pairing) -> None:
    """Keep a pairing in a folder of results, unless a file may be readable the next time.

    Raises:
        OutputError: it cannot be written.
    """
    if any(item.reason.startswith(UNREADABLE) for item in pairing.unpaired):
        return
    rows = {"matches": list(map(_row, pairing.matches))}
    rows["unpaired"] = list(map(_row, pairing.unpaired))
    make_folder(results / SHARDS, private=True)
    with atomic_write(_place(results)) as path:
        path.write_text(json.dumps({"key": key, **rows}, indent=0), encoding="ascii")


def _place(results: Path) -> Path:
    return results / SHARDS / "pairing.json"


def _row(item: FilePair | Unpaired) -> dict[str, Any]:
    found = {field.name: getattr(item, field.name) for field in fields(item)}
    return {name: str(value) if name in _PATHS else value for name, value in found.items()}


def _back(row: dict[str, Any]) -> dict[str, Any]:
    return {name: Path(value) if name in _PATHS else value for name, value in row.items()}
