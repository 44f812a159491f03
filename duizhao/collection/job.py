"""A job: which pairs, with which settings, in shards of which size."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import get_args

from duizhao.corpora.document import Language
from duizhao.corpora.pairing import FilePair
from duizhao.version import __version__

SHARD_SIZE = 16
"""Pairs of documents in a shard."""


@dataclass(frozen=True, slots=True)
class JobEntry:
    """A pair of files of a job; one and the same file when it holds both languages.

    Attributes:
        number: 0-based place in the job.
        zh, en: paths, as the user named them.
        how: what paired them.
    """

    number: int
    zh: str
    en: str
    how: str = "manifest"


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """What `duizhao.align` is told, and how long a pair may take.

    Attributes:
        level, encoder, min_confidence, semicolon, dictionary, checks, termbase,
            numbers, code: as there.
        zh_srx, en_srx: files of segmentation rules.
        seconds: longest that one pair may take; 0 for no limit.
    """

    level: str = "paragraph"
    encoder: str = "use"
    min_confidence: float = 0.0
    semicolon: bool = False
    zh_srx: str | None = None
    en_srx: str | None = None
    dictionary: str | None = None
    checks: tuple[str, ...] | None = None
    termbase: tuple[str, ...] = ()
    numbers: str = "drop"
    code: str = "drop"
    seconds: float = 600.0

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that the options name."""
        given = (self.dictionary, self.zh_srx, self.en_srx, *self.termbase)
        return tuple(path for path in given if path)

    @property
    def srx(self) -> dict[Language, str]:
        """Files of segmentation rules by language."""
        return {
            side: path
            for side, path in zip(get_args(Language), (self.zh_srx, self.en_srx), strict=True)
            if path
        }


@dataclass(frozen=True, slots=True)
class Job:
    """All that a shard needs to be worked on anywhere.

    Attributes:
        folder: where shards and results go.
        entries: the pairs, in order.
        options: see there.
        size: pairs in a shard.
    """

    folder: str
    entries: tuple[JobEntry, ...]
    options: AlignOptions = field(default_factory=AlignOptions)
    size: int = SHARD_SIZE

    @property
    def shards(self) -> range:
        """Numbers of the shards."""
        return range(-(-len(self.entries) // self.size))

    def part(self, shard: int) -> tuple[JobEntry, ...]:
        """The pairs of a shard."""
        return self.entries[shard * self.size : (shard + 1) * self.size]

    def place(self, shard: int) -> Path:
        """The folder of a shard's files."""
        return Path(self.folder) / "shards" / f"{shard:06d}"

    def key(self, shard: int) -> str:
        """Digest of all that a shard's result depends on: version, options, names, contents.

        A shard whose marker bears another key is worked on anew.
        """
        options = {**asdict(self.options), "seconds": None}
        digest = hashlib.blake2b(digest_size=16)
        digest.update(json.dumps([__version__, options], sort_keys=True).encode())
        for entry in self.part(shard):
            for path in dict.fromkeys((entry.zh, entry.en)):
                digest.update(f"\x00{path}\x00".encode("utf-8", "surrogateescape"))
                digest.update(file_digest(path))
        for extra in self.options.files:
            digest.update(file_digest(extra))
        return digest.hexdigest()


def file_digest(path: str) -> bytes:
    """Digest of a file's content; of nothing when it cannot be read."""
    try:
        with Path(path).open("rb") as stream:
            return hashlib.file_digest(stream, "blake2b").digest()
    except OSError:
        return b""


def entries_of(matches: Iterable[FilePair]) -> tuple[JobEntry, ...]:
    """Pairs in their order, numbered."""
    return tuple(
        JobEntry(number, str(match.zh), str(match.en), match.how)
        for number, match in enumerate(matches)
    )
