"""A job: which pairs, with which settings, in shards of which size."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from duizhao.corpora.pairing import FilePair
from duizhao.corpora.version import __version__
from duizhao.memory.clients import Client, client_for
from duizhao.options import AlignOptions

from .folder import SHARDS

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


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions(AlignOptions):
    """How the pairs of a job are aligned, and how long one may take.

    Attributes:
        timeout: longest that one pair may take, in seconds; 0 for no limit.
        client: name of the tool that the memories are for, or "".
        source: side that is translated from, or "" for English.
        codes: language codes of the two sides in a TMX, by comma, or "".
    """

    timeout: float = 600.0
    client: str = ""
    source: str = ""
    codes: str = ""

    def made_for(self) -> Client:
        """How memories are written.

        Raises:
            SettingsError: there is no such client, side or code.
        """
        return client_for(self.client or None, self.source or None, self.codes or None)


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
    options: BatchOptions = field(default_factory=BatchOptions)
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
        return Path(self.folder) / SHARDS / f"{shard:06d}"

    def key(self, shard: int) -> str:
        """Digest of all that a shard's result depends on: version, options, names, contents.

        A shard whose marker has another key is worked on again.
        """
        options = {**asdict(self.options), "timeout": None}
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
