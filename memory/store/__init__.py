"""The store of a translation memory: one SQLite file that several may read and one may write.

Nothing outside this package speaks SQL; a test holds that. Another database engine is another
`Store` (add, entries, set_status, remove, reading, writing) with another `Questions`, which
search, concordance and vectors ask, and with its own `import_file` bookkeeping and
`statistics`; units, search and service stay as they are.
"""

from __future__ import annotations

from duizhao.corpora.entry import Entry, Origin, Status, default_status, from_units

from .filters import Filters
from .insert import Added
from .questions import Questions
from .store import Store

__all__ = [
    "Added",
    "Entry",
    "Filters",
    "Origin",
    "Questions",
    "Status",
    "Store",
    "default_status",
    "from_units",
]
