"""Pairs out of any file that holds them: those that `corpora` reads, and memories of ours."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

from duizhao.corpora.bilingual import kind_of
from duizhao.corpora.bilingual import read_pairs as read_file
from duizhao.corpora.bilingual.read import checked
from duizhao.corpora.entry import Entry, Origin, Status
from duizhao.corpora.file_names import as_text
from duizhao.corpora.skipped import Skipped


def read_pairs(path: str | os.PathLike[str]) -> Iterator[Entry | Skipped]:
    """The pairs of a file, in its order; of a memory, those that are not rejected.

    Args:
        path: what `duizhao.corpora.bilingual.read_pairs` reads, or a memory.

    Raises:
        InputError: as there.
        StoreError: the memory is damaged.
    """
    if kind_of(path) == "memory":
        return checked(path, _of_memory(path))
    return read_file(path)


def _of_memory(path: str | os.PathLike[str]) -> Iterator[Entry | Skipped]:
    from .store import Store

    rejected = index = 0
    with Store(path, create=False) as store:
        for entry in store.entries():
            if entry.status == Status.REJECTED:
                rejected += 1
                continue
            first = entry.origins[0] if entry.origins else Origin()
            here = replace(first, file=as_text(path), position=index, place=f"entry {entry.id}")
            yield replace(entry, origins=(here,))
            index += 1
    if rejected:
        yield Skipped("", f"{rejected} rejected entries", units=0)
