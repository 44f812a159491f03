"""Files that hold both languages: one reader for all of them, and TMX in and out.

    file ─► kind_of ─► a reader for each kind ─► entries, and what was skipped
            (by its content)

A new format is a module with ``read_entries(path)``, a line in `read.READERS`, and what tells
it apart in `kinds.kind_of`.
"""

from __future__ import annotations

from .kinds import holds_pairs, is_pairs, kind_of
from .read import read_pairs

__all__ = ["holds_pairs", "is_pairs", "kind_of", "read_pairs"]
