"""Units of a review into a memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from duizhao.corpora.entry import Entry
from duizhao.memory.store import Store
from duizhao.memory.store.importing import Options, replace_alignment

from .exporting import Sent
from .project import Project


def send(memory: Path, entries: Sequence[Entry], project: Project) -> Sent:
    """Put entries into a memory, in place of what it had of these documents.

    Args:
        memory: its path; made when it is missing.
        entries: of the whole review.
        project: that they come from.

    Raises:
        StoreError, OutputError: the memory cannot be used or written.
    """
    # The documents say what is replaced; pairs from elsewhere have none.
    named = bool(project.meta.get("zh") and project.meta.get("en"))
    options = Options(pair="" if named else project.file.path.stem, replace=True)
    with Store(memory) as store:
        done = replace_alignment(store, entries, options)
    replaced = sum(one.replaced for one in done.replaced)
    removed = sum(one.removed for one in done.replaced)
    return Sent(str(memory), done.added, replaced, removed, done.merged)
